/** The bit operators as compiled code calls them. Modules import them only if their program has one. */
import * as bits from "../operators/bits.ts";
import type { Value } from "../values/value.ts";
import type { OperatorContext } from "./operator-context.ts";

export class BitOperators {
  readonly #context: OperatorContext;

  constructor(context: OperatorContext) {
    this.#context = context;
  }

  and(a: Value, b: Value, at: number): Value {
    return this.#context.binary(bits.bitAnd, a, b, at);
  }

  or(a: Value, b: Value, at: number): Value {
    return this.#context.binary(bits.bitOr, a, b, at);
  }

  xor(a: Value, b: Value, at: number): Value {
    return this.#context.binary(bits.bitXor, a, b, at);
  }

  shiftLeft(a: Value, b: Value, at: number): Value {
    return this.#context.binary(bits.shiftLeft, a, b, at);
  }

  shiftRight(a: Value, b: Value, at: number): Value {
    return this.#context.binary(bits.shiftRight, a, b, at);
  }
}
