/** Entries and spreads of list and dict literals, comprehensions and calls (language 3.9, 4.9). */
import { typeError } from "../errors.ts";
import { Dict, type DictBuilder } from "../values/dict.ts";
import { List } from "../values/list.ts";
import { typeOf } from "../values/type-of.ts";
import type { Value } from "../values/value.ts";

/** `...list` in a list literal, `*list` in a call: appends the elements to `items`. */
export function spreadList(items: Value[], list: Value): void {
  if (!(list instanceof List)) throw typeError(`spread requires a list, got ${typeOf(list)}`);
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
