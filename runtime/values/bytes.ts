import { HeapValue } from "./value.ts";

/** An immutable byte string; `data` is never written after construction. */
export class Bytes extends HeapValue {
  readonly data: Uint8Array;

  constructor(data: Uint8Array) {
    super();
    this.data = data;
  }

  override get typeName(): string {
    return "bytes";
  }

  override displayText(): string {
    return 'b"…"';
  }

  override get isTruthy(): boolean {
    return this.data.length > 0;
  }
}
