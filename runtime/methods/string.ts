/**
 * The string methods (stdlib 4.1). Positions and widths count code points, `len` counts UTF-8 bytes. Strings are
 * well-formed, so a JavaScript search never matches inside a surrogate pair.
 */
import { typeError } from "../errors.ts";
import { Float } from "../values/float.ts";
import { parseFloatText } from "../values/float-text.ts";
import { clampToSafe, type Int, isInt, parseIntText } from "../values/int.ts";
import { List, MAX_LIST_LENGTH } from "../values/list.ts";
import { NONE, Some } from "../values/option.ts";
import { Err, Ok } from "../values/result.ts";
import { codePointIndex, codePointLength, sliceCodePoints, utf8Length } from "../values/string-text.ts";
import { typeOf } from "../values/type-of.ts";
import type { Value } from "../values/value.ts";
import { encodeUtf8 } from "./bytes-text.ts";
import { buildString, checkListLength, checkStringLength } from "./limits.ts";
import { trim, trimEnd, trimStart } from "./white-space.ts";

/** The argument at `index`, which must be a string. */
function requireString(args: readonly Value[], index = 0): string {
  if (index >= args.length) throw typeError("requires string argument");
  const value = args[index];
  if (typeof value !== "string") throw typeError(`requires string argument, got ${typeOf(value)}`);
  return value;
}

/** A count or position, clamped to the safe range. */
function requireCount(value: Value, method: string): number {
  if (!isInt(value)) throw typeError(`${method} requires an int argument`);
  if (value < 0) throw typeError(`${method} requires a non-negative int argument`);
  return clampToSafe(value);
}

export function contains(text: string, args: readonly Value[]): boolean {
  const sought = args[0];
  if (typeof sought === "string") return text.includes(sought);
  if (isInt(sought)) return text.includes(charOfCode(sought));
  throw typeError("contains requires string or int argument");
}

function charOfCode(code: Int): string {
  const codePoint = Number(BigInt.asUintN(32, BigInt(code)));
  const isScalar = codePoint <= 0x10ffff && (codePoint < 0xd800 || codePoint > 0xdfff);
  if (!isScalar) throw typeError("invalid char code");
  return String.fromCodePoint(codePoint);
}

export function find(text: string, args: readonly Value[]): Value {
  const offset = text.indexOf(requireString(args));
  return offset === -1 ? NONE : new Some(codePointIndex(text, offset));
}

export function count(text: string, args: readonly Value[]): number {
  const sought = requireString(args);
  return sought === "" ? codePointLength(text) + 1 : matches(text, sought);
}

/** The number of matches of `sought`, which is not empty, that do not overlap. */
function matches(text: string, sought: string): number {
  let found = 0;
  for (let at = text.indexOf(sought); at !== -1; at = text.indexOf(sought, at + sought.length)) found++;
  return found;
}

/** One string per code point; also what `enumerate(string)` numbers. */
export function charsOf(text: string, method: string): string[] {
  checkListLength(method, text.length);
  return [...text];
}

export function split(text: string, args: readonly Value[]): List {
  const delimiter = requireString(args);
  if (delimiter === "") return List.of(["", ...charsOf(text, "split"), ""]);
  const parts = text.split(delimiter, MAX_LIST_LENGTH + 1);
  checkListLength("split", parts.length);
  return List.of(parts);
}

export function replace(text: string, args: readonly Value[]): string {
  const from = requireString(args, 0);
  const to = requireString(args, 1);
  // JavaScript would insert between UTF-16 units for an empty pattern, and read `$` in a replacement string.
  if (from !== "") {
    const growth = to.length - from.length;
    if (growth > 0) checkStringLength("replace", text.length + growth * matches(text, from));
    return to.includes("$") ? text.replaceAll(from, () => to) : text.replaceAll(from, to);
  }
  return buildString(
    "replace",
    () =>
      to +
      charsOf(text, "replace")
        .map((char) => char + to)
        .join(""),
  );
}

export function reverse(text: string): string {
  return charsOf(text, "reverse").reverse().join("");
}

export function repeat(text: string, args: readonly Value[]): string {
  const times = requireCount(args[0], "repeat");
  checkStringLength("repeat", text.length * times);
  return text === "" ? "" : text.repeat(times);
}

export function slice(text: string, args: readonly Value[]): string {
  const length = codePointLength(text);
  const start = args.length > 0 ? Math.min(requireCount(args[0], "slice"), length) : 0;
  const end = args.length > 1 ? Math.min(requireCount(args[1], "slice"), length) : length;
  return start < end ? sliceCodePoints(text, start, end) : "";
}

/** What has to be added to make `text` as wide as the first argument asks, out of the first char of the second. */
function padding(text: string, args: readonly Value[], method: string): string {
  const width = requireCount(args[0], method);
  const missing = width - codePointLength(text);
  if (missing <= 0) return "";
  const fill = typeof args[1] === "string" && args[1] !== "" ? sliceCodePoints(args[1], 0, 1) : " ";
  checkStringLength(method, text.length + missing * fill.length);
  return fill.repeat(missing);
}

export function stripPrefix(text: string, args: readonly Value[]): string {
  const prefix = requireString(args);
  return text.startsWith(prefix) ? text.slice(prefix.length) : text;
}

export function stripSuffix(text: string, args: readonly Value[]): string {
  const suffix = requireString(args);
  return text.endsWith(suffix) ? text.slice(0, text.length - suffix.length) : text;
}

export function bytes(text: string): List {
  checkListLength("bytes", utf8Length(text));
  return List.of([...encodeUtf8(text)]);
}

export function toInt(text: string): Value {
  const parsed = parseIntText(trim(text));
  return typeof parsed === "string" ? new Err(parsed) : new Ok(parsed);
}

export function toFloat(text: string): Value {
  const parsed = parseFloatText(trim(text));
  return typeof parsed === "string" ? new Err(parsed) : new Ok(new Float(parsed));
}

export const isEmpty = (text: string): boolean => text === "";
export const startsWith = (text: string, args: readonly Value[]): boolean => text.startsWith(requireString(args));
export const endsWith = (text: string, args: readonly Value[]): boolean => text.endsWith(requireString(args));
export const toUpper = (text: string): string => buildString("to_upper", () => text.toUpperCase());
export const toLower = (text: string): string => buildString("to_lower", () => text.toLowerCase());
export const chars = (text: string): List => List.of(charsOf(text, "chars"));
export const padStart = (text: string, args: readonly Value[]): string => padding(text, args, "pad_start") + text;
export const padEnd = (text: string, args: readonly Value[]): string => text + padding(text, args, "pad_end");
export { codePointLength as charLen, trim, trimEnd, trimStart, utf8Length as len };
