/**
 * A diagnostic: one thing that is wrong with a program, found before it runs.
 *
 * In: a code of codes.ts with its texts, and a span of offsets. Out: a plain record that every phase collects and that
 * report.ts turns into lines and columns. Diagnostics know nothing of files; offsets count UTF-16 units.
 */
import { CODES, type DiagnosticArguments, type DiagnosticCode, type DiagnosticKind, type Severity } from "./codes.ts";

export interface Diagnostic {
  readonly code: DiagnosticCode;
  readonly severity: Severity;
  readonly kind: DiagnosticKind;
  readonly message: string;
  /** The position of the error (language 5.2). */
  readonly start: number;
  readonly end: number;
  /** What to write instead. */
  readonly help: string | undefined;
}

export function createDiagnostic<Code extends DiagnosticCode>(
  code: Code,
  start: number,
  end: number,
  ...args: DiagnosticArguments<Code>
): Diagnostic {
  const { severity, kind, message, help } = CODES[code];
  const text = (message as (...args: readonly string[]) => string)(...args);
  return { code, severity, kind, message: text, start, end, help };
}

export function withHelp(diagnostic: Diagnostic, help: string): Diagnostic {
  return { ...diagnostic, help };
}

/** Sorted by position; diagnostics of one position keep the order in which they were found. */
export function sortDiagnostics(diagnostics: readonly Diagnostic[]): Diagnostic[] {
  return diagnostics.toSorted((a, b) => a.start - b.start);
}
