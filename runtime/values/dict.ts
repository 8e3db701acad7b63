/**
 * Dicts: string keys in insertion order (language 3.9), immutable to everybody who holds one, written in place
 * underneath (slot-table.ts). Keys never touch a JavaScript prototype.
 */
import { inherit } from "../inherit.ts";
import { hashPart, hashString, mixHash } from "./hash.ts";
import { NONE } from "./option.ts";
import { REMOVED, SlotIndex } from "./slot-index.ts";
import { MAX_ENTRIES, SlotTable, tooManyEntries } from "./slot-table.ts";
import { type Composition, HeapValue, type INSPECT, type PendingPairs, samePart, type Value } from "./value.ts";

/** Dicts larger than this are hashed by their size alone. */
const MAX_HASHED = 8;

/** Up to this size a copy is as cheap as any other way to write. */
const SMALL_SIZE = 8;

export class Dict implements HeapValue {
  declare [INSPECT]: HeapValue[typeof INSPECT];

  /**
   * The keys of a record: a dict that was made with a shape and has these keys still. Its values are `slots`, an array
   * that no other dict has; a field is one look into it (benchmarks "n-body" and "sort_by"). Null for other dicts.
   */
  readonly shape: SlotIndex<string> | null;
  readonly slots: Value[];
  /** The entries of a dict that is no record. */
  readonly #table: SlotTable<string, Value> | null;
  /** As `List.isOwned`. */
  isOwned = false;
  #writes = 0;

  private constructor(shape: SlotIndex<string> | null, slots: Value[], table: SlotTable<string, Value> | null) {
    this.shape = shape;
    this.slots = slots;
    this.#table = table;
  }

  /** Later entries of one key replace the value and keep the first place (3.9). */
  static from(entries: Iterable<readonly [string, Value]>): Dict {
    const builder = new DictBuilder();
    for (const [key, value] of entries) builder.set(key, value);
    return builder.build();
  }

  /** Takes `keys`, which must be distinct, and `values`. */
  static of(keys: string[], values: Value[]): Dict {
    return Dict.onTable(SlotTable.of(keys, values));
  }

  /** A dict with the keys of `shape`; takes `values`, one for each key. */
  static ofShape(shape: DictShape, values: Value[]): Dict {
    return new Dict(shape.index, values, null);
  }

  static onTable(table: SlotTable<string, Value>): Dict {
    return new Dict(null, NO_SLOTS, table);
  }

  get typeName(): string {
    return "dict";
  }

  displayText(): string {
    return "#{…}";
  }

  composition(): Composition {
    return { open: "#{", parts: this.values(), labels: this.keys().map((key) => `"${key}": `), close: "}" };
  }

  /** Same keys with equal values; the order is ignored (3.4). */
  sameAs(other: Value, pending: PendingPairs): boolean {
    if (!(other instanceof Dict) || other.size !== this.size) return false;
    for (const cursor = new DictCursor(this); cursor.next(); ) {
      const value = other.get(cursor.key, REMOVED);
      if (value === REMOVED || !samePart(cursor.value, value, pending)) return false;
    }
    return true;
  }

  hash(depth: number): number {
    let hash = mixHash(8, this.size);
    if (depth === 0 || this.size > MAX_HASHED) return hash;
    // Addition: the order of the entries must not matter.
    for (const cursor = new DictCursor(this); cursor.next(); ) {
      hash = (hash + mixHash(hashString(cursor.key), hashPart(cursor.value, depth - 1))) | 0;
    }
    return hash;
  }

  get size(): number {
    return this.#table === null ? this.slots.length : this.#table.size;
  }

  has(key: string): boolean {
    return this.#find(key) >= 0;
  }

  /** The value of `key`, or `absent` (default: undefined, which is also the unit value) when there is none. */
  get<T>(key: string, absent?: T): Value | T {
    const slot = this.#find(key);
    return slot < 0 ? (absent as T) : (this.itemAt(slot) as Value);
  }

  /** The value of the field `key`, or None (3.8). */
  field(key: FieldKey): Value {
    if (this.shape === key.shape) return this.slots[key.slot];
    const slot = this.#findField(key);
    return slot < 0 ? NONE : (this.itemAt(slot) as Value);
  }

  /** A dict with `key` set: an existing key keeps its place, a new one goes to the end; amortised O(1) in a loop. */
  insert(key: string, value: Value): Dict {
    const slot = this.#find(key);
    if (this.shape !== null && slot >= 0 && this.slots.length <= SMALL_SIZE) {
      const copy = this.#copy();
      copy.slots[slot] = value;
      return copy;
    }
    const table = this.#asTable();
    return Dict.onTable(slot < 0 ? table.appended(key, value) : table.replaced(slot, value));
  }

  /** `insert`, for the variable that holds the dict alone after it. */
  written(key: string, value: Value): Dict {
    if (this.#isWorthOwning()) return this.#ownCopy().write(key, value);
    const next = this.insert(key, value);
    next.#writes = this.#writes + 1;
    return next;
  }

  /** Sets the field `key`, as `written`. */
  writtenField(key: FieldKey, value: Value): Dict {
    return this.#isWorthOwning() ? this.#ownCopy().writeField(key, value) : this.written(key.name, value);
  }

  #isWorthOwning(): boolean {
    return this.size <= SMALL_SIZE || this.#writes * 4 >= this.size;
  }

  #ownCopy(): Dict {
    const copy = this.#table === null ? this.#copy() : Dict.onTable(this.#table.own());
    copy.isOwned = true;
    return copy;
  }

  /** Sets `key` of an owned dict, which is this one or stands in its place after it. */
  write(key: string, value: Value): Dict {
    return this.#writeAt(this.#find(key), key, value);
  }

  /** Sets the field `key`, as `write`. */
  writeField(key: FieldKey, value: Value): Dict {
    if (this.shape !== key.shape) return this.#writeAt(this.#findField(key), key.name, value);
    this.slots[key.slot] = value;
    return this;
  }

  #writeAt(slot: number, key: string, value: Value): Dict {
    const table = this.#table;
    if (table !== null) {
      if (slot < 0) table.append(key, value);
      else table.write(slot, value);
    } else if (slot >= 0) {
      this.slots[slot] = value;
    } else {
      // With one more key it is no record any more.
      const next = Dict.onTable(this.#asTable());
      next.isOwned = true;
      return next.#writeAt(slot, key, value);
    }
    return this;
  }

  /** A dict without `key`; amortised O(1) in a loop. */
  remove(key: string): Dict {
    const slot = this.#find(key);
    return slot < 0 ? this : Dict.onTable(this.#asTable().removed(slot));
  }

  keys(): string[] {
    return this.#table === null ? this.shape!.keys.slice() : this.#table.keys();
  }

  values(): Value[] {
    return this.#table === null ? this.slots.slice() : this.#table.items();
  }

  entries(): [string, Value][] {
    const values = this.values();
    return this.keys().map((key, index) => [key, values[index]]);
  }

  /** For `DictCursor`: the entries are in the slots before `end`. */
  get end(): number {
    return this.#table === null ? this.slots.length : this.#table.end;
  }

  keyAt(slot: number): string {
    return this.#table === null ? this.shape!.keys[slot]! : this.#table.keyAt(slot);
  }

  itemAt(slot: number): Value | typeof REMOVED {
    return this.#table === null ? this.slots[slot] : this.#table.itemAt(slot);
  }

  /** The entries as a table: of a record a new one. */
  #asTable(): SlotTable<string, Value> {
    return this.#table ?? SlotTable.onIndex<string, Value>(this.shape!, this.slots.slice());
  }

  #copy(): Dict {
    return new Dict(this.shape, this.slots.slice(), null);
  }

  /** The slot of `key`, or -1. */
  #find(key: string): number {
    const table = this.#table;
    return table === null ? this.shape!.find(key, this.slots.length, this.slots, null) : table.find(key, null);
  }

  #findField(key: FieldKey): number {
    const slot = this.#find(key.name);
    if (slot >= 0 && this.shape !== null) {
      key.shape = this.shape;
      key.slot = slot;
    }
    return slot;
  }
}
inherit(Dict, HeapValue);

/** The slots of dicts that are no records. */
const NO_SLOTS: Value[] = [];

/** Walks the entries of a dict in order; stays right whatever happens to other versions of the dict meanwhile. */
export class DictCursor {
  key = "";
  value: Value = undefined;
  readonly #dict: Dict;
  #slot = 0;

  constructor(dict: Dict) {
    this.#dict = dict;
  }

  next(): boolean {
    const dict = this.#dict;
    while (this.#slot < dict.end) {
      const slot = this.#slot++;
      const item = dict.itemAt(slot);
      if (item === REMOVED) continue;
      this.key = dict.keyAt(slot);
      this.value = item;
      return true;
    }
    return false;
  }
}

/** Distinct keys that many dicts start with, such as those of one dict literal; the dicts share their index. */
export class DictShape {
  readonly index: SlotIndex<string>;

  constructor(keys: readonly string[]) {
    this.index = new SlotIndex([...keys], { isFixed: true });
  }
}

/** The shape that no dict has. */
const NO_SHAPE = new SlotIndex<string>([], { isFixed: true });

/**
 * A name that a program uses as a field. It remembers in which slot records of the shape that it met last have it, so
 * that no key is looked for where one shape is common.
 */
export class FieldKey {
  readonly name: string;
  /** Of all keys of this shape, `slot` is the one of this name. */
  shape: SlotIndex<string> = NO_SHAPE;
  slot = 0;

  constructor(name: string) {
    this.name = name;
  }
}

/** Collects the entries of a dict (literals, comprehensions, library functions). Not to be used after `build`. */
export class DictBuilder {
  readonly #keys: string[] = [];
  readonly #values: Value[] = [];
  readonly #index = new SlotIndex<string>(this.#keys);

  /** Overwriting a key keeps its place (3.9). */
  set(key: string, value: Value): this {
    const slot = this.#index.find(key, this.#keys.length, this.#values, null);
    if (slot >= 0) {
      this.#values[slot] = value;
    } else {
      if (this.#keys.length >= MAX_ENTRIES) throw tooManyEntries();
      this.#index.extended(this.#keys.length, key);
      this.#values.push(value);
    }
    return this;
  }

  /** Sets all entries of `dict`. */
  setAll(dict: Dict): this {
    for (const cursor = new DictCursor(dict); cursor.next(); ) this.set(cursor.key, cursor.value);
    return this;
  }

  build(): Dict {
    return Dict.onTable(SlotTable.onIndex(this.#index, this.#values));
  }
}
