/** The order of keys in JSON, both ways: by code point, so that equal values give equal text (stdlib 5.2). */
import { compareStrings } from "../../values/ordering.ts";

/** The positions of `keys` in sorted order, equal keys in their own order; null if they stand in it already. */
export function sortedOrder(keys: readonly string[]): number[] | null {
  if (isSorted(keys)) return null;
  const positions = keys.map((_, position) => position);
  return positions.sort((a, b) => compareStrings(keys[a]!, keys[b]!));
}

/** Objects that come from JSON are sorted already: cheaper to look than to sort. */
function isSorted(keys: readonly string[]): boolean {
  for (let i = 1; i < keys.length; i++) {
    if (compareStrings(keys[i - 1]!, keys[i]!) > 0) return false;
  }
  return true;
}

/** The items at `order`. */
export function inOrder<Item>(items: readonly Item[], order: readonly number[]): Item[] {
  return order.map((position) => items[position]!);
}

/** Whether the two are the same keys in the same order. */
export function areSame(a: readonly string[], b: readonly string[]): boolean {
  if (a.length !== b.length) return false;
  for (let i = 0; i < a.length; i++) {
    if (a[i] !== b[i]) return false;
  }
  return true;
}
