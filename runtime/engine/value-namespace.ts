/**
 * The `Value` namespace (embedding 2.5): the makers of value-makers.ts, and questions about any input. What a question
 * is asked about may be a JavaScript value of the default mapping or an `IonValue`.
 */
import { publicly } from "../host/call-options.ts";
import { type IonValue, isIonValue, originOf, unwrapValue, wrapValue } from "../host/ion-value.ts";
import { misuse } from "../host/misuse.ts";
import type { IonInput, IonOutput } from "../host/types.ts";
import { decodeJson } from "../stdlib/json/decode.ts";
import { encodeJson, prettyJson } from "../stdlib/json/encode.ts";
import { decodeMessagePack } from "../stdlib/json/msgpack-decode.ts";
import { encodeMessagePack } from "../stdlib/json/msgpack-encode.ts";
import { display } from "../values/display.ts";
import { equals } from "../values/equality.ts";
import { Float } from "../values/float.ts";
import { isInt } from "../values/int.ts";
import { isTruthy } from "../values/truthiness.ts";
import { typeOf } from "../values/type-of.ts";
import type { Value as IonRaw } from "../values/value.ts";
import { JsonCodec, type JsonForm, toJsonForm } from "./json-codec.ts";
import { detached, valueMakers } from "./value-makers.ts";

const json = new JsonCodec();

function read(input: IonInput): IonRaw {
  return detached.toIon(input);
}

export const Value = Object.freeze({
  ...valueMakers,

  /** As `type_of` answers it. */
  typeName: (input: IonInput): string => typeOf(read(input)),
  isTruthy: (input: IonInput): boolean => isTruthy(read(input)),

  /** Ints only; `undefined` for everything else. */
  asInt(input: IonInput): number | bigint | undefined {
    const value = read(input);
    return isInt(value) ? value : undefined;
  },
  /** Floats and ints. */
  asFloat(input: IonInput): number | undefined {
    const value = read(input);
    if (value instanceof Float) return value.value;
    return isInt(value) ? Number(value) : undefined;
  },
  asStr(input: IonInput): string | undefined {
    const value = read(input);
    return typeof value === "string" ? value : undefined;
  },
  asBool(input: IonInput): boolean | undefined {
    const value = read(input);
    return typeof value === "boolean" ? value : undefined;
  },

  /** Ion's `==`. */
  equals: (a: IonInput, b: IonInput): boolean => equals(read(a), read(b)),
  /** What `io::println` prints. */
  display: (input: IonInput): string => display(read(input)),

  /** The default mapping of an `IonValue`; by the rules of the engine that it came from. */
  toJs(input: IonInput): IonOutput {
    const isOwn = typeof input === "object" && input !== null && isIonValue(input);
    const mapper = (isOwn ? originOf(input) : null) ?? detached;
    return mapper.toJs(isOwn ? unwrapValue(input) : detached.toIon(input));
  },

  /** What `JSON.stringify` understands; `stringifyJson` keeps big ints and the difference of 1 and 1.0, too. */
  toJson: (input: IonInput): JsonForm => withIonErrors(() => toJsonForm(read(input))),
  fromJson: (form: unknown): IonValue => json.toIon(form as JsonForm),
  stringifyJson: (input: IonInput, options?: { readonly pretty?: boolean }): string =>
    withIonErrors(() => (options?.pretty === true ? prettyJson(read(input)) : encodeJson(read(input)))),
  /** Keeps what `JSON.parse` loses: `1.0` is a float, and ints have 64 bits. */
  parseJson(text: string): IonValue {
    if (typeof text !== "string") throw misuse("Value.parseJson needs a string");
    return wrapValue(withIonErrors(() => decodeJson(text)));
  },

  toMsgpack: (input: IonInput): Uint8Array => withIonErrors(() => encodeMessagePack(read(input))),
  fromMsgpack(data: Uint8Array): IonValue {
    if (!(data instanceof Uint8Array)) throw misuse("Value.fromMsgpack needs a Uint8Array");
    return wrapValue(withIonErrors(() => decodeMessagePack(data)));
  },
});

/** The library's errors about data are IonErrors for the host. */
function withIonErrors<T>(body: () => T): T {
  return publicly(body, withIonErrors);
}
