/** `Ok(v)` and `Err(v)` (language 3.1). */
import { hashPart, mixHash } from "./hash.ts";
import { type Composition, HeapValue, type PendingPairs, samePart, type Value } from "./value.ts";

export class Ok<T = Value> extends HeapValue {
  readonly value: T;

  constructor(value: T) {
    super();
    this.value = value;
  }

  override get typeName(): string {
    return "Result";
  }

  override displayText(): string {
    return "Ok(…)";
  }

  override composition(): Composition {
    return { open: "Ok(", parts: [this.value as Value], labels: null, close: ")" };
  }

  override sameAs(other: Value, pending: PendingPairs): boolean {
    return other instanceof Ok && samePart(this.value as Value, other.value, pending);
  }

  override hash(depth: number): number {
    return depth === 0 ? 4 : mixHash(4, hashPart(this.value as Value, depth - 1));
  }
}

export class Err<T = Value> extends HeapValue {
  readonly error: T;

  constructor(error: T) {
    super();
    this.error = error;
  }

  override get typeName(): string {
    return "Result";
  }

  override displayText(): string {
    return "Err(…)";
  }

  override composition(): Composition {
    return { open: "Err(", parts: [this.error as Value], labels: null, close: ")" };
  }

  override sameAs(other: Value, pending: PendingPairs): boolean {
    return other instanceof Err && samePart(this.error as Value, other.error, pending);
  }

  override hash(depth: number): number {
    return depth === 0 ? 5 : mixHash(5, hashPart(this.error as Value, depth - 1));
  }
}
