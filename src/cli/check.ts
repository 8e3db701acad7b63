/**
 * `ion check`: reports what is wrong with programs without running them (embedding 2.12). One line per finding and a
 * count on stderr, or with `--json` one array on stdout.
 */
import { check } from "../compiler.ts";
import type { DiagnosticReport } from "../diagnostics/report.ts";
import type { CommandLine, ParsedOptions } from "./command-line.ts";
import { EXIT_FAILURE, EXIT_OK, reportFailure, UsageError } from "./failure.ts";
import { describeFinding, type Finding } from "./findings.ts";
import { expandOperands } from "./input-files.ts";
import { readSource, STDIN } from "./source-input.ts";
import { Progress, useColor } from "./terminal.ts";

interface Findings {
  readonly findings: readonly Finding[];
  /** True when a file could not be read; that has been reported. */
  readonly isIncomplete: boolean;
}

export async function checkCommand({ operands, options }: CommandLine): Promise<number> {
  if (operands.length === 0) throw new UsageError("ion check needs a file, a folder, or '-' for stdin");
  if (!options.has("watch")) return checkOnce(operands, options);
  if (operands.includes(STDIN)) throw new UsageError("--watch needs files");
  const { watchOperands } = await import("./watch.ts");
  return watchOperands(operands, () => checkOnce(operands, options));
}

async function checkOnce(operands: readonly string[], options: ParsedOptions): Promise<number> {
  const { files } = await expandOperands(operands);
  const { findings, isIncomplete } = await checkFiles(files);
  if (options.has("json")) process.stdout.write(`${JSON.stringify(findings, null, 2)}\n`);
  else process.stderr.write(describeFindings(findings, useColor(process.stderr, options)));
  const failed = isIncomplete || findings.some(({ severity }) => severity === "error");
  return failed ? EXIT_FAILURE : EXIT_OK;
}

/** `ion --check FILE`: the reference's line shape (embedding 1.12). */
export async function compatibleCheckCommand({ operands }: CommandLine): Promise<number> {
  const path = operands[0];
  if (path === undefined) throw new UsageError("ion --check needs a file, or '-' for stdin");
  const { findings, isIncomplete } = await checkFiles([path]);
  const errors = findings.filter(({ severity }) => severity === "error");
  process.stderr.write(errors.map(compatibleLine).join(""));
  return isIncomplete || errors.length > 0 ? EXIT_FAILURE : EXIT_OK;
}

async function checkFiles(files: readonly string[]): Promise<Findings> {
  const findings: Finding[] = [];
  let isIncomplete = false;
  const progress = new Progress(process.stderr, "checking", files.length);
  for (const [index, file] of files.entries()) {
    progress.show(index + 1);
    try {
      const { name, text } = await readSource(file);
      findings.push(...check(text, { filename: name }).map((diagnostic) => ({ file: name, ...diagnostic })));
    } catch (error) {
      progress.clear();
      reportFailure(error, false);
      isIncomplete = true;
    }
  }
  progress.clear();
  return { findings, isIncomplete };
}

function describeFindings(findings: readonly Finding[], isColored: boolean): string {
  if (findings.length === 0) return "";
  const lines = findings.map((finding) => describeFinding(finding, isColored));
  return `${lines.join("")}${countOf(findings)}\n`;
}

function countOf(findings: readonly Finding[]): string {
  const errors = findings.filter(({ severity }) => severity === "error").length;
  const warnings = findings.length - errors;
  return warnings === 0 ? plural(errors, "error") : `${plural(errors, "error")}, ${plural(warnings, "warning")}`;
}

function plural(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? "" : "s"}`;
}

const KIND_TITLES: Readonly<Record<DiagnosticReport["kind"], string>> = {
  lex: "LexError",
  parse: "ParseError",
  runtime: "RuntimeError",
};

function compatibleLine({ file, kind, line, column, message }: Finding): string {
  const text = `${KIND_TITLES[kind]} at ${line}:${column}: ${message}`;
  return kind === "lex" ? `${file}: lex error: ${text}\n` : `${file}: ${text}\n`;
}
