/**
 * `ion build`: compiles programs to modules and maps (embedding 2.12). Every file is compiled before the first one is
 * written; if one fails, all errors are reported and nothing is written. Warnings are shown and stop nothing.
 */
import { basename, dirname, relative, sep } from "node:path";
import { type CompileResult, compile } from "../compiler.ts";
import type { DiagnosticReport } from "../diagnostics/report.ts";
import type { CompileOptions } from "../options.ts";
import type { CommandLine, ParsedOptions } from "./command-line.ts";
import { declareModule } from "./declarations.ts";
import { EXIT_FAILURE, EXIT_OK, reportFailure, UsageError } from "./failure.ts";
import { describeFinding } from "./findings.ts";
import { expandOperands, type InputFiles } from "./input-files.ts";
import { type LinkedOutput, linkMap } from "./link-map.ts";
import type { LogLevel, MapMode, Stage } from "./options.ts";
import { declarationFiles, type OutputPlan, planOutputs } from "./output-files.ts";
import { readSource, type SourceInput, STDIN } from "./source-input.ts";
import { Standalone } from "./standalone.ts";
import { Progress, useColor } from "./terminal.ts";
import { writeText } from "./write-text.ts";

interface Compiled extends LinkedOutput {
  readonly plan: OutputPlan;
  /** The TypeScript declarations, where they are asked for. */
  readonly declarations: string | null;
  readonly warnings: readonly DiagnosticReport[];
}

export async function buildCommand({ operands, options }: CommandLine): Promise<number> {
  refuseContradictions(operands, options);
  if (!options.has("watch")) return build(operands, options);
  if (operands.includes(STDIN)) throw new UsageError("--watch needs files");
  const { watchOperands } = await import("./watch.ts");
  return watchOperands(operands, () => build(operands, options));
}

async function build(operands: readonly string[], options: ParsedOptions): Promise<number> {
  const inputs = await expandOperands(operands);
  if (options.has("emit")) return printStage(onlyFile(inputs), options);
  if (options.has("print")) return printModule(onlyFile(inputs), options);
  if (inputs.files.includes(STDIN) && !options.has("outfile")) {
    throw new UsageError("to compile stdin, say where it goes: --outfile FILE or --print");
  }
  const plans = planOutputs(inputs, {
    outdir: options.value("outdir"),
    outfile: options.value("outfile"),
    root: options.value("root"),
  });
  const standalone = options.has("standalone") ? new Standalone(plans, options.value("outdir")) : null;
  const compiled = await compileAll(plans, options, standalone);
  if (compiled === null) return EXIT_FAILURE;
  for (const output of compiled) await writeOutput(output);
  if (standalone !== null) await standalone.write(!options.has("no-sourcemap"));
  return EXIT_OK;
}

function refuseContradictions(operands: readonly string[], options: ParsedOptions): void {
  if (operands.length === 0) throw new UsageError("ion build needs a file or a folder");
  for (const [one, other] of [
    ["outdir", "outfile"],
    ["sourcemap", "no-sourcemap"],
    ["print", "emit"],
    ["print", "outdir"],
    ["print", "outfile"],
    ["emit", "outdir"],
    ["emit", "outfile"],
    ["runtime", "standalone"],
    ["print", "standalone"],
    ["emit", "standalone"],
    ["print", "dts"],
    ["emit", "dts"],
    ["print", "watch"],
    ["emit", "watch"],
  ] as const) {
    if (options.has(one) && options.has(other)) throw new UsageError(`--${one} and --${other} exclude each other`);
  }
}

/** The results in the order of the plans, or null when one failed; the failures have been reported. */
async function compileAll(
  plans: readonly OutputPlan[],
  options: ParsedOptions,
  standalone: Standalone | null,
): Promise<Compiled[] | null> {
  const compiled: Compiled[] = [];
  const progress = new Progress(process.stderr, "compiling", plans.length);
  for (const [index, plan] of plans.entries()) {
    progress.show(index + 1);
    try {
      const compileOptions = compileOptionsOf(options, standalone?.specifierFor(plan.output));
      const source = await readSource(plan.input);
      const output = compileOne(plan, source, compileOptions, options);
      compiled.push(output);
      if (output.warnings.length > 0) progress.clear();
      reportWarnings(source.name, output.warnings, useColor(process.stderr, options));
    } catch (error) {
      progress.clear();
      reportFailure(error, useColor(process.stderr, options));
    }
  }
  progress.clear();
  return compiled.length === plans.length ? compiled : null;
}

function compileOne(
  plan: OutputPlan,
  source: SourceInput,
  compileOptions: CompileOptions,
  options: ParsedOptions,
): Compiled {
  const outputFilename = basename(plan.output);
  const { code, map, warnings } = compileNamed(source, plan.moduleName, {
    ...compileOptions,
    outputFilename,
    ...(plan.input !== STDIN && { sourcePath: pathFrom(dirname(plan.output), plan.input) }),
  });
  const linked = linkMap(code, map, mapMode(options) ?? "linked", `${outputFilename}.map`);
  const declarations = options.has("dts")
    ? declareModule(source.text, { ...compileOptions, filename: plan.moduleName })
    : null;
  return { plan, declarations, warnings, ...linked };
}

function reportWarnings(file: string, warnings: readonly DiagnosticReport[], isColored: boolean): void {
  for (const warning of warnings) process.stderr.write(describeFinding({ file, ...warning }, isColored));
}

/** Compiles under the name that the module carries; errors name the file as the user wrote it. */
function compileNamed(source: SourceInput, moduleName: string, options: CompileOptions): CompileResult {
  try {
    return compile(source.text, { ...options, filename: moduleName });
  } catch (error) {
    compile(source.text, { ...options, filename: source.name });
    throw error;
  }
}

function compileOptionsOf(options: ParsedOptions, runtime = options.value("runtime")): CompileOptions {
  const logCap = options.value("log-cap") as LogLevel | undefined;
  return {
    sourceMap: !options.has("no-sourcemap"),
    sourcesContent: !options.has("no-sources-content"),
    ...(runtime !== undefined && { runtime }),
    ...(logCap !== undefined && { logCap }),
  };
}

function mapMode(options: ParsedOptions): MapMode | undefined {
  return options.value("sourcemap") as MapMode | undefined;
}

function pathFrom(folder: string, path: string): string {
  return relative(folder, path).replaceAll(sep, "/");
}

async function writeOutput({ plan, code, mapFile, declarations }: Compiled): Promise<void> {
  await writeText(plan.output, code);
  if (mapFile !== null) await writeText(`${plan.output}.map`, mapFile);
  if (declarations !== null) for (const path of declarationFiles(plan)) await writeText(path, declarations);
  const size = (Buffer.byteLength(code) / 1000).toFixed(1);
  process.stderr.write(`${plan.input} → ${plan.output} (${size} kB)\n`);
}

function onlyFile({ files }: InputFiles): string {
  if (files.length !== 1) throw new UsageError(`--print and --emit work with one input, got ${files.length}`);
  return files[0]!;
}

async function printStage(file: string, options: ParsedOptions): Promise<number> {
  const { renderStage } = await import("./emit.ts");
  const source = await readSource(file);
  process.stdout.write(renderStage(options.value("emit") as Stage, source, compileOptionsOf(options)));
  return EXIT_OK;
}

/** A module on stdout has no file beside it: its map is inline or absent. */
async function printModule(file: string, options: ParsedOptions): Promise<number> {
  const mode = mapMode(options);
  if (mode === "linked" || mode === "external")
    throw new UsageError(`--print and --sourcemap=${mode} exclude each other`);
  const source = await readSource(file);
  const { code, map } = compile(source.text, { ...compileOptionsOf(options), filename: source.name });
  process.stdout.write(mode === "inline" ? linkMap(code, map, mode, "").code : code);
  return EXIT_OK;
}
