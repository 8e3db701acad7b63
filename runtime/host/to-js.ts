/**
 * The default mapping from Ion to JavaScript (embedding 2.5): a deep copy, except for values with identity. A value
 * may be nested as deep as memory allows, so containers are made empty first and filled from a list of work. Only
 * types with a registered JavaScript form convert on the stack, because their instances are made from complete parts.
 */
import { Bytes } from "../values/bytes.ts";
import { Dict } from "../values/dict.ts";
import { Float } from "../values/float.ts";
import { HostEnum, HostStruct } from "../values/host-types.ts";
import { List } from "../values/list.ts";
import { NONE, Some as SomeValue } from "../values/option.ts";
import { Range } from "../values/range.ts";
import { Err as ErrValue, Ok as OkValue } from "../values/result.ts";
import { IonSet } from "../values/set.ts";
import { Tuple } from "../values/tuple.ts";
import type { HeapValue, Value } from "../values/value.ts";
import type { Codec } from "./codec.ts";
import { Err, Ok, Some } from "./containers.ts";
import type { Conversion } from "./conversion.ts";
import type { PathSegment } from "./conversion-error.ts";
import { IonEnum, IonRange, IonStruct } from "./data-objects.ts";
import { defineEntry } from "./own-property.ts";
import type { IonOutput } from "./types.ts";

/** A container that was made and waits to be filled; the chain of owners is its path. */
interface Shell {
  readonly source: HeapValue;
  readonly target: object;
  readonly owner: Shell | null;
  readonly segment: PathSegment;
}

interface Work {
  readonly conversion: Conversion;
  readonly shells: Shell[];
}

/** The arrays that stand for tuples, so that they are tuples again when they come back. */
const tuples = new WeakSet<object>();

export function markTuple<T>(array: T[]): readonly T[] {
  tuples.add(array);
  return Object.freeze(array);
}

export function isTupleArray(array: object): boolean {
  return tuples.has(array);
}

export function convertToJs(value: Value, conversion: Conversion): IonOutput {
  if (typeof value !== "object") return value;
  const work: Work = { conversion, shells: [] };
  const result = open(value, null, "", work);
  for (let shell = work.shells.pop(); shell !== undefined; shell = work.shells.pop()) fill(shell, work);
  return result;
}

/** The converted value, complete for values without parts and empty for containers. */
function open(value: Value, owner: Shell | null, segment: PathSegment, work: Work): IonOutput {
  if (typeof value !== "object") return value;
  if (value === NONE) return null;
  if (value instanceof Float) return value.value;
  if (value instanceof Bytes) return value.data.slice();
  if (value instanceof Range) return new IonRange(value.start, value.end, value.inclusive);
  if (value instanceof HostStruct) return openStruct(value, owner, segment, work);
  if (value instanceof HostEnum) return openEnum(value, owner, segment, work);
  const target = emptyContainer(value, work.conversion);
  if (target === null) return work.conversion.mapper.viewOf(value);
  work.shells.push({ source: value, target, owner, segment });
  return target;
}

function emptyContainer(value: HeapValue, conversion: Conversion): object | null {
  if (value instanceof List || value instanceof Tuple) return [];
  if (value instanceof Dict) return conversion.mapper.dicts === "map" ? new Map() : {};
  if (value instanceof IonSet) return new Set();
  if (value instanceof SomeValue) return new Some(undefined);
  if (value instanceof OkValue) return new Ok(undefined);
  if (value instanceof ErrValue) return new Err(undefined);
  return null;
}

function openStruct(value: HostStruct, owner: Shell | null, segment: PathSegment, work: Work): IonOutput {
  const { conversion } = work;
  const codec = conversion.mapper.types.codecOfType(value.type.name);
  if (codec !== null) return decodeInstance(value, codec, pathOf(owner, segment), conversion);
  const fields: Record<string, IonOutput> = {};
  work.shells.push({ source: value, target: fields, owner, segment });
  return new IonStruct(value.type.name, fields);
}

/** Makes an instance of a registered type: code of the host runs. */
function decodeInstance(
  value: HeapValue,
  codec: Codec<unknown>,
  path: readonly PathSegment[],
  conversion: Conversion,
): object {
  return conversion.guard(() => conversion.within(path, () => codec.decode(value, conversion))) as object;
}

function openEnum(value: HostEnum, owner: Shell | null, segment: PathSegment, work: Work): IonOutput {
  const { conversion } = work;
  const codec = conversion.mapper.types.codecOfType(value.type.name);
  if (codec !== null) return decodeInstance(value, codec, pathOf(owner, segment), conversion);
  const data: IonOutput[] = [];
  work.shells.push({ source: value, target: data, owner, segment });
  return new IonEnum(value.type.name, value.variant, data);
}

function fill(shell: Shell, work: Work): void {
  const { source, target } = shell;
  if (source instanceof List) fillArray(source.toArray(), shell, work);
  else if (source instanceof Tuple) {
    fillArray(source.items, shell, work);
    markTuple(target as IonOutput[]);
  } else if (source instanceof HostEnum) fillArray(source.data, shell, work);
  else if (source instanceof IonSet) {
    let index = 0;
    for (const item of source.toArray()) (target as Set<IonOutput>).add(open(item, shell, index++, work));
  } else if (source instanceof Dict) fillEntries(source.entries(), shell, work);
  else if (source instanceof HostStruct) fillEntries(source.fields, shell, work);
  else if (source instanceof ErrValue) defineEntry(target, "error", open(source.error, shell, "error", work));
  else if (source instanceof SomeValue || source instanceof OkValue) {
    defineEntry(target, "value", open(source.value, shell, "value", work));
  }
}

function fillArray(items: readonly Value[], shell: Shell, work: Work): void {
  const target = shell.target as IonOutput[];
  for (let i = 0; i < items.length; i++) target.push(open(items[i], shell, i, work));
}

function fillEntries(entries: Iterable<readonly [string, Value]>, shell: Shell, work: Work): void {
  const { target } = shell;
  for (const [key, value] of entries) {
    const converted = open(value, shell, key, work);
    if (target instanceof Map) target.set(key, converted);
    else defineEntry(target, key, converted);
  }
}

function pathOf(owner: Shell | null, segment: PathSegment): PathSegment[] {
  const path: PathSegment[] = [];
  for (let shell = owner; shell !== null; shell = shell.owner) {
    path.push(segment);
    segment = shell.segment;
  }
  return path.reverse();
}
