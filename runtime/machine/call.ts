/**
 * Calling any callable value, and binding arguments to parameters (language 4.9). Errors are raised without a
 * position; the caller that knows the call site adds it.
 */
import { NO_POSITION, runtimeError, type SourceModule, typeError } from "../errors.ts";
import { Dict } from "../values/dict.ts";
import {
  type Code,
  IonFunction,
  IonModule,
  type KeywordArguments,
  MISSING,
  NativeFunction,
  type Signature,
} from "../values/function.ts";
import { List } from "../values/list.ts";
import { typeOf } from "../values/type-of.ts";
import type { Value } from "../values/value.ts";
import {
  callDepthError,
  type IonGenerator,
  isSuspended,
  markSuspension,
  type Outcome,
  run,
  machine as theMachine,
} from "./machine.ts";

/** Of its own: see machine.ts. */
const machine = theMachine;

/** Calls `callee` with positional arguments only. Library functions call their callbacks through this. */
export function callValue(
  callee: Value,
  args: readonly Value[],
  keywords: KeywordArguments | null = null,
  module: SourceModule | null = null,
  at = NO_POSITION,
): Outcome {
  if (callee instanceof IonFunction) {
    return startFunction(callee, bind(callee.signature, args, keywords), module, at);
  }
  return callNative(nativeOf(callee, keywords), args, keywords, module, at);
}

/** Calls a native function, which finds its call site in the machine; a suspension that it begins learns it, too. */
function callNative(
  callee: NativeFunction,
  args: readonly Value[],
  keywords: KeywordArguments | null,
  module: SourceModule | null,
  at: number,
): Outcome {
  if (module !== null) {
    machine.callModule = module;
    machine.callAt = at;
  }
  const outcome = callee.call(args, keywords) as Outcome;
  if (isSuspended(outcome) && module !== null) markSuspension(module, at);
  return outcome;
}

export const NO_ARGUMENTS: readonly Value[] = [];

/** `callValue` without arguments (benchmark "suspension at depth 1"). */
export function callValue0(callee: Value, module: SourceModule, at: number): Outcome {
  if (!(callee instanceof NativeFunction)) return callOther0(callee, module, at);
  const state = machine;
  state.callModule = module;
  state.callAt = at;
  const outcome = callee.call(NO_ARGUMENTS, null) as Outcome;
  if (isSuspended(outcome)) markSuspension(module, at);
  return outcome;
}

function callOther0(callee: Value, module: SourceModule, at: number): Outcome {
  return callValue(callee, NO_ARGUMENTS, null, module, at);
}

/** `callValue` with one argument, without an array on the fast path (benchmark "map / filter / fold"). */
export function callValue1(callee: Value, a: Value, module: SourceModule | null = null, at = NO_POSITION): Outcome {
  if (callee instanceof IonFunction && callee.signature.plainArity === 1) {
    if (callee.signature.suspends) return run(callee.code(a), module, at);
    if (!machine.isDeep) return callee.code(a, at) as Value;
  }
  return callValue(callee, [a], null, module, at);
}

/** `callValue` with two arguments, as `callValue1`. */
export function callValue2(
  callee: Value,
  a: Value,
  b: Value,
  module: SourceModule | null = null,
  at = NO_POSITION,
): Outcome {
  if (callee instanceof IonFunction && callee.signature.plainArity === 2) {
    if (callee.signature.suspends) return run(callee.code(a, b), module, at);
    if (!machine.isDeep) return callee.code(a, b, at) as Value;
  }
  return callValue(callee, [a, b], null, module, at);
}

/**
 * A call whose callee and arguments have been checked and bound, ready to start (spawn, select, timeout). One class for
 * all of them: whoever handles calls then meets one shape of object (benchmark "spawn and await").
 */
export class PreparedCall {
  readonly #callee: IonFunction | NativeFunction | Entry;
  /** An array of all arguments, bound, or the only argument by itself. */
  readonly #args: readonly unknown[] | Value;
  /** The call site, for errors without a position and for the deadlock report. */
  readonly module: SourceModule | null;
  readonly at: number;

  /** A native function takes an array and no keywords; an entry has no arguments. */
  constructor(
    callee: IonFunction | NativeFunction | Entry,
    args: readonly unknown[] | Value,
    module: SourceModule | null,
    at: number,
  ) {
    this.#callee = callee;
    this.#args = args;
    this.module = module;
    this.at = at;
  }

  get name(): string {
    return this.#callee instanceof IonFunction ? this.#callee.signature.name : this.#callee.name;
  }

  /** The start of a function belongs to the child: the spawn site, not a call, is what the child's stack shows. */
  start(): Outcome {
    const callee = this.#callee;
    const args = this.#args;
    if (callee instanceof IonFunction) {
      return Array.isArray(args)
        ? startFunction(callee, args, null, NO_POSITION)
        : callValue1(callee, args as Value, null, NO_POSITION);
    }
    if (!(callee instanceof NativeFunction)) return callee.start();
    return callNative(callee, args as readonly Value[], null, this.module, this.at);
  }
}

/** Anything else that a task can run. */
export interface Entry {
  readonly name: string;
  start(): Outcome;
}

/** Checks and binds now, runs later: binding errors belong to whoever prepares (concurrency B-18). */
export function prepareCall(
  callee: Value,
  args: readonly Value[],
  keywords: KeywordArguments | null,
  module: SourceModule | null,
  at: number,
): PreparedCall {
  if (callee instanceof IonFunction) {
    return new PreparedCall(callee, bind(callee.signature, args, keywords), module, at);
  }
  const native = nativeOf(callee, keywords);
  native.checkArguments?.(args, keywords);
  if (keywords === null) return new PreparedCall(native, args, module, at);
  const start = () => callNative(native, args, keywords, module, at);
  return new PreparedCall({ name: native.name, start }, undefined, module, at);
}

/** The generator of a tail call, or null when the callee is one that is simply called. */
export function prepareTail(
  callee: Value,
  args: readonly Value[],
  keywords: KeywordArguments | null,
): (() => IonGenerator) | null {
  if (!(callee instanceof IonFunction) || !callee.signature.suspends) return null;
  const { signature, code } = callee;
  const bound = bind(signature, args, keywords);
  return () => code(...bound) as IonGenerator;
}

function startFunction(
  callee: IonFunction,
  bound: readonly unknown[],
  module: SourceModule | null,
  at: number,
): Outcome {
  const { code, deepCode } = callee;
  if (callee.signature.suspends) return run(apply(code, bound) as IonGenerator, module, at);
  if (machine.isDeep && deepCode !== null) return run(deepCode(...bound) as IonGenerator, module, at);
  // Plain functions take the call site behind their parameters; a spread would build an array first.
  if (bound.length === 1) return code(bound[0], at) as Value;
  return (bound.length === 0 ? code(at) : code(...bound, at)) as Value;
}

/** `code(...bound)` without the cost of a spread for few arguments (benchmark "spawn and await"). */
function apply(code: Code, bound: readonly unknown[]): unknown {
  switch (bound.length) {
    case 0:
      return code();
    case 1:
      return code(bound[0]);
    case 2:
      return code(bound[0], bound[1]);
    default:
      return code(...bound);
  }
}

/** The arguments themselves where each one simply meets its parameter, else bound by the rules. */
function bind(signature: Signature, args: readonly Value[], keywords: KeywordArguments | null): readonly unknown[] {
  return keywords === null && signature.plainArity === args.length ? args : bindArguments(signature, args, keywords);
}

function nativeOf(callee: Value, keywords: KeywordArguments | null): NativeFunction {
  if (callee instanceof NativeFunction) return callee;
  if (callee instanceof IonModule) {
    if (callee.callable === null) throw runtimeError("cannot call module");
    if (keywords !== null) throw runtimeError("module calls do not support keyword arguments");
    return callee.callable;
  }
  throw typeError(`cannot call ${typeOf(callee)}`);
}

export function isCallable(value: Value): boolean {
  return (
    value instanceof IonFunction ||
    value instanceof NativeFunction ||
    (value instanceof IonModule && value.callable !== null)
  );
}

/**
 * Binds in the order of language 4.9: positional values, keywords, then what is missing. Answers one entry per
 * declared parameter; an absent parameter with a default is MISSING, because the callee evaluates defaults.
 */
export function bindArguments(
  signature: Signature,
  positional: readonly Value[],
  keywords: KeywordArguments | null,
): unknown[] {
  const { params, name } = signature;
  const bound: unknown[] = new Array(params.length).fill(MISSING);
  let filled = 0;
  let index = 0;
  for (const parameter of params) {
    if (filled >= positional.length && parameter.kind !== "rest") break;
    if (parameter.kind === "rest") {
      bound[index] = List.of(positional.slice(filled));
      filled = positional.length;
      break;
    }
    if (parameter.kind === "keyword-only" || parameter.kind === "keyword-rest") break;
    bound[index++] = positional[filled++];
  }
  if (filled < positional.length) {
    throw runtimeError(`function ''${name}'' got ${positional.length} positional arguments but accepts ${filled}`);
  }
  const extra = keywords === null ? null : bindKeywords(signature, bound, keywords);
  for (let i = 0; i < params.length; i++) {
    if (bound[i] !== MISSING) continue;
    const parameter = params[i]!;
    if (parameter.kind === "rest") bound[i] = List.of([]);
    else if (parameter.kind === "keyword-rest") bound[i] = Dict.from(extra ?? []);
    else if (!parameter.hasDefault) throw runtimeError(`missing argument '${parameter.name}'`);
  }
  return bound;
}

function bindKeywords(signature: Signature, bound: unknown[], keywords: KeywordArguments): Map<string, Value> {
  const { params, name } = signature;
  const extra = new Map<string, Value>();
  const collects = params.some((parameter) => parameter.kind === "keyword-rest");
  for (const [key, value] of keywords) {
    const index = findKeywordParameter(signature, key);
    if (index !== -1) {
      if (bound[index] !== MISSING) throw runtimeError(`duplicate argument '${key}'`);
      bound[index] = value;
    } else if (!collects) {
      throw runtimeError(`unknown parameter ''${key}'' for function ''${name}'`);
    } else if (extra.has(key)) {
      throw runtimeError(`duplicate argument '${key}'`);
    } else {
      extra.set(key, value);
    }
  }
  return extra;
}

/** The last parameter of that name wins, as for lambdas with duplicate names (language 2.5). */
function findKeywordParameter(signature: Signature, name: string): number {
  return signature.params.findLastIndex(
    (parameter) => parameter.name === name && (parameter.kind === "plain" || parameter.kind === "keyword-only"),
  );
}

export { callDepthError };
