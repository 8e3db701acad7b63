/**
 * The `os` module (stdlib 5.9): constants of the platform, environment and process. Where there is no process, the
 * functions refuse; `args` is the embedder's and works everywhere.
 */
import { runtimeError } from "../errors.ts";
import { Dict } from "../values/dict.ts";
import { List } from "../values/list.ts";
import type { Value } from "../values/value.ts";
import { expectNoArguments, isString, onlyArgument } from "./arguments.ts";
import { constant, type MemberFunction, type ModuleDefinition } from "./definition.ts";
import type { ProcessEnvironment } from "./platform.ts";
import type { Services } from "./services.ts";

function processOf({ platform }: Services): ProcessEnvironment {
  if (platform.process === null) throw runtimeError("os is not available on this platform");
  return platform.process;
}

function nameArgument(name: Value): string {
  if (!isString(name)) throw runtimeError("name must be a string");
  return name;
}

/** Names that no variable can have are unset, whatever the system says of them. */
function lookUp(name: string, services: Services): string | undefined {
  const process = processOf(services);
  return name === "" || /[=\0]/.test(name) ? undefined : process.variable(name);
}

function envVar(args: readonly Value[], services: Services): Value {
  if (args.length !== 1 && args.length !== 2) throw runtimeError("takes 1 or 2 arguments: name, [default]");
  const name = nameArgument(args[0]);
  const value = lookUp(name, services);
  if (value !== undefined) return value;
  if (args.length === 1) throw runtimeError(`'${name}': environment variable not found`);
  return args[1];
}

function hasEnvVar(args: readonly Value[], services: Services): Value {
  return lookUp(nameArgument(onlyArgument(args)), services) !== undefined;
}

/** A function without arguments that asks the process. */
function ofProcess(ask: (process: ProcessEnvironment) => Value): MemberFunction {
  return (args, services) => {
    expectNoArguments(args);
    return ask(processOf(services));
  };
}

function scriptArguments(args: readonly Value[], services: Services): Value {
  expectNoArguments(args);
  return List.of([...services.args]);
}

export const os: ModuleDefinition<"os"> = {
  name: constant(({ platform }) => platform.constants.osName),
  arch: constant(({ platform }) => platform.constants.arch),
  family: constant(({ platform }) => platform.constants.family),
  pointer_width: constant(({ platform }) => platform.constants.pointerWidth),
  dll_extension: constant(({ platform }) => platform.constants.dllExtension),
  exe_extension: constant(({ platform }) => platform.constants.exeExtension),
  env_var: envVar,
  has_env_var: hasEnvVar,
  env_vars: ofProcess((process) => Dict.from(process.variables())),
  cwd: ofProcess((process) => process.workingDirectory()),
  pid: ofProcess((process) => process.pid),
  args: scriptArguments,
  temp_dir: ofProcess((process) => process.temporaryDirectory()),
};
