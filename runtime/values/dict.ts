/**
 * Dicts: string keys in insertion order (language 3.9), immutable to everybody who holds one, written in place
 * underneath (slot-table.ts). Keys never touch a JavaScript prototype.
 */
import { hashPart, hashString, mixHash } from "./hash.ts";
import { NONE } from "./option.ts";
import { REMOVED, SlotIndex } from "./slot-index.ts";
import { MAX_ENTRIES, SlotTable, tooManyEntries } from "./slot-table.ts";
import { type Composition, HeapValue, type PendingPairs, samePart, type Value } from "./value.ts";

/** Dicts larger than this are hashed by their size alone. */
const MAX_HASHED = 8;

/** Up to this size a copy is as cheap as any other way to write. */
const SMALL_SIZE = 8;

export class Dict extends HeapValue {
  readonly #table: SlotTable<string, Value>;
  /** As `List.isOwned`. */
  isOwned = false;
  #writes = 0;

  private constructor(table: SlotTable<string, Value>) {
    super();
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
    return new Dict(SlotTable.of(keys, values));
  }

  /** A dict with the keys of `shape`; takes `values`, one for each key. */
  static ofShape(shape: DictShape, values: Value[]): Dict {
    return Dict.onIndex(shape.index, values);
  }

  /** A dict with the keys of `index`, which it may share; takes `values`, one for each key. */
  static onIndex(index: SlotIndex<string>, values: Value[]): Dict {
    return new Dict(SlotTable.onIndex(index, values));
  }

  override get typeName(): string {
    return "dict";
  }

  override displayText(): string {
    return "#{…}";
  }

  override composition(): Composition {
    return { open: "#{", parts: this.values(), labels: this.keys().map((key) => `"${key}": `), close: "}" };
  }

  /** Same keys with equal values; the order is ignored (3.4). */
  override sameAs(other: Value, pending: PendingPairs): boolean {
    if (!(other instanceof Dict) || other.size !== this.size) return false;
    for (const cursor = new DictCursor(this); cursor.next(); ) {
      const slot = other.#table.find(cursor.key, null);
      if (slot < 0 || !samePart(cursor.value, other.#table.itemAt(slot) as Value, pending)) return false;
    }
    return true;
  }

  override hash(depth: number): number {
    let hash = mixHash(8, this.size);
    if (depth === 0 || this.size > MAX_HASHED) return hash;
    // Addition: the order of the entries must not matter.
    for (const cursor = new DictCursor(this); cursor.next(); ) {
      hash = (hash + mixHash(hashString(cursor.key), hashPart(cursor.value, depth - 1))) | 0;
    }
    return hash;
  }

  get size(): number {
    return this.#table.size;
  }

  has(key: string): boolean {
    return this.#table.find(key, null) >= 0;
  }

  /** The value of `key`, or `absent` (default: undefined, which is also the unit value) when there is none. */
  get<T>(key: string, absent?: T): Value | T {
    const slot = this.#table.find(key, null);
    return slot < 0 ? (absent as T) : (this.#table.itemAt(slot) as Value);
  }

  /** The value of the field `key`, or None (3.8). */
  field(key: FieldKey): Value {
    const table = this.#table;
    if (key.index === table.index && key.slot < table.end) {
      const item = table.itemAt(key.slot);
      if (item !== REMOVED) return item;
    }
    const slot = key.find(table);
    return slot < 0 ? NONE : (table.itemAt(slot) as Value);
  }

  /** Sets the field `key` of an owned dict. */
  writeField(key: FieldKey, value: Value): void {
    const table = this.#table;
    if (key.index === table.index && key.slot < table.end) {
      table.write(key.slot, value);
      return;
    }
    const slot = key.find(table);
    if (slot < 0) table.append(key.name, value);
    else table.write(slot, value);
  }

  /** A dict with `key` set: an existing key keeps its place, a new one goes to the end; amortised O(1) in a loop. */
  insert(key: string, value: Value): Dict {
    const slot = this.#table.find(key, null);
    return new Dict(slot < 0 ? this.#table.appended(key, value) : this.#table.replaced(slot, value));
  }

  /** `insert`, for the variable that holds the dict alone after it. */
  written(key: string, value: Value): Dict {
    if (this.size > SMALL_SIZE && this.#writes * 4 < this.size) {
      const next = this.insert(key, value);
      next.#writes = this.#writes + 1;
      return next;
    }
    const own = new Dict(this.#table.own());
    own.isOwned = true;
    own.write(key, value);
    return own;
  }

  /** Sets `key` of an owned dict. */
  write(key: string, value: Value): void {
    const slot = this.#table.find(key, null);
    if (slot < 0) this.#table.append(key, value);
    else this.#table.write(slot, value);
  }

  /** A dict without `key`; amortised O(1) in a loop. */
  remove(key: string): Dict {
    const slot = this.#table.find(key, null);
    return slot < 0 ? this : new Dict(this.#table.removed(slot));
  }

  keys(): string[] {
    return this.#table.keys();
  }

  values(): Value[] {
    return this.#table.items();
  }

  entries(): [string, Value][] {
    const values = this.values();
    return this.keys().map((key, index) => [key, values[index]]);
  }

  /** For `DictCursor`. */
  get table(): SlotTable<string, Value> {
    return this.#table;
  }
}

/** Walks the entries of a dict in order; stays right whatever happens to other versions of the dict meanwhile. */
export class DictCursor {
  key = "";
  value: Value = undefined;
  readonly #table: SlotTable<string, Value>;
  #slot = 0;

  constructor(dict: Dict) {
    this.#table = dict.table;
  }

  next(): boolean {
    const table = this.#table;
    while (this.#slot < table.end) {
      const slot = this.#slot++;
      const item = table.itemAt(slot);
      if (item === REMOVED) continue;
      this.key = table.keyAt(slot);
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

/**
 * A name that a program uses as a field. It remembers in which slot dicts of the shape that it met last have it, so that
 * no key is looked for where one shape is common (benchmarks "n-body" and "sort_by").
 */
export class FieldKey {
  readonly name: string;
  /** An index that never changes, in which `slot` is the one of this name; null at first. */
  index: SlotIndex<string> | null = null;
  slot = 0;

  constructor(name: string) {
    this.name = name;
  }

  /** The slot of the field, or -1. */
  find(table: SlotTable<string, Value>): number {
    const slot = table.find(this.name, null);
    if (slot >= 0 && table.index.isFixed) {
      this.index = table.index;
      this.slot = slot;
    }
    return slot;
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
    return Dict.onIndex(this.#index, this.#values);
  }
}
