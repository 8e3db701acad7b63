/**
 * Callable values: Ion functions (`fn`, lambdas), native functions (builtins, library and host functions) and modules.
 * How a call is carried out is the machine's business (machine/call.ts); here is only what they are.
 */
import { HeapValue, type Value } from "./value.ts";

export type ParameterKind = "plain" | "positional-only" | "keyword-only" | "rest" | "keyword-rest";

export interface Parameter {
  readonly name: string;
  readonly kind: ParameterKind;
  readonly hasDefault: boolean;
}

/** What is known of a function before it runs; one per `fn` or lambda in the source, shared by all its closures. */
export interface Signature {
  readonly name: string;
  readonly params: readonly Parameter[];
  /** Number of parameters when all are plain and without default, else -1: the condition of the fast call path. */
  readonly plainArity: number;
  /** True when `code` is a generator function, false when it is proven never to suspend. */
  readonly suspends: boolean;
}

/**
 * The compiled body. It takes one argument per declared parameter, in order (an absent one that has a default is
 * `MISSING`), and then the call's source offset. A generator function ignores the offset.
 */
// biome-ignore lint/suspicious/noExplicitAny: compiled code has one type per arity; every call goes through machine/.
export type Code = (...args: any[]) => any;

/** Stands for an argument that was not given where the parameter has a default. */
export const MISSING: unique symbol = Symbol("missing argument");

export class IonFunction extends HeapValue {
  readonly signature: Signature;
  readonly code: Code;
  /** For a recursive plain function its generator twin, which runs with its frames on the heap; else null. */
  readonly deepCode: Code | null;

  constructor(signature: Signature, code: Code, deepCode: Code | null) {
    super();
    this.signature = signature;
    this.code = code;
    this.deepCode = deepCode;
  }

  override get typeName(): string {
    return "fn";
  }

  override displayText(): string {
    return `<fn ${this.signature.name}>`;
  }

  /** Functions are never equal, not even to themselves (3.4). */
  override sameAs(): boolean {
    return false;
  }

  override hash(): number {
    return Number.NaN;
  }
}

/** Keyword arguments of a call in source order; names may repeat (the binder reports it). */
export type KeywordArguments = readonly (readonly [name: string, value: Value])[];

export type NativeCode = (args: readonly Value[], keywords: KeywordArguments | null) => unknown;
/** From the number of a float to the number of a float. */
export type FloatCode = (x: number) => number;
export type NativeCheck = (args: readonly Value[], keywords: KeywordArguments | null) => void;

/**
 * A function that is implemented in JavaScript. `call` gets the evaluated arguments. What it may answer (a value, or
 * the machine's SUSPENDED after parking) is described in machine/machine.ts; keywords are null when none were given.
 */
export class NativeFunction extends HeapValue {
  /** As displayed and named in messages: `len`, `math::sqrt`. */
  readonly name: string;
  /** True for functions that may wait: `type_of` answers `async_builtin_fn`. */
  readonly isAsync: boolean;
  readonly call: NativeCode;
  /** Raises the binding errors of a call that is to start later; null when `call` has none (concurrency B-18). */
  readonly checkArguments: NativeCheck | null;
  /** What the function does with the number of a float, if that is all it does with a float (FloatFunction). */
  readonly ofFloat: FloatCode | null;

  constructor(
    name: string,
    isAsync: boolean,
    call: NativeCode,
    checkArguments: NativeCheck | null = null,
    ofFloat: FloatCode | null = null,
  ) {
    super();
    this.name = name;
    this.isAsync = isAsync;
    this.call = call;
    this.checkArguments = checkArguments;
    this.ofFloat = ofFloat;
  }

  override get typeName(): string {
    return this.isAsync ? "async_builtin_fn" : "builtin_fn";
  }

  override displayText(): string {
    return this.isAsync ? `<async builtin ${this.name}>` : `<builtin ${this.name}>`;
  }

  /** Functions are never equal, not even to themselves (3.4). */
  override sameAs(): boolean {
    return false;
  }

  override hash(): number {
    return Number.NaN;
  }
}

/** A library or host module; `callable` is set for `bytes`, which can be called like a function. */
export class IonModule extends HeapValue {
  readonly name: string;
  readonly members: ReadonlyMap<string, Value>;
  readonly callable: NativeFunction | null;

  constructor(name: string, members: ReadonlyMap<string, Value>, callable: NativeFunction | null = null) {
    super();
    this.name = name;
    this.members = members;
    this.callable = callable;
  }

  override get typeName(): string {
    return "module";
  }

  override displayText(): string {
    return `<module ${this.name}>`;
  }

  /** Modules are never equal, not even to themselves (3.4). */
  override sameAs(): boolean {
    return false;
  }

  override hash(): number {
    return Number.NaN;
  }
}

/**
 * A member of a module that a program calls with a float (benchmark "n-body"). Which module the program's name stands for
 * is known when it runs only: `isIn` says whether its member is one that computes with the bare number.
 */
export class FloatFunction {
  readonly name: string;
  /** The last module whose member was one. */
  #module: Value;
  compute: FloatCode = Number;

  constructor(name: string) {
    this.name = name;
  }

  isIn(module: Value): boolean {
    return module === this.#module && module !== undefined ? true : this.#isFound(module);
  }

  #isFound(module: Value): boolean {
    const member = module instanceof IonModule ? module.members.get(this.name) : undefined;
    if (!(member instanceof NativeFunction) || member.ofFloat === null) return false;
    this.#module = module;
    this.compute = member.ofFloat;
    return true;
  }
}
