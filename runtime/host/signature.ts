/**
 * Signatures of host functions (embedding 1.4, 2.7): which parameters there are, how they convert, and what comes
 * back. Each method answers a new signature; TypeScript derives the callback's parameters from it.
 */
import type { KeywordArguments, ParameterKind } from "../values/function.ts";
import type { Value } from "../values/value.ts";
import { bindHostArguments, bindToParameters } from "./bind-host-arguments.ts";
import { type Codec, codecOf, type IonType } from "./codec.ts";
import type { Marshaller } from "./marshaller.ts";
import { misuse, requireName } from "./misuse.ts";
import { SIGNATURE } from "./registration.ts";
import type { HostContext, IonOutput } from "./types.ts";

export interface HostParameter {
  readonly name: string;
  readonly kind: ParameterKind;
  /** Null: the default mapping. */
  readonly codec: Codec<unknown> | null;
  readonly hasDefault: boolean;
  /** Passed to the callback as it is. */
  readonly defaultValue: unknown;
}

/** `A` are the callback's parameters, `R` what it answers. */
export class HostSignature<A extends readonly unknown[] = readonly unknown[], R = unknown> {
  readonly [SIGNATURE] = true;
  readonly parameters: readonly HostParameter[];
  readonly result: Codec<unknown> | null;
  /** True when every parameter can be given by its position. */
  readonly isPositional: boolean;
  /** True when no argument has parts to convert. */
  readonly isScalar: boolean;
  /** Exists in types only: keeps signatures of different parameters apart. */
  declare readonly types: { readonly args: A; readonly result: R };

  constructor(parameters: readonly HostParameter[], result: Codec<unknown> | null) {
    this.parameters = parameters;
    this.result = result;
    this.isPositional = parameters.every(({ kind }) => kind === "plain" || kind === "positional-only");
    this.isScalar = parameters.every(
      ({ kind, codec }) => codec?.isScalar === true && kind !== "rest" && kind !== "keyword-rest",
    );
    Object.freeze(this);
  }

  /** A parameter that is given by position or by name. The default counts as given when there is a third argument. */
  pos(name: string): HostSignature<[...A, IonOutput], R>;
  pos(name: string, type: undefined, defaultValue: unknown): HostSignature<[...A, IonOutput], R>;
  pos<T>(name: string, type: IonType<T>): HostSignature<[...A, T], R>;
  pos<T, D = T>(name: string, type: IonType<T>, defaultValue: D): HostSignature<[...A, T | D], R>;
  pos(...given: readonly unknown[]): HostSignature<readonly unknown[], R> {
    return this.#with("plain", given);
  }

  posOnly(name: string): HostSignature<[...A, IonOutput], R>;
  posOnly(name: string, type: undefined, defaultValue: unknown): HostSignature<[...A, IonOutput], R>;
  posOnly<T>(name: string, type: IonType<T>): HostSignature<[...A, T], R>;
  posOnly<T, D = T>(name: string, type: IonType<T>, defaultValue: D): HostSignature<[...A, T | D], R>;
  posOnly(...given: readonly unknown[]): HostSignature<readonly unknown[], R> {
    return this.#with("positional-only", given);
  }

  kwOnly(name: string): HostSignature<[...A, IonOutput], R>;
  kwOnly(name: string, type: undefined, defaultValue: unknown): HostSignature<[...A, IonOutput], R>;
  kwOnly<T>(name: string, type: IonType<T>): HostSignature<[...A, T], R>;
  kwOnly<T, D = T>(name: string, type: IonType<T>, defaultValue: D): HostSignature<[...A, T | D], R>;
  kwOnly(...given: readonly unknown[]): HostSignature<readonly unknown[], R> {
    return this.#with("keyword-only", given);
  }

  /** Collects the remaining positional arguments into an array. */
  varArgs(name: string): HostSignature<[...A, IonOutput[]], R>;
  varArgs<T>(name: string, element: IonType<T>): HostSignature<[...A, T[]], R>;
  varArgs(...given: readonly unknown[]): HostSignature<readonly unknown[], R> {
    return this.#with("rest", given.slice(0, 2));
  }

  /** Collects the remaining keyword arguments into an object. */
  varKwargs(name: string): HostSignature<[...A, Record<string, IonOutput>], R>;
  varKwargs<T>(name: string, element: IonType<T>): HostSignature<[...A, Record<string, T>], R>;
  varKwargs(...given: readonly unknown[]): HostSignature<readonly unknown[], R> {
    return this.#with("keyword-rest", given.slice(0, 2));
  }

  /** The type of the result; without one the default mapping applies. */
  returns<T>(type: IonType<T>): HostSignature<A, T> {
    return new HostSignature<A, T>(this.parameters, codecOf(type));
  }

  /** The callback's arguments for a call of the function `name`. */
  bind(name: string, args: readonly Value[], keywords: KeywordArguments | null, marshaller: Marshaller): unknown[] {
    return bindHostArguments(name, this, args, keywords, marshaller);
  }

  /** Raises the errors of a call that does not fit. */
  check(name: string, args: readonly Value[], keywords: KeywordArguments | null): void {
    bindToParameters(name, this, args, keywords);
  }

  #with(kind: ParameterKind, given: readonly unknown[]): HostSignature<readonly unknown[], R> {
    const [name, type, defaultValue] = given;
    requireName("parameter", name);
    this.#refuseSecond(kind, name);
    const codec = type === undefined ? null : codecOf(type);
    const parameter = Object.freeze({ name, kind, codec, hasDefault: given.length > 2, defaultValue });
    return new HostSignature([...this.parameters, parameter], this.result);
  }

  #refuseSecond(kind: ParameterKind, name: string): void {
    if (this.parameters.some((parameter) => parameter.name === name)) throw misuse(`duplicate parameter '${name}'`);
    const isVariadic = kind === "rest" || kind === "keyword-rest";
    if (isVariadic && this.parameters.some((parameter) => parameter.kind === kind)) {
      throw misuse(`a signature can have only one ${kind === "rest" ? "*args" : "**kwargs"} parameter`);
    }
  }
}

/** The function that a signature describes; it may leave out parameters that it does not need. */
export type CallbackOf<S extends HostSignature> = S extends HostSignature<infer A, infer R> ? (...args: A) => R : never;

/** The same for an asynchronous function, which gets its context first. */
export type AsyncCallbackOf<S extends HostSignature> =
  S extends HostSignature<infer A, infer R> ? (context: HostContext, ...args: A) => R | PromiseLike<R> : never;

/** An empty signature. */
export function sig(): HostSignature<[], unknown> {
  return new HostSignature<[], unknown>([], null);
}
