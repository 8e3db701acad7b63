/** What a decided `select` hands to compiled code: which branch won, and its value. Ion code never sees it. */
import { HeapValue, type Value } from "../values/value.ts";

export class SelectOutcome extends HeapValue {
  /** Index of the winning branch, in source order. */
  readonly index: number;
  readonly value: Value;

  constructor(index: number, value: Value) {
    super();
    this.index = index;
    this.value = value;
  }

  override get typeName(): string {
    return "select outcome";
  }

  override displayText(): string {
    return "<select outcome>";
  }
}
