/**
 * Reading and replacing parts of values: elements, slices, fields (language 3.8) and the containers that index and
 * field assignments build (4.4). Errors are raised without a position.
 */
import { type RaisedError, runtimeError, typeError } from "../errors.ts";
import { Bytes } from "../values/bytes.ts";
import { Dict } from "../values/dict.ts";
import { IonModule } from "../values/function.ts";
import { HostStruct } from "../values/host-types.ts";
import { clampToSafe, type Int, isInt } from "../values/int.ts";
import { List } from "../values/list.ts";
import { NONE } from "../values/option.ts";
import { codePointAt, codePointLength, sliceCodePoints, utf8Length } from "../values/string-text.ts";
import { Tuple } from "../values/tuple.ts";
import { typeOf } from "../values/type-of.ts";
import type { Value } from "../values/value.ts";

/** `container[index]` */
export function element(container: Value, index: Value): Value {
  if (container instanceof List && typeof index === "number" && index >= 0 && index < container.length) {
    return container.at(index);
  }
  return elementSlow(container, index);
}

function elementSlow(container: Value, index: Value): Value {
  if (typeof index === "string") {
    if (container instanceof Dict) return container.get(index, NONE);
  } else if (isInt(index)) {
    if (container instanceof List) return container.at(position(index, container.length));
    if (typeof container === "string") return codePointAt(container, position(index, codePointLength(container)));
    if (container instanceof Tuple) return container.items[position(index, container.items.length)];
    if (container instanceof Bytes) return container.data[position(index, container.data.length)];
  }
  throw typeError(`cannot index ${typeOf(container)} with ${typeOf(index)}`);
}

/** The position that `index` means in a sequence; negative counts from the end. */
function position(index: Int, length: number): number {
  if (typeof index === "number") {
    const at = index < 0 ? index + length : index;
    if (at >= 0 && at < length) return at;
  }
  throw indexOutOfRange(index);
}

function indexOutOfRange(index: Int): RaisedError {
  return runtimeError(`index ${index} out of range`, "index-range");
}

/** `container[start..end]`, `[start..=end]`; a bound that is not written is null. Bounds are clamped. */
export function slice(container: Value, start: Value | null, end: Value | null, isInclusive: boolean): Value {
  if (container instanceof List) {
    const bounds = sliceBounds(start, end, isInclusive, container.length);
    return container.slice(bounds.from, bounds.to);
  }
  if (typeof container === "string") {
    const bounds = sliceBounds(start, end, isInclusive, codePointLength(container));
    return sliceCodePoints(container, bounds.from, bounds.to);
  }
  if (container instanceof Bytes) {
    const bounds = sliceBounds(start, end, isInclusive, container.data.length);
    return new Bytes(container.data.slice(bounds.from, bounds.to));
  }
  throw typeError(`cannot slice ${typeOf(container)}`);
}

interface Bounds {
  readonly from: number;
  readonly to: number;
}

function sliceBounds(start: Value | null, end: Value | null, isInclusive: boolean, length: number): Bounds {
  const from = start === null ? 0 : sliceBound(start, 0, length);
  const to = end === null ? length : sliceBound(end, isInclusive ? 1 : 0, length);
  return { from, to: Math.max(from, to) };
}

function sliceBound(bound: Value, extra: number, length: number): number {
  if (!isInt(bound)) throw typeError(`slice index must be int, got ${typeOf(bound)}`);
  return Math.min(Math.max(clampToSafe(bound) + extra, 0), length);
}

/** `value.name` without call parentheses. */
export function field(value: Value, name: string): Value {
  if (value instanceof Dict) return value.get(name, NONE);
  if (value instanceof HostStruct) {
    if (!value.fields.has(name)) throw runtimeError(`field '${name}' not found`);
    return value.fields.get(name);
  }
  if (value instanceof IonModule) {
    if (!value.members.has(name)) throw runtimeError(`'${name}' not found in module`);
    return value.members.get(name);
  }
  const length = fieldLength(value);
  if (length === -1) throw typeError(`cannot access field '${name}' on ${typeOf(value)}`);
  if (name !== "len") throw runtimeError(`${typeOf(value)} has no field '${name}'`);
  return length;
}

/** The `.len` of a list, string or tuple; -1 for values without that field. */
function fieldLength(value: Value): number {
  if (typeof value === "string") return utf8Length(value);
  if (value instanceof List) return value.length;
  return value instanceof Tuple ? value.items.length : -1;
}

/** `value.0`, `value.1`, … (LD7) */
export function tupleField(value: Value, index: number): Value {
  if (!(value instanceof Tuple)) throw typeError(`cannot access field '${index}' on ${typeOf(value)}`);
  return value.items[position(index, value.items.length)];
}

/** The container that `container[index] = value` stores. */
export function assignIndex(container: Value, index: Value, value: Value): Value {
  if (container instanceof List && isInt(index)) return container.with(position(index, container.length), value);
  if (container instanceof Dict && typeof index === "string") return container.insert(index, value);
  throw typeError(`cannot set index on ${typeOf(container)}`);
}

/** The container that `container.name = value` stores. */
export function assignField(container: Value, name: string, value: Value): Value {
  if (container instanceof Dict) return container.insert(name, value);
  if (container instanceof HostStruct) {
    if (!container.fields.has(name)) throw runtimeError(`field '${name}' not found on host struct`);
    return new HostStruct(container.type, new Map(container.fields).set(name, value));
  }
  throw typeError(`cannot set field on ${typeOf(container)}`);
}

/** `assignIndex` for a variable that holds the new container alone (pass ownedValues). */
export function writeIndex(container: Value, index: Value, value: Value): Value {
  if (container instanceof List && isInt(index)) {
    const at = position(index, container.length);
    if (!container.isOwned) return container.written(at, value);
    container.write(at, value);
    return container;
  }
  if (container instanceof Dict && typeof index === "string") return writeEntry(container, index, value);
  return assignIndex(container, index, value);
}

/** `dict.insert(key, value)`, as `writeIndex`. */
export function writeEntry(dict: Dict, key: string, value: Value): Dict {
  return dict.isOwned ? dict.write(key, value) : dict.written(key, value);
}

/** `list.push(value)`, as `writeIndex`. */
export function writePush(list: List, value: Value): List {
  if (!list.isOwned) return list.extended(value);
  list.append(value);
  return list;
}
