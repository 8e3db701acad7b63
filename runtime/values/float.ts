/** Floats are boxed, so that `1.0` stays distinct from `1` (language 3.1). */
import { displayFloat } from "./float-text.ts";
import { HeapValue, type Value } from "./value.ts";

export class Float extends HeapValue {
  readonly value: number;

  constructor(value: number) {
    super();
    this.value = value;
  }

  override get typeName(): string {
    return "float";
  }

  override displayText(): string {
    return displayFloat(this.value);
  }

  /** Numeric, also against an int, which is converted; NaN equals nothing. */
  override sameAs(other: Value): boolean {
    if (other instanceof Float) return this.value === other.value;
    return (typeof other === "number" || typeof other === "bigint") && Number(other) === this.value;
  }

  /** As the int that it equals, if any. */
  override hash(): number {
    return this.value;
  }
}
