/**
 * Finds where an interpolation of an f-string ends (language 1.7, rule 3): braces nest, and string literals of all
 * kinds are skipped as units, f-strings inside them included.
 *
 * In: a text and the offset just after a `{`. Out: the offset of the matching `}`. Nothing is decoded or checked, and
 * comments are not recognized: that is the lexer's work on the slice. Nesting is kept on an explicit stack, so any
 * depth is fine.
 */
import { CODE, isDigit, isDigitOrUnderscore, isIdentifierStart, skipIdentifier } from "./characters.ts";

/** Finds the ends of a file's interpolations; what a scan learns about nested ones is kept, so all scans are linear. */
export class InterpolationEnds {
  /** From the offset after a nested `{` to the offset of its `}`. */
  readonly #known = new Map<number, number>();

  /** The offset of the `}` that closes the interpolation starting at `start`, or -1 if there is none before `limit`. */
  find(text: string, start: number, limit: number): number {
    return this.#known.get(start) ?? new InterpolationScan(text, start, limit, this.#known).run();
  }
}

/** An f-string inside the interpolation. */
interface OpenTemplate {
  readonly isTriple: boolean;
  /** How many braces are open around it. */
  readonly depth: number;
  /** Where its current interpolation starts. */
  interpolationStart: number;
}

class InterpolationScan {
  readonly #text: string;
  readonly #limit: number;
  readonly #ends: Map<number, number>;
  #offset: number;
  /** Open braces, those of nested interpolations included. */
  #depth = 0;
  readonly #templates: OpenTemplate[] = [];

  constructor(text: string, start: number, limit: number, ends: Map<number, number>) {
    this.#text = text;
    this.#offset = start;
    this.#limit = limit;
    this.#ends = ends;
  }

  run(): number {
    while (this.#offset < this.#limit) {
      const code = this.#text.charCodeAt(this.#offset);
      if (code === CODE.leftBrace) {
        this.#depth++;
        this.#offset++;
      } else if (code === CODE.rightBrace) {
        if (this.#depth === 0) return this.#offset;
        this.#closeBrace();
      } else if (isTemplateStart(this.#text, this.#offset)) {
        this.#openTemplate();
      } else {
        this.#offset = skipToken(this.#text, this.#offset, this.#limit);
      }
    }
    return -1;
  }

  #closeBrace(): void {
    const template = this.#templates.at(-1);
    if (--this.#depth === template?.depth) {
      this.#ends.set(template.interpolationStart, this.#offset++);
      this.#skipLiteralPart(template);
    } else {
      this.#offset++;
    }
  }

  #openTemplate(): void {
    const isTriple = isTripleQuote(this.#text, this.#offset + 1);
    const template: OpenTemplate = { isTriple, depth: this.#depth, interpolationStart: 0 };
    this.#templates.push(template);
    this.#offset += isTriple ? 4 : 2;
    this.#skipLiteralPart(template);
  }

  /** Goes on behind the `{` of the next interpolation or behind the closing quotes. */
  #skipLiteralPart(template: OpenTemplate): void {
    this.#offset = findTemplateStop(this.#text, this.#offset, this.#limit, template.isTriple);
    if (this.#text.charCodeAt(this.#offset) === CODE.leftBrace) {
      this.#depth++;
      template.interpolationStart = ++this.#offset;
    } else {
      this.#templates.pop();
      this.#offset += template.isTriple ? 3 : 1;
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
