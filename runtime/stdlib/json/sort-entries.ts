/** The order of keys in JSON, both ways: by code point, so that equal values give equal text (stdlib 5.2). */
import { compareStrings } from "../../values/ordering.ts";
import type { Value } from "../../values/value.ts";

/** Sorts in place, equal keys staying in their order, and answers `entries`. */
export function sortEntries<Entry extends readonly [key: string, value: Value]>(entries: Entry[]): Entry[] {
  return isSorted(entries) ? entries : entries.sort((a, b) => compareStrings(a[0], b[0]));
}

/** Objects that come from JSON are sorted already: cheaper to look than to sort. */
function isSorted(entries: readonly (readonly [key: string, value: Value])[]): boolean {
  for (let i = 1; i < entries.length; i++) {
    if (compareStrings(entries[i - 1]![0], entries[i]![0]) > 0) return false;
  }
  return true;
}
