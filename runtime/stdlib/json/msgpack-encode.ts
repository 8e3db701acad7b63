/**
 * Ion values to MessagePack (stdlib 5.2): the smallest form of each int and length, floats always 64 bits, maps in the
 * order of the dict. In comes any value; out come the bytes of one MessagePack value.
 */
import { type RaisedError, runtimeError } from "../../errors.ts";
import { encodeUtf8 } from "../../methods/bytes-text.ts";
import { MAX_STRING_LENGTH } from "../../methods/limits.ts";
import { Bytes } from "../../values/bytes.ts";
import { Float } from "../../values/float.ts";
import { type Int, isInt } from "../../values/int.ts";
import { countLeaves } from "../../values/leaf-count.ts";
import type { Value } from "../../values/value.ts";
import { type MapParts, type StructureSink, walkStructure } from "./walk.ts";

export function encodeMessagePack(value: Value): Uint8Array {
  const data = new MessagePackBytes(value);
  walkStructure(value, data);
  return data.finish();
}

/** From this length on it is worth to find out how long the result will become. */
const LONG_RESULT = 2 ** 20;

const NIL = 0xc0;
const FALSE = 0xc2;
const TRUE = 0xc3;
const FLOAT_64 = 0xcb;

/** The markers of a kind of value whose length follows: in the marker itself up to `fixMax`, else in 1, 2 or 4 bytes. */
interface LengthMarkers {
  readonly fix: number;
  readonly fixMax: number;
  /** NaN where there is no form with a length of one byte. */
  readonly of8: number;
  readonly of16: number;
  readonly of32: number;
}

const STRING: LengthMarkers = { fix: 0xa0, fixMax: 31, of8: 0xd9, of16: 0xda, of32: 0xdb };
const BINARY: LengthMarkers = { fix: 0, fixMax: -1, of8: 0xc4, of16: 0xc5, of32: 0xc6 };
const ARRAY: LengthMarkers = { fix: 0x90, fixMax: 15, of8: Number.NaN, of16: 0xdc, of32: 0xdd };
const MAP: LengthMarkers = { fix: 0x80, fixMax: 15, of8: Number.NaN, of16: 0xde, of32: 0xdf };

class MessagePackBytes implements StructureSink {
  readonly #root: Value;
  #data = new Uint8Array(64);
  #view = new DataView(this.#data.buffer);
  #length = 0;
  #isForeseen = false;

  constructor(root: Value) {
    this.#root = root;
  }

  finish(): Uint8Array {
    return this.#data.slice(0, this.#length);
  }

  scalar(value: Value): void {
    if (typeof value === "string") this.#string(value);
    else if (isInt(value)) this.#int(value);
    else if (value instanceof Float) this.#float(value.value);
    else if (value instanceof Bytes) this.#payload(BINARY, value.data);
    else this.#byte(value === true ? TRUE : value === false ? FALSE : NIL);
  }

  openArray(length: number): void {
    this.#header(ARRAY, length);
  }

  item(): void {}

  closeArray(): void {}

  openMap(size: number): void {
    this.#header(MAP, size);
  }

  key(_index: number, key: string): void {
    this.#string(key);
  }

  closeMap(): void {}

  arrange(parts: MapParts): MapParts {
    return parts;
  }

  #string(text: string): void {
    this.#payload(STRING, encodeUtf8(text));
  }

  #payload(markers: LengthMarkers, payload: Uint8Array): void {
    this.#header(markers, payload.length);
    const start = this.#grow(payload.length);
    this.#data.set(payload, start);
  }

  #header({ fix, fixMax, of8, of16, of32 }: LengthMarkers, length: number): void {
    if (length <= fixMax) this.#byte(fix | length);
    else if (length <= 0xff && !Number.isNaN(of8)) this.#uint8(of8, length);
    else if (length <= 0xffff) this.#uint16(of16, length);
    else this.#uint32(of32, length);
  }

  #int(value: Int): void {
    if (value >= 0) this.#natural(value);
    else this.#negative(value);
  }

  #natural(value: Int): void {
    if (value <= 0x7f) this.#byte(Number(value));
    else if (value <= 0xff) this.#uint8(0xcc, Number(value));
    else if (value <= 0xffff) this.#uint16(0xcd, Number(value));
    else if (value <= 0xffff_ffff) this.#uint32(0xce, Number(value));
    else this.#int64(0xcf, value);
  }

  /** The unsigned writers store the low bits, which are those of the two's complement. */
  #negative(value: Int): void {
    if (value >= -0x20) this.#byte(Number(value) & 0xff);
    else if (value >= -0x80) this.#uint8(0xd0, Number(value));
    else if (value >= -0x8000) this.#uint16(0xd1, Number(value));
    else if (value >= -0x8000_0000) this.#uint32(0xd2, Number(value));
    else this.#int64(0xd3, value);
  }

  #float(value: number): void {
    const start = this.#marked(FLOAT_64, 8);
    this.#view.setFloat64(start, value);
  }

  #byte(byte: number): void {
    const start = this.#grow(1);
    this.#data[start] = byte;
  }

  #uint8(marker: number, value: number): void {
    const start = this.#marked(marker, 1);
    this.#view.setUint8(start, value);
  }

  #uint16(marker: number, value: number): void {
    const start = this.#marked(marker, 2);
    this.#view.setUint16(start, value);
  }

  #uint32(marker: number, value: number): void {
    const start = this.#marked(marker, 4);
    this.#view.setUint32(start, value);
  }

  #int64(marker: number, value: Int): void {
    const start = this.#marked(marker, 8);
    this.#view.setBigInt64(start, BigInt(value));
  }

  /** Writes a marker and makes room for what follows it; answers where that starts. */
  #marked(marker: number, size: number): number {
    this.#byte(marker);
    return this.#grow(size);
  }

  /** Makes room for `size` bytes at the end; answers where they start. */
  #grow(size: number): number {
    const start = this.#length;
    this.#length += size;
    if (this.#length > this.#data.length) this.#enlarge();
    return start;
  }

  #enlarge(): void {
    if (this.#length > MAX_STRING_LENGTH) throw tooLarge();
    if (this.#length > LONG_RESULT && !this.#isForeseen) this.#foresee();
    const data = new Uint8Array(Math.max(this.#length, 2 * this.#data.length));
    data.set(this.#data);
    this.#data = data;
    this.#view = new DataView(data.buffer);
  }

  /** Refuses what will take too many bytes: each part without parts takes one or more. */
  #foresee(): void {
    this.#isForeseen = true;
    if (countLeaves(this.#root) > MAX_STRING_LENGTH) throw tooLarge();
  }
}

function tooLarge(): RaisedError {
  return runtimeError("encode result too large");
}
