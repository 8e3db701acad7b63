/**
 * Making bytes: `bytes(…)`, which is what calling the module `bytes` does (stdlib 3, 5.3), and hex text, which
 * `bytes_from_hex` and `bytes::from_hex` read alike.
 */
import { runtimeError } from "../errors.ts";
import { encodeUtf8 } from "../methods/bytes-text.ts";
import { MAX_BYTES_LENGTH } from "../methods/limits.ts";
import { Bytes } from "../values/bytes.ts";
import { type Int, isInt } from "../values/int.ts";
import { List } from "../values/list.ts";
import { Err, Ok } from "../values/result.ts";
import { typeOf } from "../values/type-of.ts";
import type { Value } from "../values/value.ts";

/** The call of the module `bytes`. */
export function callBytes(args: readonly Value[]): Bytes {
  if (args.length > 1) throw runtimeError("bytes takes 0 or 1 argument");
  if (args.length === 0) return new Bytes(new Uint8Array(0));
  const value = args[0];
  if (value instanceof List) return bytesFromInts(value, "bytes");
  if (typeof value === "string") return new Bytes(encodeUtf8(value));
  if (isInt(value)) return zeroBytes(value);
  throw runtimeError(`bytes() not supported for ${typeOf(value)}`);
}

/** The ints 0–255 of a list as bytes; `caller` is named in errors (`bytes`, `bytes::from_list`). */
export function bytesFromInts(list: List, caller: string): Bytes {
  const data = new Uint8Array(list.length);
  for (let i = 0; i < list.length; i++) {
    const value = list.at(i);
    if (!isInt(value)) throw runtimeError(`${caller} requires an int byte`);
    if (value < 0 || value > 255) throw runtimeError(`${caller} byte value out of range: ${value}`);
    data[i] = Number(value);
  }
  return new Bytes(data);
}

function zeroBytes(count: Int): Bytes {
  if (count < 0 || count > MAX_BYTES_LENGTH) throw runtimeError(`invalid byte count: ${count}`);
  return new Bytes(new Uint8Array(Number(count)));
}

export function bytesFromHex(args: readonly Value[]): Bytes {
  if (args.length !== 1) throw runtimeError("bytes_from_hex takes 1 argument");
  if (typeof args[0] !== "string") throw runtimeError("bytes_from_hex requires a string");
  const decoded = decodeHex(args[0]);
  if (decoded instanceof Err) throw runtimeError(decoded.error);
  return decoded.value;
}

const NOT_ASCII = /[^\0-\x7f]/;
const HEX_BYTE = /^[0-9a-fA-F]{2}$/;

/** The bytes that pairs of hex digits denote, or why they do not. */
export function decodeHex(text: string): Ok<Bytes> | Err<string> {
  if (NOT_ASCII.test(text)) return new Err("hex string must be ASCII");
  if (text.length % 2 !== 0) return new Err("hex string must have even length");
  const data = new Uint8Array(text.length / 2);
  for (let i = 0; i < data.length; i++) {
    const digits = text.slice(2 * i, 2 * i + 2);
    if (!HEX_BYTE.test(digits)) return new Err(`invalid hex byte: ${digits}`);
    data[i] = Number.parseInt(digits, 16);
  }
  return new Ok(new Bytes(data));
}
