/** A prepared call of a function with its only argument. */
import { NO_POSITION, type SourceModule } from "../errors.ts";
import type { IonFunction } from "../values/function.ts";
import type { Value } from "../values/value.ts";
import { callValue1, type PreparedCall } from "./call.ts";
import type { Outcome } from "./machine.ts";

export class UnaryCall implements PreparedCall {
  readonly #callee: IonFunction;
  readonly #argument: Value;
  readonly module: SourceModule;
  readonly at: number;

  constructor(callee: IonFunction, argument: Value, module: SourceModule, at: number) {
    this.#callee = callee;
    this.#argument = argument;
    this.module = module;
    this.at = at;
  }

  get name(): string {
    return this.#callee.signature.name;
  }

  /** The start belongs to the child: the spawn site, not a call, is what the child's stack shows. */
  start(): Outcome {
    return callValue1(this.#callee, this.#argument, null, NO_POSITION);
  }
}
