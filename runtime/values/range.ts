/** Ranges: two ints and an inclusive flag, lazy (language 3.9, stdlib 4.6). */
import { runtimeError } from "../errors.ts";
import { mixHash } from "./hash.ts";
import { checkedInt, type Int, normalizeInt } from "./int.ts";
import { MAX_LIST_LENGTH } from "./list.ts";
import { HeapValue, type Value } from "./value.ts";

export class Range extends HeapValue {
  readonly start: Int;
  readonly end: Int;
  readonly inclusive: boolean;

  constructor(start: Int, end: Int, inclusive: boolean) {
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

  /** By its parts: `0..=2 != 0..3` (3.4). */
  override sameAs(other: Value): boolean {
    return (
      other instanceof Range &&
      this.start === other.start &&
      this.end === other.end &&
      this.inclusive === other.inclusive
    );
  }

  override hash(): number {
    return mixHash(mixHash(7, Number(this.start) | 0), Number(this.end) | 0);
  }

  /** The number of ints in the range; RuntimeError `integer overflow` when that is no int. */
  get length(): Int {
    const { start, end } = this;
    if (start > end) return 0;
    const extra = this.inclusive ? 1 : 0;
    if (typeof start === "number" && typeof end === "number") {
      const length = end - start + extra;
      if (Number.isSafeInteger(length)) return length;
    }
    return checkedInt(BigInt(end) - BigInt(start) + BigInt(extra));
  }

  contains(value: Int): boolean {
    return value >= this.start && (this.inclusive ? value <= this.end : value < this.end);
  }

  /** The ints as an array; RuntimeError `range too large to materialize` beyond what a list holds. */
  toArray(): Int[] {
    const { start, end } = this;
    if (BigInt(end) - BigInt(start) >= MAX_LIST_LENGTH) throw runtimeError("range too large to materialize");
    const length = Number(this.length);
    const items: Int[] = [];
    if (typeof start === "number" && Number.isSafeInteger(start + length)) {
      for (let i = 0; i < length; i++) items.push(start + i);
    } else {
      for (let i = 0; i < length; i++) items.push(normalizeInt(BigInt(start) + BigInt(i)));
    }
    return items;
  }
}
