/** The Option methods (stdlib 4.9). A receiver that is not `Some` is `None`. */
import { runtimeError } from "../errors.ts";
import { callValue, callValue1 } from "../machine/call.ts";
import { type IonGenerator, isSuspended } from "../machine/machine.ts";
import { NONE, Some } from "../values/option.ts";
import type { HeapValue, Value } from "../values/value.ts";
import { requireFunction } from "./arguments.ts";

export function unwrap(option: HeapValue): Value {
  if (!(option instanceof Some)) throw runtimeError("called unwrap on None");
  return option.value;
}

export function expect(option: HeapValue, [message]: readonly Value[]): Value {
  if (option instanceof Some) return option.value;
  throw runtimeError(typeof message === "string" ? message : "called expect on None");
}

export function* map(option: HeapValue, args: readonly Value[]): IonGenerator {
  const f = requireFunction(args, "map");
  if (!(option instanceof Some)) return NONE;
  const outcome = callValue1(f, option.value);
  return new Some(isSuspended(outcome) ? yield : outcome);
}

export function* andThen(option: HeapValue, args: readonly Value[]): IonGenerator {
  const f = requireFunction(args, "and_then");
  if (!(option instanceof Some)) return NONE;
  const outcome = callValue1(f, option.value);
  return isSuspended(outcome) ? yield : outcome;
}

export function* orElse(option: HeapValue, args: readonly Value[]): IonGenerator {
  const f = requireFunction(args, "or_else");
  if (option instanceof Some) return option;
  const outcome = callValue(f, []);
  return isSuspended(outcome) ? yield : outcome;
}

export function* unwrapOrElse(option: HeapValue, args: readonly Value[]): IonGenerator {
  const f = requireFunction(args, "unwrap_or_else");
  if (option instanceof Some) return option.value;
  const outcome = callValue(f, []);
  return isSuspended(outcome) ? yield : outcome;
}

export const isSome = (option: HeapValue): boolean => option instanceof Some;
export const isNone = (option: HeapValue): boolean => !(option instanceof Some);
export const unwrapOr = (option: HeapValue, args: readonly Value[]): Value =>
  option instanceof Some ? option.value : args[0];
