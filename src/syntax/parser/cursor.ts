/**
 * The parser's state: a place in the list of tokens, how deeply the constructs nest there, and the errors so far.
 *
 * Every parse function takes a cursor at the first token of its construct and leaves it behind the last one, or throws
 * a `ParseFailure`. Invariant: the current token is never behind the `Eof` of its stretch, so looking is always safe.
 */
import type { DiagnosticArguments, DiagnosticCode } from "../../diagnostics/codes.ts";
import { createDiagnostic, type Diagnostic, withHelp } from "../../diagnostics/diagnostic.ts";
import type { Name } from "../ast.ts";
import { describeToken, TOKEN, type Token, type TokenType } from "../token.ts";
import { adviseOn } from "./advice.ts";
import { ParseAbort, ParseFailure } from "./failure.ts";

/** How deeply constructs may nest: deep enough for any program, shallow enough for every phase to recurse (2.1). */
export const MAX_NESTING = 400;

export class Cursor {
  /** The current token. */
  token: Token;
  /** Where the last token that was passed ends. */
  previousEnd = 0;
  readonly diagnostics: Diagnostic[] = [];
  readonly #text: string;
  readonly #tokens: readonly Token[];
  #index = 0;
  #depth = 0;

  constructor(text: string, tokens: readonly Token[]) {
    this.#text = text;
    this.#tokens = tokens;
    this.token = tokens[0]!;
  }

  // ------------------------------------------------------------------------------------------------------ tokens

  at(type: TokenType): boolean {
    return this.token.type === type;
  }

  /** The token after the current one; at the end of a stretch, its `Eof`. */
  get next(): Token {
    return this.at(TOKEN.Eof) ? this.token : this.#tokens[this.#index + 1]!;
  }

  /** Passes the current token and returns it. */
  advance(): Token {
    const passed = this.token;
    this.previousEnd = passed.end;
    if (passed.type !== TOKEN.Eof) this.token = this.#tokens[++this.#index]!;
    return passed;
  }

  textOf(token: Token): string {
    return this.#text.slice(token.start, token.end);
  }

  eat(type: TokenType): boolean {
    if (this.token.type !== type) return false;
    this.advance();
    return true;
  }

  /** Passes a token that must stand here; `help` says what to write where the table of advice knows nothing better. */
  expect(type: TokenType, help?: string): Token {
    if (this.token.type === type) return this.advance();
    throw this.#unexpected(type, help);
  }

  expectName(help?: string): Name {
    if (this.token.type !== TOKEN.Ident) throw this.failAtToken("expected-identifier", help);
    return this.passName();
  }

  /** Passes an identifier or label that is known to stand here. */
  passName(): Name {
    const { start, end, value } = this.advance();
    return { type: "Name", start, end, name: value as string };
  }

  // ------------------------------------------------------------------------------------------------------ errors

  /** An error at the current token whose message names that token. */
  failAtToken(code: CodeThatNamesToken, help?: string, expected: TokenType | null = null): ParseFailure {
    const { start, end } = this.token;
    return this.#failure(createDiagnostic(code, start, end, describeToken(this.token)), help, expected);
  }

  failAt<Code extends DiagnosticCode>(
    code: Code,
    span: { readonly start: number; readonly end: number },
    ...args: DiagnosticArguments<Code>
  ): ParseFailure {
    return this.#failure(createDiagnostic(code, span.start, span.end, ...args));
  }

  #unexpected(expected: TokenType, help?: string): ParseFailure {
    if (expected === TOKEN.Semicolon) return this.failAtToken("missing-semicolon", help, expected);
    if (expected === TOKEN.RBrace) return this.failAtToken("missing-brace", help, expected);
    const found = describeToken(this.token);
    const diagnostic = createDiagnostic("expected-token", this.token.start, this.token.end, expected.name, found);
    return this.#failure(diagnostic, help, expected);
  }

  #failure(diagnostic: Diagnostic, help?: string, expected: TokenType | null = null): ParseFailure {
    const site = { code: diagnostic.code, expected, tokens: this.#tokens, index: this.#index };
    const better = adviseOn(site) ?? help;
    return new ParseFailure(better === undefined ? diagnostic : withHelp(diagnostic, better));
  }

  // ----------------------------------------------------------------------------------------------------- nesting

  /** Called when a construct begins that may hold another of its kind; `leave` when it ends. */
  enter(): void {
    if (++this.#depth > MAX_NESTING) throw this.tooDeep();
  }

  leave(): void {
    this.#depth--;
  }

  tooDeep(): ParseAbort {
    return new ParseAbort(createDiagnostic("nested-too-deeply", this.token.start, this.token.end));
  }

  // ---------------------------------------------------------------------------------------------------- recovery

  /**
   * Runs the parse function of one statement. If it fails, the error is kept, the cursor goes to where the next
   * statement may begin, and the result is null.
   */
  attempt<Result>(parse: (cursor: Cursor) => Result): Result | null {
    const first = this.token;
    const depth = this.#depth;
    try {
      return parse(this);
    } catch (failure) {
      if (!(failure instanceof ParseFailure)) throw failure;
      this.diagnostics.push(failure.diagnostic);
      this.#depth = depth;
      this.#recover();
      if (this.token === first) this.advance();
      return null;
    }
  }

  /** Language 2.5, the numbered steps: behind the next `;`, before the next `}` or keyword of a statement. */
  #recover(): void {
    let braces = 0;
    while (!this.at(TOKEN.Eof)) {
      if (braces === 0 && this.#tokens[this.#index - 1]?.type === TOKEN.Semicolon) return;
      const type = this.token.type;
      if (type === TOKEN.LBrace) braces++;
      else if (type === TOKEN.RBrace && braces === 0) return;
      else if (type === TOKEN.RBrace) braces--;
      else if (type.startsStatement && braces === 0) return;
      this.advance();
    }
  }

  // ---------------------------------------------------------------------------------------------- interpolations

  /** Parses the stretch of tokens that starts at `index` and comes back, also after a failure. */
  within<Result>(index: number, parse: (cursor: Cursor) => Result): Result {
    const returnTo = this.#index;
    const end = this.previousEnd;
    this.#jump(index, end);
    try {
      const result = parse(this);
      this.#jump(returnTo, end);
      return result;
    } catch (failure) {
      // What aborts the parse keeps its place for the report.
      if (failure instanceof ParseFailure) this.#jump(returnTo, end);
      throw failure;
    }
  }

  #jump(index: number, previousEnd: number): void {
    this.#index = index;
    this.token = this.#tokens[index]!;
    this.previousEnd = previousEnd;
  }
}

type CodeThatNamesToken =
  | "missing-semicolon"
  | "missing-brace"
  | "expected-identifier"
  | "unexpected-token"
  | "unexpected-pattern-token"
  | "expected-loop"
  | "unexpected-interpolation-token";
