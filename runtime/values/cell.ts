import { HeapValue, type Value } from "./value.ts";

/** The only mutable, shared value (language 3.1); equality is identity. */
export class Cell extends HeapValue {
  value: Value;

  constructor(value: Value) {
    super();
    this.value = value;
  }

  override get typeName(): string {
    return "cell";
  }

  override displayText(): string {
    return "cell(…)";
  }
}
