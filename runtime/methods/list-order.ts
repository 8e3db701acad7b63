/** The list methods that order or add up items (stdlib 4.2). They work on lists of one type: int, float or string. */
import { typeError } from "../errors.ts";
import { Float } from "../values/float.ts";
import { addInts, isInt } from "../values/int.ts";
import { List } from "../values/list.ts";
import { NONE, Some } from "../values/option.ts";
import { compareStrings } from "../values/ordering.ts";
import { typeOf } from "../values/type-of.ts";
import type { Value } from "../values/value.ts";

type Compare = (a: Value, b: Value) => number;

/** How values of a type are ordered; types without an entry have no order. NaN compares equal to everything. */
const COMPARE_BY_TYPE: ReadonlyMap<string, Compare> = new Map<string, Compare>([
  ["int", (a, b) => compareNumbers(a as number | bigint, b as number | bigint)],
  ["float", (a, b) => compareNumbers((a as Float).value, (b as Float).value)],
  ["string", (a, b) => compareStrings(a as string, b as string)],
]);

function compareNumbers(a: number | bigint, b: number | bigint): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** The type that all items have, or null; the list must not be empty. */
function commonType(list: List): string | null {
  const type = typeOf(list.at(0));
  for (let i = 1; i < list.length; i++) if (typeOf(list.at(i)) !== type) return null;
  return type;
}

export function sort(list: List): List {
  if (list.length === 0) return list;
  const type = commonType(list);
  if (type === null) throw typeError("sort() requires all elements to be the same type");
  const compare = COMPARE_BY_TYPE.get(type);
  return compare === undefined ? list : List.of(list.toArray().sort(compare));
}

/** The item that beats all others strictly: the first of equals wins, and a leading NaN stays. */
function best(list: List, method: string, beats: (order: number) => boolean): Value {
  if (list.length === 0) return NONE;
  if (list.length === 1) return new Some(list.at(0));
  const compare = COMPARE_BY_TYPE.get(commonType(list) ?? "mixed");
  if (compare === undefined) throw typeError(`${method}() requires homogeneous comparable elements`);
  let winner = list.at(0);
  for (let i = 1; i < list.length; i++) {
    if (beats(compare(list.at(i), winner))) winner = list.at(i);
  }
  return new Some(winner);
}

export function sum(list: List): Value {
  let ints: number | bigint = 0;
  let floats = 0;
  let hasFloat = false;
  for (let i = 0; i < list.length; i++) {
    const item = list.at(i);
    if (isInt(item)) {
      ints = addInts(ints, item);
    } else if (item instanceof Float) {
      floats += item.value;
      hasFloat = true;
    } else {
      throw typeError("sum() requires numeric elements");
    }
  }
  return hasFloat ? new Float(floats + Number(ints)) : ints;
}

export const min = (list: List): Value => best(list, "min", (order) => order < 0);
export const max = (list: List): Value => best(list, "max", (order) => order > 0);
