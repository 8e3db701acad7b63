/**
 * The runtime context of one program run: the object `$` that compiled code gets, and with it the interface between
 * compiled code and the runtime (its version is ABI_VERSION in manifest.ts).
 *
 * `at` is always an offset into the program's source, the position of errors that the operation raises itself. Methods
 * that answer an `Outcome` may suspend by the machine's protocol.
 */
import { debuggers } from "../debugging.ts";
import { handlers, NO_POSITION, RaisedError, runtimeError, type SourceModule, typeError } from "../errors.ts";
import { callValue, callValue0, callValue1, callValue2, prepareTail } from "../machine/call.ts";
import {
  fromNativeOverflow,
  type IonGenerator,
  isSuspended,
  markSuspension,
  type Outcome,
  passThrough,
  recordCaller,
  run,
  runOnHeap,
  SUSPENDED,
  startGenerator,
  TAIL_CALL,
  takeTail,
  machine as theMachine,
} from "../machine/machine.ts";
import {
  invokeMethod,
  invokeMethod0,
  invokeMethod1,
  invokeMethod2,
  methodKeywordsError,
  type Selector,
  selector,
} from "../methods/dispatch.ts";
import { writeEntry, writePush } from "../operators/index.ts";
import { spreadKeywords } from "../operators/spread.ts";
import type { HostTypes } from "../operators/struct.ts";
import { checkDeadline, sliceEnd } from "../scheduler/slice.ts";
import { Dict } from "../values/dict.ts";
import {
  type Code,
  IonFunction,
  IonModule,
  type KeywordArguments,
  MISSING,
  type Signature,
} from "../values/function.ts";
import { List } from "../values/list.ts";
import { Some } from "../values/option.ts";
import { Ok } from "../values/result.ts";
import { typeOf } from "../values/type-of.ts";
import type { Value } from "../values/value.ts";
import { GlobalReference, immutableVariable, UNBOUND, undefinedVariable } from "./global-reference.ts";
import { parseParameter } from "./parameter.ts";
import { Binding, type GlobalScope } from "./scope.ts";
import { ValueContext } from "./value-context.ts";

/** Of its own: see machine.ts. */
const machine = theMachine;

const ROUND_OF_TAILS = 1_000;

export class ProgramContext extends ValueContext {
  readonly machine = machine;
  readonly handlers = handlers;
  readonly debuggers = debuggers;
  readonly suspended = SUSPENDED;
  readonly missing = MISSING;
  readonly unbound = UNBOUND;
  protected readonly types: HostTypes;
  readonly #scope: GlobalScope;

  constructor(module: SourceModule, scope: GlobalScope, types: HostTypes) {
    super(module);
    this.#scope = scope;
    this.types = types;
  }

  // -------------------------------------------------------------------------------------------------- module set-up

  global(name: string): GlobalReference {
    return new GlobalReference(name, this.#scope, this.module);
  }

  selector(name: string): Selector {
    return selector(name);
  }

  /** Parameters are written `a`, `a=` (has a default), `/a`, `:a` (keyword-only), `*a`, `**a`. */
  signature(name: string, params: readonly string[], suspends: boolean): Signature {
    const parameters = params.map(parseParameter);
    const isPlain = parameters.every((parameter) => parameter.kind === "plain" && !parameter.hasDefault);
    return { name, params: parameters, plainArity: isPlain ? parameters.length : -1, suspends };
  }

  fn(code: Code, signature: Signature, deepCode: Code | null = null): IonFunction {
    return new IonFunction(signature, code, deepCode);
  }

  // -------------------------------------------------------------------------------------------------------- names

  /** An immutable top-level binding. */
  bind(name: string, value: Value): Value {
    this.#scope.define(name, value, false);
    return value;
  }

  /** A top-level binding that lives in the engine's scope. */
  bindShared(name: string, value: Value, isMutable: boolean): Binding {
    return this.#scope.define(name, value, isMutable);
  }

  /** The value in a variable that holds a binding once it is bound. */
  peek(variable: unknown): unknown {
    return variable instanceof Binding ? variable.value : UNBOUND;
  }

  /** A late-bound name (4.3): what was bound before the program, else the first candidate that is bound by now. */
  late(reference: GlobalReference, at: number, ...candidates: unknown[]): Value {
    if (reference.earlier !== UNBOUND) return reference.earlier as Value;
    for (const candidate of candidates) {
      if (candidate !== UNBOUND && candidate !== MISSING) return candidate as Value;
    }
    return reference.get(at);
  }

  requireBound(value: unknown, name: string, at: number): void {
    if (value === UNBOUND) throw undefinedVariable(name).locate(this.module, at);
  }

  assignGlobal(reference: GlobalReference, value: Value, at: number): void {
    try {
      reference.assign(value);
    } catch (error) {
      throw this.located(error, at);
    }
  }

  assignOuter(reference: GlobalReference, _value: Value, at: number): never {
    try {
      reference.refuse();
    } catch (error) {
      throw this.located(error, at);
    }
  }

  refuseAssignment(name: string, at: number): never {
    throw immutableVariable(name).locate(this.module, at);
  }

  /**
   * `use m::*` (4.12): a module's members go to the global table; a dict's entries are names of the scope, in which
   * compiled code looks them up in the answer.
   */
  useAll(value: Value, isTopLevel: boolean, at: number): Dict {
    if (value instanceof IonModule) {
      for (const [name, member] of value.members) this.#scope.table.set(name, member);
      return Dict.from([]);
    }
    if (!(value instanceof Dict)) throw typeError("use target is not a module").locate(this.module, at);
    if (isTopLevel) for (const [name, entry] of value.entries()) this.#scope.define(name, entry, false);
    return value;
  }

  useNone(_value: Value, _at: number): void {}

  // -------------------------------------------------------------------------------------------------------- calls

  call0(callee: Value, at: number): Outcome {
    try {
      return callValue0(callee, this.module, at);
    } catch (error) {
      throw this.#left(error, at);
    }
  }

  call1(callee: Value, a: Value, at: number): Outcome {
    try {
      return callValue1(callee, a, this.module, at);
    } catch (error) {
      throw this.#left(error, at);
    }
  }

  call2(callee: Value, a: Value, b: Value, at: number): Outcome {
    try {
      return callValue2(callee, a, b, this.module, at);
    } catch (error) {
      throw this.#left(error, at);
    }
  }

  call3(callee: Value, a: Value, b: Value, c: Value, at: number): Outcome {
    return this.callWith(callee, [a, b, c], null, at);
  }

  callWith(callee: Value, args: readonly Value[], keywords: KeywordArguments | null, at: number): Outcome {
    try {
      return callValue(callee, args, keywords, this.module, at);
    } catch (error) {
      throw this.#left(error, at);
    }
  }

  /** What a call throws when `error` comes out of it. */
  #left(error: unknown, at: number): unknown {
    const raised = fromNativeOverflow(error);
    if (raised instanceof RaisedError) passThrough(raised, this.module, at);
    return raised;
  }

  pipe(value: Value, callee: Value, at: number): Outcome {
    return this.call1(callee, value, at);
  }

  refusePipe(at: number): never {
    throw runtimeError("right side of |> must be a function call").locate(this.module, at);
  }

  /** Starts the generator of a call that is known by name. */
  run(generator: IonGenerator, at: number): Outcome {
    try {
      return run(generator, this.module, at);
    } catch (error) {
      throw this.#left(error, at);
    }
  }

  /**
   * Hands a call that runs as a plain function over to a generator, which waits at its first `yield`: what the function
   * called, or the loop that it is in, suspends.
   */
  suspend(generator: IonGenerator, at: number): Outcome {
    startGenerator(generator);
    return recordCaller(generator, this.module, at);
  }

  /** What stands in for a plain function, with the call site as its last argument, to run its generator instead. */
  inSteps(code: Code): (...args: unknown[]) => Outcome {
    return (...args) => this.run(code(...args.slice(0, -1)), args.at(-1) as number);
  }

  /** The tail call of a plain function that counts its calls and was called at `from`. */
  tailFrom(
    callee: Value,
    args: readonly Value[],
    keywords: KeywordArguments | null,
    at: number,
    from: number,
  ): Outcome {
    const outcome = this.tailCall(callee, args, keywords, at);
    if (isSuspended(outcome)) return this.suspend(passOn(), from);
    machine.depth--;
    return outcome === TAIL_CALL ? this.run(takeTail(), from) : (outcome as Outcome);
  }

  /** The value of a plain function that counts its calls, after the call. */
  leave(value: Value): Value {
    machine.depth--;
    return value;
  }

  /** Continues a plain recursion on the heap; `generator` is the twin of the function that calls this. */
  deepen(generator: IonGenerator, at: number): Value {
    try {
      const value = runOnHeap(generator, at < 0 ? null : this.module, at);
      machine.depth--;
      return value;
    } catch (error) {
      throw at < 0 ? error : this.located(error, at);
    }
  }

  /** What a function returns to be replaced by the call of `generator`. */
  tail(generator: IonGenerator): typeof TAIL_CALL {
    machine.tail = () => generator;
    return TAIL_CALL;
  }

  tailCall(
    callee: Value,
    args: readonly Value[],
    keywords: KeywordArguments | null,
    at: number,
  ): Outcome | typeof TAIL_CALL {
    try {
      const start = prepareTail(callee, args, keywords);
      if (start === null) return callValue(callee, args, keywords, this.module, at);
      machine.tail = start;
      return TAIL_CALL;
    } catch (error) {
      throw this.located(error, at);
    }
  }

  spreadArgument(list: Value, at: number): Value[] {
    if (list instanceof List) return list.toArray();
    throw typeError(`spread requires a list, got ${typeOf(list)}`).locate(this.module, at);
  }

  spreadKeywords(dict: Value, at: number): [name: string, value: Value][] {
    try {
      return spreadKeywords(dict);
    } catch (error) {
      throw this.located(error, at);
    }
  }

  invoke0(method: Selector, receiver: Value, at: number): Outcome {
    this.enterNative(at);
    try {
      return this.#mark(invokeMethod0(receiver, method), at);
    } catch (error) {
      throw this.#left(error, at);
    }
  }

  invoke1(method: Selector, receiver: Value, a: Value, at: number): Outcome {
    this.enterNative(at);
    try {
      return this.#mark(invokeMethod1(receiver, method, a), at);
    } catch (error) {
      throw this.#left(error, at);
    }
  }

  invoke2(method: Selector, receiver: Value, a: Value, b: Value, at: number): Outcome {
    this.enterNative(at);
    try {
      return this.#mark(invokeMethod2(receiver, method, a, b), at);
    } catch (error) {
      throw this.#left(error, at);
    }
  }

  invokeWith(method: Selector, receiver: Value, args: readonly Value[], at: number): Outcome {
    this.enterNative(at);
    try {
      return this.#mark(invokeMethod(receiver, method, args), at);
    } catch (error) {
      throw this.#left(error, at);
    }
  }

  /** `invoke0` of the method `len`. */
  len(method: Selector, receiver: Value, at: number): Outcome {
    return receiver instanceof List ? receiver.length : this.invoke0(method, receiver, at);
  }

  /** `invoke1` of the method `push`. */
  push(method: Selector, receiver: Value, value: Value, at: number): Outcome {
    if (!(receiver instanceof List)) return this.invoke1(method, receiver, value, at);
    try {
      return receiver.push(value);
    } catch (error) {
      throw this.located(error, at);
    }
  }

  /** `invoke0` of the method `unwrap` (benchmark "100 producers into one channel(64)"). */
  unwrap(method: Selector, receiver: Value, at: number): Outcome {
    return receiver instanceof Some || receiver instanceof Ok ? receiver.value : this.invoke0(method, receiver, at);
  }

  /** `list.push(value)` for a variable that holds the new list alone. */
  writePush(method: Selector, receiver: Value, value: Value, at: number): Outcome {
    if (!(receiver instanceof List)) return this.invoke1(method, this.share(receiver), value, at);
    try {
      return writePush(receiver, value);
    } catch (error) {
      throw this.located(error, at);
    }
  }

  /** `dict.insert(key, value)`, as `writePush`. */
  writeInsert(method: Selector, receiver: Value, key: Value, value: Value, at: number): Outcome {
    if (receiver instanceof Dict && typeof key === "string") return writeEntry(receiver, key, value);
    return this.invoke2(method, this.share(receiver), key, value, at);
  }

  refuseKeywords(at: number): never {
    throw methodKeywordsError().locate(this.module, at);
  }

  /** Notes where the native code that is about to run stands, and with it the native functions that it calls back. */
  enterNative(at: number): void {
    machine.callModule = this.module;
    machine.callAt = at;
  }

  #mark(outcome: Outcome, at: number): Outcome {
    if (isSuspended(outcome)) markSuspension(this.module, at);
    return outcome;
  }

  // -------------------------------------------------------------------------------------------------- concurrency

  /** An expired time limit gets the position of what the program repeats; code of older compilers does not tell it. */
  sliceEnd(at = NO_POSITION): boolean {
    try {
      return sliceEnd();
    } catch (error) {
      throw this.located(error, at);
    }
  }

  /** As `sliceEnd`, where nothing can wait. */
  checkDeadline(at = NO_POSITION): void {
    try {
      checkDeadline();
    } catch (error) {
      throw this.located(error, at);
    }
  }

  /** Takes a round of tail calls off the slice, looks at the deadlines at its end, and answers the length of the round. */
  countTails(at = NO_POSITION): number {
    machine.budget -= ROUND_OF_TAILS;
    if (machine.budget < 0) this.checkDeadline(at);
    return ROUND_OF_TAILS;
  }
}

/** Answers what it waited for. */
function* passOn(): IonGenerator {
  return yield;
}
