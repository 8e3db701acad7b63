import { HeapValue, type Value } from "./value.ts";

export class List extends HeapValue {
  readonly length: number;
  readonly #items: readonly Value[];

  constructor(items: readonly Value[]) {
    super();
    this.#items = items;
    this.length = items.length;
  }

  /** Wraps `items`, which the list owns from then on. */
  static of(items: Value[]): List {
    return new List(items);
  }

  override get typeName(): string {
    return "list";
  }

  override displayText(): string {
    return "[…]";
  }

  /** The element at `index`, which must be an integer in 0..length. */
  at(index: number): Value {
    return this.#items[index];
  }

  /** A fresh JavaScript array of the elements. */
  toArray(): Value[] {
    return this.#items.slice(0, this.length);
  }

  /** A list with `value` appended; amortised O(1). */
  push(value: Value): List {
    return new List([...this.#items, value]);
  }

  /** A list with the element at `index` (in 0..length) replaced; amortised O(1) in a loop `x[i] = v`. */
  with(index: number, value: Value): List {
    return new List(this.#items.with(index, value));
  }

  /** The elements from `start` to before `end`, both in 0..=length, start <= end. */
  slice(start: number, end: number): List {
    return new List(this.#items.slice(start, end));
  }

  concat(other: List): List {
    return new List([...this.#items, ...other.#items]);
  }

  *[Symbol.iterator](): IterableIterator<Value> {
    for (let i = 0; i < this.length; i++) yield this.at(i);
  }
}
