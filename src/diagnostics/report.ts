/**
 * A diagnostic in its file: what users see and tools read. Offsets become lines and columns here and nowhere else.
 */
import type { SourceFile } from "../source.ts";
import type { DiagnosticCode, DiagnosticKind, Severity } from "./codes.ts";
import type { Diagnostic } from "./diagnostic.ts";

/** The public form of a diagnostic (embedding 2.9); lines and columns count from 1. */
export interface DiagnosticReport {
  readonly severity: Severity;
  readonly kind: DiagnosticKind;
  readonly code: DiagnosticCode;
  readonly message: string;
  readonly line: number;
  readonly column: number;
  readonly endLine: number;
  readonly endColumn: number;
  readonly hint?: string;
}

export function reportDiagnostic(diagnostic: Diagnostic, file: SourceFile): DiagnosticReport {
  const { severity, kind, code, message, help } = diagnostic;
  const { line, column } = file.positionAt(diagnostic.start);
  const { line: endLine, column: endColumn } = file.positionAt(diagnostic.end);
  const report = { severity, kind, code, message, line, column, endLine, endColumn };
  return help === undefined ? report : { ...report, hint: help };
}
