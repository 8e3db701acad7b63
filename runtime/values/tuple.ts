import { inherit } from "../inherit.ts";
import { hashSequence } from "./hash.ts";
import { type Composition, HeapValue, type INSPECT, type PendingPairs, samePart, type Value } from "./value.ts";

/** A tuple of one or more elements; the empty tuple is unit. `items` is never written after construction. */
export class Tuple implements HeapValue {
  declare [INSPECT]: HeapValue[typeof INSPECT];

  readonly items: readonly Value[];

  constructor(items: readonly Value[]) {
    this.items = items;
  }

  get typeName(): string {
    return "tuple";
  }

  displayText(): string {
    return "(…)";
  }

  composition(): Composition {
    return { open: "(", parts: this.items, labels: null, close: this.items.length === 1 ? ",)" : ")" };
  }

  sameAs(other: Value, pending: PendingPairs): boolean {
    if (!(other instanceof Tuple) || other.items.length !== this.items.length) return false;
    for (let i = 0; i < this.items.length; i++) {
      if (!samePart(this.items[i], other.items[i], pending)) return false;
    }
    return true;
  }

  hash(depth: number): number {
    return hashSequence(2, this.items.length, (index) => this.items[index], depth);
  }
}
inherit(Tuple, HeapValue);
