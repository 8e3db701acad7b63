import { HeapValue } from "./value.ts";

export class Range extends HeapValue {
  readonly start: number | bigint;
  readonly end: number | bigint;
  readonly inclusive: boolean;

  constructor(start: number | bigint, end: number | bigint, inclusive: boolean) {
    super();
    this.start = start;
    this.end = end;
    this.inclusive = inclusive;
  }

  override get typeName(): string {
    return "range";
  }

  override displayText(): string {
    return `${this.start}..${this.inclusive ? "=" : ""}${this.end}`;
  }
}
