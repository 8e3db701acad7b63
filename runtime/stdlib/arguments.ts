/** Argument checks that several modules share (stdlib 5). All failures of module functions are RuntimeErrors (1.2). */
import { runtimeError } from "../errors.ts";
import { Float } from "../values/float.ts";
import { isInt } from "../values/int.ts";
import type { Value } from "../values/value.ts";

export function isString(value: Value): value is string {
  return typeof value === "string";
}

/** Refuses arguments of a function that takes none. */
export function expectNoArguments(args: readonly Value[]): void {
  if (args.length !== 0) throw runtimeError("takes no arguments");
}

/** The argument of a function that takes exactly one. */
export function onlyArgument(args: readonly Value[]): Value {
  if (args.length !== 1) throw runtimeError("takes 1 argument");
  return args[0];
}

/** The string of a function that takes exactly one. */
export function stringArgument(args: readonly Value[]): string {
  const value = onlyArgument(args);
  if (!isString(value)) throw runtimeError("requires a string");
  return value;
}

/** An int or a float as a double; undefined for anything else. */
export function asDouble(value: Value): number | undefined {
  if (value instanceof Float) return value.value;
  return isInt(value) ? Number(value) : undefined;
}
