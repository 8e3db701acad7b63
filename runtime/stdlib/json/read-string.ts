/** Strings of JSON: from the opening quote to the string that it denotes (stdlib 5.2). Hot path of "json decode". */
import { utf8Length } from "../../values/string-text.ts";
import { BACKSLASH, hexDigit, isLowSurrogate, isSurrogate, LOWER_U, QUOTE, SPACE } from "./characters.ts";
import type { JsonCursor } from "./cursor.ts";

/** The character that each escape but `\u` stands for, by the code behind the backslash. */
const ESCAPES: ReadonlyMap<number, string> = new Map(
  ['""', "\\\\", "//", "b\b", "f\f", "n\n", "r\r", "t\t"].map((pair) => [pair.charCodeAt(0), pair.charAt(1)]),
);

/** A string without escapes is a slice of the text. */
export function readString(cursor: JsonCursor): string {
  const text = cursor.text;
  const start = cursor.index + 1;
  let at = start;
  let code = text.charCodeAt(at);
  while (code >= SPACE && code !== QUOTE && code !== BACKSLASH) code = text.charCodeAt(++at);
  cursor.index = at;
  if (code !== QUOTE) return readRestOfString(cursor, text.slice(start, at));
  cursor.index++;
  return text.slice(start, at);
}

/** Goes on behind `read` where a string has an escape, or is wrong. */
function readRestOfString(cursor: JsonCursor, read: string): string {
  const text = cursor.text;
  for (;;) {
    const code = text.charCodeAt(cursor.index);
    if (code === QUOTE) {
      cursor.index++;
      return read;
    }
    if (code === BACKSLASH) {
      cursor.index++;
      read += readEscape(cursor);
      continue;
    }
    if (!(code >= SPACE)) {
      throw cursor.unexpected(
        "EOF while parsing a string",
        "control character (\\u0000-\\u001F) found while parsing a string",
      );
    }
    const start = cursor.index;
    let at = start + 1;
    for (let next = text.charCodeAt(at); next >= SPACE && next !== QUOTE && next !== BACKSLASH; ) {
      next = text.charCodeAt(++at);
    }
    cursor.index = at;
    read += text.slice(start, at);
  }
}

/** What follows a backslash. */
function readEscape(cursor: JsonCursor): string {
  const code = cursor.text.charCodeAt(cursor.index);
  if (code === LOWER_U) {
    cursor.index++;
    return readUnicodeEscape(cursor);
  }
  const character = ESCAPES.get(code);
  if (character === undefined) throw cursor.unexpected("EOF while parsing a string", "invalid escape");
  cursor.index++;
  return character;
}

/** The digits behind `\u`, and for a high surrogate the whole second escape. */
function readUnicodeEscape(cursor: JsonCursor): string {
  const unit = readHexUnit(cursor);
  if (!isSurrogate(unit)) return String.fromCharCode(unit);
  if (isLowSurrogate(unit)) throw cursor.errorBefore("lone leading surrogate in hex escape");
  for (const expected of [BACKSLASH, LOWER_U]) {
    if (cursor.text.charCodeAt(cursor.index) !== expected) {
      throw cursor.unexpected("EOF while parsing a string", "unexpected end of hex escape");
    }
    cursor.index++;
  }
  const low = readHexUnit(cursor);
  if (!isLowSurrogate(low)) throw cursor.errorBefore("lone leading surrogate in hex escape");
  return String.fromCharCode(unit, low);
}

function readHexUnit(cursor: JsonCursor): number {
  const end = cursor.index + 4;
  if (utf8Length(cursor.text.slice(cursor.index, end)) < 4) {
    cursor.index = cursor.text.length;
    throw cursor.error("EOF while parsing a string");
  }
  let unit = 0;
  for (; cursor.index < end; cursor.index++) {
    const digit = hexDigit(cursor.text.charCodeAt(cursor.index));
    if (digit === -1) throw cursor.error("invalid escape");
    unit = unit * 16 + digit;
  }
  return unit;
}
