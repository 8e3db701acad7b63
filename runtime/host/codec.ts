/**
 * What a codec is: a type that converts between one JavaScript form and Ion values, in both directions
 * (embedding 2.6). Built-in codecs extend `Codec`, which passes the running conversion along; a host may bring any
 * object that satisfies `IonType`.
 */
import { typeOf } from "../values/type-of.ts";
import type { Value } from "../values/value.ts";
import { nameOfClass } from "./class-name.ts";
import { Conversion } from "./conversion.ts";
import type { IonConversionError } from "./conversion-error.ts";
import { type IonValue, isIonValue, originOf, unwrapValue, wrapValue } from "./ion-value.ts";
import { detachedMapper, type Mapper } from "./mapper.ts";
import { misuse } from "./misuse.ts";

export interface IonType<T> {
  toIon(value: T): IonValue;
  fromIon(value: IonValue): T;
  /** The type in words, as messages name it. */
  describe(): string;
}

/** The TypeScript type of a codec's JavaScript form. */
export type Infer<C> = C extends IonType<infer T> ? T : never;

export abstract class Codec<T> implements IonType<T> {
  /** Converts into Ion. `input` is checked, because hosts are not always typed. */
  protected abstract encodePlain(input: unknown, conversion: Conversion): Value;
  abstract decode(value: Value, conversion: Conversion): T;
  abstract describe(): string;

  /** True when conversions have no parts and run no code of the host, so that they can share a `Conversion`. */
  get isScalar(): boolean {
    return false;
  }

  /** `encodePlain`, also for an `IonValue`: that one goes through the type, so that it ends up in its form. */
  encode(input: unknown, conversion: Conversion): Value {
    if (typeof input !== "object" || input === null || !isIonValue(input)) return this.encodePlain(input, conversion);
    return this.encodePlain(this.decode(unwrapValue(input), conversion), conversion);
  }

  toIon(value: T): IonValue {
    return wrapValue(encodeWith(this, value, detachedMapper));
  }

  fromIon(value: IonValue): T {
    if (typeof value !== "object" || value === null || !isIonValue(value)) throw misuse("fromIon needs an IonValue");
    return decodeWith(this, unwrapValue(value), originOf(value) ?? detachedMapper);
  }
}

/** A conversion from its beginning. Whatever host code throws on the way becomes a conversion error with its path. */
export function encodeWith<T>(codec: Codec<T>, input: unknown, mapper: Mapper): Value {
  const conversion = new Conversion(mapper);
  try {
    return codec.encode(input, conversion);
  } catch (thrown) {
    throw conversion.failBy(thrown);
  }
}

/** The other direction of `encodeWith`. */
export function decodeWith<T>(codec: Codec<T>, value: Value, mapper: Mapper): T {
  const conversion = new Conversion(mapper);
  try {
    return codec.decode(value, conversion);
  } catch (thrown) {
    throw conversion.failBy(thrown);
  }
}

/** A codec that the host wrote: knows nothing of paths, so that its failures get the path of the whole. */
class ForeignCodec extends Codec<unknown> {
  readonly #type: IonType<unknown>;

  constructor(type: IonType<unknown>) {
    super();
    this.#type = type;
  }

  protected override encodePlain(input: unknown, conversion: Conversion): Value {
    const wrapped = this.#type.toIon(input);
    if (typeof wrapped !== "object" || wrapped === null || !isIonValue(wrapped)) {
      throw conversion.fail(`toIon of ${this.describe()} did not answer an IonValue`);
    }
    return unwrapValue(wrapped);
  }

  override decode(value: Value, conversion: Conversion): unknown {
    return this.#type.fromIon(wrapValue(value, conversion.mapper));
  }

  override describe(): string {
    return this.#type.describe();
  }
}

/** The codec of a type that the host passed, for `what`; anything that is none is the host's mistake. */
export function codecOf(type: unknown, what?: string): Codec<unknown> {
  if (type instanceof Codec) return type;
  if (isCodecHolder(type)) return type[CODEC];
  const methods = type as Partial<IonType<unknown>> | null | undefined;
  if (typeof methods?.toIon !== "function" || typeof methods.fromIon !== "function") {
    const place = what === undefined ? "" : `${what}: `;
    throw misuse(`${place}expected a type: a member of \`t\`, or what defineStruct, defineEnum or structOf answered`);
  }
  return new ForeignCodec(type as IonType<unknown>);
}

/** Under this key a type that is no `Codec` itself (the result of defineStruct is a function) keeps its codec. */
export const CODEC: unique symbol = Symbol("codec");

export interface CodecHolder {
  readonly [CODEC]: Codec<unknown>;
}

function isCodecHolder(value: unknown): value is CodecHolder {
  return (typeof value === "function" || (typeof value === "object" && value !== null)) && CODEC in value;
}

/** What a value of the wrong type gets: `expected int, got string`. */
export function mismatch(conversion: Conversion, expected: string, got: Value): IonConversionError {
  return conversion.fail(`expected ${expected}, got ${typeOf(got)}`);
}

/** The same for a JavaScript value, in the words of Ion where they fit. */
export function inputMismatch(conversion: Conversion, expected: string, input: unknown): IonConversionError {
  return conversion.fail(`expected ${expected}, got ${nameOfInput(input)}`);
}

function nameOfInput(input: unknown): string {
  switch (typeof input) {
    case "number":
      return Number.isSafeInteger(input) ? "int" : "float";
    case "bigint":
      return "int";
    case "boolean":
      return "bool";
    case "undefined":
      return "()";
    case "object":
      return input === null ? "None" : Array.isArray(input) ? "list" : nameOfClass(input);
    default:
      return typeof input;
  }
}
