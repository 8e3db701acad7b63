import { HeapValue, type Value } from "./value.ts";

export class Some<T = Value> extends HeapValue {
  readonly value: T;

  constructor(value: T) {
    super();
    this.value = value;
  }

  override get typeName(): string {
    return "Option";
  }

  override displayText(): string {
    return "Some(…)";
  }
}

class None extends HeapValue {
  override get typeName(): string {
    return "Option";
  }

  override displayText(): string {
    return "None";
  }

  override get isTruthy(): boolean {
    return false;
  }
}

/** The only `None`. */
export const NONE: HeapValue = new None();
