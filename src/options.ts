/** What `compile` can be told (embedding 2.9): types, defaults, validation. */
import { CONCURRENCY_BACKENDS, type ConcurrencyBackend } from "../runtime/scheduler/manifest.ts";
import { LOG_LEVELS, type LogLevel } from "../runtime/stdlib/manifest.ts";
import { PASS_NAMES, type Passes, type PassSwitches, resolvePasses } from "./analyze/passes.ts";
import { checkOptionNames, misuse, misuseOfChoice, requireString } from "./misuse.ts";

export interface CompileOptions {
  /** Names the source in errors, stacks and the map. Default `<source>`. */
  readonly filename?: string;
  /** True (default): a map beside the code; `"inline"`: also at the end of the code; false: none. */
  readonly sourceMap?: boolean | "inline";
  /** Whether the map carries the source text. Default true. */
  readonly sourcesContent?: boolean;
  /** The name of the file the code is written to: the map's `file`. */
  readonly outputFilename?: string;
  /** The path of the source from the folder of the output: the map's `sources`, and the file in stacks. */
  readonly sourcePath?: string;
  /** `"module"` (default) is an ES module; `"script"` the expression that an engine evaluates. */
  readonly format?: "module" | "script";
  /** Compiles for debugging: stacks in a debugger show where tasks were spawned, at the cost of a capture. Default false. */
  readonly dev?: boolean;
  /** What the module imports the runtime from. Default `ionlang/runtime`. */
  readonly runtime?: string;
  /**
   * Whether the module tells its own URL (`import.meta.url`), which the stacks of errors show. Default true; plugins of
   * bundlers turn it off, because the URL of a bundle says nothing about a program.
   */
  readonly moduleUrl?: boolean;
  /**
   * The backend that the program is written for. For `"async"` (default) the rules of where `spawn` and `select` may
   * stand and what they take are checked now; for `"legacy-threaded"` their operands are evaluated whole in the child,
   * and the rest is checked when the program runs (concurrency L-4).
   */
  readonly concurrency?: ConcurrencyBackend;
  /**
   * The most verbose level whose `log::<level>(…)` calls are kept: others become `()`, their arguments unevaluated
   * (stdlib 5.7). Default `trace`: all are kept.
   */
  readonly logCap?: LogLevel;
  /**
   * Names that do not, or may not, mean what the standard library binds them to: code that calls them is compiled so
   * that it may suspend. An engine passes the names that its host or its earlier evaluations bound.
   */
  readonly unknownGlobals?: ReadonlySet<string>;
  /**
   * Names that the scope in which the program is going to run binds already: functions copy them when they are created
   * (language 4.3). Only an engine that runs what it compiles knows them; other code takes what is bound at its start.
   */
  readonly earlierNames?: ReadonlySet<string>;
  /** Optimizations to leave out, such as `{ slicedLoops: false }`. All are on by default. For tests and measurements. */
  readonly optimize?: PassSwitches;
}

export interface ResolvedOptions {
  readonly filename: string;
  readonly sourceMap: boolean | "inline";
  readonly sourcesContent: boolean;
  readonly outputFilename: string | undefined;
  readonly sourcePath: string | undefined;
  readonly format: "module" | "script";
  readonly runtime: string;
  readonly dev: boolean;
  readonly moduleUrl: boolean;
  readonly concurrency: ConcurrencyBackend;
  readonly logCap: LogLevel;
  readonly unknownGlobals: ReadonlySet<string>;
  readonly earlierNames: ReadonlySet<string>;
  readonly passes: Passes;
}

export const DEFAULT_FILENAME = "<source>";
export const DEFAULT_RUNTIME = "ionlang/runtime";

/** The options with their defaults; whatever is wrong with them is the caller's mistake (D9). */
export function resolveOptions(options: CompileOptions): ResolvedOptions {
  checkOptions(options);
  return {
    filename: options.filename ?? DEFAULT_FILENAME,
    sourceMap: options.sourceMap ?? true,
    sourcesContent: options.sourcesContent ?? true,
    outputFilename: options.outputFilename,
    sourcePath: options.sourcePath,
    format: options.format ?? "module",
    runtime: options.runtime ?? DEFAULT_RUNTIME,
    dev: options.dev ?? false,
    moduleUrl: options.moduleUrl ?? true,
    concurrency: options.concurrency ?? "async",
    logCap: options.logCap ?? "trace",
    unknownGlobals: options.unknownGlobals ?? new Set(),
    earlierNames: options.earlierNames ?? new Set(),
    passes: resolvePasses(options.optimize),
  };
}

const TEXTS = ["filename", "outputFilename", "sourcePath", "runtime"] as const;
const CHOICES = {
  sourceMap: [true, false, "inline"],
  sourcesContent: [true, false],
  moduleUrl: [true, false],
  dev: [true, false],
  format: ["module", "script"],
  concurrency: CONCURRENCY_BACKENDS,
  logCap: LOG_LEVELS,
} as const;

const OPTION_NAMES = [
  ...[...TEXTS, ...(Object.keys(CHOICES) as (keyof typeof CHOICES)[])],
  ...(["unknownGlobals", "earlierNames", "optimize"] as const),
] satisfies readonly (keyof CompileOptions)[];

function checkOptions(options: CompileOptions): void {
  if (typeof options !== "object" || options === null) throw misuse("the options of the compiler must be an object");
  checkOptionNames(options, OPTION_NAMES);
  for (const name of TEXTS) if (options[name] !== undefined) requireString(name, options[name]);
  for (const [name, choices] of Object.entries(CHOICES) as [keyof typeof CHOICES, readonly unknown[]][]) {
    const value = options[name];
    if (value !== undefined && !choices.includes(value)) throw misuseOfChoice(name, value, choices);
  }
  for (const name of Object.keys(options.optimize ?? {})) {
    if (!(PASS_NAMES as readonly string[]).includes(name)) throw misuseOfChoice("optimize", name, PASS_NAMES);
  }
}
