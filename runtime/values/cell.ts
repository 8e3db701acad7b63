import { type Composition, HeapValue, type Value } from "./value.ts";

/** The only mutable, shared value (language 3.1); equality is identity. Only through cells can a value contain itself. */
export class Cell extends HeapValue {
  value: Value;

  constructor(value: Value) {
    super();
    this.value = value;
  }

  override get typeName(): string {
    return "cell";
  }

  /** What stands for a cell inside its own text (stdlib 1.7). */
  override displayText(): string {
    return "cell(...)";
  }

  override composition(): Composition {
    return { open: "cell(", parts: [this.value], labels: null, close: ")" };
  }
}
