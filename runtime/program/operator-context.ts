/**
 * The operators as compiled code calls them: the total functions of operators/ with the position added to their errors.
 * The int paths stand here so that they are inlined into compiled loops (benchmarks "fib" and "integer loop"), and ask
 * `Number.isSafeInteger`, which V8 drops for small integers; a comparison with a bound beyond 32 bits it keeps.
 */
import { RaisedError, type SourceModule } from "../errors.ts";
import { fromNativeOverflow } from "../machine/machine.ts";
import * as arithmetic from "../operators/arithmetic.ts";
import * as comparison from "../operators/comparison.ts";
import { equals } from "../values/equality.ts";
import { Float } from "../values/float.ts";
import { isTruthy } from "../values/truthiness.ts";
import type { Value } from "../values/value.ts";
import type { BitOperators } from "./bit-operators.ts";

type BinaryOperation<R extends Value> = (a: Value, b: Value) => R;

export class OperatorContext {
  /** Where the offsets that compiled code passes along are counted. */
  readonly module: SourceModule;
  /** For programs that have any of them. */
  bits: BitOperators | null = null;

  constructor(module: SourceModule) {
    this.module = module;
  }

  /** Gives an error that has no position yet the one of the construct that raised it. */
  located(error: unknown, at: number): unknown {
    const raised = fromNativeOverflow(error);
    return raised instanceof RaisedError ? raised.locate(this.module, at) : raised;
  }

  binary<R extends Value>(operation: BinaryOperation<R>, a: Value, b: Value, at: number): R {
    try {
      return operation(a, b);
    } catch (error) {
      throw this.located(error, at);
    }
  }

  add(a: Value, b: Value, at: number): Value {
    if (typeof a === "number" && typeof b === "number") {
      const sum = a + b;
      if (Number.isSafeInteger(sum)) return sum;
    }
    if (a instanceof Float && b instanceof Float) return new Float(a.value + b.value);
    return this.binary(arithmetic.add, a, b, at);
  }

  subtract(a: Value, b: Value, at: number): Value {
    if (typeof a === "number" && typeof b === "number") {
      const difference = a - b;
      if (Number.isSafeInteger(difference)) return difference;
    }
    if (a instanceof Float && b instanceof Float) return new Float(a.value - b.value);
    return this.binary(arithmetic.subtract, a, b, at);
  }

  multiply(a: Value, b: Value, at: number): Value {
    if (typeof a === "number" && typeof b === "number") {
      const product = a * b;
      // A zero may be a negative one, which is no int.
      if (Number.isSafeInteger(product)) return product + 0;
    }
    if (a instanceof Float && b instanceof Float) return new Float(a.value * b.value);
    return this.binary(arithmetic.multiply, a, b, at);
  }

  divide(a: Value, b: Value, at: number): Value {
    if (a instanceof Float && b instanceof Float) return new Float(a.value / b.value);
    return this.binary(arithmetic.divide, a, b, at);
  }

  modulo(a: Value, b: Value, at: number): Value {
    if (typeof a === "number" && typeof b === "number" && b !== 0) return (a % b) + 0;
    return this.binary(arithmetic.modulo, a, b, at);
  }

  negate(a: Value, at: number): Value {
    try {
      return arithmetic.negate(a);
    } catch (error) {
      throw this.located(error, at);
    }
  }

  equals(a: Value, b: Value): boolean {
    return (typeof a === "number" && a === b) || equals(a, b);
  }

  differs(a: Value, b: Value): boolean {
    return !this.equals(a, b);
  }

  lessThan(a: Value, b: Value, at: number): boolean {
    if (typeof a === "number" && typeof b === "number") return a < b;
    return this.binary(comparison.lessThan, a, b, at);
  }

  greaterThan(a: Value, b: Value, at: number): boolean {
    if (typeof a === "number" && typeof b === "number") return a > b;
    return this.binary(comparison.greaterThan, a, b, at);
  }

  atMost(a: Value, b: Value, at: number): boolean {
    if (typeof a === "number" && typeof b === "number") return a <= b;
    return this.binary(comparison.lessOrEqual, a, b, at);
  }

  atLeast(a: Value, b: Value, at: number): boolean {
    if (typeof a === "number" && typeof b === "number") return a >= b;
    return this.binary(comparison.greaterOrEqual, a, b, at);
  }

  truthy(value: Value): boolean {
    return typeof value === "boolean" ? value : isTruthy(value);
  }
}
