/**
 * Where the entries of dicts and sets are: from a key to the slots that were given to it, in order. An index only ever
 * grows, so that all versions of a collection share one: a version knows how many slots it covers and which of them it
 * has emptied, and ignores the rest. A key has more than one slot when its entry was removed and inserted again (new
 * entries go to the end), or when distinct set members share a hash.
 */

/** Fills the slot of a removed entry. */
export const REMOVED: unique symbol = Symbol("removed");

/** Up to this many keys a scan is as fast as a map, and saves making one (small dicts are records). */
const MAX_SCANNED = 8;

export class SlotIndex<K> {
  readonly keys: K[];
  #slots: Map<K, number | number[]> | null = null;
  /** True when the index is made to be shared by many collections: then none of them may extend it. */
  readonly isFixed: boolean;

  /** Takes `keys`, the keys of the slots from 0 on. */
  constructor(keys: K[], options: { readonly isFixed: boolean } = { isFixed: false }) {
    this.keys = keys;
    this.isFixed = options.isFixed;
  }

  /** The index in which slot `end` belongs to `key`, the slots before it as here; this one if that is possible. */
  extended(end: number, key: K): SlotIndex<K> {
    const { keys } = this;
    if (keys.length > end && keys[end] === key) return this;
    if (keys.length > end || this.isFixed) return new SlotIndex(keys.slice(0, end)).extended(end, key);
    if (this.#slots !== null) addSlot(this.#slots, key, end);
    keys.push(key);
    return this;
  }

  /**
   * The slot before `end` that was given to `key` and that in `items` is neither removed nor unwanted; -1 if there is
   * none. `isWanted` null accepts every item.
   */
  find<V>(
    key: K,
    end: number,
    items: readonly (V | typeof REMOVED)[],
    isWanted: ((item: V) => boolean) | null,
  ): number {
    if (this.#slots === null) {
      if (this.keys.length <= MAX_SCANNED) return this.#scan(key, end, items, isWanted);
      this.#slots = this.#buildMap();
    }
    const found = this.#slots.get(key);
    if (found === undefined) return -1;
    if (typeof found === "number") return found < end && accepts(items[found]!, isWanted) ? found : -1;
    return found.findLast((slot) => slot < end && accepts(items[slot]!, isWanted)) ?? -1;
  }

  #scan<V>(
    key: K,
    end: number,
    items: readonly (V | typeof REMOVED)[],
    isWanted: ((item: V) => boolean) | null,
  ): number {
    for (let slot = 0; slot < end; slot++) {
      if (this.keys[slot] === key && accepts(items[slot]!, isWanted)) return slot;
    }
    return -1;
  }

  #buildMap(): Map<K, number | number[]> {
    const slots = new Map<K, number | number[]>();
    for (let slot = 0; slot < this.keys.length; slot++) addSlot(slots, this.keys[slot]!, slot);
    return slots;
  }
}

function accepts<V>(item: V | typeof REMOVED, isWanted: ((item: V) => boolean) | null): boolean {
  return item !== REMOVED && (isWanted === null || isWanted(item));
}

function addSlot<K>(slots: Map<K, number | number[]>, key: K, slot: number): void {
  const present = slots.get(key);
  if (present === undefined) slots.set(key, slot);
  else if (typeof present === "number") slots.set(key, [present, slot]);
  else present.push(slot);
}
