/**
 * Literals, collections, access and patterns as compiled code calls them. The usual case of a field stands in a method of
 * its own, short enough for V8 to put it in the place of the call (benchmark "n-body").
 */
import { handlers, RaisedError, runtimeError, typeError } from "../errors.ts";
import { fromNativeOverflow, machine } from "../machine/machine.ts";
import * as access from "../operators/index.ts";
import { type Cursor, iterate } from "../operators/iterate.ts";
import * as match from "../operators/match.ts";
import { makeRange } from "../operators/range.ts";
import * as spread from "../operators/spread.ts";
import { findEnum, findStruct, type HostTypes, makeEnum, makeStruct } from "../operators/struct.ts";
import { checkType } from "../operators/type-check.ts";
import { Bytes } from "../values/bytes.ts";
import { Dict, DictBuilder, DictShape, FieldKey } from "../values/dict.ts";
import { display } from "../values/display.ts";
import { Float } from "../values/float.ts";
import { FloatFunction } from "../values/function.ts";
import type { HostStruct } from "../values/host-types.ts";
import { normalizeInt } from "../values/int.ts";
import { List } from "../values/list.ts";
import { NONE, Some } from "../values/option.ts";
import type { Range } from "../values/range.ts";
import { Err, Ok } from "../values/result.ts";
import { Tuple } from "../values/tuple.ts";
import { typeOf } from "../values/type-of.ts";
import type { Value } from "../values/value.ts";
import { OperatorContext } from "./operator-context.ts";

/** What a caught error counts in the slice, so that leaving loops by errors cannot keep other tasks out (M-15). */
const TURNS_OF_AN_ERROR = 100;

export abstract class ValueContext extends OperatorContext {
  readonly none = NONE;
  readonly Some = Some;
  readonly Ok = Ok;
  readonly Err = Err;
  readonly Float = Float;
  readonly Tuple = Tuple;
  // Compiled code has no globals of JavaScript: a program may use their names.
  readonly isSafe = Number.isSafeInteger;
  readonly trunc = Math.trunc;
  readonly number = Number;
  protected abstract readonly types: HostTypes;

  #at<T>(at: number, operation: () => T): T {
    try {
      return operation();
    } catch (error) {
      throw this.located(error, at);
    }
  }

  // ------------------------------------------------------------------------------------------------ constructors

  float(value: number): Float {
    return new Float(value);
  }

  bytes(values: readonly number[]): Bytes {
    return new Bytes(Uint8Array.from(values));
  }

  tuple(items: Value[]): Tuple {
    return new Tuple(items);
  }

  list(items: Value[]): List {
    return List.of(items);
  }

  spreadList(list: Value, at: number): Value[] {
    const items: Value[] = [];
    this.#at(at, () => spread.spreadList(items, list));
    return items;
  }

  /** Keys and values in turn; later entries of one key replace the value (3.9). */
  dict(entries: readonly Value[]): Dict {
    const builder = new DictBuilder();
    for (let i = 0; i < entries.length; i += 2) builder.set(entries[i] as string, entries[i + 1]);
    return builder.build();
  }

  /** The keys that all dicts of a literal have. */
  shape(keys: readonly string[]): DictShape {
    return new DictShape(keys);
  }

  floatFunction(name: string): FloatFunction {
    return new FloatFunction(name);
  }

  fieldKey(name: string): FieldKey {
    return new FieldKey(name);
  }

  record(shape: DictShape, values: Value[]): Dict {
    return Dict.ofShape(shape, values);
  }

  spreadDict(dict: Value, at: number): Value[] {
    if (!(dict instanceof Dict)) throw typeError("spread requires a dict").locate(this.module, at);
    return dict.entries().flat();
  }

  key(key: Value, at: number): string {
    return this.#at(at, () => spread.dictKey(key));
  }

  /** What a list comprehension produced. */
  append(items: Value[], item: Value, at: number): void {
    try {
      spread.append(items, item);
    } catch (error) {
      throw this.located(error, at);
    }
  }

  /** For what a list comprehension is to produce: one item for each int from `start` on and below `end`. */
  room(start: number, end: number | bigint): Value[] {
    return spread.room(Number(end) - start);
  }

  /** `append` where there may be room for the item. */
  put(items: Value[], index: number, item: Value, at: number): void {
    if (index < items.length) items[index] = item;
    else this.append(items, item, at);
  }

  /** What a dict comprehension produced: keys and values in turn. */
  appendEntry(entries: Value[], key: Value, value: Value, at: number): void {
    try {
      spread.appendEntry(entries, key, value);
    } catch (error) {
      throw this.located(error, at);
    }
  }

  comprehensionKey(key: Value, at: number): string {
    return this.#at(at, () => spread.comprehensionKey(key));
  }

  range(start: Value, end: Value, isInclusive: boolean, at: number): Range {
    return this.#at(at, () => makeRange(start, end, isInclusive));
  }

  struct(name: string, bases: readonly Value[], fields: readonly Value[], at: number): HostStruct {
    return this.#at(at, () => {
      const pairs: [string, Value][] = [];
      for (let i = 0; i < fields.length; i += 2) pairs.push([fields[i] as string, fields[i + 1]]);
      return makeStruct(findStruct(this.types, name), bases, pairs);
    });
  }

  enum(name: string, variant: string, data: readonly Value[], at: number): Value {
    return this.#at(at, () => makeEnum(findEnum(this.types, name), variant, data));
  }

  display(value: Value): string {
    return typeof value === "string" ? value : display(value);
  }

  // ----------------------------------------------------------------------------------------------------- access

  index(container: Value, index: Value, at: number): Value {
    if (container instanceof List && typeof index === "number" && index >= 0 && index < container.length) {
      return container.at(index);
    }
    try {
      return access.element(container, index);
    } catch (error) {
      throw this.located(error, at);
    }
  }

  slice(container: Value, start: Value | null, end: Value | null, isInclusive: boolean, at: number): Value {
    try {
      return access.slice(container, start, end, isInclusive);
    } catch (error) {
      throw this.located(error, at);
    }
  }

  field(value: Value, key: FieldKey, at: number): Value {
    if (value instanceof Dict && value.shape === key.shape) return value.slots[key.slot];
    return this.#field(value, key, at);
  }

  #field(value: Value, key: FieldKey, at: number): Value {
    return value instanceof Dict ? value.field(key) : this.member(value, key.name, at);
  }

  /** A step of a module path: as a field (4.12). */
  member(value: Value, name: string, at: number): Value {
    try {
      return access.field(value, name);
    } catch (error) {
      throw this.located(error, at);
    }
  }

  tupleField(value: Value, index: number, at: number): Value {
    return this.#at(at, () => access.tupleField(value, index));
  }

  setIndex(container: Value, index: Value, value: Value, at: number): Value {
    try {
      return access.assignIndex(container, index, value);
    } catch (error) {
      throw this.located(error, at);
    }
  }

  setField(container: Value, key: FieldKey, value: Value, at: number): Value {
    try {
      return access.assignField(container, key.name, value);
    } catch (error) {
      throw this.located(error, at);
    }
  }

  /** The value of a variable that may own it, handed on: from now on it may have other holders. */
  share(value: Value): Value {
    if (value instanceof List || value instanceof Dict) value.isOwned = false;
    return value;
  }

  /** A new list or dict that goes to a variable which is written into. */
  own(value: List | Dict): Value {
    value.isOwned = true;
    return value;
  }

  /** `setIndex` for a variable that holds the new container alone. */
  writeIndex(container: Value, index: Value, value: Value, at: number): Value {
    if (
      container instanceof List &&
      container.isOwned &&
      typeof index === "number" &&
      index >= 0 &&
      index < container.length
    ) {
      container.write(index, value);
      return container;
    }
    try {
      return access.writeIndex(container, index, value);
    } catch (error) {
      throw this.located(error, at);
    }
  }

  /** `setField`, as `writeIndex`. */
  writeField(container: Value, key: FieldKey, value: Value, at: number): Value {
    if (container instanceof Dict && container.isOwned && container.shape === key.shape) {
      container.slots[key.slot] = value;
      return container;
    }
    return this.#writeField(container, key, value, at);
  }

  #writeField(container: Value, key: FieldKey, value: Value, at: number): Value {
    if (container instanceof Dict) {
      return container.isOwned ? container.writeField(key, value) : container.writtenField(key, value);
    }
    return this.setField(container, key, value, at);
  }

  refuseTarget(kind: "index" | "field", at: number): never {
    throw runtimeError(`${kind} assignment only supported on variables`).locate(this.module, at);
  }

  checkType(value: Value, name: string, written: string, at: number): Value {
    return this.#at(at, () => checkType(value, name, written));
  }

  // -------------------------------------------------------------------------------------------------- iteration

  cursor(source: Value, at: number): Cursor {
    return this.#at(at, () => iterate(source));
  }

  /** Checks the bounds of a counted loop and answers the int before which it ends. */
  rangeEnd(start: Value, end: Value, isInclusive: boolean, at: number): number | bigint {
    if (typeof start === "number" && typeof end === "number" && end < Number.MAX_SAFE_INTEGER) {
      return isInclusive ? end + 1 : end;
    }
    const range = this.range(start, end, isInclusive, at);
    return isInclusive ? normalizeInt(BigInt(range.end) + 1n) : range.end;
  }

  successor(value: number | bigint): number | bigint {
    return typeof value === "number" && value < Number.MAX_SAFE_INTEGER ? value + 1 : normalizeInt(BigInt(value) + 1n);
  }

  /** Counts a loop iteration while a limit is set (4.13). */
  countIteration(count: number, at: number): number {
    if (machine.maxLoopIterations === Number.POSITIVE_INFINITY) return count;
    if (count < machine.maxLoopIterations) return count + 1;
    throw runtimeError("maximum loop iterations exceeded").locate(this.module, at);
  }

  /** The iterations that a loop makes before it looks up from its work: the rest of the slice, or of the limit. */
  turns(made: number): number {
    const { budget, maxLoopIterations } = machine;
    if (budget < 0) return 0;
    return maxLoopIterations - made < budget ? (maxLoopIterations - made) | 0 : budget;
  }

  /** Counts the turns that a loop has made while a limit is set (4.13); it is about to make one more. */
  countTurns(made: number, turns: number, at: number): number {
    if (machine.maxLoopIterations === Number.POSITIVE_INFINITY) return made;
    if (made + turns < machine.maxLoopIterations) return made + turns;
    throw runtimeError("maximum loop iterations exceeded").locate(this.module, at);
  }

  /** A value for which a loop was not compiled: not a small int, although the program makes it look like one. */
  other(value: Value): Value {
    return value;
  }

  // --------------------------------------------------------------------------------------------------- patterns

  isList = match.isList;
  isListFrom = match.isListFrom;
  restOf = match.listRest;
  isFloat = match.isFloat;
  isBytes = match.isBytes;
  isEnum = match.isEnum;
  isStruct = match.isStruct;

  noMatch(at: number): never {
    throw match.nonExhaustiveMatch().locate(this.module, at);
  }

  // ------------------------------------------------------------------------------------------------ `?` and `try`

  /** Whether `value?` leaves the current boundary (4.11). */
  leaves(value: Value, at: number): boolean {
    if (value instanceof Ok || value instanceof Some) return false;
    if (value instanceof Err || value === NONE) return true;
    throw typeError(`? applied to non-Result/Option: ${typeOf(value)}`).locate(this.module, at);
  }

  /** What a `?` inside a `try` body throws to reach its handler. */
  propagated(value: Value, at: number): RaisedError {
    const isErr = value instanceof Err;
    const error = new RaisedError(isErr ? "propagated_err" : "propagated_none", isErr ? display(value.error) : "");
    return error.locate(this.module, at);
  }

  /** The message that a `catch` binds; passes on what Ion code cannot catch. Restores what the `try` found. */
  caught(thrown: unknown, depth: number, outerHandlers: number): string {
    handlers.active = outerHandlers;
    const error = fromNativeOverflow(thrown);
    if (!(error instanceof RaisedError) || !error.isCatchable) throw error;
    // The loops that it left could not take their turns off the slice.
    machine.budget -= TURNS_OF_AN_ERROR;
    machine.depth = depth;
    return error.message;
  }
}
