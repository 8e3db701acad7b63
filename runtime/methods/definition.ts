/**
 * What a method of the library is: a definition for each type of receiver that has it. Each definition is an export of
 * its own, so that a bundle has those that its programs mention (library.ts). What people look up, the parameters and doc
 * lines, stands in builtins/manifest.ts and builtins/docs-manifest.ts: no program that runs needs it.
 *
 * A method that takes a callback is written once, as a generator. It yields when the callback answered SUSPENDED, and is
 * resumed with the callback's result. One that calls back for each item of its receiver also counts its iterations, as
 * compiled loops do, and yields at the end of the task's slice (concurrency M-15): the compiler takes every call of such
 * a method for a loop that may suspend, whatever the callback does, so there is no caller that could not wait for it.
 * Otherwise it runs to its end at once.
 */
import { type IonGenerator, type Outcome, runNative } from "../machine/machine.ts";
import type { Value } from "../values/value.ts";

/** A method that answers at once. Missing arguments are its own affair; surplus ones are ignored (stdlib 1.3). */
export type PlainMethod<R> = (receiver: R, args: readonly Value[]) => Value;

/** A plain method with entries of its own for one and two arguments, which need no array (benchmark "list push"). */
export interface FastMethod<R> {
  readonly call: PlainMethod<R>;
  readonly call1?: (receiver: R, a: Value) => Value;
  readonly call2?: (receiver: R, a: Value, b: Value) => Value;
}

/** A method that calls back (stdlib 7). Its argument checks come first in the generator. */
export interface CallbackMethod<R> {
  readonly callWith: (receiver: R, args: readonly Value[]) => IonGenerator;
}

export type MethodDefinition<R> = PlainMethod<R> | FastMethod<R> | CallbackMethod<R>;

export function isCallbackMethod<R>(definition: MethodDefinition<R>): definition is CallbackMethod<R> {
  return "callWith" in definition;
}

const NO_ARGUMENTS: readonly Value[] = Object.freeze([]);

type Invoke = (receiver: Value, args: readonly Value[]) => Outcome;
type Invoke1 = (receiver: Value, a: Value) => Outcome;
type Invoke2 = (receiver: Value, a: Value, b: Value) => Outcome;

/** A method made ready to be invoked, with one entry for each common number of arguments. */
export class Method {
  readonly invoke: Invoke;
  readonly invoke0: (receiver: Value) => Outcome;
  readonly invoke1: Invoke1;
  readonly invoke2: Invoke2;

  constructor(invoke: Invoke, invoke1?: Invoke1, invoke2?: Invoke2) {
    this.invoke = invoke;
    this.invoke0 = (receiver) => invoke(receiver, NO_ARGUMENTS);
    this.invoke1 = invoke1 ?? ((receiver, a) => invoke(receiver, [a]));
    this.invoke2 = invoke2 ?? ((receiver, a, b) => invoke(receiver, [a, b]));
  }
}

/** For receivers that dispatch has tested. */
export function prepareMethod<R extends Value>(definition: MethodDefinition<R>): Method {
  const method = definition as MethodDefinition<Value>;
  if (typeof method === "function") return new Method(method);
  return isCallbackMethod(method)
    ? new Method((receiver, args) => runNative(method.callWith(receiver, args)))
    : new Method(method.call, method.call1, method.call2);
}
