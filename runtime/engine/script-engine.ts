/**
 * `ScriptEngine`: an engine that has a compiler and the library, and all of the embedding API that engines of compiled
 * programs do without (embedding 2.2, 2.3).
 */
import { bareEnum, bareStruct, type EnumData, type StructData } from "../host/bare-types.ts";
import { checkResultOptions, EVAL_OPTIONS } from "../host/call-options.ts";
import type { IonType } from "../host/codec.ts";
import type { IonValue } from "../host/ion-value.ts";
import { misuse, requireName } from "../host/misuse.ts";
import type { IonOutput, Untyped } from "../host/types.ts";
import type { CompiledProgram } from "../program/program.ts";
import { unknownGlobals } from "../program/root.ts";
import type { ConcurrencyBackend } from "../scheduler/manifest.ts";
import type { LibraryItem } from "../stdlib/library.ts";
import { CompileCache, type CompiledScript, type ScopeNames } from "./compile-cache.ts";
import { EngineCore, type EvalAsyncOptions, type EvalOptions, runAsync, runSync, stateOf } from "./engine.ts";
import type { EngineState } from "./engine-state.ts";
import { type EngineOptions, readOptions } from "./options.ts";

export interface ScriptOptions extends ScopeNames {
  readonly filename: string;
  readonly backend: ConcurrencyBackend;
}

/** Compiles source for an engine; throws an IonError. */
export type CompileScript = (source: string, options: ScriptOptions) => CompiledScript;

/** What an engine needs to run source text, and compiled programs do without. */
export interface EngineEquipment {
  readonly compileScript: CompileScript;
  /** What scripts may mention of the library. */
  readonly library: readonly LibraryItem[];
}

type As<T> = { readonly as: IonType<T> };
type Raw = { readonly raw: true };

let evaluationCount = 0;

export class ScriptEngine extends EngineCore {
  constructor(options: EngineOptions, equipment: EngineEquipment) {
    super(readOptions(options));
    equip(this, equipment);
  }

  /** Runs to the end on the present stack; what would have to wait is refused. */
  eval<T>(source: string, options: EvalOptions & As<T>): T;
  eval(source: string, options: EvalOptions & Raw): IonValue;
  eval(source: string, options?: EvalOptions): IonOutput;
  eval(source: string, options?: EvalOptions): unknown {
    requireLive(this);
    checkResultOptions(options, EVAL_OPTIONS);
    return runSync(this, compilerOf(this).compile(source, options), options, ScriptEngine.prototype.eval);
  }

  /** Starts at once, up to the first wait; aborting `signal` cancels the evaluation. */
  evalAsync<T>(source: string, options: EvalAsyncOptions & As<T>): Promise<T>;
  evalAsync(source: string, options: EvalAsyncOptions & Raw): Promise<IonValue>;
  evalAsync(source: string, options?: EvalAsyncOptions): Promise<Untyped>;
  evalAsync(source: string, options?: EvalAsyncOptions): Promise<unknown> {
    return runAsync(this, options, () => compilerOf(this).compile(source, options));
  }

  /** A struct type known by its field names only; its values are `IonStruct`s. */
  registerStruct(data: StructData): this {
    requireLive(this);
    stateOf(this).types.register(bareStruct(data));
    return this;
  }

  /** An enum type known by its variants' names and arities only; its values are `IonEnum`s. */
  registerEnum(data: EnumData): this {
    requireLive(this);
    stateOf(this).types.register(bareEnum(data));
    return this;
  }
}

/** Lets an engine that was made for compiled programs run source text, too. */
export function equip(engine: EngineCore, { compileScript, library }: EngineEquipment): void {
  const state = stateOf(engine);
  if (!compilers.has(engine)) compilers.set(engine, new ScriptCompiler(state, compileScript));
  state.addLibrary(library);
}

function requireLive(engine: EngineCore): void {
  if (stateOf(engine).runner.isDisposed) throw misuse("this engine is disposed");
}

const compilers = new WeakMap<EngineCore, ScriptCompiler>();

function compilerOf(engine: EngineCore): ScriptCompiler {
  return compilers.get(engine)!;
}

/** Compiles for one engine, and remembers what it compiled. */
class ScriptCompiler {
  readonly #state: EngineState;
  readonly #compileScript: CompileScript;
  readonly #cache = new CompileCache();
  /** What `#scopeNames` answered, and for which state of the table and the scope. */
  #names: { readonly version: number; readonly size: number; readonly names: ScopeNames } | null = null;

  constructor(state: EngineState, compileScript: CompileScript) {
    this.#state = state;
    this.#compileScript = compileScript;
  }

  compile(source: string, options: EvalOptions | undefined): CompiledProgram {
    if (typeof source !== "string") throw misuse("the source must be a string");
    if (options?.filename !== undefined) requireName("source", options.filename);
    const names = this.#scopeNames();
    const { backend } = this.#state;
    return this.#cache.getOrCompile(source, options?.filename, names, () => {
      const filename = options?.filename ?? `ion:eval/${++evaluationCount}`;
      return this.#compileScript(source, { filename, ...names, backend });
    });
  }

  /** What the compiler may and must know of the names of the engine; the same object as long as nothing changes. */
  #scopeNames(): ScopeNames {
    const { scope, table, libraryNames } = this.#state;
    const { version } = table;
    const { size } = scope;
    if (this.#names?.version === version && this.#names.size === size) return this.#names.names;
    const unknown = unknownGlobals(scope, libraryNames);
    const names = {
      unknownGlobals: new Set([...unknown].filter((name) => libraryNames.has(name))),
      earlierNames: new Set(scope.names()),
    };
    this.#names = { version, size, names };
    return names;
  }
}
