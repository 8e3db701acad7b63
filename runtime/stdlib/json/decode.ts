/**
 * JSON text to Ion values (stdlib 5.2). In comes any string; out comes one value, or a RuntimeError whose reason and
 * position are those of the specification's table. Strict RFC 8259. `JSON.parse` is of no use here: it loses integers
 * beyond 2^53 and the difference between `1` and `1.0`, and its errors are others.
 *
 * A recursive descent over UTF-16 units; the nesting limit bounds the recursion. Hot path of benchmark "json decode".
 */
import type { RaisedError } from "../../errors.ts";
import { Float } from "../../values/float.ts";
import { fitsInt, normalizeInt } from "../../values/int.ts";
import { List } from "../../values/list.ts";
import { NONE } from "../../values/option.ts";
import { utf8Length } from "../../values/string-text.ts";
import type { Value } from "../../values/value.ts";
import {
  BACKSLASH,
  CLOSE_BRACE,
  CLOSE_BRACKET,
  COLON,
  COMMA,
  DOT,
  hexDigit,
  isDigit,
  isLowSurrogate,
  isSurrogate,
  LOWER_E,
  LOWER_F,
  LOWER_N,
  LOWER_T,
  LOWER_U,
  MINUS,
  NEWLINE,
  OPEN_BRACE,
  OPEN_BRACKET,
  PLUS,
  QUOTE,
  RETURN,
  SPACE,
  TAB,
  UPPER_E,
  ZERO,
} from "./characters.ts";
import { jsonError } from "./json-error.ts";
import { RecordShapes } from "./record-shapes.ts";

const MAX_DEPTH = 127;
/** Decimal integers of up to this many digits are exact as JavaScript numbers. */
const SAFE_DIGITS = 15;
/** Longer integers (with their sign) are outside 64 bits without a look at their digits. */
const MAX_INT_LENGTH = 20;

/** The character that each escape but `\\u` stands for, by the code behind the backslash. */
const ESCAPES: ReadonlyMap<number, string> = new Map(
  ['""', "\\\\", "//", "b\b", "f\f", "n\n", "r\r", "t\t"].map((pair) => [pair.charCodeAt(0), pair.charAt(1)]),
);

/** The value that `text` denotes. */
export function decodeJson(text: string): Value {
  const scanner = new JsonScanner(text);
  const value = scanner.readValue();
  scanner.expectEnd();
  return value;
}

/** Every `read…` starts at `#index` and leaves it behind what it read; at the end of input `charCodeAt` answers NaN. */
class JsonScanner {
  readonly #text: string;
  readonly #shapes = new RecordShapes();
  #index = 0;
  #depth = 0;

  constructor(text: string) {
    this.#text = text;
  }

  expectEnd(): void {
    this.#skipBlanks();
    if (this.#index < this.#text.length) throw this.#error("trailing characters");
  }

  readValue(): Value {
    const code = this.#skipBlanks();
    switch (code) {
      case QUOTE:
        return this.#readString();
      case OPEN_BRACE:
        return this.#readObject();
      case OPEN_BRACKET:
        return this.#readArray();
      case LOWER_T:
        return this.#readWord("true", true);
      case LOWER_F:
        return this.#readWord("false", false);
      case LOWER_N:
        return this.#readWord("null", NONE);
      default:
        if (code === MINUS || isDigit(code)) return this.#readNumber(code);
        throw this.#error(this.#isAtEnd ? "EOF while parsing a value" : "expected value");
    }
  }

  get #isAtEnd(): boolean {
    return this.#index >= this.#text.length;
  }

  /** Answers the first code that is no blank. */
  #skipBlanks(): number {
    let code = this.#text.charCodeAt(this.#index);
    while (code === SPACE || code === NEWLINE || code === RETURN || code === TAB) {
      code = this.#text.charCodeAt(++this.#index);
    }
    return code;
  }

  #readArray(): Value {
    this.#open();
    const items: Value[] = [];
    for (let code = this.#skipBlanks(); code !== CLOSE_BRACKET; code = this.#skipBlanks()) {
      if (items.length > 0) {
        if (code !== COMMA) throw this.#unexpected("EOF while parsing a list", "expected `,` or `]`");
        this.#index++;
        if (this.#skipBlanks() === CLOSE_BRACKET) throw this.#error("trailing comma");
      } else if (this.#isAtEnd) {
        throw this.#error("EOF while parsing a list");
      }
      items.push(this.readValue());
    }
    this.#close();
    return List.of(items);
  }

  #readObject(): Value {
    this.#open();
    const keys: string[] = [];
    const values: Value[] = [];
    for (let code = this.#skipBlanks(); code !== CLOSE_BRACE; code = this.#skipBlanks()) {
      if (keys.length > 0) {
        if (code !== COMMA) throw this.#unexpected("EOF while parsing an object", "expected `,` or `}`");
        this.#index++;
        code = this.#skipBlanks();
        if (code === CLOSE_BRACE) throw this.#error("trailing comma");
        if (code !== QUOTE) throw this.#unexpected("EOF while parsing a value", "key must be a string");
      } else if (code !== QUOTE) {
        throw this.#unexpected("EOF while parsing an object", "key must be a string");
      }
      keys.push(this.#readString());
      if (this.#skipBlanks() !== COLON) throw this.#unexpected("EOF while parsing an object", "expected `:`");
      this.#index++;
      values.push(this.readValue());
    }
    this.#close();
    return this.#shapes.dictOf(keys, values);
  }

  #open(): void {
    if (++this.#depth > MAX_DEPTH) throw this.#error("recursion limit exceeded");
    this.#index++;
  }

  #close(): void {
    this.#depth--;
    this.#index++;
  }

  #readWord(word: string, value: Value): Value {
    for (let i = 1; i < word.length; i++) {
      this.#index++;
      if (this.#text.charCodeAt(this.#index) !== word.charCodeAt(i)) {
        throw this.#unexpected("EOF while parsing a value", "expected ident");
      }
    }
    this.#index++;
    return value;
  }

  /** A string without escapes is a slice of the text. */
  #readString(): string {
    const text = this.#text;
    const start = this.#index + 1;
    let at = start;
    let code = text.charCodeAt(at);
    while (code >= SPACE && code !== QUOTE && code !== BACKSLASH) code = text.charCodeAt(++at);
    this.#index = at;
    if (code !== QUOTE) return this.#readRestOfString(text.slice(start, at));
    this.#index++;
    return text.slice(start, at);
  }

  /** Goes on behind `read` where a string has an escape, or is wrong. */
  #readRestOfString(read: string): string {
    const text = this.#text;
    for (;;) {
      const code = text.charCodeAt(this.#index);
      if (code === QUOTE) {
        this.#index++;
        return read;
      }
      if (code === BACKSLASH) {
        this.#index++;
        read += this.#readEscape();
        continue;
      }
      if (!(code >= SPACE)) {
        throw this.#unexpected(
          "EOF while parsing a string",
          "control character (\\u0000-\\u001F) found while parsing a string",
        );
      }
      const start = this.#index;
      let at = start + 1;
      for (let next = text.charCodeAt(at); next >= SPACE && next !== QUOTE && next !== BACKSLASH; ) {
        next = text.charCodeAt(++at);
      }
      this.#index = at;
      read += text.slice(start, at);
    }
  }

  /** What follows a backslash. */
  #readEscape(): string {
    const code = this.#text.charCodeAt(this.#index);
    if (code === LOWER_U) {
      this.#index++;
      return this.#readUnicodeEscape();
    }
    const character = ESCAPES.get(code);
    if (character === undefined) throw this.#unexpected("EOF while parsing a string", "invalid escape");
    this.#index++;
    return character;
  }

  /** The digits behind `\u`, and for a high surrogate the whole second escape. */
  #readUnicodeEscape(): string {
    const unit = this.#readHexUnit();
    if (!isSurrogate(unit)) return String.fromCharCode(unit);
    if (isLowSurrogate(unit)) throw this.#errorBefore("lone leading surrogate in hex escape");
    for (const expected of [BACKSLASH, LOWER_U]) {
      if (this.#text.charCodeAt(this.#index) !== expected) {
        throw this.#unexpected("EOF while parsing a string", "unexpected end of hex escape");
      }
      this.#index++;
    }
    const low = this.#readHexUnit();
    if (!isLowSurrogate(low)) throw this.#errorBefore("lone leading surrogate in hex escape");
    return String.fromCharCode(unit, low);
  }

  #readHexUnit(): number {
    const end = this.#index + 4;
    if (utf8Length(this.#text.slice(this.#index, end)) < 4) {
      this.#index = this.#text.length;
      throw this.#error("EOF while parsing a string");
    }
    let unit = 0;
    for (; this.#index < end; this.#index++) {
      const digit = hexDigit(this.#text.charCodeAt(this.#index));
      if (digit === -1) throw this.#error("invalid escape");
      unit = unit * 16 + digit;
    }
    return unit;
  }

  #readNumber(first: number): Value {
    const start = this.#index;
    if (first === MINUS) this.#index++;
    const magnitude = this.#readIntegerPart();
    let code = this.#text.charCodeAt(this.#index);
    if (code !== DOT && code !== LOWER_E && code !== UPPER_E) return this.#integerFrom(start, magnitude);
    if (code === DOT) {
      this.#index++;
      this.#readDigits();
      code = this.#text.charCodeAt(this.#index);
    }
    if (code === LOWER_E || code === UPPER_E) {
      const sign = this.#text.charCodeAt(++this.#index);
      if (sign === PLUS || sign === MINUS) this.#index++;
      this.#readDigits();
    }
    return this.#floatFrom(start);
  }

  #readIntegerPart(): number {
    const isZero = this.#text.charCodeAt(this.#index) === ZERO;
    if (isZero && isDigit(this.#text.charCodeAt(this.#index + 1))) {
      this.#index++;
      throw this.#error("invalid number");
    }
    return this.#readDigits();
  }

  /** One digit or more; answers their number, which is exact up to SAFE_DIGITS of them. */
  #readDigits(): number {
    const text = this.#text;
    let index = this.#index;
    let code = text.charCodeAt(index);
    if (!isDigit(code)) throw this.#unexpected("EOF while parsing a value", "invalid number");
    let value = 0;
    for (; isDigit(code); code = text.charCodeAt(++index)) value = value * 10 + (code - ZERO);
    this.#index = index;
    return value;
  }

  /** An int where it fits 64 bits, else the nearest float; `-0` is a float, too. */
  #integerFrom(start: number, magnitude: number): Value {
    const length = this.#index - start;
    if (length <= SAFE_DIGITS) {
      if (this.#text.charCodeAt(start) !== MINUS) return magnitude;
      return magnitude === 0 ? new Float(-0) : -magnitude;
    }
    if (length > MAX_INT_LENGTH) return this.#floatFrom(start);
    const value = BigInt(this.#text.slice(start, this.#index));
    return fitsInt(value) ? normalizeInt(value) : this.#floatFrom(start);
  }

  #floatFrom(start: number): Value {
    const value = Number(this.#text.slice(start, this.#index));
    if (!Number.isFinite(value)) throw this.#errorBefore("number out of range");
    return new Float(value);
  }

  /** Reports what stands at the index, or that nothing does. */
  #unexpected(reasonAtEnd: string, reason: string): RaisedError {
    return this.#error(this.#isAtEnd ? reasonAtEnd : reason);
  }

  #error(reason: string): RaisedError {
    return jsonError(this.#text, this.#index, reason);
  }

  /** Reports the last character that was read. */
  #errorBefore(reason: string): RaisedError {
    return jsonError(this.#text, this.#index - 1, reason);
  }
}
