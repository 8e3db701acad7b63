/** Numbers of JSON: exact ints where 64 bits hold them, else floats (stdlib 5.2). Hot path of "json decode". */
import { Float } from "../../values/float.ts";
import { fitsInt, normalizeInt } from "../../values/int.ts";
import type { Value } from "../../values/value.ts";
import { DOT, isDigit, LOWER_E, MINUS, PLUS, UPPER_E, ZERO } from "./characters.ts";
import type { JsonCursor } from "./cursor.ts";

/** Decimal integers of up to this many digits are exact as JavaScript numbers. */
const SAFE_DIGITS = 15;
/** Longer integers (with their sign) are outside 64 bits without a look at their digits. */
const MAX_INT_LENGTH = 20;

export function readNumber(cursor: JsonCursor, first: number): Value {
  const start = cursor.index;
  if (first === MINUS) cursor.index++;
  const magnitude = readIntegerPart(cursor);
  let code = cursor.text.charCodeAt(cursor.index);
  if (code !== DOT && code !== LOWER_E && code !== UPPER_E) return integerFrom(cursor, start, magnitude);
  if (code === DOT) {
    cursor.index++;
    readDigits(cursor);
    code = cursor.text.charCodeAt(cursor.index);
  }
  if (code === LOWER_E || code === UPPER_E) {
    const sign = cursor.text.charCodeAt(++cursor.index);
    if (sign === PLUS || sign === MINUS) cursor.index++;
    readDigits(cursor);
  }
  return floatFrom(cursor, start);
}

function readIntegerPart(cursor: JsonCursor): number {
  const isZero = cursor.text.charCodeAt(cursor.index) === ZERO;
  if (isZero && isDigit(cursor.text.charCodeAt(cursor.index + 1))) {
    cursor.index++;
    throw cursor.error("invalid number");
  }
  return readDigits(cursor);
}

/** One digit or more; answers their number, which is exact up to SAFE_DIGITS of them. */
function readDigits(cursor: JsonCursor): number {
  const text = cursor.text;
  let index = cursor.index;
  let code = text.charCodeAt(index);
  if (!isDigit(code)) throw cursor.unexpected("EOF while parsing a value", "invalid number");
  let value = 0;
  for (; isDigit(code); code = text.charCodeAt(++index)) value = value * 10 + (code - ZERO);
  cursor.index = index;
  return value;
}

/** An int where it fits 64 bits, else the nearest float; `-0` is a float, too. */
function integerFrom(cursor: JsonCursor, start: number, magnitude: number): Value {
  const length = cursor.index - start;
  if (length <= SAFE_DIGITS) {
    if (cursor.text.charCodeAt(start) !== MINUS) return magnitude;
    return magnitude === 0 ? new Float(-0) : -magnitude;
  }
  if (length > MAX_INT_LENGTH) return floatFrom(cursor, start);
  const value = BigInt(cursor.text.slice(start, cursor.index));
  return fitsInt(value) ? normalizeInt(value) : floatFrom(cursor, start);
}

function floatFrom(cursor: JsonCursor, start: number): Value {
  const value = Number(cursor.text.slice(start, cursor.index));
  if (!Number.isFinite(value)) throw cursor.errorBefore("number out of range");
  return new Float(value);
}
