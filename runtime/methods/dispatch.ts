/**
 * Method calls: from a receiver and a name to the definition that answers. A call site interns its name once as a
 * `Selector`, which holds the method of that name per receiver type in fixed fields, so that a call costs a type test
 * and a field load (hot path of benchmarks "list push" and "map / filter / fold").
 */
import { type RaisedError, runtimeError, typeError } from "../errors.ts";
import type { Outcome } from "../machine/machine.ts";
import { ObjectValue } from "../machine/object.ts";
import { Bytes } from "../values/bytes.ts";
import { Cell } from "../values/cell.ts";
import { Dict } from "../values/dict.ts";
import { List } from "../values/list.ts";
import { NONE, Some } from "../values/option.ts";
import { Range } from "../values/range.ts";
import { Err, Ok } from "../values/result.ts";
import { IonSet } from "../values/set.ts";
import { Tuple } from "../values/tuple.ts";
import { typeOf } from "../values/type-of.ts";
import type { Value } from "../values/value.ts";
import { type Method, type MethodDefinition, prepareMethod } from "./definition.ts";
import type { LibraryMethod } from "./library.ts";
import { asRangeMethod } from "./range-items.ts";

/** A method name with what it means for each type of receiver; null where the type has no such method. */
export class Selector {
  readonly name: string;
  readonly string: Method | null;
  readonly list: Method | null;
  readonly dict: Method | null;
  readonly tuple: Method | null;
  readonly set: Method | null;
  readonly range: Method | null;
  readonly bytes: Method | null;
  readonly cell: Method | null;
  readonly option: Method | null;
  readonly result: Method | null;
  /** The meaning for all other values. */
  readonly any: Method | null;
  /** No type of the library has such a method: it can only be one of an object (benchmark "ping-pong over channel(1)"). */
  readonly isOfObjects: boolean;

  constructor(method: LibraryMethod) {
    const { name, list, range } = method;
    const any = method.value ? prepareMethod(method.value) : null;
    const prepare = <R extends Value>(definition: MethodDefinition<R> | undefined): Method | null =>
      definition ? prepareMethod(definition) : any;
    this.name = name;
    this.string = prepare(method.string);
    this.list = prepare(list);
    this.dict = prepare(method.dict);
    this.tuple = prepare(method.tuple);
    this.set = prepare(method.set);
    this.range = range || !list ? prepare(range) : asRangeMethod(list);
    this.bytes = prepare(method.bytes);
    this.cell = prepare(method.cell);
    this.option = prepare(method.option);
    this.result = prepare(method.result);
    this.any = any;
    // It has a name and nothing else.
    this.isOfObjects = Object.keys(method).length === 1;
  }
}

/** The methods of the programs of this process by name, as they came, and made ready once one is called. */
const known = new Map<string, LibraryMethod>();
const interned = new Map<string, Selector>();

/** Makes methods known that programs are about to mention. */
export function addMethods(methods: readonly LibraryMethod[]): void {
  for (const method of methods) known.set(method.name, method);
}

/** The selector of a method name, which may be unknown to every type. */
export function selector(name: string): Selector {
  let found = interned.get(name);
  if (found === undefined) {
    const method = known.get(name);
    found = new Selector(method ?? { name });
    if (method !== undefined) interned.set(name, found);
  }
  return found;
}

/** Calls a method (language 4.9, stdlib 2 and 4). Suspends where the method calls back into code that does. */
export function invokeMethod(receiver: Value, selector: Selector, args: readonly Value[]): Outcome {
  const method = methodOf(receiver, selector);
  return method === null
    ? asObject(receiver, selector.name).invoke(selector.name, args)
    : method.invoke(receiver, args);
}

/** `invokeMethod` without arguments. */
export function invokeMethod0(receiver: Value, selector: Selector): Outcome {
  const method = methodOf(receiver, selector);
  if (method !== null) return method.invoke0(receiver);
  return asObject(receiver, selector.name).invoke0(selector.name);
}

/** `invokeMethod` with one argument. */
export function invokeMethod1(receiver: Value, selector: Selector, a: Value): Outcome {
  const method = methodOf(receiver, selector);
  if (method !== null) return method.invoke1(receiver, a);
  return asObject(receiver, selector.name).invoke1(selector.name, a);
}

/** `invokeMethod` with two arguments. */
export function invokeMethod2(receiver: Value, selector: Selector, a: Value, b: Value): Outcome {
  const method = methodOf(receiver, selector);
  return method === null
    ? asObject(receiver, selector.name).invoke(selector.name, [a, b])
    : method.invoke2(receiver, a, b);
}

/** Tests the receiver for the types that have a method of this name only. */
function methodOf(receiver: Value, selector: Selector): Method | null {
  if (selector.isOfObjects) return null;
  if (typeof receiver === "string") return selector.string;
  if (typeof receiver !== "object") return selector.any;
  const { list, dict, option, result, cell, range, set, tuple, bytes } = selector;
  if (list !== null && receiver instanceof List) return list;
  if (dict !== null && receiver instanceof Dict) return dict;
  if (option !== null && (receiver instanceof Some || receiver === NONE)) return option;
  if (result !== null && (receiver instanceof Ok || receiver instanceof Err)) return result;
  if (cell !== null && receiver instanceof Cell) return cell;
  if (range !== null && receiver instanceof Range) return range;
  if (set !== null && receiver instanceof IonSet) return set;
  if (tuple !== null && receiver instanceof Tuple) return tuple;
  if (bytes !== null && receiver instanceof Bytes) return bytes;
  return selector.any;
}

/** Tasks and channel ends know their own methods; for every other value the method does not exist. */
function asObject(receiver: Value, name: string): ObjectValue {
  if (receiver instanceof ObjectValue) return receiver;
  throw unknownMethod(receiver, name);
}

/** The error of stdlib 2. A range is looked up among the list methods, and a cell words it in its own way. */
function unknownMethod(receiver: Value, name: string): RaisedError {
  if (receiver instanceof Cell) return typeError(`no method '${name}' on cell`, "unknown-method");
  const type = receiver instanceof Range ? "list" : typeOf(receiver);
  return typeError(`${type} has no method '${name}'`, "unknown-method");
}

/** The error of a method call with keyword arguments or a `**` spread (language 4.9). */
export function methodKeywordsError(): RaisedError {
  return runtimeError("methods do not support keyword arguments");
}
