/**
 * How a library function becomes a value. In comes a name and a JavaScript function over Ion values; out goes a
 * `NativeFunction` that refuses keyword arguments, which no library function takes (stdlib 1.3).
 */
import { runtimeError } from "../errors.ts";
import type { Outcome } from "../machine/machine.ts";
import { type FloatCode, type KeywordArguments, type NativeCode, NativeFunction } from "../values/function.ts";
import type { Value } from "../values/value.ts";

export type NativeCall = (args: readonly Value[]) => Outcome;

/**
 * A builtin or module function. `name` is its display name (`len`, `math::sqrt`); `isAsync` is true for functions that
 * may wait (stdlib 1.8). `call` checks its own arity and may park like any native function. `ofFloat` is what it does with one float.
 */
export function defineNative(
  name: string,
  isAsync: boolean,
  call: NativeCall,
  ofFloat: FloatCode | null = null,
): NativeFunction {
  return new NativeFunction(name, isAsync, withoutKeywords(call), refuseKeywords, ofFloat);
}

/** A builtin of the scheduler, which refuses keywords only when it is called (concurrency Z-1). */
export function defineWaiting(name: string, call: NativeCall): NativeFunction {
  return new NativeFunction(name, true, withoutKeywords(call));
}

function withoutKeywords(call: NativeCall): NativeCode {
  return (args, keywords) => {
    refuseKeywords(args, keywords);
    return call(args);
  };
}

/** What calling a function without a signature does with keyword arguments. */
export function refuseKeywords(_args: readonly Value[], keywords: KeywordArguments | null): void {
  if (keywords === null) return;
  throw runtimeError("host callable does not declare a signature; cannot pass keyword arguments");
}
