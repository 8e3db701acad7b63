/**
 * A name that a program uses but does not bind: looked up in the engine's scope, then in its global table, each time it
 * is evaluated (language 4.2). What the scope held when the program started is what functions captured (4.3).
 */
import { nameError, type RaisedError, runtimeError, type SourceModule } from "../errors.ts";
import type { Value } from "../values/value.ts";
import type { Binding, GlobalScope, GlobalTable } from "./scope.ts";

class Unbound {
  readonly description = "unbound";
}
const unbound: Unbound = new Unbound();
/** Stands in a variable for a name that is not bound yet. Never a value. */
export const UNBOUND = unbound;

export function undefinedVariable(name: string): RaisedError {
  return nameError(`undefined variable: ${name}`, "undefined-variable");
}

export function immutableVariable(name: string): RaisedError {
  return runtimeError(`cannot assign to immutable variable '${name}'`, "immutable-assignment");
}

export class GlobalReference {
  readonly name: string;
  readonly #scope: GlobalScope;
  readonly #table: GlobalTable;
  readonly #module: SourceModule;
  #captured: Value | Unbound;
  /** What the last look-up found, valid while the table has the same stamp. */
  #stamp = -1;
  #binding: Binding | undefined;
  #value: Value;

  constructor(name: string, scope: GlobalScope, module: SourceModule) {
    this.name = name;
    this.#scope = scope;
    this.#table = scope.table;
    this.#module = module;
    const binding = scope.find(name);
    this.#captured = binding === undefined ? unbound : binding.value;
  }

  /** The present value; NameError when nothing binds the name. */
  get(at: number): Value {
    if (this.#stamp !== this.#table.stamp) this.#lookUp(at);
    return this.#binding === undefined ? this.#value : this.#binding.value;
  }

  /** As a function sees it: what was bound at its creation, else the present value. */
  captured(at: number): Value {
    const captured = this.#captured;
    return captured === unbound ? this.get(at) : (captured as Value);
  }

  /** The same name, if it is a variable: as an assignment reads it (4.4). */
  variable(at: number): this {
    if (this.#scope.find(this.name) === undefined) throw undefinedVariable(this.name).locate(this.#module, at);
    return this;
  }

  /** What was bound when the program started, or UNBOUND. */
  get earlier(): Value | Unbound {
    return this.#captured;
  }

  /** `name = value` at top level (4.4). */
  assign(value: Value): void {
    const binding = this.#scope.find(this.name);
    if (binding === undefined) throw runtimeError(`undefined variable: ${this.name}`, "undefined-variable");
    if (!binding.isMutable) throw immutableVariable(this.name);
    binding.value = value;
    if (this.#captured !== unbound) this.#captured = value;
  }

  /** `name = value` inside a function, which may never assign to what is declared outside it (4.3). */
  refuse(): never {
    const isBound = this.#scope.find(this.name) !== undefined;
    throw isBound
      ? immutableVariable(this.name)
      : runtimeError(`undefined variable: ${this.name}`, "undefined-variable");
  }

  #lookUp(at: number): void {
    this.#binding = this.#scope.find(this.name);
    if (this.#binding === undefined) {
      if (!this.#table.has(this.name)) throw undefinedVariable(this.name).locate(this.#module, at);
      this.#value = this.#table.get(this.name);
    }
    this.#stamp = this.#table.stamp;
  }
}
