/**
 * Compiled modules as their users see them (embedding 2.9): importing runs no Ion code; the default export is an
 * `IonProgram`, the named exports are functions of its default instance, which is made on the first call.
 */
import {
  answerRun,
  checkResultOptions,
  checkSignal,
  convertResult,
  publicly,
  type ResultOptions,
  RUN_OPTIONS,
  RUN_SYNC_OPTIONS,
} from "../host/call-options.ts";
import type { IonType } from "../host/codec.ts";
import type { IonValue } from "../host/ion-value.ts";
import { checkOptions, misuse } from "../host/misuse.ts";
import type { IonFunction, IonOutput } from "../host/types.ts";
import { type CompiledProgram, createProgram, type ProgramMain, type ProgramMetadata } from "../program/program.ts";
import { DefaultInstance } from "./default-instance.ts";
import { type EngineCore, stateOf } from "./engine.ts";
import { createExportedFunction } from "./exported-function.ts";
import { generatedScript } from "./generated-script.ts";
import { type IonInstance, instantiate } from "./instance.ts";
import { type Bindings, engineFor } from "./program-bindings.ts";
import type { OutputOption } from "./settings.ts";

export interface RunSyncOptions extends ResultOptions {
  /** For a new engine only; default `"inherit"`. */
  readonly output?: OutputOption;
  readonly args?: readonly string[];
}

export interface RunOptions extends RunSyncOptions {
  readonly signal?: AbortSignal;
}

export interface InstantiateOptions {
  readonly signal?: AbortSignal;
  /** Refuses up front when names that the program requires are not bound. */
  readonly strict?: boolean;
}

const INSTANTIATE_OPTIONS = ["signal", "strict"] satisfies readonly (keyof InstantiateOptions)[];

type As<T> = { readonly as: IonType<T> };
type Raw = { readonly raw: true };

export class IonProgram {
  readonly compiled: CompiledProgram;
  readonly #default: DefaultInstance;

  constructor(compiled: CompiledProgram) {
    this.compiled = compiled;
    this.#default = new DefaultInstance(compiled);
    Object.defineProperty(this, "compiled", { enumerable: false });
  }

  get name(): string {
    return this.compiled.metadata.name;
  }

  /** Names that the host has to provide, as far as the compiler can tell. */
  get requires(): readonly string[] {
    return this.compiled.metadata.requires;
  }

  /** The Ion names of the functions that the program exports. */
  get exportNames(): readonly string[] {
    return this.compiled.metadata.exports;
  }

  get abi(): number {
    return this.compiled.metadata.abi;
  }

  /** Runs the program in a scope of its own and answers the value of its last expression. */
  run<T>(bindings: Bindings | undefined, options: RunOptions & As<T>): Promise<T>;
  run(bindings: Bindings | undefined, options: RunOptions & Raw): Promise<IonValue>;
  run(bindings?: Bindings, options?: RunOptions): Promise<IonOutput>;
  async run(bindings?: Bindings, options: RunOptions = {}): Promise<unknown> {
    checkResultOptions(options, RUN_OPTIONS);
    const signal = checkSignal(options.signal);
    signal?.throwIfAborted();
    const state = stateOf(engineFor(bindings, options));
    const realm = state.createInstanceRealm();
    try {
      return await answerRun(realm.marshaller, options, RUN_OPTIONS, () =>
        realm.runner.runProgram(state.rootOf(this.compiled, realm), signal),
      );
    } finally {
      state.releaseInstance(realm);
    }
  }

  runSync<T>(bindings: Bindings | undefined, options: RunSyncOptions & As<T>): T;
  runSync(bindings: Bindings | undefined, options: RunSyncOptions & Raw): IonValue;
  runSync(bindings?: Bindings, options?: RunSyncOptions): IonOutput;
  runSync(bindings?: Bindings, options: RunSyncOptions = {}): unknown {
    checkResultOptions(options, RUN_SYNC_OPTIONS);
    const state = stateOf(engineFor(bindings, options));
    const realm = state.createInstanceRealm();
    try {
      const value = publicly(
        () => realm.runner.runSync(state.rootOf(this.compiled, realm)),
        IonProgram.prototype.runSync,
      );
      return convertResult(value, options, realm.marshaller);
    } finally {
      state.releaseInstance(realm);
    }
  }

  /** Runs the top level once; the functions can then be called at will. */
  async instantiate(bindings?: Bindings, options: InstantiateOptions = {}): Promise<IonInstance> {
    checkOptions(options, INSTANTIATE_OPTIONS);
    const signal = checkSignal(options.signal);
    signal?.throwIfAborted();
    const engine = engineFor(bindings, {});
    if (options.strict === true) this.#requireAll(engine);
    return instantiate(stateOf(engine), this.compiled, signal);
  }

  /** What the named exports run in; the last call before the first use counts. */
  bind(bindings: Bindings): this {
    this.#default.bind(engineFor(bindings, {}));
    return this;
  }

  /** The engine of the named exports. */
  get defaultEngine(): EngineCore {
    return this.#default.engine;
  }

  /** An exported function, bound to the default instance. */
  function(name: string): IonFunction {
    if (!this.exportNames.includes(name)) throw misuse(`${this.name} exports no function '${name}'`);
    return createExportedFunction(name, this.#default);
  }

  #requireAll(engine: EngineCore): void {
    const missing = this.requires.filter((name) => !engine.has(name));
    if (missing.length > 0) throw misuse(`${this.name} requires names that are not bound: ${missing.join(", ")}`);
  }
}

/** What a compiled module calls; throws an IonAbiError when this runtime cannot run it. */
export function defineProgram(metadata: ProgramMetadata, main: ProgramMain): IonProgram {
  return new IonProgram(createProgram(metadata, main, generatedScript(metadata)));
}
