/**
 * How a program ended, in a form that tests can compare: its value, or the error with its kind as `RuntimeError` names
 * it. Anything that is not an `IonError` is our bug and is thrown on.
 */

import { type IonValue, unwrapValue } from "../../runtime/host/ion-value.ts";
import { IonError } from "../../runtime/ion-error.ts";
import { display } from "../../runtime/values/display.ts";
import { typeOf } from "../../runtime/values/type-of.ts";
import type { Value } from "../../runtime/values/value.ts";

export type Outcome =
  | { readonly type: "value"; readonly value: Value }
  | {
      readonly type: "error";
      readonly kind: string;
      readonly line: number;
      readonly column: number;
      readonly message: string;
    };

const KIND_NAMES: Readonly<Record<IonError["kind"], string>> = {
  lex: "LexError",
  parse: "ParseError",
  runtime: "RuntimeError",
  type: "TypeError",
  name: "NameError",
  propagated_err: "PropagatedErr",
  propagated_none: "PropagatedNone",
};

/** The outcome of `run`, which evaluates a program with `raw: true` at once. */
export function outcomeOf(run: () => unknown): Outcome {
  try {
    return { type: "value", value: unwrapValue(run() as IonValue) };
  } catch (error) {
    return errorOutcome(error);
  }
}

/** The outcome of `run`, which evaluates a program with `raw: true` and answers a promise. */
export async function outcomeOfAsync(run: () => Promise<unknown>): Promise<Outcome> {
  try {
    return { type: "value", value: unwrapValue((await run()) as IonValue) };
  } catch (error) {
    return errorOutcome(error);
  }
}

function errorOutcome(error: unknown): Outcome {
  if (!(error instanceof IonError)) throw error;
  const { kind, line, column, message } = error;
  return { type: "error", kind: KIND_NAMES[kind], line, column, message };
}

/** The result line of a conformance case: `=> TYPE DISPLAY` or `!! KIND LINE MESSAGE`. */
export function resultLine(outcome: Outcome): string {
  if (outcome.type === "value") return `=> ${typeOf(outcome.value)} ${display(outcome.value)}`;
  return `!! ${outcome.kind} ${outcome.line} ${outcome.message}`;
}
