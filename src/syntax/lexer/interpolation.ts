/**
 * Finds where an interpolation of an f-string ends (language 1.7, rule 3): braces nest, and string literals of all
 * kinds are skipped as units, f-strings inside them included.
 *
 * In: a text and the offset just after a `{`. Out: the offset of the matching `}`. Nothing is decoded or checked, and
 * comments are not recognized: that is the lexer's work on the slice. Nesting is kept on an explicit stack, so any
 * depth is fine.
 */
import { CODE, isDigit, isDigitOrUnderscore, isIdentifierStart, skipIdentifier } from "./characters.ts";

/** The offset of the `}` that closes the interpolation starting at `start`, or -1 if there is none before `limit`. */
export function findInterpolationEnd(text: string, start: number, limit: number): number {
  return new InterpolationScan(text, start, limit).run();
}

/** An f-string inside the interpolation: how it closes, and how many braces are open around it. */
interface OpenTemplate {
  readonly isTriple: boolean;
  readonly depth: number;
}

class InterpolationScan {
  readonly #text: string;
  readonly #limit: number;
  #offset: number;
  /** Open braces, those of nested interpolations included. */
  #depth = 0;
  readonly #templates: OpenTemplate[] = [];

  constructor(text: string, start: number, limit: number) {
    this.#text = text;
    this.#offset = start;
    this.#limit = limit;
  }

  run(): number {
    while (this.#offset < this.#limit) {
      const code = this.#text.charCodeAt(this.#offset);
      if (code === CODE.leftBrace) {
        this.#depth++;
        this.#offset++;
      } else if (code === CODE.rightBrace) {
        if (this.#depth === 0) return this.#offset;
        this.#offset++;
        if (--this.#depth === this.#templates.at(-1)?.depth) this.#skipLiteralPart();
      } else if (isTemplateStart(this.#text, this.#offset)) {
        this.#openTemplate();
      } else {
        this.#offset = skipToken(this.#text, this.#offset, this.#limit);
      }
    }
    return -1;
  }

  #openTemplate(): void {
    const isTriple = isTripleQuote(this.#text, this.#offset + 1);
    this.#templates.push({ isTriple, depth: this.#depth });
    this.#offset += isTriple ? 4 : 2;
    this.#skipLiteralPart();
  }

  /** Goes on behind the `{` of the next interpolation or behind the closing quotes. */
  #skipLiteralPart(): void {
    const { isTriple } = this.#templates.at(-1)!;
    this.#offset = findTemplateStop(this.#text, this.#offset, this.#limit, isTriple);
    if (this.#text.charCodeAt(this.#offset) === CODE.leftBrace) {
      this.#depth++;
      this.#offset++;
    } else {
      this.#templates.pop();
      this.#offset += isTriple ? 3 : 1;
    }
  }
}

export function isTripleQuote(text: string, offset: number): boolean {
  return text.startsWith('"""', offset);
}

function isTemplateStart(text: string, offset: number): boolean {
  return text.charCodeAt(offset) === CODE.lowerF && text.charCodeAt(offset + 1) === CODE.quote;
}

/** Skips what cannot hold a brace: a plain string, a number, an identifier (so that only a whole `f` starts an f-string), a character. */
function skipToken(text: string, offset: number, limit: number): number {
  const code = text.charCodeAt(offset);
  if (code === CODE.quote) return skipString(text, offset, limit, isTripleQuote(text, offset));
  if (code === CODE.apostrophe) return skipIdentifier(text, offset + 1, limit);
  if (isDigit(code)) {
    while (offset < limit && isDigitOrUnderscore(text.charCodeAt(offset))) offset++;
    return offset;
  }
  if (!isIdentifierStart(code)) return offset + 1;
  // Byte strings have no triple-quoted form: `b"""` is an empty one and the start of another string.
  if (code === CODE.lowerB && text.charCodeAt(offset + 1) === CODE.quote)
    return skipString(text, offset + 1, limit, false);
  return skipIdentifier(text, offset, limit);
}

function skipString(text: string, quote: number, limit: number, isTriple: boolean): number {
  for (let offset = quote + (isTriple ? 3 : 1); offset < limit; offset++) {
    const code = text.charCodeAt(offset);
    if (code === CODE.backslash) offset++;
    else if (code === CODE.quote && !isTriple) return offset + 1;
    else if (code === CODE.quote && isTripleQuote(text, offset)) return offset + 3;
  }
  return limit;
}

/** The offset of the next `{` or closing quote in a literal part of an f-string, or `limit`. */
function findTemplateStop(text: string, offset: number, limit: number, isTriple: boolean): number {
  for (; offset < limit; offset++) {
    const code = text.charCodeAt(offset);
    if (code === CODE.backslash) offset++;
    else if (code === CODE.leftBrace) return offset;
    else if (code === CODE.quote && (!isTriple || isTripleQuote(text, offset))) return offset;
  }
  return limit;
}
