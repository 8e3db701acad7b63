/** What `compile` can be told (embedding 2.9): types, defaults, validation. */
import type { LogLevel } from "../runtime/stdlib/log-level.ts";

export interface CompileOptions {
  /** Names the source in errors, stacks and the map. Default `<source>`. */
  readonly filename?: string;
  /** True (default): a map beside the code; `"inline"`: also at the end of the code; false: none. */
  readonly sourceMap?: boolean | "inline";
  /** Whether the map carries the source text. Default true. */
  readonly sourcesContent?: boolean;
  /** The file the code is written to: the map's `file`, and what its `sources` are relative to. */
  readonly outputFilename?: string;
  /** `"module"` (default) is an ES module; `"script"` the expression that an engine evaluates. */
  readonly format?: "module" | "script";
  /** What the module imports the runtime from. Default `ionlang/runtime`. */
  readonly runtime?: string;
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
}

export interface ResolvedOptions {
  readonly filename: string;
  readonly sourceMap: boolean | "inline";
  readonly sourcesContent: boolean;
  readonly outputFilename: string | undefined;
  readonly format: "module" | "script";
  readonly runtime: string;
  readonly logCap: LogLevel;
  readonly unknownGlobals: ReadonlySet<string>;
}

export const DEFAULT_FILENAME = "<source>";

export function resolveOptions(options: CompileOptions): ResolvedOptions {
  return {
    filename: options.filename ?? DEFAULT_FILENAME,
    sourceMap: options.sourceMap ?? true,
    sourcesContent: options.sourcesContent ?? true,
    outputFilename: options.outputFilename,
    format: options.format ?? "module",
    runtime: options.runtime ?? "ionlang/runtime",
    logCap: options.logCap ?? "trace",
    unknownGlobals: options.unknownGlobals ?? new Set(),
  };
}
