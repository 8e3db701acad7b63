/**
 * The pipeline, one call a phase: source text → syntax tree → resolution → analysis → JavaScript tree → text and map.
 * Stops with diagnostics when the program is wrong; never throws for what a program can contain.
 */
import type * as js from "estree";
import type { ConcurrencyBackend } from "../runtime/scheduler/manifest.ts";
import { type Analysis, analyze } from "./analyze/analysis.ts";
import { isLibraryMethod, mentionedLibrary, requiredNames } from "./analyze/library.ts";
import { type Resolution, resolve } from "./analyze/resolve.ts";
import { wrapOperands } from "./analyze/whole-operands.ts";
import { type Diagnostic, sortDiagnostics } from "./diagnostics/diagnostic.ts";
import { type LoweredProgram, lowerProgram, type ModuleMetadata, moduleOf, scriptOf } from "./lower/module.ts";
import type { ResolvedOptions } from "./options.ts";
import { print } from "./print/printer.ts";
import { type SourceMap, SourceMapBuilder } from "./print/source-map.ts";
import { SourceFile } from "./source.ts";
import type { Program } from "./syntax/ast.ts";
import { parse } from "./syntax/parser/parse.ts";
import { VERSION } from "./version.ts";

export interface CompiledSource {
  readonly file: SourceFile;
  readonly program: Program;
  readonly analysis: Analysis;
  readonly tree: js.Program;
  readonly code: string;
  readonly map: SourceMap | null;
  readonly metadata: ModuleMetadata;
}

export interface CheckedSource {
  readonly file: SourceFile;
  readonly program: Program;
  readonly resolution: Resolution | null;
  /** Sorted by position; empty when the program can run. */
  readonly diagnostics: readonly Diagnostic[];
}

/** Everything that can be wrong with a program before it runs. */
export function checkSource(
  source: string,
  filename: string,
  backend: ConcurrencyBackend = "async",
  earlierNames?: ReadonlySet<string>,
): CheckedSource {
  const file = new SourceFile(filename, source);
  const { program: parsed, diagnostics } = parse(file);
  if (diagnostics.length > 0) return { file, program: parsed, resolution: null, diagnostics };
  const program = backend === "legacy-threaded" ? wrapOperands(parsed) : parsed;
  const resolution = resolve(program, backend, earlierNames);
  return { file, program, resolution, diagnostics: sortDiagnostics(resolution.diagnostics) };
}

/** The compiled program, or what is wrong with it. */
export function compileSource(source: string, options: ResolvedOptions): CompiledSource | CheckedSource {
  const checked = checkSource(source, options.filename, options.concurrency, options.earlierNames);
  const { file, program, resolution, diagnostics } = checked;
  if (resolution === null || diagnostics.length > 0) return checked;
  const analysis = analyze(program, resolution, options.unknownGlobals, options.passes);
  const { main, methods, parts } = lowerProgram({ program, analysis, file }, options.logCap);
  const metadata = describeModule(file, analysis, { methods, parts }, options);
  const tree = options.format === "module" ? moduleOf(program, main, metadata, options.runtime) : scriptOf(main);
  const builder = options.sourceMap === false ? null : new SourceMapBuilder(file, options);
  const code = print(tree, builder);
  const map = builder?.build() ?? null;
  return { file, program, analysis, tree, code: withMapComment(code, map, options), map, metadata };
}

export function isCompiled(result: CompiledSource | CheckedSource): result is CompiledSource {
  return "code" in result;
}

function describeModule(
  file: SourceFile,
  analysis: Analysis,
  { methods, parts }: Pick<LoweredProgram, "methods" | "parts">,
  options: ResolvedOptions,
): ModuleMetadata {
  const { resolution, callGraph } = analysis;
  const functions = [...resolution.main.scope.slots.values()].filter((slot) => slot.versions.at(-1)!.kind === "fn");
  return {
    compiler: VERSION,
    name: file.name,
    hasUrl: options.moduleUrl,
    dev: options.dev,
    sourcePath: options.sourcePath,
    concurrency: options.concurrency,
    requires: requiredNames(resolution),
    libraryNames: mentionedLibrary(resolution),
    parts,
    methodNames: [...methods].filter(isLibraryMethod).sort(),
    exports: functions.map((slot) => slot.name),
    assumes: [...callGraph.assumed],
    lineStarts: file.lineStarts,
    functions: resolution.functions.slice(1).flatMap((info) => [info.name, info.node.start, info.node.end]),
  };
}

function withMapComment(code: string, map: SourceMap | null, options: ResolvedOptions): string {
  if (map === null || options.sourceMap !== "inline") return code;
  return `${code}//# sourceMappingURL=${map.toUrl()}\n`;
}
