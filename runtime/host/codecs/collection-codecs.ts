/** Codecs of values with parts; each part has a codec of its own (embedding 2.6). */
import { Dict } from "../../values/dict.ts";
import { List, MAX_LIST_LENGTH } from "../../values/list.ts";
import { NONE, Some as SomeValue } from "../../values/option.ts";
import { Err as ErrValue, Ok as OkValue } from "../../values/result.ts";
import { IonSet } from "../../values/set.ts";
import { Tuple } from "../../values/tuple.ts";
import type { Value } from "../../values/value.ts";
import { Codec, inputMismatch, mismatch } from "../codec.ts";
import { Err, Ok } from "../containers.ts";
import type { Conversion } from "../conversion.ts";
import type { PathSegment } from "../conversion-error.ts";
import { objectFrom } from "../own-property.ts";
import { markTuple } from "../to-js.ts";

/** The codecs of parts are of unknown type here; the types of `t` say what they are. */
type Part = Codec<unknown>;

function decodePart(value: Value, segment: PathSegment, part: Part, conversion: Conversion): unknown {
  conversion.enter(segment);
  const decoded = part.decode(value, conversion);
  conversion.leave();
  return decoded;
}

function encodePart(input: unknown, segment: PathSegment, part: Part, conversion: Conversion): Value {
  conversion.enter(segment);
  const encoded = part.encode(input, conversion);
  conversion.leave();
  return encoded;
}

function decodeItems(items: readonly Value[], part: Part, conversion: Conversion): unknown[] {
  return items.map((item, index) => decodePart(item, index, part, conversion));
}

/** A hole is a part, too. Each is read after its segment was entered, because reading may run code of the host. */
function encodeItems(items: readonly unknown[], part: Part, conversion: Conversion): Value[] {
  if (items.length > MAX_LIST_LENGTH) throw conversion.fail("array is too long");
  const encoded: Value[] = [];
  for (let index = 0; index < items.length; index++) {
    conversion.enter(index);
    encoded.push(part.encode(items[index], conversion));
    conversion.leave();
  }
  return encoded;
}

export class ListCodec extends Codec<unknown[]> {
  readonly #part: Part;

  constructor(part: Part) {
    super();
    this.#part = part;
  }

  protected override encodePlain(input: unknown, conversion: Conversion): Value {
    if (!Array.isArray(input)) throw inputMismatch(conversion, "list", input);
    return List.of(encodeItems(input, this.#part, conversion));
  }

  override decode(value: Value, conversion: Conversion): unknown[] {
    if (!(value instanceof List)) throw mismatch(conversion, "list", value);
    return decodeItems(value.toArray(), this.#part, conversion);
  }

  override describe(): string {
    return `list of ${this.#part.describe()}`;
  }
}

export class TupleCodec extends Codec<readonly unknown[]> {
  readonly #parts: readonly Part[];

  constructor(parts: readonly Part[]) {
    super();
    this.#parts = parts;
  }

  protected override encodePlain(input: unknown, conversion: Conversion): Value {
    if (!Array.isArray(input)) throw inputMismatch(conversion, this.describe(), input);
    this.#checkLength(input.length, conversion);
    return new Tuple(this.#parts.map((part, index) => encodePart(input[index], index, part, conversion)));
  }

  override decode(value: Value, conversion: Conversion): readonly unknown[] {
    if (!(value instanceof Tuple)) throw mismatch(conversion, this.describe(), value);
    this.#checkLength(value.items.length, conversion);
    return markTuple(this.#parts.map((part, index) => decodePart(value.items[index], index, part, conversion)));
  }

  override describe(): string {
    return "tuple";
  }

  #checkLength(length: number, conversion: Conversion): void {
    const expected = this.#parts.length;
    if (length !== expected) throw conversion.fail(`expected tuple of ${expected}, got ${length} elements`);
  }
}

/** Dicts as plain objects or as maps, whatever the engine's own choice is. */
abstract class EntriesCodec<T> extends Codec<T> {
  readonly #part: Part;

  constructor(part: Part) {
    super();
    this.#part = part;
  }

  override describe(): string {
    return `dict of ${this.#part.describe()}`;
  }

  protected encodeMap(input: ReadonlyMap<unknown, unknown>, conversion: Conversion): Value {
    const keys: string[] = [];
    const values: Value[] = [];
    for (const [key, value] of Map.prototype.entries.call(input)) {
      if (typeof key !== "string") throw conversion.fail("dict keys must be strings");
      keys.push(key);
      values.push(encodePart(value, key, this.#part, conversion));
    }
    return conversion.mapper.shapes.dictOf(keys, values);
  }

  /** Properties whose value is `undefined` are left out, as in the default mapping. */
  protected encodeRecord(input: object, conversion: Conversion): Value {
    const keys: string[] = [];
    const values: Value[] = [];
    for (const key of Object.keys(input)) {
      conversion.enter(key);
      const value = (input as Record<string, unknown>)[key];
      if (value !== undefined) {
        keys.push(key);
        values.push(this.#part.encode(value, conversion));
      }
      conversion.leave();
    }
    return conversion.mapper.shapes.dictOf(keys, values);
  }

  protected decodeEntries(value: Value, conversion: Conversion): [string, unknown][] {
    if (!(value instanceof Dict)) throw mismatch(conversion, "dict", value);
    return value.entries().map(([key, item]) => [key, decodePart(item, key, this.#part, conversion)]);
  }
}

export class DictCodec extends EntriesCodec<Record<string, unknown>> {
  protected override encodePlain(input: unknown, conversion: Conversion): Value {
    if (input instanceof Map) return this.encodeMap(input, conversion);
    if (typeof input !== "object" || input === null || Array.isArray(input)) {
      throw inputMismatch(conversion, "dict", input);
    }
    return this.encodeRecord(input, conversion);
  }

  override decode(value: Value, conversion: Conversion): Record<string, unknown> {
    return objectFrom(this.decodeEntries(value, conversion));
  }
}

export class MapCodec extends EntriesCodec<Map<string, unknown>> {
  protected override encodePlain(input: unknown, conversion: Conversion): Value {
    if (!(input instanceof Map)) throw inputMismatch(conversion, "dict", input);
    return this.encodeMap(input, conversion);
  }

  override decode(value: Value, conversion: Conversion): Map<string, unknown> {
    return new Map(this.decodeEntries(value, conversion));
  }
}

export class SetCodec extends Codec<Set<unknown>> {
  readonly #part: Part;

  constructor(part: Part) {
    super();
    this.#part = part;
  }

  protected override encodePlain(input: unknown, conversion: Conversion): Value {
    if (!(input instanceof Set)) throw inputMismatch(conversion, "set", input);
    return IonSet.from(encodeItems([...input], this.#part, conversion));
  }

  override decode(value: Value, conversion: Conversion): Set<unknown> {
    if (!(value instanceof IonSet)) throw mismatch(conversion, "set", value);
    return new Set(decodeItems(value.toArray(), this.#part, conversion));
  }

  override describe(): string {
    return `set of ${this.#part.describe()}`;
  }
}

/** `Some(x)` flattened to x and `None` to null (D17). */
export class OptionCodec extends Codec<unknown> {
  readonly #part: Part;

  constructor(part: Part) {
    super();
    this.#part = part;
  }

  protected override encodePlain(input: unknown, conversion: Conversion): Value {
    return input === null || input === undefined ? NONE : new SomeValue(this.#part.encode(input, conversion));
  }

  override decode(value: Value, conversion: Conversion): unknown {
    if (value === NONE) return null;
    if (!(value instanceof SomeValue)) throw mismatch(conversion, "Option", value);
    return this.#part.decode(value.value, conversion);
  }

  override describe(): string {
    return `Option of ${this.#part.describe()}`;
  }
}

export class ResultCodec extends Codec<Ok<unknown> | Err<unknown>> {
  readonly #value: Part;
  readonly #error: Part;

  constructor(value: Part, error: Part) {
    super();
    this.#value = value;
    this.#error = error;
  }

  protected override encodePlain(input: unknown, conversion: Conversion): Value {
    if (input instanceof Ok) return new OkValue(encodePart(input.value, "value", this.#value, conversion));
    if (input instanceof Err) return new ErrValue(encodePart(input.error, "error", this.#error, conversion));
    throw inputMismatch(conversion, "Result", input);
  }

  override decode(value: Value, conversion: Conversion): Ok<unknown> | Err<unknown> {
    if (value instanceof OkValue) return new Ok(decodePart(value.value, "value", this.#value, conversion));
    if (value instanceof ErrValue) return new Err(decodePart(value.error, "error", this.#error, conversion));
    throw mismatch(conversion, "Result", value);
  }

  override describe(): string {
    return "Result";
  }
}
