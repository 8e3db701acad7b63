/** The list methods as ranges have them (stdlib 4.6). */
import { runNative } from "../machine/machine.ts";
import { type Int, normalizeInt } from "../values/int.ts";
import type { List } from "../values/list.ts";
import type { Range } from "../values/range.ts";
import { type CallbackMethod, isCallbackMethod, Method, type MethodDefinition } from "./definition.ts";
import type { Items } from "./list-callbacks.ts";
import { toList } from "./range.ts";

/**
 * A list method for ranges. One that calls back takes the ints as they come: `fold` over a hundred million of them needs
 * no list. Every other one gets the list.
 */
export function asRangeMethod(method: MethodDefinition<List>): Method {
  if (!isCallbackMethod(method)) {
    const call = typeof method === "function" ? method : method.call;
    return new Method((range, args) => call(toList(range as Range), args));
  }
  // The list methods that call back take whatever has items.
  const { callWith } = method as CallbackMethod<Items>;
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
