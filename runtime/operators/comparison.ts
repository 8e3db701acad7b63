/**
 * The operators `<`, `<=`, `>`, `>=` (language 3.5) on two numbers or two strings; `==` is values/equality.ts.
 * Comparisons with NaN are false (LD12); the type error names the operands in source order (LD8).
 */
import { typeError } from "../errors.ts";
import { Float } from "../values/float.ts";
import { isInt } from "../values/int.ts";
import { compareStrings } from "../values/ordering.ts";
import { typeOf } from "../values/type-of.ts";
import type { Value } from "../values/value.ts";

/** `a < b` */
export function lessThan(a: Value, b: Value): boolean {
  return compare(a, b) < 0;
}

/** `a <= b` */
export function lessOrEqual(a: Value, b: Value): boolean {
  return compare(a, b) <= 0;
}

/** `a > b` */
export function greaterThan(a: Value, b: Value): boolean {
  return compare(a, b) > 0;
}

/** `a >= b` */
export function greaterOrEqual(a: Value, b: Value): boolean {
  return compare(a, b) >= 0;
}

/** Negative, zero or positive; NaN when a NaN is involved, so that every comparison with the result is false. */
function compare(a: Value, b: Value): number {
  if (typeof a === "string" && typeof b === "string") return compareStrings(a, b);
  if (isInt(a) && isInt(b)) return order(a, b);
  if (a instanceof Float && (isInt(b) || b instanceof Float)) return order(a.value, floatOf(b));
  if (isInt(a) && b instanceof Float) return order(Number(a), b.value);
  throw typeError(`cannot compare ${typeOf(a)} and ${typeOf(b)}`);
}

function floatOf(value: number | bigint | Float): number {
  return value instanceof Float ? value.value : Number(value);
}

function order(a: number | bigint, b: number | bigint): number {
  if (a < b) return -1;
  if (a > b) return 1;
  // biome-ignore lint/suspicious/noDoubleEquals: numbers and bigints compare by value; NaN is equal to nothing.
  return a == b ? 0 : Number.NaN;
}
