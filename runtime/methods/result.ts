/** The Result methods (stdlib 4.10). Callbacks get the value or the error. */
import { runtimeError } from "../errors.ts";
import { callValue1 } from "../machine/call.ts";
import { type IonGenerator, isSuspended } from "../machine/machine.ts";
import { display } from "../values/display.ts";
import { Err, Ok } from "../values/result.ts";
import type { Value } from "../values/value.ts";
import { requireFunction } from "./arguments.ts";

type Result = Ok | Err;

export function unwrap(result: Result): Value {
  if (result instanceof Ok) return result.value;
  throw runtimeError(`called unwrap on Err: ${display(result.error)}`);
}

export function expect(result: Result, [message]: readonly Value[]): Value {
  if (result instanceof Ok) return result.value;
  const text = typeof message === "string" ? message : "called expect on Err";
  throw runtimeError(`${text}: ${display(result.error)}`);
}

export function* map(result: Result, args: readonly Value[]): IonGenerator {
  const f = requireFunction(args, "map");
  if (result instanceof Err) return result;
  const outcome = callValue1(f, result.value);
  return new Ok(isSuspended(outcome) ? yield : outcome);
}

export function* mapErr(result: Result, args: readonly Value[]): IonGenerator {
  const f = requireFunction(args, "map_err");
  if (result instanceof Ok) return result;
  const outcome = callValue1(f, result.error);
  return new Err(isSuspended(outcome) ? yield : outcome);
}

export function* andThen(result: Result, args: readonly Value[]): IonGenerator {
  const f = requireFunction(args, "and_then");
  if (result instanceof Err) return result;
  const outcome = callValue1(f, result.value);
  return isSuspended(outcome) ? yield : outcome;
}

export function* orElse(result: Result, args: readonly Value[]): IonGenerator {
  const f = requireFunction(args, "or_else");
  if (result instanceof Ok) return result;
  const outcome = callValue1(f, result.error);
  return isSuspended(outcome) ? yield : outcome;
}

export function* unwrapOrElse(result: Result, args: readonly Value[]): IonGenerator {
  const f = requireFunction(args, "unwrap_or_else");
  if (result instanceof Ok) return result.value;
  const outcome = callValue1(f, result.error);
  return isSuspended(outcome) ? yield : outcome;
}

export const isOk = (result: Result): boolean => result instanceof Ok;
export const isErr = (result: Result): boolean => result instanceof Err;
export const unwrapOr = (result: Result, args: readonly Value[]): Value =>
  result instanceof Ok ? result.value : args[0];
