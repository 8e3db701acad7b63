/** The bytes methods that look for a pattern: an int 0–255 or bytes (stdlib 4.7). */
import { typeError } from "../errors.ts";
import { Bytes } from "../values/bytes.ts";
import { isInt } from "../values/int.ts";
import { List } from "../values/list.ts";
import { NONE, Some } from "../values/option.ts";
import { typeOf } from "../values/type-of.ts";
import type { Value } from "../values/value.ts";
import { byteInRange } from "./bytes.ts";
import { checkBytesLength } from "./limits.ts";

/** The pattern among `args`, as bytes. */
function requirePattern(args: readonly Value[], method: string): Uint8Array {
  if (args.length === 0) throw typeError(`bytes.${method}() requires an argument`);
  return patternOf(args[0], method);
}

function patternOf(value: Value, method: string): Uint8Array {
  if (value instanceof Bytes) return value.data;
  if (isInt(value)) return Uint8Array.of(byteInRange(value, method));
  throw typeError(`bytes.${method}() requires int or bytes, got ${typeOf(value)}`);
}

/** The first place of `pattern` at or after `from`, or -1. */
function findFrom(data: Uint8Array, pattern: Uint8Array, from: number): number {
  if (pattern.length === 0) return from;
  const last = data.length - pattern.length;
  for (let at = data.indexOf(pattern[0]!, from); at !== -1 && at <= last; at = data.indexOf(pattern[0]!, at + 1)) {
    if (hasAt(data, pattern, at)) return at;
  }
  return -1;
}

function hasAt(data: Uint8Array, pattern: Uint8Array, at: number): boolean {
  for (let i = 0; i < pattern.length; i++) if (data[at + i] !== pattern[i]) return false;
  return true;
}

/** The places of all matches that do not overlap; `pattern` is not empty. */
function findAll(data: Uint8Array, pattern: Uint8Array): number[] {
  const places: number[] = [];
  for (let at = findFrom(data, pattern, 0); at !== -1; at = findFrom(data, pattern, at + pattern.length)) {
    places.push(at);
  }
  return places;
}

export function find(bytes: Bytes, args: readonly Value[]): Value {
  const at = findFrom(bytes.data, requirePattern(args, "find"), 0);
  return at === -1 ? NONE : new Some(at);
}

export function count(bytes: Bytes, args: readonly Value[]): number {
  const pattern = requirePattern(args, "count");
  return pattern.length === 0 ? bytes.data.length + 1 : findAll(bytes.data, pattern).length;
}

export function startsWith(bytes: Bytes, args: readonly Value[]): boolean {
  const pattern = requirePattern(args, "starts_with");
  return pattern.length <= bytes.data.length && hasAt(bytes.data, pattern, 0);
}

export function endsWith(bytes: Bytes, args: readonly Value[]): boolean {
  const pattern = requirePattern(args, "ends_with");
  return pattern.length <= bytes.data.length && hasAt(bytes.data, pattern, bytes.data.length - pattern.length);
}

export function split(bytes: Bytes, args: readonly Value[]): List {
  const separator = requirePattern(args, "split");
  if (separator.length === 0) throw typeError("bytes.split() separator must not be empty");
  const parts: Value[] = [];
  let start = 0;
  for (const at of findAll(bytes.data, separator)) {
    parts.push(new Bytes(bytes.data.slice(start, at)));
    start = at + separator.length;
  }
  parts.push(new Bytes(bytes.data.slice(start)));
  return List.of(parts);
}

export function replace(bytes: Bytes, args: readonly Value[]): Bytes {
  if (args.length < 2) throw typeError("bytes.replace() requires from and to");
  const { data } = bytes;
  const from = patternOf(args[0], "replace");
  const to = patternOf(args[1], "replace");
  if (from.length === 0) throw typeError("bytes.replace() needle must not be empty");
  const places = findAll(data, from);
  const length = data.length + places.length * (to.length - from.length);
  checkBytesLength("bytes.replace()", length);
  const result = new Uint8Array(length);
  let read = 0;
  let written = 0;
  for (const at of places) {
    result.set(data.subarray(read, at), written);
    result.set(to, written + at - read);
    written += at - read + to.length;
    read = at + from.length;
  }
  result.set(data.subarray(read), written);
  return new Bytes(result);
}

export const contains = (bytes: Bytes, args: readonly Value[]): boolean =>
  findFrom(bytes.data, requirePattern(args, "contains"), 0) !== -1;
