/**
 * String, byte string and f-string literals (language 1.5 to 1.8).
 *
 * In: a scanner just after the opening quotes, and where the literal starts. Out: the decoded value, with the scanner
 * just after the closing quotes. Errors have the exact positions of the tables there. The interpolations of an
 * f-string come out as slices; the lexer turns them into tokens later.
 */
import type { Interpolation, Template } from "../token.ts";
import { NOT_LEXED_YET } from "../token.ts";
import { CODE } from "./characters.ts";
import { lexFailure } from "./failure.ts";
import { type InterpolationEnds, isTripleQuote } from "./interpolation.ts";
import type { Scanner } from "./scanner.ts";

/** What ends a literal part: the closing quotes, or the `{` of an interpolation. */
type Stop = "quote" | "brace";

const MAX_CODE_POINT_DIGITS = 6;

export function readString(scanner: Scanner, start: number, isTriple: boolean): string {
  return isTriple ? readTripleString(scanner, start) : readSingleString(scanner, start);
}

function readSingleString(scanner: Scanner, start: number): string {
  const chunks = new TextChunks(scanner);
  while (!scanner.isAtEnd) {
    const code = scanner.codeAt(0);
    if (code === CODE.quote) return chunks.end(1);
    if (code === CODE.backslash) chunks.escape(start, "unterminated-string");
    else scanner.offset++;
  }
  throw unterminated(scanner, start, "unterminated-string");
}

function readTripleString(scanner: Scanner, start: number): string {
  skipFirstNewline(scanner);
  const chunks = new TextChunks(scanner);
  while (!scanner.isAtEnd) {
    const code = scanner.codeAt(0);
    if (code === CODE.quote && isClosingTriple(scanner)) return chunks.end(3);
    if (code === CODE.backslash) chunks.escape(start, "unterminated-triple-string");
    else scanner.offset++;
  }
  throw unterminated(scanner, start, "unterminated-triple-string");
}

/** Reads an f-string; `start` is the offset of its `f`. */
export function readTemplate(scanner: Scanner, start: number, isTriple: boolean, ends: InterpolationEnds): Template {
  const rawStart = scanner.offset;
  const code = isTriple ? "unterminated-triple-string" : "unterminated-string";
  const parts: (string | Interpolation)[] = [];
  if (isTriple) skipFirstNewline(scanner);
  for (;;) {
    const { text, stop } = readLiteralPart(scanner, start, isTriple, code);
    if (text !== "") parts.push(text);
    if (stop === "quote") {
      const rawEnd = scanner.offset - (isTriple ? 3 : 1);
      return { raw: scanner.text.slice(rawStart, rawEnd), parts, isUnclosed: false };
    }
    const end = ends.find(scanner.text, scanner.offset, scanner.limit);
    if (end === -1) {
      if (!isTriple) throw unterminated(scanner, start, code);
      scanner.offset = scanner.limit;
      return { raw: scanner.text.slice(rawStart, scanner.limit), parts, isUnclosed: true };
    }
    parts.push({ start: scanner.offset, end, firstToken: NOT_LEXED_YET });
    scanner.offset = end + 1;
  }
}

function readLiteralPart(
  scanner: Scanner,
  start: number,
  isTriple: boolean,
  code: UnterminatedCode,
): { text: string; stop: Stop } {
  const chunks = new TextChunks(scanner);
  while (!scanner.isAtEnd) {
    const unit = scanner.codeAt(0);
    if (unit === CODE.leftBrace) return { text: chunks.end(1), stop: "brace" };
    if (unit === CODE.quote && (!isTriple || isClosingTriple(scanner))) {
      return { text: chunks.end(isTriple ? 3 : 1), stop: "quote" };
    }
    if (unit === CODE.backslash) chunks.escape(start, code);
    else scanner.offset++;
  }
  throw unterminated(scanner, start, code);
}

type UnterminatedCode = "unterminated-string" | "unterminated-triple-string";

function unterminated(scanner: Scanner, start: number, code: UnterminatedCode | "unterminated-bytes") {
  return lexFailure(code, start, scanner.limit);
}

function isClosingTriple(scanner: Scanner): boolean {
  return scanner.offset + 3 <= scanner.limit && isTripleQuote(scanner.text, scanner.offset);
}

function skipFirstNewline(scanner: Scanner): void {
  if (!scanner.isAtEnd && scanner.codeAt(0) === CODE.newline) scanner.offset++;
}

/** Collects a text from slices of the source and the characters of its escapes. */
class TextChunks {
  readonly #scanner: Scanner;
  #text = "";
  #sliceStart: number;

  constructor(scanner: Scanner) {
    this.#scanner = scanner;
    this.#sliceStart = scanner.offset;
  }

  /** The text up to the current offset; the scanner then skips the `length` units that end it. */
  end(length: number): string {
    const slice = this.#scanner.text.slice(this.#sliceStart, this.#scanner.offset);
    this.#scanner.offset += length;
    return this.#text === "" ? slice : this.#text + slice;
  }

  /** Reads the escape at the current offset. */
  escape(start: number, code: UnterminatedCode): void {
    const scanner = this.#scanner;
    this.#text += scanner.text.slice(this.#sliceStart, scanner.offset);
    scanner.offset++;
    if (scanner.isAtEnd) throw unterminated(scanner, start, code);
    this.#text += readEscape(scanner);
    this.#sliceStart = scanner.offset;
  }
}

/** Reads an escape from the character after its backslash on. */
function readEscape(scanner: Scanner): string {
  const at = scanner.offset++;
  switch (scanner.text.charCodeAt(at)) {
    case CODE.lowerN:
      return "\n";
    case CODE.lowerT:
      return "\t";
    case CODE.lowerR:
      return "\r";
    case CODE.backslash:
    case CODE.quote:
    case CODE.leftBrace:
    case CODE.rightBrace:
      return scanner.text[at]!;
    case CODE.lowerU:
      return readUnicodeEscape(scanner);
    default:
      throw lexFailure("invalid-escape", at, scanner.afterCharacter(at));
  }
}

/** Reads `{H}` of `\u{H}`. Every character up to the `}` counts as a digit first, so the length is checked before the form. */
function readUnicodeEscape(scanner: Scanner): string {
  if (scanner.isAtEnd || scanner.codeAt(0) !== CODE.leftBrace) {
    throw lexFailure("unicode-escape-without-brace", scanner.offset, scanner.offset);
  }
  scanner.offset++;
  const start = scanner.offset;
  for (let count = 0; scanner.isAtEnd || scanner.codeAt(0) !== CODE.rightBrace; count++) {
    if (scanner.isAtEnd) throw lexFailure("unterminated-unicode-escape", scanner.limit, scanner.limit);
    scanner.offset = scanner.afterCharacter(scanner.offset);
    if (count === MAX_CODE_POINT_DIGITS) throw lexFailure("long-unicode-escape", scanner.offset, scanner.offset);
  }
  const digits = scanner.text.slice(start, scanner.offset);
  scanner.offset++;
  if (digits === "") throw lexFailure("empty-unicode-escape", scanner.offset, scanner.offset);
  if (!/^[0-9A-Fa-f]+$/.test(digits)) throw lexFailure("invalid-unicode-escape", scanner.offset, scanner.offset);
  const codePoint = Number.parseInt(digits, 16);
  const isSurrogate = codePoint >= 0xd800 && codePoint <= 0xdfff;
  if (isSurrogate || codePoint > 0x10ffff) throw lexFailure("invalid-code-point", scanner.offset, scanner.offset);
  return String.fromCodePoint(codePoint);
}

// -------------------------------------------------------------------------------------------------- byte strings

const ENCODER = new TextEncoder();

/** Reads a byte string; `start` is the offset of its `b`. */
export function readBytes(scanner: Scanner, start: number): Uint8Array {
  const bytes: number[] = [];
  while (!scanner.isAtEnd) {
    const code = scanner.codeAt(0);
    if (code === CODE.quote) {
      scanner.offset++;
      return Uint8Array.from(bytes);
    }
    if (code === CODE.backslash) {
      bytes.push(readBytesEscape(scanner, start));
    } else {
      const end = scanner.afterCharacter(scanner.offset);
      if (code < 128) bytes.push(code);
      else bytes.push(...ENCODER.encode(scanner.text.slice(scanner.offset, end)));
      scanner.offset = end;
    }
  }
  throw unterminated(scanner, start, "unterminated-bytes");
}

function readBytesEscape(scanner: Scanner, start: number): number {
  const at = ++scanner.offset;
  if (scanner.isAtEnd) throw unterminated(scanner, start, "unterminated-bytes");
  scanner.offset++;
  switch (scanner.text.charCodeAt(at)) {
    case CODE.lowerN:
      return CODE.newline;
    case CODE.lowerT:
      return CODE.tab;
    case CODE.lowerR:
      return CODE.carriageReturn;
    case CODE.backslash:
      return CODE.backslash;
    case CODE.quote:
      return CODE.quote;
    case CODE.digit0:
      return 0;
    case CODE.lowerX:
      return readHexEscape(scanner, start);
    default:
      throw lexFailure("invalid-bytes-escape", at, scanner.afterCharacter(at));
  }
}

function readHexEscape(scanner: Scanner, start: number): number {
  const digitsStart = scanner.offset;
  for (let count = 0; count < 2; count++) {
    if (scanner.isAtEnd) throw unterminated(scanner, start, "unterminated-bytes");
    scanner.offset = scanner.afterCharacter(scanner.offset);
  }
  const digits = scanner.text.slice(digitsStart, scanner.offset);
  if (!/^[0-9A-Fa-f]{2}$/.test(digits)) throw lexFailure("invalid-hex-escape", scanner.offset, scanner.offset);
  return Number.parseInt(digits, 16);
}
