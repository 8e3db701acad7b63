/**
 * The lexer: source text to tokens (language 1).
 *
 * In: a source file. Out: its tokens, the last one `Eof`, or the first lexical error in the order of the text. Tokens
 * of f-string interpolations follow behind that `Eof`, each interpolation with an `Eof` of its own; the template of the
 * f-string says where (`Interpolation.firstToken`). So all positions are positions in the file.
 * Interpolations are lexed from a list of pending ones, not by recursion: any nesting is fine.
 */
import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import type { SourceFile } from "../source.ts";
import { CODE, isDigit, isIdentifierStart, skipIdentifier } from "./lexer/characters.ts";
import { LexFailure, lexFailure } from "./lexer/failure.ts";
import { InterpolationEnds, isTripleQuote } from "./lexer/interpolation.ts";
import { floatValue, intValue, readDigits } from "./lexer/numbers.ts";
import { readPunctuation } from "./lexer/punctuation.ts";
import { Scanner } from "./lexer/scanner.ts";
import { readBytes, readString, readTemplate } from "./lexer/strings.ts";
import { type Interpolation, KEYWORDS, TOKEN, type Token, type TokenType, type TokenValue } from "./token.ts";

export interface LexResult {
  readonly tokens: readonly Token[];
  readonly error: Diagnostic | null;
}

export function lex(file: SourceFile): LexResult {
  const lexer = new Lexer(file.text);
  lexer.lexFile();
  return { tokens: lexer.tokens, error: lexer.error };
}

class Lexer {
  readonly tokens: Token[] = [];
  error: Diagnostic | null = null;
  readonly #text: string;
  readonly #pending: Interpolation[] = [];
  readonly #interpolationEnds = new InterpolationEnds();

  constructor(text: string) {
    this.#text = text;
  }

  lexFile(): void {
    this.#lexStretch(0, this.#text.length);
    // The list grows while it is read: interpolations hold f-strings, too.
    for (const interpolation of this.#pending) {
      interpolation.firstToken = this.tokens.length;
      this.#lexStretch(interpolation.start, interpolation.end);
    }
  }

  /** An interpolation may hold an error that comes before one already found in the text around it. */
  #lexStretch(start: number, end: number): void {
    try {
      this.#readTokens(new Scanner(this.#text, start, end));
    } catch (failure) {
      if (!(failure instanceof LexFailure)) throw failure;
      if (this.error === null || failure.diagnostic.start < this.error.start) this.error = failure.diagnostic;
    }
  }

  #readTokens(scanner: Scanner): void {
    for (;;) {
      skipBlank(scanner);
      if (scanner.isAtEnd) break;
      this.#readToken(scanner);
    }
    this.#push(TOKEN.Eof, scanner.limit, scanner.limit, null);
  }

  #readToken(scanner: Scanner): void {
    const start = scanner.offset;
    const code = scanner.codeAt(0);
    if (isIdentifierStart(code)) this.#readWord(scanner, start);
    else if (isDigit(code)) this.#readNumber(scanner, start);
    else if (code === CODE.quote) this.#readString(scanner, start);
    else if (code === CODE.apostrophe) this.#readLabel(scanner, start);
    else this.#push(readPunctuation(scanner), start, scanner.offset, null);
  }

  #push(type: TokenType, start: number, end: number, value: TokenValue): void {
    this.tokens.push({ type, start, end, value });
  }

  /** A keyword or identifier, unless the word is the letter in front of `f"…"` or `b"…"`. */
  #readWord(scanner: Scanner, start: number): void {
    const end = skipIdentifier(this.#text, start, scanner.limit);
    scanner.offset = end;
    if (end === start + 1 && end < scanner.limit && scanner.codeAt(0) === CODE.quote) {
      if (this.#readPrefixedString(scanner, start)) return;
    }
    const word = this.#text.slice(start, end);
    const keyword = KEYWORDS.get(word);
    if (keyword === undefined) this.#push(TOKEN.Ident, start, end, word);
    else this.#push(keyword, start, end, null);
  }

  #readPrefixedString(scanner: Scanner, start: number): boolean {
    const letter = this.#text.charCodeAt(start);
    if (letter === CODE.lowerF) this.#readTemplate(scanner, start);
    else if (letter === CODE.lowerB) this.#readBytes(scanner, start);
    else return false;
    return true;
  }

  #readNumber(scanner: Scanner, start: number): void {
    const kind = readDigits(scanner);
    const end = scanner.offset;
    if (kind === "int") this.#push(TOKEN.Int, start, end, intValue(this.#text, start, end));
    else this.#push(TOKEN.Float, start, end, floatValue(this.#text.slice(start, end)));
  }

  #readString(scanner: Scanner, start: number): void {
    const isTriple = skipOpeningQuotes(scanner);
    const value = readString(scanner, start, isTriple);
    this.#push(TOKEN.Str, start, scanner.offset, value);
  }

  #readBytes(scanner: Scanner, start: number): void {
    scanner.offset++;
    const value = readBytes(scanner, start);
    this.#push(TOKEN.Bytes, start, scanner.offset, value);
  }

  #readTemplate(scanner: Scanner, start: number): void {
    const isTriple = skipOpeningQuotes(scanner);
    const template = readTemplate(scanner, start, isTriple, this.#interpolationEnds);
    this.#push(TOKEN.FStr, start, scanner.offset, template);
    for (const part of template.parts) if (typeof part !== "string") this.#pending.push(part);
  }

  #readLabel(scanner: Scanner, start: number): void {
    const nameStart = start + 1;
    if (nameStart >= scanner.limit || !isIdentifierStart(scanner.codeAt(1))) {
      throw lexFailure("expected-label-name", start, nameStart);
    }
    scanner.offset = skipIdentifier(this.#text, nameStart, scanner.limit);
    this.#push(TOKEN.Label, start, scanner.offset, this.#text.slice(nameStart, scanner.offset));
  }
}

/** Skips `"` or `"""` and says whether it was the long form. */
function skipOpeningQuotes(scanner: Scanner): boolean {
  const isTriple = scanner.offset + 3 <= scanner.limit && isTripleQuote(scanner.text, scanner.offset);
  scanner.offset += isTriple ? 3 : 1;
  return isTriple;
}

/** Skips white space and comments. */
function skipBlank(scanner: Scanner): void {
  while (!scanner.isAtEnd) {
    const code = scanner.codeAt(0);
    if (code === CODE.slash && scanner.codeAt(1) === CODE.slash) {
      const newline = scanner.text.indexOf("\n", scanner.offset);
      scanner.offset = newline === -1 || newline > scanner.limit ? scanner.limit : newline;
    } else if (isWhiteSpace(code)) {
      scanner.offset++;
    } else {
      return;
    }
  }
}

function isWhiteSpace(code: number): boolean {
  return (
    code === CODE.space ||
    code === CODE.newline ||
    code === CODE.tab ||
    code === CODE.carriageReturn ||
    code === CODE.formFeed
  );
}
