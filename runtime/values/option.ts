/** `Some(v)` and `None` (language 3.1). */
import { inherit } from "../inherit.ts";
import { hashPart, mixHash } from "./hash.ts";
import { type Composition, HeapValue, type INSPECT, type PendingPairs, samePart, type Value } from "./value.ts";

export class Some<T = Value> implements HeapValue {
  declare [INSPECT]: HeapValue[typeof INSPECT];

  readonly value: T;

  constructor(value: T) {
    this.value = value;
  }

  get typeName(): string {
    return "Option";
  }

  displayText(): string {
    return "Some(…)";
  }

  composition(): Composition {
    return { open: "Some(", parts: [this.value as Value], labels: null, close: ")" };
  }

  sameAs(other: Value, pending: PendingPairs): boolean {
    return other instanceof Some && samePart(this.value as Value, other.value, pending);
  }

  hash(depth: number): number {
    return depth === 0 ? 3 : mixHash(3, hashPart(this.value as Value, depth - 1));
  }
}
inherit(Some, HeapValue);

class None extends HeapValue {
  override get typeName(): string {
    return "Option";
  }

  override displayText(): string {
    return "None";
  }
}

/** The only `None`. */
export const NONE: HeapValue = new None();
