/**
 * JSON in JavaScript's form (embedding 1.7, 2.6): what `JSON.parse` answers on the one side, Ion values on the other.
 * Ints beyond 2^53 lose digits on the way to JavaScript, as everywhere in `JSON.parse`, which is why
 * `Value.stringifyJson` and `Value.parseJson` exist (D20).
 */
import { RaisedError } from "../errors.ts";
import { Codec, inputMismatch } from "../host/codec.ts";
import type { Conversion } from "../host/conversion.ts";
import { defineEntry } from "../host/own-property.ts";
import { hexText } from "../methods/bytes-text.ts";
import { Bytes } from "../values/bytes.ts";
import { Float } from "../values/float.ts";
import { List } from "../values/list.ts";
import { NONE } from "../values/option.ts";
import type { Value } from "../values/value.ts";
import { buildJson, type JsonMaker } from "./json-builder.ts";
import { JsonInput } from "./json-input.ts";

export type JsonForm = null | boolean | number | string | JsonForm[] | { [key: string]: JsonForm };

const FORMS: JsonMaker<JsonForm> = {
  scalar(value) {
    if (typeof value === "bigint") return Number(value);
    if (typeof value !== "object") return value ?? null;
    if (value instanceof Float) return Number.isFinite(value.value) ? value.value : null;
    return value instanceof Bytes ? hexText(value.data) : null;
  },
  list: (items) => items,
  dict(keys, values) {
    const form: { [key: string]: JsonForm } = {};
    for (let i = 0; i < keys.length; i++) defineEntry(form, keys[i]!, values[i]);
    return form;
  },
};

/** What `json::decode` makes of a value's JSON text. */
function valuesOf({ mapper }: Conversion): JsonMaker<Value> {
  return {
    scalar(value) {
      if (value === undefined) return NONE;
      if (typeof value !== "object") return value;
      if (value instanceof Float) return Number.isFinite(value.value) ? value : NONE;
      return value instanceof Bytes ? hexText(value.data) : NONE;
    },
    list: (items) => List.of(items),
    dict: (keys, values) => mapper.shapes.dictOf(keys, values),
  };
}

export function toJsonForm(value: Value): JsonForm {
  return buildJson(value, FORMS);
}

export class JsonCodec extends Codec<JsonForm> {
  protected override encodePlain(input: unknown, conversion: Conversion): Value {
    if (input === undefined || typeof input === "function") throw inputMismatch(conversion, this.describe(), input);
    return asJson(conversion, () => new JsonInput(conversion, valuesOf(conversion)).convert(input));
  }

  override decode(value: Value, conversion: Conversion): JsonForm {
    return asJson(conversion, () => toJsonForm(value));
  }

  override describe(): string {
    return "JSON value";
  }
}

/** A value that contains itself has no JSON. */
function asJson<T>(conversion: Conversion, body: () => T): T {
  try {
    return body();
  } catch (thrown) {
    throw thrown instanceof RaisedError ? conversion.fail(thrown.message) : thrown;
  }
}
