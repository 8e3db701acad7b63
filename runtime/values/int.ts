/**
 * Ints: signed 64-bit numbers, a JavaScript number while safe and a bigint beyond (language 3.1, 3.2; stdlib 6.3).
 * Invariant: one canonical form; a bigint is never within the safe range, and a number is never -0.
 */
import { runtimeError } from "../errors.ts";
import type { Value } from "./value.ts";

export type Int = number | bigint;

export const MIN_INT = -(2n ** 63n);
export const MAX_INT = 2n ** 63n - 1n;

const MAX_SAFE = BigInt(Number.MAX_SAFE_INTEGER);

export function isInt(value: Value): value is Int {
  return typeof value === "number" || typeof value === "bigint";
}

/** The canonical form of an exact result, which must be within the range. */
export function normalizeInt(value: bigint): Int {
  return value >= -MAX_SAFE && value <= MAX_SAFE ? Number(value) : value;
}

export function fitsInt(value: bigint): boolean {
  return value >= MIN_INT && value <= MAX_INT;
}

/** The canonical form of an exact result; outside 64 bits that is RuntimeError `integer overflow` (3.2). */
export function checkedInt(value: bigint): Int {
  if (!fitsInt(value)) throw runtimeError("integer overflow");
  return normalizeInt(value);
}

/** The sum, checked (for library code; the operator is operators/arithmetic.ts). */
export function addInts(a: Int, b: Int): Int {
  if (typeof a === "number" && typeof b === "number") {
    const sum = a + b;
    if (Number.isSafeInteger(sum)) return sum;
  }
  return checkedInt(BigInt(a) + BigInt(b));
}

/** An int as an index or count: clamped to the safe range, so that plain comparisons work. */
export function clampToSafe(value: Int): number {
  return typeof value === "number" ? value : value < 0n ? Number.MIN_SAFE_INTEGER : Number.MAX_SAFE_INTEGER;
}

/** The int that `text` denotes, or the text of the failure (6.3). Scans from the left, as the rule says. */
export function parseIntText(text: string): Int | string {
  if (text === "") return "cannot parse integer from empty string";
  const isNegative = text.startsWith("-");
  const start = isNegative || text.startsWith("+") ? 1 : 0;
  if (start === text.length) return "invalid digit found in string";
  // Eighteen digits always fit; from there on each digit may be the one that overflows.
  let end = start;
  while (end < text.length && isDigit(text.charCodeAt(end)) && end - start < 18) end++;
  let magnitude = BigInt(text.slice(start, end));
  for (; end < text.length; end++) {
    const unit = text.charCodeAt(end);
    if (!isDigit(unit)) return "invalid digit found in string";
    magnitude = magnitude * 10n + BigInt(unit - 48);
    if (magnitude > (isNegative ? -MIN_INT : MAX_INT)) {
      return `number too ${isNegative ? "small" : "large"} to fit in target type`;
    }
  }
  return normalizeInt(isNegative ? -magnitude : magnitude);
}

function isDigit(unit: number): boolean {
  return unit >= 48 && unit <= 57;
}
