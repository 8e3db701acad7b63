import { hashSequence } from "./hash.ts";
import { type Composition, HeapValue, type PendingPairs, samePart, type Value } from "./value.ts";

/** A tuple of one or more elements; the empty tuple is unit. `items` is never written after construction. */
export class Tuple extends HeapValue {
  readonly items: readonly Value[];

  constructor(items: readonly Value[]) {
    super();
    this.items = items;
  }

  override get typeName(): string {
    return "tuple";
  }

  override displayText(): string {
    return "(…)";
  }

  override composition(): Composition {
    return { open: "(", parts: this.items, labels: null, close: this.items.length === 1 ? ",)" : ")" };
  }

  override sameAs(other: Value, pending: PendingPairs): boolean {
    if (!(other instanceof Tuple) || other.items.length !== this.items.length) return false;
    for (let i = 0; i < this.items.length; i++) {
      if (!samePart(this.items[i], other.items[i], pending)) return false;
    }
    return true;
  }

  override hash(depth: number): number {
    return hashSequence(2, this.items.length, (index) => this.items[index], depth);
  }
}
