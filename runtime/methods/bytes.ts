/**
 * The bytes methods (stdlib 4.7) except the `read_*` family (bytes-read.ts) and the searches (bytes-search.ts). No
 * result is longer than 10,000,000 bytes.
 */
import { typeError } from "../errors.ts";
import { Bytes } from "../values/bytes.ts";
import { clampToSafe, type Int, isInt } from "../values/int.ts";
import { List } from "../values/list.ts";
import { NONE, Some } from "../values/option.ts";
import { Tuple } from "../values/tuple.ts";
import { typeOf } from "../values/type-of.ts";
import type { Value } from "../values/value.ts";
import { base64Text, decodeUtf8, hexText } from "./bytes-text.ts";
import { checkBytesLength } from "./limits.ts";

const EMPTY_BYTES: Bytes = new Bytes(new Uint8Array(0));

export function slice(bytes: Bytes, args: readonly Value[]): Bytes {
  const { data } = bytes;
  const start = sliceBound(args, 0, 0, data.length);
  const end = sliceBound(args, 1, data.length, data.length);
  return new Bytes(data.slice(start, Math.max(start, end)));
}

/** A bound counted from the end when negative, then clamped; the default when the argument is missing. */
function sliceBound(args: readonly Value[], index: number, absent: number, length: number): number {
  if (index >= args.length) return absent;
  const bound = requireInt(args[index], "slice");
  return Math.min(Math.max(bound < 0 ? length + bound : bound, 0), length);
}

function requireInt(value: Value, method: string): number {
  if (!isInt(value)) throw typeError(`bytes.${method}() requires an int argument`);
  return clampToSafe(value);
}

/** A single byte, given as an int 0–255. */
function requireByte(value: Value, method: string): number {
  if (!isInt(value)) throw typeError(`bytes.${method}() requires an int byte`);
  return byteInRange(value, method);
}

/** The int as a byte; out of 0–255 it is the error that every method words alike. */
export function byteInRange(value: Int, method: string): number {
  if (value < 0 || value > 255) throw typeError(`bytes.${method}() byte value out of range: ${value}`);
  return Number(value);
}

export function repeat(bytes: Bytes, args: readonly Value[]): Bytes {
  const count = args[0];
  if (!isInt(count)) throw typeError("bytes.repeat() requires an int argument");
  if (count < 0) throw typeError("bytes.repeat() count must be non-negative");
  const { data } = bytes;
  const length = BigInt(data.length) * BigInt(count);
  if (length >= 1n << 64n) throw typeError("bytes.repeat() length overflow");
  checkBytesLength("bytes.repeat()", length);
  const result = new Uint8Array(Number(length));
  for (let at = 0; at < result.length; at += data.length) result.set(data, at);
  return new Bytes(result);
}

/** The two byte strings one after the other, unless that is too long for a result of `method`. */
function concat(a: Uint8Array, b: Uint8Array, method: string): Bytes {
  checkBytesLength(`bytes.${method}()`, a.length + b.length);
  const result = new Uint8Array(a.length + b.length);
  result.set(a);
  result.set(b, a.length);
  return new Bytes(result);
}

export function push(bytes: Bytes, args: readonly Value[]): Bytes {
  if (args.length === 0) throw typeError("bytes.push() requires a byte");
  return concat(bytes.data, Uint8Array.of(requireByte(args[0], "push")), "push");
}

export function extend(bytes: Bytes, args: readonly Value[]): Bytes {
  if (args.length === 0) throw typeError("bytes.extend() requires bytes");
  const other = args[0];
  if (!(other instanceof Bytes)) throw typeError(`bytes.extend() requires bytes, got ${typeOf(other)}`);
  return concat(bytes.data, other.data, "extend");
}

export function set(bytes: Bytes, args: readonly Value[]): Bytes {
  if (args.length < 2) throw typeError("bytes.set() requires index and byte");
  const position = requireInt(args[0], "set");
  const byte = requireByte(args[1], "set");
  const { length } = bytes.data;
  const index = position < 0 ? length + position : position;
  if (index < 0 || index >= length) throw typeError("bytes.set() index out of bounds");
  return new Bytes(bytes.data.with(index, byte));
}

export function pop(bytes: Bytes): Tuple {
  const last = bytes.data.length - 1;
  if (last < 0) return new Tuple([EMPTY_BYTES, NONE]);
  return new Tuple([new Bytes(bytes.data.slice(0, last)), new Some(bytes.data[last]!)]);
}

export const len = (bytes: Bytes): number => bytes.data.length;
export const isEmpty = (bytes: Bytes): boolean => bytes.data.length === 0;
export const bytes = (bytes: Bytes): Bytes => bytes;
export const reverse = (bytes: Bytes): Bytes => new Bytes(bytes.data.slice().reverse());
export const toList = (bytes: Bytes): List => List.of([...bytes.data]);
export const toStr = (bytes: Bytes): Value => decodeUtf8(bytes.data);
export const toHex = (bytes: Bytes): string => hexText(bytes.data);
export const toBase64 = (bytes: Bytes): string => base64Text(bytes.data);
