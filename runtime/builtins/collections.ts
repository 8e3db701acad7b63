/** The builtins that measure, number and make collections (stdlib 3). */
import { runtimeError } from "../errors.ts";
import { entryTuples } from "../methods/dict.ts";
import { enumerate as enumerateList } from "../methods/list.ts";
import { charsOf } from "../methods/string.ts";
import { Bytes } from "../values/bytes.ts";
import { Cell } from "../values/cell.ts";
import { Dict } from "../values/dict.ts";
import { isInt } from "../values/int.ts";
import { List } from "../values/list.ts";
import { Range } from "../values/range.ts";
import { IonSet } from "../values/set.ts";
import { utf8Length } from "../values/string-text.ts";
import { typeOf } from "../values/type-of.ts";
import type { Value } from "../values/value.ts";

export function len(args: readonly Value[]): number {
  if (args.length === 0) throw runtimeError("len() requires 1 argument");
  const value = args[0];
  if (value instanceof List) return value.length;
  if (typeof value === "string") return utf8Length(value);
  if (value instanceof Dict) return value.size;
  if (value instanceof Bytes) return value.data.length;
  throw runtimeError(`len() not supported for ${typeOf(value)}`);
}

export function range(args: readonly Value[]): Range {
  if (args.length !== 1 && args.length !== 2) throw runtimeError("range takes 1 or 2 arguments");
  const start = args.length === 1 ? 0 : args[0];
  const end = args[args.length - 1];
  if (!isInt(start) || !isInt(end)) throw runtimeError("range requires int");
  return new Range(start, end, false);
}

export function enumerate(args: readonly Value[]): List {
  if (args.length !== 1) throw runtimeError("enumerate takes 1 argument");
  const value = args[0];
  if (value instanceof List) return enumerateList(value);
  if (typeof value === "string") return enumerateList(List.of(charsOf(value, "enumerate")));
  if (value instanceof Dict) return enumerateList(List.of(entryTuples(value)));
  throw runtimeError(`enumerate() not supported for ${typeOf(value)}`);
}

export function set(args: readonly Value[]): IonSet {
  if (args.length === 0) return IonSet.from([]);
  if (!(args[0] instanceof List)) throw runtimeError("set() requires a list argument");
  return IonSet.from(args[0]);
}

export function cell(args: readonly Value[]): Cell {
  if (args.length !== 1) throw runtimeError("cell() takes 1 argument");
  return new Cell(args[0]);
}
