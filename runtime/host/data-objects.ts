/**
 * Ranges, and structs and enums of types that have no JavaScript form of their own, as the host sees them
 * (embedding 2.5, 2.6): plain immutable data.
 */
import type { IonOutput } from "./types.ts";

export class IonRange {
  readonly start: number | bigint;
  readonly end: number | bigint;
  readonly inclusive: boolean;

  constructor(start: number | bigint, end: number | bigint, inclusive = false) {
    this.start = start;
    this.end = end;
    this.inclusive = inclusive;
    Object.freeze(this);
  }

  get length(): number | bigint {
    const length = BigInt(this.end) - BigInt(this.start) + (this.inclusive ? 1n : 0n);
    return length < 0n ? 0 : narrow(length);
  }

  *[Symbol.iterator](): IterableIterator<number | bigint> {
    const last = BigInt(this.end) - (this.inclusive ? 0n : 1n);
    for (let i = BigInt(this.start); i <= last; i++) yield narrow(i);
  }
}

function narrow(value: bigint): number | bigint {
  const number = Number(value);
  return Number.isSafeInteger(number) ? number : value;
}

export class IonStruct {
  readonly type: string;
  readonly fields: Readonly<Record<string, IonOutput>>;

  constructor(type: string, fields: Readonly<Record<string, IonOutput>>) {
    this.type = type;
    this.fields = fields;
    Object.freeze(this);
  }
}

export class IonEnum {
  readonly type: string;
  readonly variant: string;
  readonly data: readonly IonOutput[];

  constructor(type: string, variant: string, data: readonly IonOutput[] = []) {
    this.type = type;
    this.variant = variant;
    this.data = data;
    Object.freeze(this);
  }
}
