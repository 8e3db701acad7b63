/**
 * What an engine is made with, and what can be changed later: checked, because whatever is wrong is the host's mistake
 * (embedding 2.2, D9).
 */
import type { DictForm, Mapper } from "../host/mapper.ts";
import { HostRangeError, isArrayOf, misuse } from "../host/misuse.ts";
import type { IonOutput } from "../host/types.ts";
import type { Clock } from "../scheduler/clock.ts";
import type { Dialect } from "../scheduler/dialect.ts";
import type { ConcurrencyBackend } from "../scheduler/manifest.ts";
import type { TaskTracer } from "../scheduler/trace.ts";
import { defaultPlatform } from "../stdlib/default-platform.ts";
import { LOG_LEVELS, type LogLevel } from "../stdlib/manifest.ts";
import type { LogSink, OutputHandler } from "../stdlib/services.ts";
import type { Limits } from "./limits.ts";

export type OutputOption = OutputHandler | "inherit" | "ignore";

/** Where log records go; synchronous. `enabled` is asked first, and defaults to true (embedding 1.8). */
export interface LogHandler {
  log(level: LogLevel, message: string, fields: readonly (readonly [name: string, value: IonOutput])[]): void;
  enabled?(level: LogLevel): boolean;
}

/** The options of a new engine (options.ts), read; what is left out is as the options say. */
export interface EngineSettings {
  readonly output?: OutputHandler | null;
  readonly log?: LogHandler | undefined;
  readonly logLevel?: LogLevel | undefined;
  readonly args?: readonly string[] | undefined;
  readonly limits?: Partial<Limits> | undefined;
  /** The library modules that programs must not have. */
  readonly excluded?: ReadonlySet<string>;
  readonly dicts?: DictForm;
  readonly clock?: Clock | undefined;
  readonly backend?: ConcurrencyBackend;
  /** That of the backend. */
  readonly dialect?: Dialect;
  readonly trace?: TaskTracer | undefined;
}

export function outputHandler(output: OutputOption | null | undefined): OutputHandler | null {
  if (output === undefined || output === null) return null;
  if (output === "inherit") return defaultPlatform.standardOutput;
  if (output === "ignore") return { write: () => undefined };
  if (typeof output !== "object" || typeof output.write !== "function") {
    throw misuse('output must be "inherit", "ignore" or an object with a method write(stream, text)');
  }
  return output;
}

/** The library logs Ion values; the host's handler gets them converted. */
export function logSink(handler: LogHandler, mapper: Mapper): LogSink {
  if (typeof handler !== "object" || handler === null || typeof handler.log !== "function") {
    throw misuse("a log handler must be an object with a method log(level, message, fields)");
  }
  return {
    log: (level, message, fields) =>
      handler.log(
        level,
        message,
        fields.map(([name, value]) => [name, mapper.toJs(value)] as const),
      ),
    enabled: (level) => handler.enabled?.(level) ?? true,
  };
}

export function checkLogLevel(level: unknown): LogLevel {
  if (!(LOG_LEVELS as readonly unknown[]).includes(level)) {
    throw new HostRangeError(`unknown log level: ${String(level)}; there are ${LOG_LEVELS.join(", ")}`);
  }
  return level as LogLevel;
}

export function checkArgs(args: unknown): readonly string[] {
  if (!isArrayOf(args, isText)) throw misuse("args must be an array of strings");
  return Object.freeze([...args]);
}

function isText(value: unknown): value is string {
  return typeof value === "string";
}
