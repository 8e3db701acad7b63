/**
 * Whether a text is a program, wants more text, or is wrong: what a prompt needs to know (embedding 2.12, REPL).
 *
 * In: a file and its diagnostics. The input is too short if everything that is wrong with it is that it ends.
 */
import type { DiagnosticCode } from "../../diagnostics/codes.ts";
import type { Diagnostic } from "../../diagnostics/diagnostic.ts";
import type { SourceFile } from "../../source.ts";

/** "lacks-semicolon": a `;` at the end is all that is missing. */
export type InputState = "complete" | "incomplete" | "lacks-semicolon" | "invalid";

/** Errors that report the start of something whose end never comes. */
const UNTERMINATED: ReadonlySet<DiagnosticCode> = new Set([
  "unterminated-string",
  "unterminated-triple-string",
  "unterminated-bytes",
  "unterminated-interpolation",
]);

export function inputState(file: SourceFile, diagnostics: readonly Diagnostic[]): InputState {
  if (diagnostics.length === 0) return "complete";
  if (!diagnostics.every((diagnostic) => isAboutEnd(file, diagnostic))) return "invalid";
  return diagnostics.length === 1 && diagnostics[0]!.code === "missing-semicolon" ? "lacks-semicolon" : "incomplete";
}

/** True if the only problem is that the input ends too early. */
export function isIncomplete(file: SourceFile, diagnostics: readonly Diagnostic[]): boolean {
  return inputState(file, diagnostics) === "incomplete";
}

function isAboutEnd(file: SourceFile, { code, kind, start }: Diagnostic): boolean {
  return UNTERMINATED.has(code) || (kind === "parse" && start === file.text.length);
}
