/**
 * What the tests of methods and builtins share: making values, calling a method, and tables of calls with their
 * results. A callback is written once and handed over in two forms: as a plain function, and as a generator function
 * that suspends once in each call, after which the frames are driven on the way the scheduler does it.
 */
import { expect, test } from "vitest";
import { RaisedError } from "../../runtime/errors.ts";
import { drive, dropPending, enter, machine, type Outcome, SUSPENDED } from "../../runtime/machine/machine.ts";
import { addMethods, invokeMethod, selector } from "../../runtime/methods/dispatch.ts";
import { STANDARD_METHODS } from "../../runtime/methods/index.ts";
import { Bytes } from "../../runtime/values/bytes.ts";
import { Dict } from "../../runtime/values/dict.ts";
import { Float } from "../../runtime/values/float.ts";
import { IonFunction } from "../../runtime/values/function.ts";
import { List } from "../../runtime/values/list.ts";
import { IonSet } from "../../runtime/values/set.ts";
import { Tuple } from "../../runtime/values/tuple.ts";
import type { Value } from "../../runtime/values/value.ts";
import { quotedDisplay } from "../kit/quoted-display.ts";

addMethods(STANDARD_METHODS);

export const list = (...items: Value[]): List => List.of(items);
export const tuple = (...items: Value[]): Tuple => new Tuple(items);
export const setOf = (...items: Value[]): IonSet => IonSet.from(items);
export const dict = (entries: Record<string, Value> = {}): Dict => Dict.from(Object.entries(entries));
export const float = (value: number): Float => new Float(value);
/** Bytes from a string of characters below U+0100. */
export const bytes = (text: string): Bytes => new Bytes(Uint8Array.from(text, (char) => char.charCodeAt(0)));

/** A callback in a test table; `arity` is the number of its parameters. */
export class Callback {
  readonly arity: number;
  readonly body: (...args: Value[]) => Value;

  constructor(arity: number, body: (...args: Value[]) => Value) {
    this.arity = arity;
    this.body = body;
  }
}

export const fn0 = (body: () => Value): Callback => new Callback(0, body);
export const fn1 = (body: (a: Value) => Value): Callback => new Callback(1, body as (...args: Value[]) => Value);
export const fn2 = (body: (a: Value, b: Value) => Value): Callback =>
  new Callback(2, body as (...args: Value[]) => Value);

/** As an Ion function that is proven not to suspend. */
export function plainFunction({ arity, body }: Callback): IonFunction {
  // Compiled code gets the source offset of the call behind its arguments.
  return new IonFunction(signature(arity, false), (...args: Value[]) => body(...args.slice(0, arity)), null);
}

/** As an Ion function that suspends once in each call. */
export function suspendingFunction({ arity, body }: Callback): IonFunction {
  const code = function* (...args: Value[]): Generator<undefined, Value, Value> {
    yield undefined;
    return body(...args);
  };
  return new IonFunction(signature(arity, true), code, null);
}

/** The lambda `|items| items.map(f)`, as the compiler would emit it: a suspension of `f` passes through. */
export function mapFunction(f: IonFunction): IonFunction {
  const { suspends } = f.signature;
  const mapAll = (items: Value): Outcome => invokeMethod(items, selector("map"), [f]);
  const suspending = function* (items: Value): Generator<undefined, Value, Value> {
    const outcome = mapAll(items);
    return outcome === SUSPENDED ? yield : (outcome as Value);
  };
  return new IonFunction(signature(1, suspends), suspends ? suspending : mapAll, null);
}

function signature(arity: number, suspends: boolean) {
  const names = ["a", "b"].slice(0, arity);
  const params = names.map((name) => ({ name, kind: "plain" as const, hasDefault: false }));
  return { name: "<lambda>", params, plainArity: arity, suspends };
}

/** The value of `start`, which may suspend any number of times. */
export function settle(start: () => Outcome): Value {
  return enter(() => {
    let outcome = start();
    const stack = { top: machine.innermost };
    dropPending();
    while (outcome === SUSPENDED) outcome = drive(stack, undefined);
    return outcome as Value;
  });
}

export function call(receiver: Value, name: string, ...args: Value[]): Value {
  return settle(() => invokeMethod(receiver, selector(name), args));
}

/** The quoted display text of what `run` answers, or its error: `T text` (TypeError), `R text` (RuntimeError). */
export function resultOf(run: () => Value): string {
  try {
    return quotedDisplay(run());
  } catch (error) {
    if (!(error instanceof RaisedError)) throw error;
    return `${error.kind === "type" ? "T" : "R"} ${error.message}`;
  }
}

/** One call: receiver, arguments, and the result in the notation of `resultOf`. */
export type Row = readonly [receiver: Value, args: readonly (Value | Callback)[], expected: string];

/** A test for each row; one with callbacks runs with both forms of them. */
export function methodCases(title: string, name: string, rows: readonly Row[]): void {
  for (const [receiver, args, expected] of rows) {
    const shown = `${quotedDisplay(receiver)}.${name}(${args.map(showArgument).join(", ")})`;
    test(`${title}.${name}: ${shown} is ${expected}`, () => {
      expect(resultOf(() => call(receiver, name, ...withCallbacks(args, plainFunction)))).toBe(expected);
      expect(resultOf(() => call(receiver, name, ...withCallbacks(args, suspendingFunction)))).toBe(expected);
    });
  }
}

function withCallbacks(args: readonly (Value | Callback)[], make: (callback: Callback) => Value): Value[] {
  return args.map((argument) => (argument instanceof Callback ? make(argument) : argument));
}

function showArgument(argument: Value | Callback): string {
  if (!(argument instanceof Callback)) return quotedDisplay(argument);
  // Imported names carry a prefix of the test runner.
  return String(argument.body)
    .replace(/\(0,\w+\.(\w+)\)/g, "$1")
    .replace(/\s+/g, " ");
}
