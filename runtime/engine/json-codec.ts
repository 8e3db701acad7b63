/**
 * JSON in JavaScript's form (embedding 1.7, 2.6): what `JSON.parse` answers on the one side, Ion values on the other.
 * The library's own encoder decides what JSON a value has; ints beyond 2^53 lose digits here, as everywhere in
 * `JSON.parse`, which is why `Value.stringifyJson` and `Value.parseJson` exist (D20).
 */

import { RaisedError } from "../errors.ts";
import { Codec, inputMismatch } from "../host/codec.ts";
import type { Conversion } from "../host/conversion.ts";
import { convertToIon } from "../host/to-ion.ts";
import { decodeJson } from "../stdlib/json/decode.ts";
import { encodeJson } from "../stdlib/json/encode.ts";
import type { Value } from "../values/value.ts";

export type JsonForm = null | boolean | number | string | JsonForm[] | { [key: string]: JsonForm };

export function toJsonForm(value: Value): JsonForm {
  return JSON.parse(encodeJson(value));
}

export class JsonCodec extends Codec<JsonForm> {
  protected override encodePlain(input: unknown, conversion: Conversion): Value {
    if (input === undefined || typeof input === "function") throw inputMismatch(conversion, this.describe(), input);
    // JSON dicts come with sorted keys, also when the host passes an object.
    return conversion.guard(() => decodeJson(encodeJson(convertToIon(input, conversion))));
  }

  override decode(value: Value, conversion: Conversion): JsonForm {
    try {
      return toJsonForm(value);
    } catch (thrown) {
      throw thrown instanceof RaisedError ? conversion.fail(thrown.message) : conversion.failBy(thrown);
    }
  }

  override describe(): string {
    return "JSON value";
  }
}
