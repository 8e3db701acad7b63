import { HeapValue, type Value } from "./value.ts";

/** A tuple of one or more elements; the empty tuple is unit. */
export class Tuple extends HeapValue {
  readonly items: readonly Value[];

  constructor(items: readonly Value[]) {
    super();
    this.items = items;
  }

  override get typeName(): string {
    return "tuple";
  }

  override displayText(): string {
    return "(…)";
  }
}
