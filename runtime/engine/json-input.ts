/**
 * The fast path of `t.json` and `Value.fromJson` into Ion: plain arrays, plain objects and scalars convert in one pass, and
 * dicts get sorted keys at once (benchmark "1 MB of records, in, t.json"). Everything else, and what is nested deeper
 * than the stack should bear, goes through the default mapping and is then seen as JSON.
 */
import type { Conversion } from "../host/conversion.ts";
import { convertToIon, isPlainData, numberToIon } from "../host/to-ion.ts";
import { List, MAX_LIST_LENGTH } from "../values/list.ts";
import { NONE } from "../values/option.ts";
import { toWellFormed } from "../values/string-text.ts";
import type { Value } from "../values/value.ts";
import { Arrangements, buildJson, type JsonMaker } from "./json-builder.ts";

/** Deeper parts take the way that needs no stack; that one finds cycles, too. */
const MAX_DEPTH = 200;

export class JsonInput {
  readonly #conversion: Conversion;
  readonly #maker: JsonMaker<Value>;
  readonly #arrangements = new Arrangements();
  #depth = 0;

  constructor(conversion: Conversion, maker: JsonMaker<Value>) {
    this.#conversion = conversion;
    this.#maker = maker;
  }

  convert(input: unknown): Value {
    switch (typeof input) {
      case "string":
        return toWellFormed(input);
      case "number":
        return Number.isFinite(input) ? numberToIon(input) : NONE;
      case "boolean":
        return input;
      case "undefined":
        return NONE;
      case "object":
        if (input === null) return NONE;
        if (this.#depth < MAX_DEPTH && isPlainData(input)) return this.#convertParts(input);
    }
    return buildJson(convertToIon(input, this.#conversion), this.#maker);
  }

  #convertParts(input: object): Value {
    this.#depth++;
    const value = Array.isArray(input) ? this.#convertItems(input) : this.#convertEntries(input);
    this.#depth--;
    return value;
  }

  #convertItems(input: readonly unknown[]): Value {
    const { length } = input;
    if (length > MAX_LIST_LENGTH) throw this.#conversion.fail("array is too long");
    const items: Value[] = [];
    for (let i = 0; i < length; i++) {
      this.#conversion.enter(i);
      items.push(this.convert(input[i]));
      this.#conversion.leave();
    }
    return List.of(items);
  }

  /** Properties whose value is `undefined` are left out, as in the default mapping. */
  #convertEntries(input: object): Value {
    const { sorted } = this.#arrangements.of(Object.keys(input));
    const values: Value[] = [];
    let keys = sorted;
    for (const key of sorted) {
      this.#conversion.enter(key);
      const part = (input as Record<string, unknown>)[key];
      if (part === undefined) keys = keys.filter((candidate) => candidate !== key);
      else values.push(this.convert(part));
      this.#conversion.leave();
    }
    return this.#maker.dict(keys, values);
  }
}
