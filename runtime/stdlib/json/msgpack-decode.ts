/**
 * MessagePack to Ion values (stdlib 5.2). In come any bytes; out comes the first value in them, whatever follows.
 * Truncated data and too deep nesting raise `msgpack_decode error: …`; everything else has some value: invalid text is
 * empty, entries with unfit keys vanish, extensions are their payload.
 */
import { type RaisedError, runtimeError } from "../../errors.ts";
import { decodeUtf8 } from "../../methods/bytes-text.ts";
import { Bytes } from "../../values/bytes.ts";
import { Dict } from "../../values/dict.ts";
import { Float } from "../../values/float.ts";
import { normalizeInt } from "../../values/int.ts";
import { List } from "../../values/list.ts";
import { NONE } from "../../values/option.ts";
import { Ok } from "../../values/result.ts";
import type { Value } from "../../values/value.ts";

/** Bounds the recursion. */
const MAX_DEPTH = 512;

export function decodeMessagePack(data: Uint8Array): Value {
  return new MessagePackReader(data).readValue();
}

class MessagePackReader {
  readonly #data: Uint8Array;
  readonly #view: DataView;
  #index = 0;
  #depth = 0;

  constructor(data: Uint8Array) {
    this.#data = data;
    this.#view = new DataView(data.buffer, data.byteOffset, data.byteLength);
  }

  readValue(): Value {
    const marker = this.#uint(1);
    return isStringMarker(marker) ? (this.#text(marker) ?? "") : this.#valueOf(marker);
  }

  /** What begins with a marker that is not one of a string. */
  #valueOf(marker: number): Value {
    if (marker <= 0x7f) return marker;
    if (marker <= 0x8f) return this.#map(marker & 0x0f);
    if (marker <= 0x9f) return this.#array(marker & 0x0f);
    if (marker >= 0xe0) return marker - 0x100;
    switch (marker) {
      case 0xc2:
      case 0xc3:
        return marker === 0xc3;
      case 0xc4:
      case 0xc5:
      case 0xc6:
        return this.#bytes(this.#uint(2 ** (marker - 0xc4)));
      case 0xc7:
      case 0xc8:
      case 0xc9:
        return this.#extension(this.#uint(2 ** (marker - 0xc7)));
      case 0xca:
        return new Float(this.#view.getFloat32(this.#take(4)));
      case 0xcb:
        return new Float(this.#view.getFloat64(this.#take(8)));
      case 0xcc:
      case 0xcd:
      case 0xce:
        return this.#uint(2 ** (marker - 0xcc));
      case 0xd0:
        return this.#view.getInt8(this.#take(1));
      case 0xd1:
        return this.#view.getInt16(this.#take(2));
      case 0xd2:
        return this.#view.getInt32(this.#take(4));
      // An unsigned number beyond the ints wraps, which is what reading its bits as a signed one does.
      case 0xcf:
      case 0xd3:
        return normalizeInt(this.#view.getBigInt64(this.#take(8)));
      case 0xd4:
      case 0xd5:
      case 0xd6:
      case 0xd7:
      case 0xd8:
        return this.#extension(2 ** (marker - 0xd4));
      case 0xdc:
      case 0xdd:
        return this.#array(this.#uint(2 * (marker - 0xdb)));
      case 0xde:
      case 0xdf:
        return this.#map(this.#uint(2 * (marker - 0xdd)));
      default:
        return NONE;
    }
  }

  /** The text behind a string marker; undefined if it is no UTF-8. */
  #text(marker: number): string | undefined {
    const length = marker <= 0xbf ? marker & 0x1f : this.#uint(2 ** (marker - 0xd9));
    const text = decodeUtf8(this.#payload(length));
    return text instanceof Ok ? text.value : undefined;
  }

  #bytes(length: number): Bytes {
    return new Bytes(this.#payload(length).slice());
  }

  /** The type of an extension is dropped. */
  #extension(length: number): Bytes {
    this.#take(1);
    return this.#bytes(length);
  }

  #array(length: number): List {
    this.#enter();
    const items: Value[] = [];
    while (items.length < length) items.push(this.readValue());
    this.#depth--;
    return List.of(items);
  }

  #map(size: number): Dict {
    this.#enter();
    const entries: [string, Value][] = [];
    for (let i = 0; i < size; i++) {
      const key = this.#key();
      const value = this.readValue();
      if (key !== undefined) entries.push([key, value]);
    }
    this.#depth--;
    return Dict.from(entries);
  }

  /** Undefined for a key that is no text. */
  #key(): string | undefined {
    const marker = this.#uint(1);
    if (isStringMarker(marker)) return this.#text(marker);
    this.#valueOf(marker);
    return undefined;
  }

  #enter(): void {
    if (++this.#depth > MAX_DEPTH) throw malformed("depth limit exceeded");
  }

  #payload(length: number): Uint8Array {
    const start = this.#take(length);
    return this.#data.subarray(start, start + length);
  }

  #uint(size: number): number {
    const start = this.#take(size);
    if (size === 1) return this.#view.getUint8(start);
    return size === 2 ? this.#view.getUint16(start) : this.#view.getUint32(start);
  }

  /** Moves on by `size` bytes, which must be there; answers where they start. */
  #take(size: number): number {
    const start = this.#index;
    this.#index += size;
    if (this.#index > this.#data.length) throw malformed("I/O error while reading data: unexpected end of input");
    return start;
  }
}

function isStringMarker(marker: number): boolean {
  return (marker >= 0xa0 && marker <= 0xbf) || (marker >= 0xd9 && marker <= 0xdb);
}

function malformed(detail: string): RaisedError {
  return runtimeError(`msgpack_decode error: ${detail}`);
}
