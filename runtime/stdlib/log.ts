/**
 * The `log` module (stdlib 5.7). A record goes to the engine's sink, which is asked first whether the level is enabled:
 * if not, nothing else of the call is looked at.
 */
import { runtimeError } from "../errors.ts";
import { Dict } from "../values/dict.ts";
import { display } from "../values/display.ts";
import { typeOf } from "../values/type-of.ts";
import type { Value } from "../values/value.ts";
import { expectNoArguments, isString } from "./arguments.ts";
import type { MemberFunction, ModuleDefinition } from "./definition.ts";
import { handlerFailure } from "./handler-failure.ts";
import { createStandardLogSink, parseLogLevel } from "./log-level.ts";
import type { LogLevel } from "./manifest.ts";
import type { LogSink, Services } from "./services.ts";

function logAt(level: LogLevel): MemberFunction {
  return (args, services) => {
    const logSink = sinkOf(services);
    if (!ask(() => logSink.enabled(level))) return undefined;
    if (args.length !== 1 && args.length !== 2) throw runtimeError("requires 1 or 2 arguments: message, [fields]");
    const [message, fields] = args;
    if (args.length === 2 && !(fields instanceof Dict)) throw runtimeError(`invalid fields: ${typeOf(fields)}`);
    const entries = fields instanceof Dict ? fields.entries() : [];
    ask(() => logSink.log(level, display(message), entries));
    return undefined;
  };
}

function sinkOf(services: Services): LogSink {
  services.logSink ??= createStandardLogSink(services);
  return services.logSink;
}

/** Runs the embedder's code, whose throw becomes an error of the script. */
function ask<T>(handler: () => T): T {
  try {
    return handler();
  } catch (thrown) {
    throw handlerFailure(thrown);
  }
}

function levelArgument(args: readonly Value[]): LogLevel {
  if (args.length !== 1) throw runtimeError("takes 1 argument: name");
  const name = args[0];
  if (!isString(name)) throw runtimeError("requires a string");
  const level = parseLogLevel(name);
  if (level === undefined) throw runtimeError(`unknown level: ${name}`);
  return level;
}

function setLevel(args: readonly Value[], services: Services): Value {
  services.logLevel = levelArgument(args);
  return undefined;
}

function level(args: readonly Value[], services: Services): Value {
  expectNoArguments(args);
  return services.logLevel;
}

function enabled(args: readonly Value[], services: Services): Value {
  const logSink = sinkOf(services);
  const asked = levelArgument(args);
  return ask(() => logSink.enabled(asked));
}

export const log: ModuleDefinition<"log"> = {
  trace: logAt("trace"),
  debug: logAt("debug"),
  info: logAt("info"),
  warn: logAt("warn"),
  error: logAt("error"),
  set_level: setLevel,
  level,
  enabled,
};
