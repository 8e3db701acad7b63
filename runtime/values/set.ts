import { HeapValue, type Value } from "./value.ts";

export class IonSet extends HeapValue {
  readonly #items: readonly Value[];

  constructor(items: readonly Value[]) {
    super();
    this.#items = items;
  }

  /** Keeps the first of equal elements (stdlib 1.4). */
  static from(_values: Iterable<Value>): IonSet {
    throw new Error("to be written");
  }

  override get typeName(): string {
    return "set";
  }

  override displayText(): string {
    return "set{…}";
  }

  get size(): number {
    return this.#items.length;
  }

  has(_value: Value): boolean {
    throw new Error("to be written");
  }

  /** A set with `value` appended unless present; amortised O(1) for ints, strings, bools and integral floats. */
  add(_value: Value): IonSet {
    throw new Error("to be written");
  }

  remove(_value: Value): IonSet {
    throw new Error("to be written");
  }

  /** A fresh array of the elements in order. */
  toArray(): Value[] {
    return [...this.#items];
  }
}
