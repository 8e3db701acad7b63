/**
 * JSON text to Ion values (stdlib 5.2). In comes any string; out comes one value, or a RuntimeError whose reason and
 * position are those of the specification's table. Strict RFC 8259. `JSON.parse` is of no use here: it loses integers
 * beyond 2^53 and the difference between `1` and `1.0`, and its errors are others.
 *
 * A recursive descent over UTF-16 units; the nesting limit bounds the recursion. Hot path of benchmark "json decode".
 */
import { List } from "../../values/list.ts";
import { NONE } from "../../values/option.ts";
import type { Value } from "../../values/value.ts";
import {
  CLOSE_BRACE,
  CLOSE_BRACKET,
  COLON,
  COMMA,
  isDigit,
  LOWER_F,
  LOWER_N,
  LOWER_T,
  MINUS,
  OPEN_BRACE,
  OPEN_BRACKET,
  QUOTE,
} from "./characters.ts";
import { JsonCursor } from "./cursor.ts";
import { readNumber } from "./read-number.ts";
import { readString } from "./read-string.ts";
import { RecordShapes } from "./record-shapes.ts";

const MAX_DEPTH = 127;

/** The value that `text` denotes. */
export function decodeJson(text: string): Value {
  const scanner = new JsonScanner(text);
  const value = scanner.readValue();
  scanner.expectEnd();
  return value;
}

/** Every `read…` starts at the cursor and leaves it behind what it read. */
class JsonScanner {
  readonly #cursor: JsonCursor;
  readonly #shapes = new RecordShapes();
  #depth = 0;

  constructor(text: string) {
    this.#cursor = new JsonCursor(text);
  }

  expectEnd(): void {
    this.#cursor.skipBlanks();
    if (!this.#cursor.isAtEnd) throw this.#cursor.error("trailing characters");
  }

  readValue(): Value {
    const code = this.#cursor.skipBlanks();
    switch (code) {
      case QUOTE:
        return readString(this.#cursor);
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
        if (code === MINUS || isDigit(code)) return readNumber(this.#cursor, code);
        throw this.#cursor.unexpected("EOF while parsing a value", "expected value");
    }
  }

  #readArray(): Value {
    this.#open();
    const items: Value[] = [];
    for (let code = this.#cursor.skipBlanks(); code !== CLOSE_BRACKET; code = this.#cursor.skipBlanks()) {
      if (items.length > 0) {
        if (code !== COMMA) throw this.#cursor.unexpected("EOF while parsing a list", "expected `,` or `]`");
        this.#cursor.index++;
        if (this.#cursor.skipBlanks() === CLOSE_BRACKET) throw this.#cursor.error("trailing comma");
      } else if (this.#cursor.isAtEnd) {
        throw this.#cursor.error("EOF while parsing a list");
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
    for (let code = this.#cursor.skipBlanks(); code !== CLOSE_BRACE; code = this.#cursor.skipBlanks()) {
      if (keys.length > 0) {
        if (code !== COMMA) throw this.#cursor.unexpected("EOF while parsing an object", "expected `,` or `}`");
        this.#cursor.index++;
        code = this.#cursor.skipBlanks();
        if (code === CLOSE_BRACE) throw this.#cursor.error("trailing comma");
        if (code !== QUOTE) throw this.#cursor.unexpected("EOF while parsing a value", "key must be a string");
      } else if (code !== QUOTE) {
        throw this.#cursor.unexpected("EOF while parsing an object", "key must be a string");
      }
      keys.push(readString(this.#cursor));
      if (this.#cursor.skipBlanks() !== COLON)
        throw this.#cursor.unexpected("EOF while parsing an object", "expected `:`");
      this.#cursor.index++;
      values.push(this.readValue());
    }
    this.#close();
    return this.#shapes.dictOf(keys, values);
  }

  #open(): void {
    if (++this.#depth > MAX_DEPTH) throw this.#cursor.error("recursion limit exceeded");
    this.#cursor.index++;
  }

  #close(): void {
    this.#depth--;
    this.#cursor.index++;
  }

  #readWord(word: string, value: Value): Value {
    const cursor = this.#cursor;
    for (let i = 1; i < word.length; i++) {
      cursor.index++;
      if (cursor.text.charCodeAt(cursor.index) !== word.charCodeAt(i)) {
        throw cursor.unexpected("EOF while parsing a value", "expected ident");
      }
    }
    cursor.index++;
    return value;
  }
}
