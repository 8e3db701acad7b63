/**
 * The names that a program sees from outside itself: the persistent top-level bindings of an engine (or of a program
 * instance) and, behind them, the engine's global table of host functions, builtins, modules and glob imports
 * (language 4.2).
 */
import type { Value } from "../values/value.ts";

/** One top-level binding. A second `let` of the name makes a new one. */
export class Binding {
  value: Value;
  readonly isMutable: boolean;

  constructor(value: Value, isMutable: boolean) {
    this.value = value;
    this.isMutable = isMutable;
  }
}

/** The engine's global table. `version` changes with every change. */
export class GlobalTable {
  readonly #values = new Map<string, Value>();
  version = 0;
  /**
   * Changes whenever a look-up through this table, or through a scope in front of it, may have another result: references
   * remember what they found (benchmark "suspension at depth 1").
   */
  stamp = 0;

  get(name: string): Value {
    return this.#values.get(name);
  }

  has(name: string): boolean {
    return this.#values.has(name);
  }

  set(name: string, value: Value): void {
    this.#values.set(name, value);
    this.version++;
    this.stamp++;
  }

  delete(name: string): void {
    this.#values.delete(name);
    this.version++;
    this.stamp++;
  }

  names(): IterableIterator<string> {
    return this.#values.keys();
  }
}

export class GlobalScope {
  readonly table: GlobalTable;
  readonly #bindings = new Map<string, Binding>();
  /** The scope behind this one: an instance's scope lies over the engine's (embedding D28). */
  readonly #outer: GlobalScope | null;

  constructor(table: GlobalTable, outer: GlobalScope | null = null) {
    this.table = table;
    this.#outer = outer;
  }

  /** How many names are bound here; names are never unbound. */
  get size(): number {
    return this.#bindings.size;
  }

  /** The binding of `name`, innermost first; undefined when only the global table may know the name. */
  find(name: string): Binding | undefined {
    return this.#bindings.get(name) ?? this.#outer?.find(name);
  }

  /** Binds `name`, replacing an earlier binding of this scope. */
  define(name: string, value: Value, isMutable: boolean): Binding {
    const binding = new Binding(value, isMutable);
    this.#bindings.set(name, binding);
    this.table.stamp++;
    return binding;
  }

  /** All names bound in this scope and those behind it. */
  *names(): IterableIterator<string> {
    yield* this.#bindings.keys();
    if (this.#outer !== null) yield* this.#outer.names();
  }

  /** The bindings made in this scope itself, in order of their first definition. */
  entries(): IterableIterator<[string, Binding]> {
    return this.#bindings.entries();
  }
}
