/** Codecs of values without parts: numbers, bool, string, bytes, unit (embedding 2.6). */
import { Bytes } from "../../values/bytes.ts";
import { Float } from "../../values/float.ts";
import { fitsInt, type Int, isInt, normalizeInt } from "../../values/int.ts";
import { toWellFormed } from "../../values/string-text.ts";
import type { Value } from "../../values/value.ts";
import { Codec, inputMismatch, mismatch } from "../codec.ts";
import type { Conversion } from "../conversion.ts";
import { misuse } from "../misuse.ts";
import { convertToIon } from "../to-ion.ts";

abstract class ScalarCodec<T> extends Codec<T> {
  override get isScalar(): boolean {
    return true;
  }
}

/** An int of JavaScript in Ion's canonical form; null for anything else and for what has more than 64 bits. */
function readInt(input: unknown): Int | null {
  if (typeof input === "number") return Number.isSafeInteger(input) ? input + 0 : null;
  return typeof input === "bigint" && fitsInt(input) ? normalizeInt(input) : null;
}

/** `number` where that is exact and `bigint` beyond (D14). */
export class IntCodec extends ScalarCodec<number | bigint> {
  readonly #min: Int | null;
  readonly #max: Int | null;

  constructor(min: Int | null = null, max: Int | null = null) {
    super();
    this.#min = min;
    this.#max = max;
  }

  /** Ints from `min` to `max`, both included; others are refused, never wrapped. */
  range(min: number | bigint, max: number | bigint): IntCodec {
    const [low, high] = [readInt(min), readInt(max)];
    if (low === null || high === null || low > high) throw misuse("t.int.range needs two ints, the smaller one first");
    return new IntCodec(low, high);
  }

  protected override encodePlain(input: unknown, conversion: Conversion): Value {
    const value = readInt(input);
    if (value === null) throw inputMismatch(conversion, this.describe(), input);
    return this.#check(value, conversion);
  }

  override decode(value: Value, conversion: Conversion): number | bigint {
    if (!isInt(value)) throw mismatch(conversion, this.describe(), value);
    return this.#check(value, conversion);
  }

  override describe(): string {
    return this.#min === null ? "int" : `int in ${this.#min}..=${this.#max}`;
  }

  #check(value: Int, conversion: Conversion): Int {
    const isInside = (this.#min === null || value >= this.#min) && (this.#max === null || value <= this.#max);
    if (!isInside) throw conversion.fail(`expected ${this.describe()}, got ${value}`);
    return value;
  }
}

/** Ints that a `number` holds exactly. */
export class SafeIntCodec extends ScalarCodec<number> {
  protected override encodePlain(input: unknown, conversion: Conversion): Value {
    const value = readInt(input);
    if (value === null) throw inputMismatch(conversion, "int", input);
    return this.decode(value, conversion);
  }

  override decode(value: Value, conversion: Conversion): number {
    if (typeof value === "bigint") throw conversion.fail(`expected a safe int, got ${value}`);
    if (typeof value !== "number") throw mismatch(conversion, "int", value);
    return value;
  }

  override describe(): string {
    return "safe int";
  }
}

export class BigIntCodec extends ScalarCodec<bigint> {
  protected override encodePlain(input: unknown, conversion: Conversion): Value {
    const value = readInt(input);
    if (value === null) throw inputMismatch(conversion, "int", input);
    return value;
  }

  override decode(value: Value, conversion: Conversion): bigint {
    if (!isInt(value)) throw mismatch(conversion, "int", value);
    return BigInt(value);
  }

  override describe(): string {
    return "int";
  }
}

/** Accepts an Ion int, and always makes a float. */
export class FloatCodec extends ScalarCodec<number> {
  protected override encodePlain(input: unknown, conversion: Conversion): Value {
    if (typeof input !== "number") throw inputMismatch(conversion, "float", input);
    return new Float(input);
  }

  override decode(value: Value, conversion: Conversion): number {
    if (value instanceof Float) return value.value;
    if (!isInt(value)) throw mismatch(conversion, "float", value);
    return Number(value);
  }

  override describe(): string {
    return "float";
  }
}

export class BoolCodec extends ScalarCodec<boolean> {
  protected override encodePlain(input: unknown, conversion: Conversion): Value {
    if (typeof input !== "boolean") throw inputMismatch(conversion, "bool", input);
    return input;
  }

  override decode(value: Value, conversion: Conversion): boolean {
    if (typeof value !== "boolean") throw mismatch(conversion, "bool", value);
    return value;
  }

  override describe(): string {
    return "bool";
  }
}

export class StringCodec extends ScalarCodec<string> {
  protected override encodePlain(input: unknown, conversion: Conversion): Value {
    if (typeof input !== "string") throw inputMismatch(conversion, "string", input);
    return toWellFormed(input);
  }

  override decode(value: Value, conversion: Conversion): string {
    if (typeof value !== "string") throw mismatch(conversion, "string", value);
    return value;
  }

  override describe(): string {
    return "string";
  }
}

/** Takes what the default mapping takes for bytes; answers a fresh array. */
export class BytesCodec extends Codec<Uint8Array> {
  protected override encodePlain(input: unknown, conversion: Conversion): Value {
    const value = convertToIon(input, conversion);
    if (!(value instanceof Bytes)) throw inputMismatch(conversion, "bytes", input);
    return value;
  }

  override decode(value: Value, conversion: Conversion): Uint8Array {
    if (!(value instanceof Bytes)) throw mismatch(conversion, "bytes", value);
    return value.data.slice();
  }

  override describe(): string {
    return "bytes";
  }
}

export class UnitCodec extends ScalarCodec<undefined> {
  protected override encodePlain(input: unknown, conversion: Conversion): Value {
    if (input !== undefined) throw inputMismatch(conversion, "()", input);
    return undefined;
  }

  override decode(value: Value, conversion: Conversion): undefined {
    if (value !== undefined) throw mismatch(conversion, "()", value);
    return undefined;
  }

  override describe(): string {
    return "()";
  }
}
