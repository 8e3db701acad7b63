/**
 * The `bytes` module (stdlib 5.3). The module can also be called, which is `callBytes` of builtins/bytes.ts. Results
 * have a length limit, so that no script can exhaust its host.
 */
import { bytesFromInts, decodeHex } from "../builtins/bytes.ts";
import { runtimeError } from "../errors.ts";
import { encodeUtf8 } from "../methods/bytes-text.ts";
import { MAX_BYTES_LENGTH } from "../methods/limits.ts";
import { Bytes } from "../values/bytes.ts";
import { type Int, isInt } from "../values/int.ts";
import { List } from "../values/list.ts";
import type { Err, Ok } from "../values/result.ts";
import { typeOf } from "../values/type-of.ts";
import type { Value } from "../values/value.ts";
import { expectNoArguments, onlyArgument, stringArgument } from "./arguments.ts";
import { decodeBase64 } from "./base64.ts";
import type { MemberFunction, ModuleDefinition } from "./definition.ts";

function checkLength(name: string, length: Int): number {
  if (length > MAX_BYTES_LENGTH) throw runtimeError(`bytes::${name} would create ${length} bytes`);
  return Number(length);
}

function zeroed(args: readonly Value[]): Value {
  const count = onlyArgument(args);
  if (!isInt(count)) throw runtimeError("bytes::zeroed requires an int argument");
  if (count < 0) throw runtimeError("byte count must be non-negative");
  return new Bytes(new Uint8Array(checkLength("zeroed", count)));
}

function repeat(args: readonly Value[]): Value {
  if (args.length !== 2) throw runtimeError("takes 2 arguments: byte, count");
  const [byte, count] = args;
  if (!isInt(byte)) throw runtimeError("bytes::repeat requires an int byte");
  if (byte < 0 || byte > 255) throw runtimeError(`bytes::repeat byte value out of range: ${byte}`);
  if (!isInt(count)) throw runtimeError("bytes::repeat requires an int argument");
  if (count < 0) throw runtimeError("repeat count must be non-negative");
  return new Bytes(new Uint8Array(checkLength("repeat", count)).fill(Number(byte)));
}

function listOrRefuse(value: Value): List {
  if (!(value instanceof List)) throw runtimeError(`requires list, got ${typeOf(value)}`);
  return value;
}

function fromList(args: readonly Value[]): Value {
  const list = listOrRefuse(onlyArgument(args));
  checkLength("from_list", list.length);
  return bytesFromInts(list, "bytes::from_list");
}

function fromStr(args: readonly Value[]): Value {
  const data = encodeUtf8(stringArgument(args));
  checkLength("from_str", data.length);
  return new Bytes(data);
}

/** A function from text to a Result of bytes. */
function fromText(name: string, decode: (text: string) => Ok<Bytes> | Err<string>): MemberFunction {
  return (args) => {
    const decoded = decode(stringArgument(args));
    if ("value" in decoded) checkLength(name, decoded.value.data.length);
    return decoded;
  };
}

function concat(args: readonly Value[]): Value {
  return joinParts("concat", listOrRefuse(onlyArgument(args)), new Uint8Array(0));
}

function join(args: readonly Value[]): Value {
  if (args.length !== 1 && args.length !== 2) throw runtimeError("takes 1 or 2 arguments: parts, separator");
  const list = listOrRefuse(args[0]);
  if (args.length === 1) return joinParts("join", list, new Uint8Array(0));
  const separator = args[1];
  if (!(separator instanceof Bytes)) throw runtimeError(`bytes::join requires bytes, got ${typeOf(separator)}`);
  return joinParts("join", list, separator.data);
}

function joinParts(name: string, list: List, separator: Uint8Array): Bytes {
  const parts = list.toArray().map(partData);
  const separators = Math.max(0, parts.length - 1) * separator.length;
  const length = parts.reduce((sum, part) => sum + part.length, separators);
  const data = new Uint8Array(checkLength(name, length));
  let written = 0;
  for (const [index, part] of parts.entries()) {
    if (index > 0) {
      data.set(separator, written);
      written += separator.length;
    }
    data.set(part, written);
    written += part.length;
  }
  return new Bytes(data);
}

function partData(part: Value): Uint8Array {
  if (!(part instanceof Bytes)) throw runtimeError(`requires list of bytes, got ${typeOf(part)}`);
  return part.data;
}

/** Packs an int into `size` bytes. */
function pack(name: string, size: 2 | 4 | 8, signedness: Signedness, order: ByteOrder): MemberFunction {
  const { min, max } = rangeOf(size, signedness);
  return (args) => {
    if (args.length !== 1) throw runtimeError(`bytes::${name} takes 1 argument`);
    const value = args[0];
    if (!isInt(value)) throw runtimeError(`bytes::${name} requires an int argument`);
    if (value < min || value > max) throw runtimeError(`bytes::${name} requires value in ${min}..=${max}`);
    const view = new DataView(new ArrayBuffer(8));
    view.setBigInt64(0, BigInt(value), order === "le");
    const start = order === "le" ? 0 : 8 - size;
    return new Bytes(new Uint8Array(view.buffer, 0, 8).slice(start, start + size));
  };
}

type Signedness = "unsigned" | "signed";
type ByteOrder = "le" | "be";

/** No int is beyond 63 bits, so that the unsigned eight bytes end there. */
function rangeOf(size: 2 | 4 | 8, signedness: Signedness): { min: bigint; max: bigint } {
  const bits = BigInt(8 * size);
  if (signedness === "signed") return { min: -(2n ** (bits - 1n)), max: 2n ** (bits - 1n) - 1n };
  return { min: 0n, max: 2n ** (size === 8 ? 63n : bits) - 1n };
}

export const bytes: ModuleDefinition<"bytes"> = {
  new(args) {
    expectNoArguments(args);
    return new Bytes(new Uint8Array(0));
  },
  zeroed,
  repeat,
  from_list: fromList,
  from_str: fromStr,
  from_hex: fromText("from_hex", decodeHex),
  from_base64: fromText("from_base64", decodeBase64),
  concat,
  join,
  u16_le: pack("u16_le", 2, "unsigned", "le"),
  u16_be: pack("u16_be", 2, "unsigned", "be"),
  u32_le: pack("u32_le", 4, "unsigned", "le"),
  u32_be: pack("u32_be", 4, "unsigned", "be"),
  u64_le: pack("u64_le", 8, "unsigned", "le"),
  u64_be: pack("u64_be", 8, "unsigned", "be"),
  i16_le: pack("i16_le", 2, "signed", "le"),
  i16_be: pack("i16_be", 2, "signed", "be"),
  i32_le: pack("i32_le", 4, "signed", "le"),
  i32_be: pack("i32_be", 4, "signed", "be"),
  i64_le: pack("i64_le", 8, "signed", "le"),
  i64_be: pack("i64_be", 8, "signed", "be"),
};
