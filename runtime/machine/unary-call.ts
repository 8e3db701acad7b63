/** A prepared call with one argument, which was checked against the callee. */
import { NO_POSITION, type SourceModule } from "../errors.ts";
import { IonFunction, type NativeFunction } from "../values/function.ts";
import type { Value } from "../values/value.ts";
import { callValue, callValue1, type PreparedCall } from "./call.ts";
import type { Outcome } from "./machine.ts";

export class UnaryCall implements PreparedCall {
  readonly #callee: IonFunction | NativeFunction;
  readonly #argument: Value;
  readonly module: SourceModule;
  readonly at: number;

  constructor(callee: IonFunction | NativeFunction, argument: Value, module: SourceModule, at: number) {
    this.#callee = callee;
    this.#argument = argument;
    this.module = module;
    this.at = at;
  }

  get name(): string {
    return this.#callee instanceof IonFunction ? this.#callee.signature.name : this.#callee.name;
  }

  /** The start of a function belongs to the child: the spawn site, not a call, is what the child's stack shows. */
  start(): Outcome {
    return this.#callee instanceof IonFunction
      ? callValue1(this.#callee, this.#argument, null, NO_POSITION)
      : callValue(this.#callee, [this.#argument], null, this.module, this.at);
  }
}
