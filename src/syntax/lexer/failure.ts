/**
 * The first lexical error: it ends the lexing of a stretch of text (language 1.9). Not a JavaScript `Error`, because it
 * never leaves the lexer and needs no stack.
 */
import type { DiagnosticArguments, DiagnosticCode } from "../../diagnostics/codes.ts";
import { createDiagnostic, type Diagnostic, withHelp } from "../../diagnostics/diagnostic.ts";

export class LexFailure {
  readonly diagnostic: Diagnostic;

  constructor(diagnostic: Diagnostic) {
    this.diagnostic = diagnostic;
  }

  withHelp(help: string | undefined): LexFailure {
    return help === undefined ? this : new LexFailure(withHelp(this.diagnostic, help));
  }
}

export function lexFailure<Code extends DiagnosticCode>(
  code: Code,
  start: number,
  end: number,
  ...args: DiagnosticArguments<Code>
): LexFailure {
  return new LexFailure(createDiagnostic(code, start, end, ...args));
}
