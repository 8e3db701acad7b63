/**
 * The ordered table under dicts and sets: immutable to its holders, amortised O(1) to insert into, to overwrite and to
 * remove from in a loop. The slots are in insertion order, their items in a versioned array; a removed item leaves a
 * hole, and the table is made anew when more than half of it is holes.
 */
import { type RaisedError, runtimeError } from "../errors.ts";
import { REMOVED, SlotIndex } from "./slot-index.ts";
import { Version } from "./versions.ts";

/** Tables up to this size are not worth making anew. */
const MIN_COMPACTED = 8;
/** More entries than this are refused: a JavaScript `Map` holds hardly more keys. */
export const MAX_ENTRIES = 2 ** 24 - 1024;

export class SlotTable<K, V> {
  /** Number of entries. */
  size: number;
  /** Number of slots; those from 0 to `end` hold the entries and holes. */
  end: number;
  /** Only this file replaces it. */
  index: SlotIndex<K>;
  readonly #items: Version<V | typeof REMOVED>;

  private constructor(index: SlotIndex<K>, items: Version<V | typeof REMOVED>, end: number, size: number) {
    this.index = index;
    this.#items = items;
    this.end = end;
    this.size = size;
  }

  /** Takes `keys` and `items`, one item per key; keys may repeat only if `find` will be asked which one is wanted. */
  static of<K, V>(keys: K[], items: V[]): SlotTable<K, V> {
    return SlotTable.onIndex(new SlotIndex(keys), items);
  }

  /** A table whose keys are the first of `index`, which it shares with others; takes `items`. */
  static onIndex<K, V>(index: SlotIndex<K>, items: V[]): SlotTable<K, V> {
    return new SlotTable(index, new Version<V | typeof REMOVED>(items), items.length, items.length);
  }

  /** The slot of `key`, or -1; `isWanted` decides between items that share the key. */
  find(key: K, isWanted: ((item: V) => boolean) | null): number {
    return this.index.find(key, this.end, this.#items.read(), isWanted);
  }

  /** The key at `slot`, which must hold an entry. */
  keyAt(slot: number): K {
    return this.index.keys[slot]!;
  }

  /** The item at `slot`; REMOVED for a hole. */
  itemAt(slot: number): V | typeof REMOVED {
    const items = this.#items.items ?? this.#items.read();
    return items[slot]!;
  }

  replaced(slot: number, item: V): SlotTable<K, V> {
    return new SlotTable(this.index, this.#items.replaced(slot, item), this.end, this.size);
  }

  appended(key: K, item: V): SlotTable<K, V> {
    const { end, size } = this;
    if (end >= MAX_ENTRIES) {
      if (size === end) throw tooManyEntries();
      return this.#compacted().appended(key, item);
    }
    return new SlotTable(this.index.extended(end, key), this.#items.appended(end, item), end + 1, size + 1);
  }

  removed(slot: number): SlotTable<K, V> {
    const table = new SlotTable(this.index, this.#items.replaced(slot, REMOVED), this.end, this.size - 1);
    return this.end > MIN_COMPACTED && table.size * 2 < this.end ? table.#compacted() : table;
  }

  /** A table with the same entries whose items nobody else holds, so that `write` and `append` may be used. */
  own(): SlotTable<K, V> {
    if (this.size < this.end) return this.#compacted();
    const items = this.#items.read().slice(0, this.end);
    return new SlotTable(this.index, new Version<V | typeof REMOVED>(items), this.end, this.size);
  }

  /** Replaces the item at `slot` in place. */
  write(slot: number, item: V): void {
    this.#items.items![slot] = item;
  }

  /** Adds an entry at the end in place; the index is shared all the same. A table that is owned has no holes. */
  append(key: K, item: V): void {
    if (this.end >= MAX_ENTRIES) throw tooManyEntries();
    this.index = this.index.extended(this.end, key);
    this.#items.items!.push(item);
    this.end++;
    this.size++;
  }

  keys(): K[] {
    const items = this.#items.read();
    const keys = this.index.keys.slice(0, this.end);
    return this.size === this.end ? keys : keys.filter((_, slot) => items[slot] !== REMOVED);
  }

  items(): V[] {
    const items = this.#items.read().slice(0, this.end);
    return (this.size === this.end ? items : items.filter((item) => item !== REMOVED)) as V[];
  }

  #compacted(): SlotTable<K, V> {
    return SlotTable.of(this.keys(), this.items());
  }
}

/** For a collection that would have more than MAX_ENTRIES. */
export function tooManyEntries(): RaisedError {
  return runtimeError("collection too large");
}
