/** Floats are boxed, so that `1.0` stays distinct from `1` (language 3.1). */
import { inherit } from "../inherit.ts";
import { displayFloat } from "./float-text.ts";
import { HeapValue, type INSPECT, type Value } from "./value.ts";

export class Float implements HeapValue {
  declare composition: HeapValue["composition"];
  declare [INSPECT]: HeapValue[typeof INSPECT];

  /**
   * Of the prototype, as a test in compiled code: where V8 knows the class it costs one comparison, while `instanceof`
   * walks along the prototypes (benchmark "n-body").
   */
  declare isFloat: true;
  readonly value: number;

  constructor(value: number) {
    this.value = value;
  }

  get typeName(): string {
    return "float";
  }

  displayText(): string {
    return displayFloat(this.value);
  }

  /** Numeric, also against an int, which is converted; NaN equals nothing. */
  sameAs(other: Value): boolean {
    if (other instanceof Float) return this.value === other.value;
    return (typeof other === "number" || typeof other === "bigint") && Number(other) === this.value;
  }

  /** As the int that it equals, if any. */
  hash(): number {
    return this.value;
  }
}
inherit(Float, HeapValue);
Float.prototype.isFloat = true;
