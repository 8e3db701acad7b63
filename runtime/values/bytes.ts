import { mixHash } from "./hash.ts";
import { HeapValue, type Value } from "./value.ts";

const ESCAPES: ReadonlyMap<number, string> = new Map([
  [0x09, "\\t"],
  [0x0a, "\\n"],
  [0x0d, "\\r"],
  [0x22, '\\"'],
  [0x5c, "\\\\"],
]);

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

  /** As a byte string literal (3.6). */
  override displayText(): string {
    let text = 'b"';
    for (const byte of this.data) text += displayByte(byte);
    return `${text}"`;
  }

  override sameAs(other: Value): boolean {
    if (!(other instanceof Bytes) || other.data.length !== this.data.length) return false;
    return this.data.every((byte, index) => byte === other.data[index]);
  }

  override hash(): number {
    let hash = mixHash(6, this.data.length);
    for (let i = 0; i < Math.min(this.data.length, 16); i++) hash = mixHash(hash, this.data[i]!);
    return hash;
  }
}

function displayByte(byte: number): string {
  const escape = ESCAPES.get(byte);
  if (escape !== undefined) return escape;
  return byte >= 0x20 && byte <= 0x7e ? String.fromCharCode(byte) : `\\x${byte.toString(16).padStart(2, "0")}`;
}
