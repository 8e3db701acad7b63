/**
 * What an engine can be told (embedding 2.2), and the checks of it: whatever is wrong is the host's mistake (D9). What is
 * told to the engines of compiled programs is checked in settings.ts.
 */
import type { DictForm } from "../host/mapper.ts";
import { isArrayOf, misuse, requireObject } from "../host/misuse.ts";
import type { Clock } from "../scheduler/clock.ts";
import { dialectOf } from "../scheduler/dialect.ts";
import { CONCURRENCY_BACKENDS, type ConcurrencyBackend } from "../scheduler/manifest.ts";
import type { TraceEvent } from "../scheduler/trace.ts";
import { type LogLevel, STD_MODULE_NAMES, type StdModuleName } from "../stdlib/manifest.ts";
import type { Limits } from "./limits.ts";
import { type EngineSettings, type LogHandler, type OutputOption, outputHandler } from "./settings.ts";
import { hostTracer } from "./tracer.ts";

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

/** What the options ask for. */
export function readOptions(options: EngineOptions): EngineSettings {
  requireObject("engine options", options);
  const backend = concurrencyBackend(options.concurrency);
  return {
    output: outputHandler(options.output),
    log: options.log,
    logLevel: options.logLevel,
    args: options.args,
    limits: options.limits,
    excluded: excludedModules(options.stdlib),
    dicts: checkDictForm(options.dicts),
    clock: options.clock === undefined ? undefined : checkClock(options.clock),
    backend,
    dialect: dialectOf(backend),
    trace: hostTracer(options.trace),
  };
}

function excludedModules(stdlib: EngineOptions["stdlib"]): ReadonlySet<string> {
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

function checkDictForm(dicts: unknown): DictForm {
  if (dicts === undefined) return "object";
  if (dicts !== "object" && dicts !== "map") throw misuse('dicts must be "object" or "map"');
  return dicts;
}

function checkClock(clock: Clock): Clock {
  const isClock = typeof clock?.now === "function" && typeof clock.setTimer === "function";
  if (!isClock) throw misuse("clock must have the methods now and setTimer");
  return clock;
}

/** With both backends asked for, the asynchronous one wins (concurrency L-2). */
function concurrencyBackend(concurrency: EngineOptions["concurrency"]): ConcurrencyBackend {
  const asked: unknown = typeof concurrency === "string" ? [concurrency] : (concurrency ?? ["async"]);
  if (!isArrayOf(asked, isBackend) || asked.length === 0)
    throw misuse('concurrency must be "async" or "legacy-threaded"');
  return asked.includes("async") ? "async" : "legacy-threaded";
}

function isBackend(name: unknown): name is ConcurrencyBackend {
  return (CONCURRENCY_BACKENDS as readonly unknown[]).includes(name);
}
