/**
 * The methods of the library by name, each an export of its own: a compiled module imports those whose names its program
 * mentions, so that a bundler leaves out the others. To what a program does nothing is missing: only the program itself
 * can call a method, and only by name. What tasks and channel ends can do is part of their classes.
 *
 * A name is one method for all types that have it, because no type of a receiver is known before the call.
 */
import type { Bytes } from "../values/bytes.ts";
import type { Cell } from "../values/cell.ts";
import type { Dict } from "../values/dict.ts";
import { display } from "../values/display.ts";
import type { List } from "../values/list.ts";
import type { Range } from "../values/range.ts";
import type { Err, Ok } from "../values/result.ts";
import type { IonSet } from "../values/set.ts";
import type { Tuple } from "../values/tuple.ts";
import type { HeapValue, Value } from "../values/value.ts";
import * as bytes from "./bytes.ts";
import * as read from "./bytes-read.ts";
import * as search from "./bytes-search.ts";
import * as cell from "./cell.ts";
import type { MethodDefinition } from "./definition.ts";
import * as dict from "./dict.ts";
import * as list from "./list.ts";
import * as callbacks from "./list-callbacks.ts";
import * as order from "./list-order.ts";
import * as option from "./option.ts";
import * as range from "./range.ts";
import * as result from "./result.ts";
import * as set from "./set.ts";
import * as string from "./string.ts";
import * as tuple from "./tuple.ts";

/** What a method name means, by type of the receiver. */
export interface LibraryMethod {
  readonly name: string;
  /** For every value whatsoever (stdlib 4.0). */
  readonly value?: MethodDefinition<Value>;
  readonly string?: MethodDefinition<string>;
  /** Also for ranges, which see the list of their ints (stdlib 4.6). */
  readonly list?: MethodDefinition<List>;
  readonly range?: MethodDefinition<Range>;
  readonly dict?: MethodDefinition<Dict>;
  readonly tuple?: MethodDefinition<Tuple>;
  readonly set?: MethodDefinition<IonSet>;
  readonly bytes?: MethodDefinition<Bytes>;
  readonly cell?: MethodDefinition<Cell>;
  readonly option?: MethodDefinition<HeapValue>;
  readonly result?: MethodDefinition<Ok | Err>;
}

export const $to_string: LibraryMethod = { name: "to_string", value: display };
export const $len: LibraryMethod = {
  name: "len",
  string: string.len,
  list: list.len,
  range: range.len,
  dict: dict.len,
  tuple: tuple.len,
  set: set.len,
  bytes: bytes.len,
};
export const $char_len: LibraryMethod = { name: "char_len", string: string.charLen };
export const $is_empty: LibraryMethod = {
  name: "is_empty",
  string: string.isEmpty,
  list: list.isEmpty,
  dict: dict.isEmpty,
  set: set.isEmpty,
  bytes: bytes.isEmpty,
};
export const $contains: LibraryMethod = {
  name: "contains",
  string: string.contains,
  list: list.contains,
  range: range.contains,
  tuple: tuple.contains,
  set: set.contains,
  bytes: search.contains,
};
export const $starts_with: LibraryMethod = { name: "starts_with", string: string.startsWith, bytes: search.startsWith };
export const $ends_with: LibraryMethod = { name: "ends_with", string: string.endsWith, bytes: search.endsWith };
export const $find: LibraryMethod = { name: "find", string: string.find, bytes: search.find };
export const $index: LibraryMethod = { name: "index", string: string.find, list: list.index };
export const $count: LibraryMethod = { name: "count", string: string.count, list: list.count, bytes: search.count };
export const $trim: LibraryMethod = { name: "trim", string: string.trim };
export const $trim_start: LibraryMethod = { name: "trim_start", string: string.trimStart };
export const $trim_end: LibraryMethod = { name: "trim_end", string: string.trimEnd };
export const $to_upper: LibraryMethod = { name: "to_upper", string: string.toUpper };
export const $to_lower: LibraryMethod = { name: "to_lower", string: string.toLower };
export const $split: LibraryMethod = { name: "split", string: string.split, bytes: search.split };
export const $replace: LibraryMethod = { name: "replace", string: string.replace, bytes: search.replace };
export const $chars: LibraryMethod = { name: "chars", string: string.chars };
export const $reverse: LibraryMethod = {
  name: "reverse",
  string: string.reverse,
  list: list.reverse,
  bytes: bytes.reverse,
};
export const $repeat: LibraryMethod = { name: "repeat", string: string.repeat, bytes: bytes.repeat };
export const $slice: LibraryMethod = { name: "slice", string: string.slice, list: list.slice, bytes: bytes.slice };
export const $pad_start: LibraryMethod = { name: "pad_start", string: string.padStart };
export const $pad_end: LibraryMethod = { name: "pad_end", string: string.padEnd };
export const $strip_prefix: LibraryMethod = { name: "strip_prefix", string: string.stripPrefix };
export const $strip_suffix: LibraryMethod = { name: "strip_suffix", string: string.stripSuffix };
export const $bytes: LibraryMethod = { name: "bytes", string: string.bytes, bytes: bytes.bytes };
export const $to_int: LibraryMethod = { name: "to_int", string: string.toInt };
export const $to_float: LibraryMethod = { name: "to_float", string: string.toFloat };
export const $push: LibraryMethod = { name: "push", list: list.push, bytes: bytes.push };
export const $pop: LibraryMethod = { name: "pop", list: list.pop, bytes: bytes.pop };
export const $first: LibraryMethod = { name: "first", list: list.first };
export const $last: LibraryMethod = { name: "last", list: list.last };
export const $flatten: LibraryMethod = { name: "flatten", list: list.flatten };
export const $join: LibraryMethod = { name: "join", list: list.join };
export const $enumerate: LibraryMethod = { name: "enumerate", list: list.enumerate };
export const $zip: LibraryMethod = { name: "zip", list: list.zip, dict: dict.zip };
export const $dedup: LibraryMethod = { name: "dedup", list: list.dedup };
export const $unique: LibraryMethod = { name: "unique", list: list.unique };
export const $window: LibraryMethod = { name: "window", list: list.window };
export const $chunk: LibraryMethod = { name: "chunk", list: list.chunk };
export const $sort: LibraryMethod = { name: "sort", list: order.sort };
export const $min: LibraryMethod = { name: "min", list: order.min };
export const $max: LibraryMethod = { name: "max", list: order.max };
export const $sum: LibraryMethod = { name: "sum", list: order.sum };
export const $map: LibraryMethod = {
  name: "map",
  list: { callWith: callbacks.map },
  dict: { callWith: dict.map },
  option: { callWith: option.map },
  result: { callWith: result.map },
};
export const $filter: LibraryMethod = {
  name: "filter",
  list: { callWith: callbacks.filter },
  dict: { callWith: dict.filter },
};
export const $flat_map: LibraryMethod = { name: "flat_map", list: { callWith: callbacks.flatMap } };
export const $fold: LibraryMethod = { name: "fold", list: { callWith: callbacks.fold } };
export const $reduce: LibraryMethod = { name: "reduce", list: { callWith: callbacks.reduce } };
export const $any: LibraryMethod = { name: "any", list: { callWith: callbacks.any } };
export const $all: LibraryMethod = { name: "all", list: { callWith: callbacks.all } };
export const $sort_by: LibraryMethod = { name: "sort_by", list: { callWith: callbacks.sortBy } };
export const $to_list: LibraryMethod = {
  name: "to_list",
  range: range.toList,
  tuple: tuple.toList,
  set: set.toList,
  bytes: bytes.toList,
};
export const $keys: LibraryMethod = { name: "keys", dict: dict.keys };
export const $values: LibraryMethod = { name: "values", dict: dict.values };
export const $entries: LibraryMethod = { name: "entries", dict: dict.entries };
export const $contains_key: LibraryMethod = { name: "contains_key", dict: dict.containsKey };
export const $get: LibraryMethod = { name: "get", dict: dict.get, cell: cell.get };
export const $insert: LibraryMethod = { name: "insert", dict: dict.insert };
export const $remove: LibraryMethod = { name: "remove", dict: dict.remove, set: set.remove };
export const $merge: LibraryMethod = { name: "merge", dict: dict.merge };
export const $update: LibraryMethod = { name: "update", dict: dict.update, cell: { callWith: cell.update } };
export const $keys_of: LibraryMethod = { name: "keys_of", dict: dict.keysOf };
export const $add: LibraryMethod = { name: "add", set: set.add };
export const $union: LibraryMethod = { name: "union", set: set.union };
export const $intersection: LibraryMethod = { name: "intersection", set: set.intersection };
export const $difference: LibraryMethod = { name: "difference", set: set.difference };
export const $extend: LibraryMethod = { name: "extend", bytes: bytes.extend };
export const $set: LibraryMethod = { name: "set", bytes: bytes.set, cell: cell.set };
export const $to_str: LibraryMethod = { name: "to_str", bytes: bytes.toStr };
export const $to_hex: LibraryMethod = { name: "to_hex", bytes: bytes.toHex };
export const $to_base64: LibraryMethod = { name: "to_base64", bytes: bytes.toBase64 };
export const $read_u16_le: LibraryMethod = { name: "read_u16_le", bytes: read.readU16Le };
export const $read_u16_be: LibraryMethod = { name: "read_u16_be", bytes: read.readU16Be };
export const $read_u32_le: LibraryMethod = { name: "read_u32_le", bytes: read.readU32Le };
export const $read_u32_be: LibraryMethod = { name: "read_u32_be", bytes: read.readU32Be };
export const $read_u64_le: LibraryMethod = { name: "read_u64_le", bytes: read.readU64Le };
export const $read_u64_be: LibraryMethod = { name: "read_u64_be", bytes: read.readU64Be };
export const $read_i16_le: LibraryMethod = { name: "read_i16_le", bytes: read.readI16Le };
export const $read_i16_be: LibraryMethod = { name: "read_i16_be", bytes: read.readI16Be };
export const $read_i32_le: LibraryMethod = { name: "read_i32_le", bytes: read.readI32Le };
export const $read_i32_be: LibraryMethod = { name: "read_i32_be", bytes: read.readI32Be };
export const $read_i64_le: LibraryMethod = { name: "read_i64_le", bytes: read.readI64Le };
export const $read_i64_be: LibraryMethod = { name: "read_i64_be", bytes: read.readI64Be };
export const $is_some: LibraryMethod = { name: "is_some", option: option.isSome };
export const $is_none: LibraryMethod = { name: "is_none", option: option.isNone };
export const $unwrap: LibraryMethod = { name: "unwrap", option: option.unwrap, result: result.unwrap };
export const $unwrap_or: LibraryMethod = { name: "unwrap_or", option: option.unwrapOr, result: result.unwrapOr };
export const $expect: LibraryMethod = { name: "expect", option: option.expect, result: result.expect };
export const $and_then: LibraryMethod = {
  name: "and_then",
  option: { callWith: option.andThen },
  result: { callWith: result.andThen },
};
export const $or_else: LibraryMethod = {
  name: "or_else",
  option: { callWith: option.orElse },
  result: { callWith: result.orElse },
};
export const $unwrap_or_else: LibraryMethod = {
  name: "unwrap_or_else",
  option: { callWith: option.unwrapOrElse },
  result: { callWith: result.unwrapOrElse },
};
export const $is_ok: LibraryMethod = { name: "is_ok", result: result.isOk };
export const $is_err: LibraryMethod = { name: "is_err", result: result.isErr };
export const $map_err: LibraryMethod = { name: "map_err", result: { callWith: result.mapErr } };
