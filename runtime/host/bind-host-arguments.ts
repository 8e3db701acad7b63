/**
 * Binding the arguments of an Ion call to the signature of a host function (embedding 1.4): one JavaScript value per
 * declared parameter, in order of declaration. The messages are those of host functions, not of `fn` (language 4.9).
 */
import { runtimeError } from "../errors.ts";
import { type KeywordArguments, MISSING } from "../values/function.ts";
import type { Value } from "../values/value.ts";
import { Conversion } from "./conversion.ts";
import { raisedFromConversion } from "./host-error.ts";
import type { Marshaller } from "./marshaller.ts";
import { defineEntry } from "./own-property.ts";
import type { HostParameter, HostSignature } from "./signature.ts";
import { convertToJs } from "./to-js.ts";

/** What a parameter got before conversion. */
type Bound = Value | typeof MISSING | Value[] | Map<string, Value>;

export function bindHostArguments(
  name: string,
  signature: HostSignature,
  positional: readonly Value[],
  keywords: KeywordArguments | null,
  marshaller: Marshaller,
): unknown[] {
  const { parameters } = signature;
  const conversion = signature.isScalar ? marshaller.scalars : new Conversion(marshaller);
  const converted: unknown[] = [];
  // Benchmark "host call with a signature": every parameter got its positional argument.
  const isComplete = keywords === null && signature.isPositional && positional.length === parameters.length;
  const bound = isComplete ? positional : bindToParameters(name, signature, positional, keywords);
  try {
    for (let i = 0; i < parameters.length; i++) converted.push(convertBound(parameters[i]!, bound[i]!, conversion));
  } catch (thrown) {
    const { name: culprit } = parameters[converted.length]!;
    throw raisedFromConversion(`${name}: parameter '${culprit}'`, conversion.failBy(thrown));
  }
  return converted;
}

/** The binding without the conversion: raises the errors of a call that does not fit the signature. */
export function bindToParameters(
  name: string,
  { parameters }: HostSignature,
  positional: readonly Value[],
  keywords: KeywordArguments | null,
): Bound[] {
  const bound = bindPositional(name, parameters, positional);
  if (keywords !== null) bindKeywords(parameters, bound, keywords);
  for (let i = 0; i < parameters.length; i++) {
    const parameter = parameters[i]!;
    if (bound[i] === MISSING && !parameter.hasDefault && !isVariadic(parameter)) {
      throw runtimeError(`missing argument ${parameter.name}`);
    }
  }
  return bound;
}

function bindPositional(name: string, parameters: readonly HostParameter[], positional: readonly Value[]): Bound[] {
  const bound: Bound[] = [];
  for (let i = 0; i < parameters.length; i++) bound.push(MISSING);
  let filled = 0;
  for (let index = 0; index < parameters.length; index++) {
    const { kind } = parameters[index]!;
    if (kind === "rest") {
      bound[index] = positional.slice(filled);
      return bound;
    }
    if (kind !== "plain" && kind !== "positional-only") break;
    if (filled < positional.length) bound[index] = positional[filled++];
  }
  if (filled < positional.length) {
    throw runtimeError(`function '${name}' got ${positional.length} positional arguments but accepts ${filled}`);
  }
  return bound;
}

/** Positional-only parameters are never matched by name: such a keyword goes to `**kwargs`, if there is one. */
function bindKeywords(parameters: readonly HostParameter[], bound: Bound[], keywords: KeywordArguments): void {
  const extraIndex = parameters.findIndex(({ kind }) => kind === "keyword-rest");
  const extra = extraIndex === -1 ? null : new Map<string, Value>();
  for (const [key, value] of keywords) {
    const index = indexOfKeyword(parameters, key);
    if (index !== -1) {
      if (bound[index] !== MISSING) throw runtimeError(`duplicate argument '${key}'`);
      bound[index] = value;
    } else if (extra === null) {
      throw runtimeError(`unexpected keyword argument '${key}'`);
    } else if (extra.has(key)) {
      throw runtimeError(`duplicate argument '${key}'`);
    } else {
      extra.set(key, value);
    }
  }
  if (extra !== null) bound[extraIndex] = extra;
}

function indexOfKeyword(parameters: readonly HostParameter[], key: string): number {
  for (let i = 0; i < parameters.length; i++) {
    const { name, kind } = parameters[i]!;
    if (name === key && (kind === "plain" || kind === "keyword-only")) return i;
  }
  return -1;
}

function isVariadic({ kind }: HostParameter): boolean {
  return kind === "rest" || kind === "keyword-rest";
}

function convertBound(parameter: HostParameter, bound: Bound, conversion: Conversion): unknown {
  if (parameter.kind === "rest") return convertRest(parameter, bound, conversion);
  if (parameter.kind === "keyword-rest") return convertKeywordRest(parameter, bound, conversion);
  return bound === MISSING ? parameter.defaultValue : convert(parameter, bound as Value, conversion);
}

function convert({ codec }: HostParameter, value: Value, conversion: Conversion): unknown {
  return codec === null ? convertToJs(value, conversion) : codec.decode(value, conversion);
}

function convertRest(parameter: HostParameter, bound: Bound, conversion: Conversion): unknown[] {
  if (bound === MISSING) return [];
  return (bound as Value[]).map((value, index) => {
    conversion.enter(index);
    const converted = convert(parameter, value, conversion);
    conversion.leave();
    return converted;
  });
}

function convertKeywordRest(parameter: HostParameter, bound: Bound, conversion: Conversion): Record<string, unknown> {
  const converted: Record<string, unknown> = {};
  if (bound === MISSING) return converted;
  for (const [key, value] of bound as Map<string, Value>) {
    conversion.enter(key);
    defineEntry(converted, key, convert(parameter, value, conversion));
    conversion.leave();
  }
  return converted;
}
