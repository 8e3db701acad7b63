/** Diagnostics as the error that a host gets for a program that cannot run. */
import { IonError } from "../../runtime/ion-error.ts";
import type { SourceFile } from "../source.ts";
import type { Diagnostic } from "./diagnostic.ts";
import { type DiagnosticReport, reportDiagnostic } from "./report.ts";

/** The first diagnostic as an error, with the others as `additional`. */
export function errorOf(diagnostics: readonly Diagnostic[], file: SourceFile): IonError {
  const [first, ...others] = diagnostics.map((diagnostic) => reportDiagnostic(diagnostic, file));
  return toError(
    first!,
    others.map((report) => toError(report, [], file)),
    file,
  );
}

function toError(report: DiagnosticReport, additional: IonError[], file: SourceFile): IonError {
  const { kind, message, line, column, endLine, endColumn, hint } = report;
  const place = { line, column, endLine, endColumn, sourceName: file.name, source: file.text };
  return new IonError(message, { kind, hint, additional, ...place });
}
