/**
 * The instance that a module's named exports belong to (embedding D29): made once, on the first call. Concurrent first
 * calls share one instantiation; one that failed is tried again by the next call.
 */
import { misuse } from "../host/misuse.ts";
import type { IonFunction } from "../host/types.ts";
import type { CompiledProgram } from "../program/program.ts";
import { getDefaultEngine } from "./default-engine.ts";
import { type EngineCore, stateOf } from "./engine.ts";
import { type IonInstance, instantiate, instantiateSync } from "./instance.ts";

export class DefaultInstance {
  readonly #program: CompiledProgram;
  #engine: EngineCore | null = null;
  #instance: IonInstance | null = null;
  #pending: Promise<IonInstance> | null = null;

  constructor(program: CompiledProgram) {
    this.#program = program;
  }

  get engine(): EngineCore {
    return this.#engine ?? getDefaultEngine();
  }

  bind(engine: EngineCore): void {
    if (this.#instance !== null || this.#pending !== null) {
      throw misuse(`${this.#program.metadata.name} is in use already: bind it before the first call`);
    }
    this.#engine = engine;
  }

  async find(name: string): Promise<IonFunction> {
    if (this.#instance !== null) return this.#functionOf(this.#instance, name);
    this.#pending ??= this.#instantiate();
    return this.#functionOf(await this.#pending, name);
  }

  findSync(name: string, entry: (...args: never[]) => unknown): IonFunction {
    if (this.#instance === null) {
      if (this.#pending !== null) throw misuse(`${this.#program.metadata.name} is still being instantiated: await it`);
      this.#instance = instantiateSync(stateOf(this.engine), this.#program, entry);
    }
    return this.#functionOf(this.#instance, name);
  }

  async #instantiate(): Promise<IonInstance> {
    try {
      this.#instance = await instantiate(stateOf(this.engine), this.#program, undefined);
      return this.#instance;
    } finally {
      this.#pending = null;
    }
  }

  /** The top level may have ended before it bound the function. */
  #functionOf(instance: IonInstance, name: string): IonFunction {
    const found = Object.hasOwn(instance.exports, name) ? instance.exports[name] : undefined;
    if (found === undefined) throw misuse(`${this.#program.metadata.name} did not define '${name}'`);
    return found;
  }
}
