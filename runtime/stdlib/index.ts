/**
 * The standard modules as Ion values (stdlib 5, 8). In come the services of one engine and the modules that its
 * embedder leaves out; out come fresh modules whose functions are bound to those services.
 */
import { callBytes } from "../builtins/bytes.ts";
import { defineNative } from "../builtins/native.ts";
import { IonModule } from "../values/function.ts";
import type { Value } from "../values/value.ts";
import { bytes } from "./bytes.ts";
import type { MemberConstant, MemberFunction, ModuleDefinition } from "./definition.ts";
import { fs } from "./fs.ts";
import { io } from "./io.ts";
import { json } from "./json.ts";
import { log } from "./log.ts";
import { ASYNC_STD_MODULES, STD_MODULE_NAMES, type StdModuleName } from "./manifest.ts";
import { math } from "./math.ts";
import { os } from "./os.ts";
import { path } from "./path.ts";
import { rand } from "./rand.ts";
import { semver } from "./semver.ts";
import type { Services } from "./services.ts";
import { string } from "./string.ts";

const DEFINITIONS: { readonly [Name in StdModuleName]: ModuleDefinition<Name> } = {
  math,
  json,
  bytes,
  string,
  rand,
  io,
  log,
  semver,
  os,
  path,
  fs,
};

/** One module for each standard name that is not excluded, in the order of the manual. */
export function createStandardModules(
  services: Services,
  exclude: ReadonlySet<string> = new Set(),
): Map<StdModuleName, IonModule> {
  const names = STD_MODULE_NAMES.filter((name) => !exclude.has(name));
  return new Map(names.map((name) => [name, createModule(name, services)]));
}

function createModule(name: StdModuleName, services: Services): IonModule {
  const members = new Map<string, Value>();
  const definition: Readonly<Record<string, MemberFunction | MemberConstant>> = DEFINITIONS[name];
  for (const [member, implementation] of Object.entries(definition)) {
    members.set(
      member,
      typeof implementation === "function"
        ? bind(`${name}::${member}`, ASYNC_STD_MODULES.has(name), implementation, services)
        : implementation.make(services),
    );
  }
  const callable = name === "bytes" ? defineNative("bytes", false, callBytes) : null;
  return new IonModule(name, members, callable);
}

function bind(name: string, isAsync: boolean, call: MemberFunction, services: Services): Value {
  return defineNative(name, isAsync, (args) => call(args, services));
}
