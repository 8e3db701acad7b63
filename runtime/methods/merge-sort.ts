/**
 * `list.sort_by` (stdlib 4.2): a stable merge sort that can be suspended inside the comparator, which
 * `Array.prototype.sort` cannot. It works bottom up, so it has no recursion, and each pass moves every item exactly once:
 * the result is a permutation whatever the comparator answers.
 */
import { typeError } from "../errors.ts";
import { callValue2 } from "../machine/call.ts";
import { type IonGenerator, isSuspended } from "../machine/machine.ts";
import { List } from "../values/list.ts";
import type { Value } from "../values/value.ts";
import { blockEnd, endsSlice } from "./fairness.ts";

/**
 * Sorts `items`, which the result owns from then on. `compare(a, b)` must answer an int: negative puts a first, positive
 * puts b first, 0 keeps the order.
 */
export function* mergeSort(items: Value[], compare: Value): IonGenerator {
  const { length } = items;
  let source = items;
  // A copy, because a new array would be one with holes, and V8 looks up each store where it has seen many kinds of arrays.
  let target = items.slice();
  for (let width = 1; width < length; width *= 2) {
    // Two sorted runs, [left, middle) and [right, end), become one of target.
    let left = 0;
    let middle = 0;
    let right = 0;
    let end = 0;
    for (let next = 0; next < length; ) {
      if (endsSlice(length - next)) yield;
      for (const stop = blockEnd(next, length); next < stop; next++) {
        if (next === end) {
          left = end;
          right = middle = Math.min(left + width, length);
          end = Math.min(right + width, length);
        }
        let takesRight = left === middle;
        if (!takesRight && right < end) {
          const outcome = callValue2(compare, source[left], source[right]);
          takesRight = isAfter(isSuspended(outcome) ? yield : outcome);
        }
        target[next] = takesRight ? source[right++] : source[left++];
      }
    }
    [source, target] = [target, source];
  }
  return List.of(source);
}

function isAfter(order: Value): boolean {
  if (typeof order !== "number" && typeof order !== "bigint") throw typeError("sort_by function must return int");
  return order > 0;
}
