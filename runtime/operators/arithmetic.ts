/**
 * The arithmetic operators (language 3.2). Any two values go in; a value comes out, or a RaisedError without a
 * position. The common cases, small ints and two floats, stand before them in program/operator-context.ts.
 */
import { type RaisedError, runtimeError, typeError } from "../errors.ts";
import { Bytes } from "../values/bytes.ts";
import { Float } from "../values/float.ts";
import { checkedInt, type Int, isInt } from "../values/int.ts";
import { List } from "../values/list.ts";
import { concatStrings } from "../values/string-text.ts";
import { typeOf } from "../values/type-of.ts";
import type { Value } from "../values/value.ts";
import { concatBytes, repeatString } from "./text.ts";

/** `a + b` */
export function add(a: Value, b: Value): Value {
  if (typeof a === "string" && typeof b === "string") return concatStrings(a, b);
  if (isInt(a) && isInt(b)) return checkedInt(BigInt(a) + BigInt(b));
  if (isNumeric(a) && isNumeric(b)) return new Float(toFloat(a) + toFloat(b));
  if (a instanceof List && b instanceof List) return a.concat(b);
  if (a instanceof Bytes && b instanceof Bytes) return concatBytes(a, b);
  throw typeError(`cannot add ${typeOf(a)} and ${typeOf(b)}`, "implicit-conversion");
}

/** `a - b` */
export function subtract(a: Value, b: Value): Value {
  if (isInt(a) && isInt(b)) return checkedInt(BigInt(a) - BigInt(b));
  if (isNumeric(a) && isNumeric(b)) return new Float(toFloat(a) - toFloat(b));
  throw typeError(`cannot subtract ${typeOf(b)} from ${typeOf(a)}`, "implicit-conversion");
}

/** `a * b` */
export function multiply(a: Value, b: Value): Value {
  if (isInt(a) && isInt(b)) return checkedInt(BigInt(a) * BigInt(b));
  if (isNumeric(a) && isNumeric(b)) return new Float(toFloat(a) * toFloat(b));
  if (typeof a === "string" && isInt(b)) return repeatString(a, b);
  if (isInt(a) && typeof b === "string") return repeatString(b, a);
  throw typeError(`cannot multiply ${typeOf(a)} and ${typeOf(b)}`);
}

/** `a / b`; ints truncate toward zero. */
export function divide(a: Value, b: Value): Value {
  // The quotient of two safe ints never rounds across an integer, so truncating it is exact.
  if (typeof a === "number" && typeof b === "number" && b !== 0) return Math.trunc(a / b) + 0;
  return divideSlow(a, b);
}

function divideSlow(a: Value, b: Value): Value {
  if (isInt(a) && isInt(b)) {
    if (b === 0) throw divisionByZero();
    return checkedInt(BigInt(a) / BigInt(b));
  }
  if (isNumeric(a) && isNumeric(b)) return new Float(toFloat(a) / toFloat(b));
  throw typeError(`cannot divide ${typeOf(a)} by ${typeOf(b)}`);
}

export function divisionByZero(): RaisedError {
  return runtimeError("division by zero", "division-by-zero");
}

/** `a % b`; the result has the sign of the dividend. */
export function modulo(a: Value, b: Value): Value {
  if (isInt(a) && isInt(b)) {
    if (b === 0) throw runtimeError("modulo by zero");
    const [dividend, divisor] = [BigInt(a), BigInt(b)];
    // The smallest int divided by -1 does not fit, and its remainder counts as that overflow.
    if (divisor === -1n) checkedInt(-dividend);
    return checkedInt(dividend % divisor);
  }
  if (isNumeric(a) && isNumeric(b)) return new Float(toFloat(a) % toFloat(b));
  throw typeError(`cannot modulo ${typeOf(a)} by ${typeOf(b)}`);
}

/** `-a` */
export function negate(a: Value): Value {
  if (typeof a === "number") return 0 - a;
  if (a instanceof Float) return new Float(-a.value);
  if (typeof a === "bigint") return checkedInt(-a);
  throw typeError(`cannot negate ${typeOf(a)}`);
}

function isNumeric(value: Value): value is Int | Float {
  return isInt(value) || value instanceof Float;
}

function toFloat(value: Int | Float): number {
  return value instanceof Float ? value.value : Number(value);
}
