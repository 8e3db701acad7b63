/**
 * How a parse function gives up. Neither class is a JavaScript `Error`: both are caught inside the parser and need no
 * stack. `ParseFailure` ends a statement, after which parsing recovers (language 2.5); `ParseAbort` ends the parse.
 */
import type { Diagnostic } from "../../diagnostics/diagnostic.ts";

export class ParseFailure {
  readonly diagnostic: Diagnostic;

  constructor(diagnostic: Diagnostic) {
    this.diagnostic = diagnostic;
  }
}

export class ParseAbort {
  readonly diagnostic: Diagnostic;

  constructor(diagnostic: Diagnostic) {
    this.diagnostic = diagnostic;
  }
}
