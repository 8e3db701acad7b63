/** What an engine can be told (embedding 2.2), and the checks of it: whatever is wrong is the host's mistake (D9). */
import type { DictForm, Mapper } from "../host/mapper.ts";
import { HostRangeError, isArrayOf, misuse, requireObject } from "../host/misuse.ts";
import type { IonOutput } from "../host/types.ts";
import type { Clock } from "../scheduler/clock.ts";
import { CONCURRENCY_BACKENDS, type ConcurrencyBackend } from "../scheduler/manifest.ts";
import type { TraceEvent } from "../scheduler/trace.ts";
import { LOG_LEVELS, type LogLevel, STD_MODULE_NAMES, type StdModuleName } from "../stdlib/manifest.ts";
import type { Platform } from "../stdlib/platform.ts";
import type { LogSink, OutputHandler } from "../stdlib/services.ts";
import type { Limits } from "./limits.ts";

export type OutputOption = OutputHandler | "inherit" | "ignore";

/** Where log records go; synchronous. `enabled` is asked first, and defaults to true (embedding 1.8). */
export interface LogHandler {
  log(level: LogLevel, message: string, fields: readonly (readonly [name: string, value: IonOutput])[]): void;
  enabled?(level: LogLevel): boolean;
}

export interface EngineOptions {
  /** Default: none, so that printing fails. `"inherit"` is the process's own output. */
  readonly output?: OutputOption | undefined;
  readonly log?: LogHandler | undefined;
  /** Default: `ION_LOG`, else `info`. */
  readonly logLevel?: LogLevel | undefined;
  /** What `os::args()` answers. */
  readonly args?: readonly string[] | undefined;
  readonly limits?: Partial<Limits> | undefined;
  /** `"sandbox"` leaves out `fs` and `os`. */
  readonly stdlib?: "all" | "sandbox" | { readonly exclude: readonly StdModuleName[] } | undefined;
  /** How dicts look in JavaScript. Default `"object"`. */
  readonly dicts?: DictForm | undefined;
  readonly clock?: Clock | undefined;
  /** `"legacy-threaded"`: `eval` waits by blocking the thread. Both: the asynchronous backend wins. */
  readonly concurrency?: ConcurrencyBackend | readonly ConcurrencyBackend[] | undefined;
  /** Hears what the tasks of every evaluation do. What it throws is an uncaught exception and disturbs no script. */
  readonly trace?: ((event: TraceEvent) => void) | undefined;
}

export function checkOptions(options: EngineOptions): void {
  requireObject("engine options", options);
}

export function excludedModules(stdlib: EngineOptions["stdlib"]): ReadonlySet<string> {
  if (stdlib === undefined || stdlib === "all") return new Set();
  if (stdlib === "sandbox") return new Set(["fs", "os"]);
  const exclude: unknown = typeof stdlib === "object" && stdlib !== null ? stdlib.exclude : undefined;
  if (!Array.isArray(exclude)) throw misuse('stdlib must be "all", "sandbox" or { exclude: [names] }');
  for (const name of exclude) {
    if (!(STD_MODULE_NAMES as readonly unknown[]).includes(name)) {
      throw misuse(`unknown standard module '${String(name)}' in stdlib.exclude`);
    }
  }
  return new Set(exclude);
}

export function checkDictForm(dicts: unknown): DictForm {
  if (dicts === undefined) return "object";
  if (dicts !== "object" && dicts !== "map") throw misuse('dicts must be "object" or "map"');
  return dicts;
}

export function checkClock(clock: Clock): Clock {
  const isClock = typeof clock?.now === "function" && typeof clock.setTimer === "function";
  if (!isClock) throw misuse("clock must have the methods now and setTimer");
  return clock;
}

/** With both backends asked for, the asynchronous one wins (concurrency L-2). */
export function concurrencyBackend(concurrency: EngineOptions["concurrency"]): ConcurrencyBackend {
  const asked: unknown = typeof concurrency === "string" ? [concurrency] : (concurrency ?? ["async"]);
  if (!isArrayOf(asked, isBackend) || asked.length === 0)
    throw misuse('concurrency must be "async" or "legacy-threaded"');
  return asked.includes("async") ? "async" : "legacy-threaded";
}

function isBackend(name: unknown): name is ConcurrencyBackend {
  return (CONCURRENCY_BACKENDS as readonly unknown[]).includes(name);
}

export function outputHandler(output: OutputOption | null | undefined, platform: Platform): OutputHandler | null {
  if (output === undefined || output === null) return null;
  if (output === "inherit") return platform.standardOutput;
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
