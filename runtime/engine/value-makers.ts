/**
 * The makers of `Value` (embedding 2.5): unconverted Ion values, for what JavaScript cannot say by itself: a float with
 * an integral value, a tuple, a cell.
 */
import type { IonType } from "../host/codec.ts";
import { codecs } from "../host/codecs/codecs.ts";
import { Err, Ok, Some } from "../host/containers.ts";
import { IonConversionError } from "../host/conversion-error.ts";
import { IonRange } from "../host/data-objects.ts";
import { detachedEnvironment } from "../host/host-environment.ts";
import { type IonValue, wrapValue } from "../host/ion-value.ts";
import { Marshaller } from "../host/marshaller.ts";
import { HostRangeError, misuse, requireFunction, requireName, requireObject } from "../host/misuse.ts";
import { TypeRegistry } from "../host/type-registry.ts";
import type { AsyncHostCallback, HostCallback, IonInput } from "../host/types.ts";
import { Cell } from "../values/cell.ts";
import { HostEnum, HostStruct } from "../values/host-types.ts";
import { fitsInt } from "../values/int.ts";
import { MAX_LIST_LENGTH } from "../values/list.ts";
import { Tuple } from "../values/tuple.ts";

/** Converts what belongs to no engine: it knows no types, and Ion functions cannot be called through it. */
export const detached = new Marshaller(new TypeRegistry(), "object", detachedEnvironment);

const MAX_ENUM_DATA = 255;

function requireInt(value: unknown): void {
  const isValid = typeof value === "bigint" ? fitsInt(value) : Number.isSafeInteger(value);
  if (isValid) return;
  const isNumber = typeof value === "number" || typeof value === "bigint";
  throw new HostRangeError(`${isNumber ? value : typeof value} is no int: ints are exact and have 64 bits`);
}

function encode<T>(type: IonType<T>, value: T): IonValue {
  return type.toIon(value);
}

/** The items of an array or another iterable, which may be endless or full of holes. */
function collect<T>(what: string, items: Iterable<T>): T[] {
  if (typeof items === "string" || typeof items?.[Symbol.iterator] !== "function") {
    throw misuse(`${what} needs an array or another iterable of items`);
  }
  const collected: T[] = [];
  const isTooLong = Array.isArray(items) && items.length > MAX_LIST_LENGTH;
  if (!isTooLong) for (const item of items) if (collected.push(item) > MAX_LIST_LENGTH) break;
  if (isTooLong || collected.length > MAX_LIST_LENGTH) throw new IonConversionError(`${what} got too many items`);
  return collected;
}

function maker(input: unknown): IonValue {
  return wrapValue(detached.toIon(input));
}

export const valueMakers = {
  int(value: number | bigint): IonValue {
    requireInt(value);
    return encode(codecs.int, value);
  },
  float: (value: number): IonValue => encode(codecs.float, value),
  bool: (value: boolean): IonValue => encode(codecs.bool, value),
  str: (value: string): IonValue => encode(codecs.string, value),
  bytes: (value: Uint8Array | ArrayBuffer | DataView): IonValue => encode(codecs.bytes, value as Uint8Array),
  list: (items: Iterable<IonInput>): IonValue => maker(collect("Value.list", items)),
  dict(entries: Readonly<Record<string, IonInput>> | ReadonlyMap<string, IonInput>): IonValue {
    requireObject("the argument of Value.dict", entries);
    return maker(entries instanceof Map ? entries : new Map(Object.entries(entries)));
  },
  /** The empty tuple is unit, as in Ion. */
  tuple: (...items: readonly IonInput[]): IonValue =>
    wrapValue(items.length === 0 ? undefined : new Tuple(items.map((item, index) => detached.toIon(item, index)))),
  set: (items: Iterable<IonInput>): IonValue => maker(new Set(collect("Value.set", items))),
  some: (value: IonInput): IonValue => maker(new Some(value)),
  none: (): IonValue => maker(null),
  ok: (value: IonInput): IonValue => maker(new Ok(value)),
  err: (error: IonInput): IonValue => maker(new Err(error)),
  unit: (): IonValue => wrapValue(undefined),
  cell: (value: IonInput): IonValue => wrapValue(new Cell(detached.toIon(value))),
  range(start: number | bigint, end: number | bigint, inclusive = false): IonValue {
    requireInt(start);
    requireInt(end);
    return maker(new IonRange(start, end, inclusive));
  },
  /** A struct by the name of its type, for engines that know the type; `Type.toIon` makes one of a schema. */
  struct(name: string, fields: Readonly<Record<string, IonInput>>): IonValue {
    requireName("struct", name);
    requireObject("the fields of Value.struct", fields);
    const entries = Object.entries(fields).map(([field, value]) => [field, detached.toIon(value, field)] as const);
    return wrapValue(new HostStruct({ name, fields: entries.map(([field]) => field) }, new Map(entries)));
  },
  enum(name: string, variant: string, data: readonly IonInput[] = []): IonValue {
    requireName("enum", name);
    requireName("variant", variant);
    if (!Array.isArray(data) || data.length > MAX_ENUM_DATA) {
      throw misuse(`the data of Value.enum must be an array of at most ${MAX_ENUM_DATA} values`);
    }
    const type = { name, variants: new Map([[variant, { arity: data.length }]]) };
    return wrapValue(
      new HostEnum(
        type,
        variant,
        data.map((item, index) => detached.toIon(item, index)),
      ),
    );
  },
  /** A host function that answers at once, and one that may wait. */
  fn(callback: HostCallback): IonValue {
    requireFunction("the argument of Value.fn", callback);
    return wrapValue(detached.createFunction(callback, false));
  },
  asyncFn(callback: AsyncHostCallback): IonValue {
    requireFunction("the argument of Value.asyncFn", callback);
    return wrapValue(detached.createFunction(callback, true));
  },
  /** The default mapping. */
  fromJs: maker,
};
