/**
 * The compiler's public entry, `ionlang/compiler` (embedding 2.9). It imports nothing of Node and runs in a browser.
 */
import { findWarnings } from "./analyze/warnings.ts";
import { checkSource, compileSource, isCompiled } from "./compile.ts";
import { errorOf } from "./diagnostics/error-of.ts";
import { type DiagnosticReport, reportDiagnostic } from "./diagnostics/report.ts";
import { exportName } from "./lower/names.ts";
import { requireString } from "./misuse.ts";
import { type CompileOptions, resolveOptions } from "./options.ts";
import type { SourceMap } from "./print/source-map.ts";

export type { DiagnosticReport as Diagnostic } from "./diagnostics/report.ts";
export type { CompileOptions } from "./options.ts";
export { SourceMap } from "./print/source-map.ts";

export interface CompileResult {
  readonly code: string;
  /** Null with `sourceMap: false`. */
  readonly map: SourceMap | null;
  /** The JavaScript names of the exported functions (embedding D29). */
  readonly exports: string[];
  /** Names that the program takes from its host. */
  readonly requires: string[];
  /** What is allowed and most likely a mistake. */
  readonly warnings: DiagnosticReport[];
}

/**
 * Compiles Ion source to an ES module. Deterministic and synchronous.
 * Throws an `IonError` for the first thing that is wrong; the others are in its `additional`.
 */
export function compile(source: string, options: CompileOptions = {}): CompileResult {
  requireString("the source", source);
  const result = compileSource(source, resolveOptions(options));
  if (!isCompiled(result)) throw errorOf(result.diagnostics, result.file);
  const { code, map, metadata, program, file } = result;
  return {
    code,
    map,
    exports: metadata.exports.map(exportName),
    requires: [...metadata.requires],
    warnings: findWarnings(program, file).map((warning) => reportDiagnostic(warning, file)),
  };
}

export type CheckOptions = Pick<CompileOptions, "filename" | "concurrency">;

/** Everything that is wrong with the program, or else its warnings, sorted by position. Never throws for what a text can contain. */
export function check(source: string, options: CheckOptions = {}): DiagnosticReport[] {
  requireString("the source", source);
  const { filename, concurrency } = resolveOptions(options);
  const { file, program, diagnostics } = checkSource(source, filename, concurrency);
  const found = diagnostics.length > 0 ? diagnostics : findWarnings(program, file);
  return found.map((diagnostic) => reportDiagnostic(diagnostic, file));
}
