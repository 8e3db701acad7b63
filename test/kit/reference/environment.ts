/**
 * Scopes of the reference evaluator, as the specification words them (language 4.2, 4.3): a chain of maps, and a copy
 * of every name that a function uses and that is bound when the function is created.
 */
import type { Value } from "./values.ts";

export interface Variable {
  value: Value;
  readonly isMutable: boolean;
}

export class Environment {
  readonly #variables = new Map<string, Variable>();
  readonly #parent: Environment | null;
  /** True for the scope that holds a function's copies: what is found there or beyond is not the function's own. */
  readonly #isBoundary: boolean;

  constructor(parent: Environment | null, isBoundary = false) {
    this.#parent = parent;
    this.#isBoundary = isBoundary;
  }

  declare(name: string, value: Value, isMutable: boolean): void {
    this.#variables.set(name, { value, isMutable });
  }

  find(name: string): Variable | null {
    return this.#variables.get(name) ?? this.#parent?.find(name) ?? null;
  }

  /** The variable, if assigning to it is allowed here. */
  findOwn(name: string): Variable | null {
    if (this.#isBoundary) return null;
    const found = this.#variables.get(name);
    if (found !== undefined) return found.isMutable ? found : null;
    return this.#parent?.findOwn(name) ?? null;
  }
}
