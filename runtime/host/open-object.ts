/**
 * Which objects of the host are containers, and what becomes of each (embedding 2.5): arrays, maps, sets, plain objects
 * and the wrappers of this package open; bytes convert at once.
 */
import { Bytes } from "../values/bytes.ts";
import { Dict } from "../values/dict.ts";
import { fitsInt, normalizeInt } from "../values/int.ts";
import { List, MAX_LIST_LENGTH } from "../values/list.ts";
import { Some as SomeValue } from "../values/option.ts";
import { Range } from "../values/range.ts";
import { Err as ErrValue, Ok as OkValue } from "../values/result.ts";
import { IonSet } from "../values/set.ts";
import { toWellFormed } from "../values/string-text.ts";
import { Tuple } from "../values/tuple.ts";
import type { Value } from "../values/value.ts";
import { Err, Ok, Some } from "./containers.ts";
import type { Conversion } from "./conversion.ts";
import type { PathSegment } from "./conversion-error.ts";
import type { IonRange } from "./data-objects.ts";
import type { KeyShapes } from "./key-shapes.ts";
import { OpenContainer, type OpenContainers } from "./open-container.ts";
import { isTupleArray } from "./to-js.ts";

class OpenItems extends OpenContainer {
  readonly length: number;
  readonly #items: readonly unknown[];
  readonly #build: (items: Value[]) => Value;

  constructor(source: object, items: readonly unknown[], build: (items: Value[]) => Value) {
    super(source);
    this.length = items.length;
    this.#items = items;
    this.#build = build;
  }

  override part(index: number): unknown {
    return this.#items[index];
  }

  override segment(index: number): PathSegment {
    return index;
  }

  override build(): Value {
    return this.#build(this.converted);
  }
}

/** Properties whose value is `undefined` are left out, as JSON does. */
class OpenRecord extends OpenContainer {
  readonly length: number;
  readonly #keys: readonly string[];
  readonly #shapes: KeyShapes;

  constructor(source: object, keys: readonly string[], shapes: KeyShapes) {
    super(source);
    this.length = keys.length;
    this.#keys = keys;
    this.#shapes = shapes;
  }

  override part(index: number): unknown {
    return (this.source as Record<string, unknown>)[this.#keys[index]!];
  }

  override segment(index: number): PathSegment {
    return this.#keys[index]!;
  }

  override build(): Value {
    const values = this.converted;
    if (!values.includes(undefined)) return this.#shapes.dictOf(this.#keys, values);
    const isGiven = (_: unknown, index: number) => values[index] !== undefined;
    return this.#shapes.dictOf(this.#keys.filter(isGiven), values.filter(isGiven));
  }
}

class OpenMap extends OpenContainer {
  readonly length: number;
  readonly #entries: readonly (readonly [string, unknown])[];

  constructor(source: object, entries: readonly (readonly [string, unknown])[]) {
    super(source);
    this.length = entries.length;
    this.#entries = entries;
  }

  override part(index: number): unknown {
    return this.#entries[index]![1];
  }

  override segment(index: number): PathSegment {
    return this.#entries[index]![0];
  }

  override build(): Value {
    return Dict.from(this.#entries.map(([key], index) => [toWellFormed(key), this.converted[index]] as const));
  }
}

/** `Some`, `Ok` or `Err`: one part. */
class OpenWrapper extends OpenContainer {
  readonly length = 1;
  readonly #name: "value" | "error";
  readonly #wrap: (value: Value) => Value;

  constructor(source: object, name: "value" | "error", wrap: (value: Value) => Value) {
    super(source);
    this.#name = name;
    this.#wrap = wrap;
  }

  override part(): unknown {
    return (this.source as Record<string, unknown>)[this.#name];
  }

  override segment(): PathSegment {
    return this.#name;
  }

  override build(): Value {
    return this.#wrap(this.converted[0]);
  }
}

export function openCollection(
  input: object,
  conversion: Conversion,
  open: OpenContainers,
): Value | OpenContainer | undefined {
  if (Array.isArray(input)) return openArray(input, conversion, open);
  if (input instanceof Map) return openMap(input, conversion, open);
  if (input instanceof Set) return new OpenItems(input, [...Set.prototype.values.call(input)], setOf);
  if (input instanceof Uint8Array) return new Bytes(new Uint8Array(input));
  if (input instanceof ArrayBuffer) return new Bytes(new Uint8Array(input.slice(0)));
  if (input instanceof DataView) {
    return new Bytes(new Uint8Array(input.buffer, input.byteOffset, input.byteLength).slice());
  }
  return undefined;
}

function openArray(input: readonly unknown[], conversion: Conversion, open: OpenContainers): OpenContainer {
  if (input.length > MAX_LIST_LENGTH) throw conversion.fail("array is too long", open.path());
  return new OpenItems(input, input, input.length > 0 && isTupleArray(input) ? tupleOf : List.of);
}

function setOf(items: Value[]): Value {
  return IonSet.from(items);
}

function tupleOf(items: Value[]): Value {
  return new Tuple(items);
}

function openMap(input: ReadonlyMap<unknown, unknown>, conversion: Conversion, open: OpenContainers): OpenContainer {
  const entries: [unknown, unknown][] = [...Map.prototype.entries.call(input)];
  if (entries.some(([key]) => typeof key !== "string")) throw conversion.fail("dict keys must be strings", open.path());
  return new OpenMap(input, entries as [string, unknown][]);
}

export function openPlainObject(input: object, shapes: KeyShapes): OpenContainer | undefined {
  const prototype: object | null = Object.getPrototypeOf(input);
  if (prototype !== Object.prototype && prototype !== null && !isForeignPrototype(prototype)) return undefined;
  return new OpenRecord(input, Object.keys(input), shapes);
}

/** Whether it is the `Object.prototype` of another realm (a `node:vm` context, a frame of a page). */
function isForeignPrototype(prototype: object): boolean {
  return Object.getPrototypeOf(prototype) === null && Object.hasOwn(prototype, "isPrototypeOf");
}

export function openWrapper(input: object): OpenContainer | undefined {
  if (input instanceof Some) return new OpenWrapper(input, "value", (value) => new SomeValue(value));
  if (input instanceof Ok) return new OpenWrapper(input, "value", (value) => new OkValue(value));
  if (input instanceof Err) return new OpenWrapper(input, "error", (error) => new ErrValue(error));
  return undefined;
}

export function rangeOf(input: IonRange, conversion: Conversion, open: OpenContainers): Range {
  const [start, end] = [input.start, input.end].map((bound) => {
    const isInt = typeof bound === "bigint" ? fitsInt(bound) : Number.isSafeInteger(bound);
    if (!isInt) throw conversion.fail("range bounds must be ints", open.path());
    return normalizeInt(BigInt(bound));
  });
  return new Range(start!, end!, input.inclusive === true);
}
