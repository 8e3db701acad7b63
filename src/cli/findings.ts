/** What checking and compiling find, one line a finding, as editors and people read it (embedding 2.12). */
import type { DiagnosticReport } from "../diagnostics/report.ts";
import { painter } from "./terminal.ts";

export type Finding = DiagnosticReport & { readonly file: string };

/** One line, with the line break. */
export function describeFinding(finding: Finding, isColored: boolean): string {
  const { file, line, column, severity, kind, message } = finding;
  const label = painter(isColored)(severity === "error" ? "red" : "yellow", `${severity}[${kind}]`);
  return `${file}:${line}:${column}: ${label}: ${message}\n`;
}
