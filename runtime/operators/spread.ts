/** Entries and spreads of list and dict literals, comprehensions and calls (language 3.9, 4.9). */
import { typeError } from "../errors.ts";
import { Dict, type DictBuilder } from "../values/dict.ts";
import { List, listTooLarge, MAX_LIST_LENGTH } from "../values/list.ts";
import { tooManyEntries } from "../values/slot-table.ts";
import { typeOf } from "../values/type-of.ts";
import type { Value } from "../values/value.ts";

/** Longer lists are not spread, so that a JavaScript array can hold two or three of them. */
const MAX_SPREAD_LENGTH = MAX_LIST_LENGTH / 2;

/** `...list` in a list literal, `*list` in a call: appends the elements to `items`. */
export function spreadList(items: Value[], list: Value): void {
  if (!(list instanceof List)) throw typeError(`spread requires a list, got ${typeOf(list)}`);
  if (list.length > MAX_SPREAD_LENGTH) throw listTooLarge();
  for (let i = 0; i < list.length; i++) items.push(list.at(i));
}

/** `...dict` in a dict literal. */
export function spreadDict(builder: DictBuilder, dict: Value): void {
  if (!(dict instanceof Dict)) throw typeError("spread requires a dict");
  builder.setAll(dict);
}

/** The key of an entry `key: value` in a dict literal. */
export function dictKey(key: Value): string {
  if (typeof key !== "string") throw typeError("dict keys must be strings");
  return key;
}

/** More than this is not set aside before the first item is there. */
const MOST_ROOM = 2 ** 20;

/**
 * An array with room for `count` items, which need not be copied to a larger one again and again as it fills (benchmark
 * "sieve"). The spread makes one without holes, as all arrays of lists are: V8 reads those of one kind faster.
 */
export function room(count: number): Value[] {
  return count > 0 && count <= MOST_ROOM ? [...new Array<Value>(count)] : [];
}

/** The next item of a list comprehension. */
export function append(items: Value[], item: Value): void {
  if (items.length >= MAX_LIST_LENGTH) throw listTooLarge();
  items.push(item);
}

/** The next entry of a dict comprehension; `entries` has keys and values in turn, and repeated keys. */
export function appendEntry(entries: Value[], key: Value, value: Value): void {
  if (entries.length >= MAX_LIST_LENGTH) throw tooManyEntries();
  entries.push(key, value);
}

/** The key of a dict comprehension's entry. */
export function comprehensionKey(key: Value): string {
  if (typeof key !== "string") throw typeError("dict comp keys must be strings");
  return key;
}

/** `**dict` in a call: its entries as keyword arguments. */
export function spreadKeywords(dict: Value): [name: string, value: Value][] {
  if (!(dict instanceof Dict)) throw typeError("** argument must be a dict");
  return dict.entries();
}
