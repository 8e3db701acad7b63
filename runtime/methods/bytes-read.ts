/** The `read_*` methods of bytes (stdlib 4.7). They never raise: every failure is an `Err`. */
import type { Bytes } from "../values/bytes.ts";
import { fitsInt, isInt, normalizeInt } from "../values/int.ts";
import { Err, Ok } from "../values/result.ts";
import type { PlainMethod } from "./definition.ts";

/** The method `name`, which reads `size` bytes. */
/* @__NO_SIDE_EFFECTS__ */
function reader(
  name: string,
  size: number,
  read: (view: DataView, offset: number) => number | bigint,
): PlainMethod<Bytes> {
  return ({ data }, [offset]) => {
    if (!isInt(offset)) return new Err(`${name} requires an int argument`);
    if (offset < 0) return new Err(`${name} offset must be non-negative`);
    if (offset > data.length - size) return new Err(`${name} read past end of bytes`);
    const value = read(new DataView(data.buffer, data.byteOffset, data.byteLength), Number(offset));
    if (typeof value === "number") return new Ok(value);
    return fitsInt(value) ? new Ok(normalizeInt(value)) : new Err(`${name} u64 value does not fit in int`);
  };
}

export const readU16Le = reader("read_u16_le", 2, (view, at) => view.getUint16(at, true));
export const readU16Be = reader("read_u16_be", 2, (view, at) => view.getUint16(at, false));
export const readU32Le = reader("read_u32_le", 4, (view, at) => view.getUint32(at, true));
export const readU32Be = reader("read_u32_be", 4, (view, at) => view.getUint32(at, false));
export const readU64Le = reader("read_u64_le", 8, (view, at) => view.getBigUint64(at, true));
export const readU64Be = reader("read_u64_be", 8, (view, at) => view.getBigUint64(at, false));
export const readI16Le = reader("read_i16_le", 2, (view, at) => view.getInt16(at, true));
export const readI16Be = reader("read_i16_be", 2, (view, at) => view.getInt16(at, false));
export const readI32Le = reader("read_i32_le", 4, (view, at) => view.getInt32(at, true));
export const readI32Be = reader("read_i32_be", 4, (view, at) => view.getInt32(at, false));
export const readI64Le = reader("read_i64_le", 8, (view, at) => view.getBigInt64(at, true));
export const readI64Be = reader("read_i64_be", 8, (view, at) => view.getBigInt64(at, false));
