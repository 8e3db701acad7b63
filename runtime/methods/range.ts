/** The methods that a range has of its own, before those of lists (stdlib 4.6). */
import { typeError } from "../errors.ts";
import { type Int, isInt } from "../values/int.ts";
import { List } from "../values/list.ts";
import type { Range } from "../values/range.ts";
import type { Value } from "../values/value.ts";
import type { FastMethod } from "./definition.ts";

function containsValue(range: Range, value: Value): boolean {
  if (!isInt(value)) throw typeError("range.contains requires int");
  return range.contains(value);
}

export function toList(range: Range): List {
  return List.of(range.toArray());
}

export const len = (range: Range): Int => range.length;
export const contains: FastMethod<Range> = {
  call: (range, args) => containsValue(range, args[0]),
  call1: containsValue,
};
