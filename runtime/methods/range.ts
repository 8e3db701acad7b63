/** The methods that a range has of its own, and the way to all list methods (stdlib 4.6). */
import { typeError } from "../errors.ts";
import { runNative } from "../machine/machine.ts";
import { type Int, isInt, normalizeInt } from "../values/int.ts";
import { List } from "../values/list.ts";
import type { Range } from "../values/range.ts";
import type { Value } from "../values/value.ts";
import { type CallbackMethod, isCallbackMethod, Method, type MethodDefinition } from "./definition.ts";
import type { Items } from "./list-callbacks.ts";

function contains(range: Range, value: Value): boolean {
  if (!isInt(value)) throw typeError("range.contains requires int");
  return range.contains(value);
}

function toList(range: Range): List {
  return List.of(range.toArray());
}

export const rangeMethods: readonly MethodDefinition<Range>[] = [
  { name: "len", call: (range) => range.length },
  {
    name: "contains",
    call: (range, args) => contains(range, args[0]),
    call1: contains,
  },
  { name: "to_list", call: toList },
];

/**
 * A list method for ranges. One that calls back takes the ints as they come: `fold` over a hundred million of them needs
 * no list. Every other one gets the list.
 */
export function asListMethod(method: MethodDefinition): Method {
  if (!isCallbackMethod(method)) return new Method((range, args) => method.call(toList(range as Range), args));
  // In the table the receiver is any value; the list methods that call back take what has items.
  const { callWith } = method as unknown as CallbackMethod<Items>;
  return new Method((range, args) => runNative(callWith(new RangeItems(range as Range), args)));
}

class RangeItems implements Items {
  readonly length: number;
  readonly #start: Int;
  readonly #isSmall: boolean;

  constructor(range: Range) {
    this.length = lengthOf(range);
    this.#start = range.start;
    this.#isSmall = typeof range.start === "number" && Number.isSafeInteger(range.start + this.length);
  }

  at(index: number): Int {
    if (this.#isSmall) return (this.#start as number) + index;
    return normalizeInt(BigInt(this.#start) + BigInt(index));
  }
}

/** Exact up to what a loop can count. */
function lengthOf({ start, end, inclusive }: Range): number {
  return start > end ? 0 : Number(BigInt(end) - BigInt(start)) + (inclusive ? 1 : 0);
}
