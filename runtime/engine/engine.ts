/**
 * `EngineCore`, the embedding API without a compiler (embedding 2.2 to 2.4): it runs compiled programs, which bring their
 * library along. What else an engine can do is in script-engine.ts. Synchronous methods throw IonErrors and misuse errors;
 * asynchronous ones never throw, they reject.
 */
import {
  answerRun,
  CALL_ASYNC_OPTIONS,
  CALL_OPTIONS,
  checkResultOptions,
  checkSignal,
  convertResult,
  createRequest,
  EVAL_ASYNC_OPTIONS,
  EVAL_OPTIONS,
  publicly,
  type ResultOptions,
} from "../host/call-options.ts";
import { codecOf, decodeWith, encodeWith, type IonType } from "../host/codec.ts";
import { IonConversionError } from "../host/conversion-error.ts";
import { createHostFunction } from "../host/host-function.ts";
import { type HostType, typeEntryOf } from "../host/host-type.ts";
import type { IonValue } from "../host/ion-value.ts";
import { misuse, requireName } from "../host/misuse.ts";
import { createModuleValue, Module, type ModuleMembers, moduleFrom } from "../host/module.ts";
import { readRegistration } from "../host/registration.ts";
import type { AsyncCallbackOf, CallbackOf, HostSignature } from "../host/signature.ts";
import type {
  AsyncHostCallback,
  CallAsyncOptions,
  CallOptions,
  EngineHandle,
  HostCallback,
  IonInput,
  IonOutput,
} from "../host/types.ts";
import type { CompiledProgram } from "../program/program.ts";
import { IonCancelled } from "../scheduler/cancelled.ts";
import type { LogLevel } from "../stdlib/manifest.ts";
import { EngineState } from "./engine-state.ts";
import { createHandle } from "./handle.ts";
import { IonInstance } from "./instance.ts";
import { changeLimits, type Limits } from "./limits.ts";
import {
  checkArgs,
  checkLogLevel,
  type EngineSettings,
  type LogHandler,
  logSink,
  type OutputOption,
  outputHandler,
} from "./settings.ts";

export interface EvalOptions extends ResultOptions {
  /** Names the source in errors, stacks and maps. Default `ion:eval/<n>`. */
  readonly filename?: string;
}

export interface EvalAsyncOptions extends EvalOptions {
  readonly signal?: AbortSignal;
}

/** A program as engines take it: what `defineProgram` answers. */
export interface RunnableProgram {
  readonly compiled: CompiledProgram;
}

type As<T> = { readonly as: IonType<T> };
type Raw = { readonly raw: true };

let stateReader: (engine: EngineCore) => EngineState;

export class EngineCore implements Disposable {
  readonly #state: EngineState;

  constructor(settings: EngineSettings = {}) {
    this.#state = new EngineState(settings);
  }

  static {
    stateReader = (engine) => engine.#state;
  }

  // --------------------------------------------------------------------------------------------------- evaluation

  /** Runs a program to the end on the present stack, as `eval` its source: its definitions land in the globals. */
  run<T>(program: RunnableProgram, options: EvalOptions & As<T>): T;
  run(program: RunnableProgram, options: EvalOptions & Raw): IonValue;
  run(program: RunnableProgram, options?: EvalOptions): IonOutput;
  run(program: RunnableProgram, options?: EvalOptions): unknown {
    this.#requireLive();
    checkResultOptions(options, EVAL_OPTIONS);
    return runSync(this, compiledOf(program), options, EngineCore.prototype.run);
  }

  runAsync<T>(program: RunnableProgram, options: EvalAsyncOptions & As<T>): Promise<T>;
  runAsync(program: RunnableProgram, options: EvalAsyncOptions & Raw): Promise<IonValue>;
  runAsync(program: RunnableProgram, options?: EvalAsyncOptions): Promise<IonOutput>;
  runAsync(program: RunnableProgram, options?: EvalAsyncOptions): Promise<unknown> {
    return runAsync(this, options, () => compiledOf(program));
  }

  /** Calls a function by its global name, to the end on the present stack. */
  call<T>(name: string, args: readonly IonInput[] | undefined, options: CallOptions & As<T>): T;
  call(name: string, args: readonly IonInput[] | undefined, options: CallOptions & Raw): IonValue;
  call(name: string, args?: readonly IonInput[], options?: CallOptions): IonOutput;
  call(name: string, args?: readonly IonInput[], options?: CallOptions): unknown {
    this.#requireLive();
    const { runner, marshaller } = this.#state;
    requireName("function to call", name);
    checkResultOptions(options, CALL_OPTIONS);
    const request = createRequest(name, args, options, marshaller);
    const value = publicly(() => runner.callSync(request), EngineCore.prototype.call);
    return convertResult(value, options, marshaller);
  }

  /** The same as a root of its own that may wait. */
  callAsync<T>(name: string, args: readonly IonInput[] | undefined, options: CallAsyncOptions & As<T>): Promise<T>;
  callAsync(name: string, args: readonly IonInput[] | undefined, options: CallAsyncOptions & Raw): Promise<IonValue>;
  callAsync(name: string, args?: readonly IonInput[], options?: CallAsyncOptions): Promise<IonOutput>;
  callAsync(name: string, args?: readonly IonInput[], options?: CallAsyncOptions): Promise<unknown> {
    const { runner, marshaller } = this.#state;
    return answerRun(marshaller, options, CALL_ASYNC_OPTIONS, async () => {
      requireName("function to call", name);
      checkSignal(options?.signal);
      return runner.callAsync(createRequest(name, args, options, marshaller));
    });
  }

  /** A handle counts as open, so that waiting for its calls is no deadlock, until it is closed. */
  handle(): EngineHandle {
    this.#requireLive();
    return createHandle(this.#state.runner, this.#state.marshaller, true);
  }

  // ------------------------------------------------------------------------------------------------------ globals

  /** Binds an immutable global; a script may shadow it. */
  set(name: string, value: IonInput): this {
    this.#requireLive();
    requireName("global", name);
    this.#state.scope.define(name, this.#state.marshaller.toIon(value), false);
    return this;
  }

  /** The newest meaning of a name; `undefined` when it has none, which `has` tells from unit. */
  get(name: string): IonOutput | undefined {
    this.#requireLive();
    requireName("global", name);
    const found = this.#state.find(name);
    return found === undefined ? undefined : this.#state.marshaller.toJs(found.value);
  }

  has(name: string): boolean {
    this.#requireLive();
    requireName("global", name);
    return this.#state.find(name) !== undefined;
  }

  /** The bindings made by `set` and by scripts, without builtins, modules and host functions. */
  getAll(): Map<string, IonOutput> {
    this.#requireLive();
    const { scope, marshaller } = this.#state;
    return new Map([...scope.entries()].map(([name, { value }]) => [name, marshaller.toJs(value)]));
  }

  setTyped<T>(name: string, type: IonType<T>, value: T): this {
    this.#requireLive();
    requireName("global", name);
    const { scope, marshaller } = this.#state;
    scope.define(name, encodeWith(codecOf(type), value, marshaller), false);
    return this;
  }

  getTyped<T>(name: string, type: IonType<T>): T {
    this.#requireLive();
    requireName("global", name);
    const found = this.#state.find(name);
    if (found === undefined) throw new IonConversionError(`variable '${name}' not found`);
    return decodeWith(codecOf(type), found.value, this.#state.marshaller) as T;
  }

  // ------------------------------------------------------------------------------------------------- registration

  /** A function of the host that answers at once; registering a name again replaces it, builtins included. */
  registerFn(name: string, callback: HostCallback): this;
  registerFn<S extends HostSignature>(name: string, signature: S, callback: CallbackOf<S>): this;
  registerFn(...given: readonly unknown[]): this {
    return this.#register(given, false);
  }

  /** A function of the host that may wait; it gets its context first. */
  registerAsyncFn(name: string, callback: AsyncHostCallback): this;
  registerAsyncFn<S extends HostSignature>(name: string, signature: S, callback: AsyncCallbackOf<S>): this;
  registerAsyncFn(...given: readonly unknown[]): this {
    return this.#register(given, true);
  }

  /** A module, an object tree of functions and constants, or the functions of a program's instance. */
  registerModule(module: Module): this;
  registerModule(name: string, members: ModuleMembers | IonInstance): this;
  registerModule(given: Module | string, members?: ModuleMembers | IonInstance): this {
    this.#requireLive();
    const tree = members instanceof IonInstance ? members.exports : members;
    const module = given instanceof Module ? given : moduleFrom(given, tree as ModuleMembers);
    this.#state.table.set(module.name, createModuleValue(module, this.#state.marshaller));
    return this;
  }

  registerType(type: HostType): this {
    this.#requireLive();
    this.#state.types.register(typeEntryOf(type));
    return this;
  }

  // ----------------------------------------------------------------------------------------------------- settings

  setLimits(limits: Partial<Limits>): this {
    this.#requireLive();
    const { settings } = this.#state;
    settings.limits = changeLimits(settings.limits, limits);
    return this;
  }

  setOutput(output: OutputOption | null): this {
    this.#requireLive();
    this.#state.services.output = outputHandler(output);
    return this;
  }

  setArgs(args: readonly string[]): this {
    this.#requireLive();
    this.#state.services.args = checkArgs(args);
    return this;
  }

  get args(): readonly string[] {
    return this.#state.services.args;
  }

  setLogHandler(handler: LogHandler): this {
    this.#requireLive();
    this.#state.services.logSink = logSink(handler, this.#state.marshaller);
    return this;
  }

  get logLevel(): LogLevel {
    return this.#state.services.logLevel;
  }

  set logLevel(level: LogLevel) {
    this.#state.services.logLevel = checkLogLevel(level);
  }

  /** Cancels everything that the engine started; later calls fail. */
  dispose(): void {
    this.#state.dispose();
  }

  [Symbol.dispose](): void {
    this.dispose();
  }

  // ----------------------------------------------------------------------------------------------------- internal

  #requireLive(): void {
    if (this.#state.runner.isDisposed) throw misuse("this engine is disposed");
  }

  #register(given: readonly unknown[], isAsync: boolean): this {
    this.#requireLive();
    const registration = readRegistration(given, isAsync);
    this.#state.table.set(registration.name, createHostFunction({ ...registration, isAsync }, this.#state.marshaller));
    return this;
  }
}

/** A program in the scope of the engine itself; `entry` is the public function that was called. */
export function runSync(
  engine: EngineCore,
  program: CompiledProgram,
  options: ResultOptions | undefined,
  entry: (...args: never[]) => unknown,
): unknown {
  const state = stateOf(engine);
  const value = publicly(() => state.runner.runSync(state.rootOf(program, state)), entry);
  return convertResult(value, options, state.marshaller);
}

export function runAsync(
  engine: EngineCore,
  options: EvalAsyncOptions | undefined,
  prepare: () => CompiledProgram,
): Promise<unknown> {
  const state = stateOf(engine);
  return answerRun(state.marshaller, options, EVAL_ASYNC_OPTIONS, async () => {
    const signal = checkSignal(options?.signal);
    if (state.runner.isDisposed) throw new IonCancelled("dispose");
    signal?.throwIfAborted();
    return state.runner.runProgram(state.rootOf(prepare(), state), signal);
  });
}

/** What the rest of this room needs of an engine. */
export function stateOf(engine: EngineCore): EngineState {
  return stateReader(engine);
}

function compiledOf(program: RunnableProgram): CompiledProgram {
  const compiled: CompiledProgram | undefined = (program as Partial<RunnableProgram> | null | undefined)?.compiled;
  if (compiled === undefined) throw misuse("expected a program: the default export of a compiled module");
  return compiled;
}
