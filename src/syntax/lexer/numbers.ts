/**
 * Integer and float literals (language 1.3, 1.4).
 *
 * In: a scanner at a digit. Out: the value, with the scanner just after the literal. Whether a dot belongs to the
 * number depends on the character behind it (LD2).
 */
import { CODE, isDigitOrUnderscore, isIdentifierStart } from "./characters.ts";
import { lexFailure } from "./failure.ts";
import type { Scanner } from "./scanner.ts";

const MAX_INT = 0x7fff_ffff_ffff_ffffn;
/** Integers of so many digits are exact as a JavaScript number. */
const SAFE_DIGITS = 15;

/** Reads the digits of an integer or of a float's left part, and says which of the two it is. */
export function readDigits(scanner: Scanner): "int" | "float" {
  skipDigits(scanner);
  if (scanner.codeAt(0) !== CODE.dot || scanner.isAtEnd) return "int";
  const next = scanner.codeAt(1);
  if (next === CODE.dot || isIdentifierStart(next)) return "int";
  scanner.offset++;
  skipDigits(scanner);
  return "float";
}

export function intValue(text: string, start: number, end: number): number | bigint {
  const digits = withoutUnderscores(text.slice(start, end));
  if (digits.length <= SAFE_DIGITS) return Number(digits);
  const value = BigInt(digits);
  if (value > MAX_INT) throw lexFailure("invalid-integer", start, end);
  return value <= Number.MAX_SAFE_INTEGER ? Number(value) : value;
}

export function floatValue(text: string): number {
  return Number(withoutUnderscores(text));
}

function withoutUnderscores(text: string): string {
  return text.includes("_") ? text.replaceAll("_", "") : text;
}

function skipDigits(scanner: Scanner): void {
  while (!scanner.isAtEnd && isDigitOrUnderscore(scanner.codeAt(0))) scanner.offset++;
}
