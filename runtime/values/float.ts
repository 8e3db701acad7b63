/** Floats are boxed, so that `1.0` stays distinct from `1` (language 3.1). */
import { HeapValue } from "./value.ts";

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
    return String(this.value);
  }
}
