import { HeapValue, type Value } from "./value.ts";

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
}
