/**
 * The bit operators (language 3.2): ints as 64-bit two's complement. 32-bit operands take the fast path.
 */
import { runtimeError, typeError } from "../errors.ts";
import { type Int, isInt, normalizeInt } from "../values/int.ts";
import { typeOf } from "../values/type-of.ts";
import type { Value } from "../values/value.ts";

/** `a & b` */
export function bitAnd(a: Value, b: Value): Value {
  if (typeof a === "number" && typeof b === "number" && (a | 0) === a && (b | 0) === b) return a & b;
  requireInts("&", a, b);
  return normalizeInt(BigInt(a as Int) & BigInt(b as Int));
}

/** `a | b` */
export function bitOr(a: Value, b: Value): Value {
  if (typeof a === "number" && typeof b === "number" && (a | 0) === a && (b | 0) === b) return a | b;
  requireInts("|", a, b);
  return normalizeInt(BigInt(a as Int) | BigInt(b as Int));
}

/** `a ^ b` */
export function bitXor(a: Value, b: Value): Value {
  if (typeof a === "number" && typeof b === "number" && (a | 0) === a && (b | 0) === b) return a ^ b;
  requireInts("^", a, b);
  return normalizeInt(BigInt(a as Int) ^ BigInt(b as Int));
}

/** `a << b`: drops high bits, no overflow. */
export function shiftLeft(a: Value, b: Value): Value {
  if (typeof a === "number" && typeof b === "number" && b >= 0 && b < 31) {
    const shifted = a * (1 << b);
    if (Number.isSafeInteger(shifted)) return shifted;
  }
  const count = shiftCount("<<", a, b);
  return normalizeInt(BigInt.asIntN(64, BigInt(a as Int) << count));
}

/** `a >> b`: arithmetic. */
export function shiftRight(a: Value, b: Value): Value {
  if (typeof a === "number" && typeof b === "number" && (a | 0) === a && b >= 0 && b < 32) return a >> b;
  const count = shiftCount(">>", a, b);
  return normalizeInt(BigInt(a as Int) >> count);
}

function shiftCount(operator: string, a: Value, b: Value): bigint {
  requireInts(operator, a, b);
  if ((b as Int) < 0 || (b as Int) > 63) throw runtimeError(`shift count ${b as Int} is out of range 0..64`);
  return BigInt(b as Int);
}

function requireInts(operator: string, a: Value, b: Value): void {
  if (!isInt(a) || !isInt(b)) throw typeError(`'${operator}' expects int, got ${typeOf(a)} and ${typeOf(b)}`);
}
