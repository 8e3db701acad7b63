/** The methods that a range has of its own, and the way to all list methods (stdlib 4.6). */
import { typeError } from "../errors.ts";
import { isInt } from "../values/int.ts";
import { List } from "../values/list.ts";
import type { Range } from "../values/range.ts";
import type { Value } from "../values/value.ts";
import { Method, type MethodDefinition } from "./definition.ts";

function contains(range: Range, value: Value): boolean {
  if (!isInt(value)) throw typeError("range.contains requires int");
  return range.contains(value);
}

function toList(range: Range): List {
  return List.of(range.toArray());
}

export const rangeMethods: readonly MethodDefinition<Range>[] = [
  { name: "len", params: "", doc: "The number of ints.", call: (range) => range.length },
  {
    name: "contains",
    params: "n",
    doc: "Whether the int lies in the range.",
    call: (range, args) => contains(range, args[0]),
    call1: contains,
  },
  { name: "to_list", params: "", doc: "The ints as a list.", call: toList },
];

/** A list method for ranges: it gets the list of the range's ints. */
export function asListMethod(method: Method): Method {
  return new Method((range, args) => method.invoke(toList(range as Range), args));
}
