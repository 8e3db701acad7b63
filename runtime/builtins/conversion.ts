/** The builtins that name a value's type or convert between types (stdlib 3). */
import { runtimeError } from "../errors.ts";
import { display } from "../values/display.ts";
import { Float } from "../values/float.ts";
import { parseFloatText } from "../values/float-text.ts";
import { fitsInt, type Int, isInt, MAX_INT, MIN_INT, normalizeInt, parseIntText } from "../values/int.ts";
import { typeOf } from "../values/type-of.ts";
import type { Value } from "../values/value.ts";

export function type(args: readonly Value[]): string {
  if (args.length === 0) throw runtimeError("type_of() requires 1 argument");
  return typeOf(args[0]);
}

export function str(args: readonly Value[]): string {
  return display(onlyArgument(args, "str"));
}

export function int(args: readonly Value[]): Int {
  return toInt(onlyArgument(args, "int"));
}

export function float(args: readonly Value[]): Float {
  return toFloat(onlyArgument(args, "float"));
}

function onlyArgument(args: readonly Value[], builtin: string): Value {
  if (args.length !== 1) throw runtimeError(`${builtin} takes 1 argument`);
  return args[0];
}

function toInt(value: Value): Int {
  if (isInt(value)) return value;
  if (value instanceof Float) return truncate(value.value);
  if (typeof value === "boolean") return value ? 1 : 0;
  if (typeof value !== "string") throw runtimeError(`cannot convert ${typeOf(value)}`);
  const parsed = parseIntText(value);
  if (typeof parsed === "string") throw runtimeError(`cannot convert '${value}' to int`);
  return parsed;
}

/** Toward zero; beyond the range the nearest limit, NaN becomes 0. */
function truncate(value: number): Int {
  if (Number.isNaN(value)) return 0;
  if (!Number.isFinite(value)) return value > 0 ? MAX_INT : MIN_INT;
  const exact = BigInt(Math.trunc(value));
  if (fitsInt(exact)) return normalizeInt(exact);
  return value > 0 ? MAX_INT : MIN_INT;
}

function toFloat(value: Value): Float {
  if (value instanceof Float) return value;
  if (isInt(value)) return new Float(Number(value));
  if (typeof value !== "string") throw runtimeError(`cannot convert ${typeOf(value)}`);
  const parsed = parseFloatText(value);
  if (typeof parsed === "string") throw runtimeError(`cannot convert '${value}' to float`);
  return new Float(parsed);
}
