/** The `read_*` methods of bytes (stdlib 4.7). They never raise: every failure is an `Err`. */
import type { Bytes } from "../values/bytes.ts";
import { fitsInt, isInt, normalizeInt } from "../values/int.ts";
import { Err, Ok } from "../values/result.ts";
import type { Value } from "../values/value.ts";
import type { MethodDefinition } from "./definition.ts";

interface Reader {
  readonly name: string;
  readonly size: number;
  read(view: DataView, offset: number): number | bigint;
}

const READERS: readonly Reader[] = [
  { name: "read_u16_le", size: 2, read: (view, at) => view.getUint16(at, true) },
  { name: "read_u16_be", size: 2, read: (view, at) => view.getUint16(at, false) },
  { name: "read_u32_le", size: 4, read: (view, at) => view.getUint32(at, true) },
  { name: "read_u32_be", size: 4, read: (view, at) => view.getUint32(at, false) },
  { name: "read_u64_le", size: 8, read: (view, at) => view.getBigUint64(at, true) },
  { name: "read_u64_be", size: 8, read: (view, at) => view.getBigUint64(at, false) },
  { name: "read_i16_le", size: 2, read: (view, at) => view.getInt16(at, true) },
  { name: "read_i16_be", size: 2, read: (view, at) => view.getInt16(at, false) },
  { name: "read_i32_le", size: 4, read: (view, at) => view.getInt32(at, true) },
  { name: "read_i32_be", size: 4, read: (view, at) => view.getInt32(at, false) },
  { name: "read_i64_le", size: 8, read: (view, at) => view.getBigInt64(at, true) },
  { name: "read_i64_be", size: 8, read: (view, at) => view.getBigInt64(at, false) },
];

function read(reader: Reader, { data }: Bytes, offset: Value): Ok | Err {
  const { name, size } = reader;
  if (!isInt(offset)) return new Err(`${name} requires an int argument`);
  if (offset < 0) return new Err(`${name} offset must be non-negative`);
  if (offset > data.length - size) return new Err(`${name} read past end of bytes`);
  const value = reader.read(new DataView(data.buffer, data.byteOffset, data.byteLength), Number(offset));
  if (typeof value === "number") return new Ok(value);
  return fitsInt(value) ? new Ok(normalizeInt(value)) : new Err(`${name} u64 value does not fit in int`);
}

export const bytesReadMethods: readonly MethodDefinition<Bytes>[] = READERS.map((reader) => ({
  name: reader.name,
  call: (bytes, args) => read(reader, bytes, args[0]),
}));
