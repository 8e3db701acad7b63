/**
 * The `math` module (stdlib 5.1). Ints stay exact ints where the table says so; everything else is computed in doubles
 * by the C rules, which JavaScript follows but for `round`, `pow` and NaN in `clamp`.
 */
import { runtimeError } from "../errors.ts";
import { Float } from "../values/float.ts";
import type { FloatCode } from "../values/function.ts";
import { checkedInt, type Int, isInt } from "../values/int.ts";
import { typeOf } from "../values/type-of.ts";
import type { Value } from "../values/value.ts";
import { asDouble, onlyArgument } from "./arguments.ts";
import { constant, type MemberConstant, type MemberFunction, type ModuleDefinition } from "./definition.ts";

const NEEDS_NUMBERS = "requires numeric arguments";

function float(value: number): MemberConstant {
  return constant(() => new Float(value));
}

/** A function of a double; surplus arguments are ignored. */
function ofDouble(compute: FloatCode): MemberFunction {
  const call = (args: readonly Value[]) => {
    if (args.length === 0) throw runtimeError("takes 1 argument");
    const x = asDouble(args[0]);
    if (x === undefined) throw runtimeError("requires a number");
    return new Float(compute(x));
  };
  return Object.assign(call, { ofFloat: compute });
}

/** A rounding, which leaves ints alone. */
function rounding(compute: FloatCode): MemberFunction {
  const call = (args: readonly Value[]) => {
    const x = numberOrRefuse(args);
    return isInt(x) ? x : new Float(compute(x.value));
  };
  return Object.assign(call, { ofFloat: compute });
}

/** A question about floats, which every int answers with no. */
function floatTest(test: (x: number) => boolean): MemberFunction {
  return (args) => {
    const x = numberOrRefuse(args);
    return x instanceof Float && test(x.value);
  };
}

function numberOrRefuse(args: readonly Value[]): Int | Float {
  if (args.length === 0) throw runtimeError("takes 1 argument");
  const x = args[0];
  if (isInt(x) || x instanceof Float) return x;
  throw runtimeError(`not supported for ${typeOf(x)}`);
}

function abs(args: readonly Value[]): Value {
  onlyArgument(args);
  const x = numberOrRefuse(args);
  if (x instanceof Float) return new Float(Math.abs(x.value));
  if (typeof x === "number") return Math.abs(x);
  return x < 0n ? checkedInt(-x) : x;
}

/** Keeps the first argument unless a later one is strictly better; a NaN is never better nor beaten. */
function extreme(isBetter: (candidate: number | bigint, best: number | bigint) => boolean): MemberFunction {
  return (args) => {
    if (args.length < 2) throw runtimeError("requires at least 2 arguments");
    let best = args[0];
    for (const candidate of args.slice(1)) {
      const [x, y] = comparable(candidate, best);
      if (isBetter(x, y)) best = candidate;
    }
    return best;
  };
}

/** Two ints as they are, anything with a float as doubles. */
function comparable(a: Value, b: Value): [Int, Int] {
  if (isInt(a) && isInt(b)) return [a, b];
  const x = asDouble(a);
  const y = asDouble(b);
  if (x === undefined || y === undefined) throw runtimeError(NEEDS_NUMBERS);
  return [x, y];
}

/** Half away from zero, the sign of zero kept; `x - whole` is exact. */
function roundHalfAwayFromZero(x: number): number {
  const whole = Math.trunc(x);
  return Math.abs(x - whole) >= 0.5 ? whole + Math.sign(x) : whole;
}

function pow(args: readonly Value[]): Value {
  if (args.length !== 2) throw runtimeError("takes 2 arguments");
  const [base, exponent] = args;
  if (isInt(base) && isInt(exponent) && exponent >= 0) return intPower(base, exponent);
  const x = asDouble(base);
  const y = asDouble(exponent);
  if (x === undefined || y === undefined) throw runtimeError(NEEDS_NUMBERS);
  return new Float(doublePower(x, y));
}

function intPower(base: Int, exponent: Int): Int {
  if (base === 0 || base === 1) return exponent === 0 ? 1 : base;
  if (base === -1) return BigInt(exponent) % 2n === 0n ? 1 : -1;
  // Any other base overflows from here on; smaller exponents keep the exact result short.
  if (exponent > 63) throw runtimeError("integer overflow");
  return checkedInt(BigInt(base) ** BigInt(exponent));
}

/** C `pow`: where the result does not depend on the other operand, JavaScript answers NaN. */
function doublePower(x: number, y: number): number {
  if (x === 1 || (x === -1 && Math.abs(y) === Number.POSITIVE_INFINITY)) return 1;
  return x ** y;
}

function clamp(args: readonly Value[]): Value {
  if (args.length !== 3) throw runtimeError("requires 3 arguments: value, min, max");
  const [value, low, high] = args;
  if (isInt(value) && isInt(low) && isInt(high)) return clampNumber(value, low, high);
  const [x, min, max] = [asDouble(value), asDouble(low), asDouble(high)];
  if (x === undefined || min === undefined || max === undefined) throw runtimeError(NEEDS_NUMBERS);
  return new Float(clampNumber(x, min, max));
}

/** With bounds in the wrong order the upper one wins; a NaN bound is ignored, a NaN value is below the lower bound. */
function clampNumber<N extends Int>(x: N, min: N, max: N): N {
  const raised = x >= min || Number.isNaN(min) ? x : min;
  return raised <= max || Number.isNaN(max) ? raised : max;
}

function atan2(args: readonly Value[]): Value {
  if (args.length !== 2) throw runtimeError("takes 2 arguments");
  const [y, x] = [asDouble(args[0]), asDouble(args[1])];
  if (y === undefined || x === undefined) throw runtimeError(NEEDS_NUMBERS);
  return new Float(Math.atan2(y, x));
}

export const math: ModuleDefinition<"math"> = {
  PI: float(Math.PI),
  E: float(Math.E),
  TAU: float(2 * Math.PI),
  INF: float(Number.POSITIVE_INFINITY),
  NAN: float(Number.NaN),
  abs: Object.assign(abs, { ofFloat: Math.abs }),
  min: extreme((candidate, best) => candidate < best),
  max: extreme((candidate, best) => candidate > best),
  floor: rounding(Math.floor),
  ceil: rounding(Math.ceil),
  round: rounding(roundHalfAwayFromZero),
  sqrt: ofDouble(Math.sqrt),
  pow,
  clamp,
  sin: ofDouble(Math.sin),
  cos: ofDouble(Math.cos),
  tan: ofDouble(Math.tan),
  atan2,
  log: ofDouble(Math.log),
  log2: ofDouble(Math.log2),
  log10: ofDouble(Math.log10),
  is_nan: floatTest(Number.isNaN),
  is_inf: floatTest((x) => Math.abs(x) === Number.POSITIVE_INFINITY),
};
