/** `Ok(v)` and `Err(v)` (language 3.1). */
import { inherit } from "../inherit.ts";
import { hashPart, mixHash } from "./hash.ts";
import { type Composition, HeapValue, type INSPECT, type PendingPairs, samePart, type Value } from "./value.ts";

export class Ok<T = Value> implements HeapValue {
  declare [INSPECT]: HeapValue[typeof INSPECT];

  readonly value: T;

  constructor(value: T) {
    this.value = value;
  }

  get typeName(): string {
    return "Result";
  }

  displayText(): string {
    return "Ok(…)";
  }

  composition(): Composition {
    return { open: "Ok(", parts: [this.value as Value], labels: null, close: ")" };
  }

  sameAs(other: Value, pending: PendingPairs): boolean {
    return other instanceof Ok && samePart(this.value as Value, other.value, pending);
  }

  hash(depth: number): number {
    return depth === 0 ? 4 : mixHash(4, hashPart(this.value as Value, depth - 1));
  }
}
inherit(Ok, HeapValue);

export class Err<T = Value> implements HeapValue {
  declare [INSPECT]: HeapValue[typeof INSPECT];

  readonly error: T;

  constructor(error: T) {
    this.error = error;
  }

  get typeName(): string {
    return "Result";
  }

  displayText(): string {
    return "Err(…)";
  }

  composition(): Composition {
    return { open: "Err(", parts: [this.error as Value], labels: null, close: ")" };
  }

  sameAs(other: Value, pending: PendingPairs): boolean {
    return other instanceof Err && samePart(this.error as Value, other.error, pending);
  }

  hash(depth: number): number {
    return depth === 0 ? 5 : mixHash(5, hashPart(this.error as Value, depth - 1));
  }
}
inherit(Err, HeapValue);
