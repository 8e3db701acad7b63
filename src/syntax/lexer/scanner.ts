/**
 * The state that the parts of the lexer share: a stretch of the text and the offset of the next character.
 *
 * Invariant: `offset <= limit`. A look at the character at `limit` is harmless: it is the end of the text, or the `}`
 * that closes the interpolation being lexed.
 */

export class Scanner {
  readonly text: string;
  offset: number;
  readonly limit: number;

  constructor(text: string, start: number, limit: number) {
    this.text = text;
    this.offset = start;
    this.limit = limit;
  }

  get isAtEnd(): boolean {
    return this.offset >= this.limit;
  }

  /** The UTF-16 unit at the current offset plus `ahead`. */
  codeAt(ahead: number): number {
    return this.text.charCodeAt(this.offset + ahead);
  }

  /** The offset just after the character (code point) at `offset`. */
  afterCharacter(offset: number): number {
    return offset + ((this.text.codePointAt(offset) ?? 0) > 0xffff ? 2 : 1);
  }
}
