/** The Result methods (stdlib 4.10). Callbacks get the value or the error. */
import { runtimeError } from "../errors.ts";
import { callValue1 } from "../machine/call.ts";
import { type IonGenerator, SUSPENDED } from "../machine/machine.ts";
import { display } from "../values/display.ts";
import { Err, Ok } from "../values/result.ts";
import type { Value } from "../values/value.ts";
import { requireFunction } from "./arguments.ts";
import type { MethodDefinition } from "./definition.ts";

type Result = Ok | Err;

function unwrap(result: Result): Value {
  if (result instanceof Ok) return result.value;
  throw runtimeError(`called unwrap on Err: ${display(result.error)}`);
}

function expect(result: Result, message: Value): Value {
  if (result instanceof Ok) return result.value;
  const text = typeof message === "string" ? message : "called expect on Err";
  throw runtimeError(`${text}: ${display(result.error)}`);
}

function* map(result: Result, args: readonly Value[]): IonGenerator {
  const f = requireFunction(args, "map");
  if (result instanceof Err) return result;
  const outcome = callValue1(f, result.value);
  return new Ok(outcome === SUSPENDED ? yield : (outcome as Value));
}

function* mapErr(result: Result, args: readonly Value[]): IonGenerator {
  const f = requireFunction(args, "map_err");
  if (result instanceof Ok) return result;
  const outcome = callValue1(f, result.error);
  return new Err(outcome === SUSPENDED ? yield : (outcome as Value));
}

function* andThen(result: Result, args: readonly Value[]): IonGenerator {
  const f = requireFunction(args, "and_then");
  if (result instanceof Err) return result;
  const outcome = callValue1(f, result.value);
  return outcome === SUSPENDED ? yield : (outcome as Value);
}

function* orElse(result: Result, args: readonly Value[]): IonGenerator {
  const f = requireFunction(args, "or_else");
  if (result instanceof Ok) return result;
  const outcome = callValue1(f, result.error);
  return outcome === SUSPENDED ? yield : (outcome as Value);
}

function* unwrapOrElse(result: Result, args: readonly Value[]): IonGenerator {
  const f = requireFunction(args, "unwrap_or_else");
  if (result instanceof Ok) return result.value;
  const outcome = callValue1(f, result.error);
  return outcome === SUSPENDED ? yield : (outcome as Value);
}

export const resultMethods: readonly MethodDefinition<Result>[] = [
  { name: "is_ok", params: "", doc: "Whether it is Ok.", call: (result) => result instanceof Ok },
  { name: "is_err", params: "", doc: "Whether it is Err.", call: (result) => result instanceof Err },
  { name: "unwrap", params: "", doc: "The value; Err is an error.", call: unwrap },
  {
    name: "unwrap_or",
    params: "default",
    doc: "The value, or the default.",
    call: (result, args) => (result instanceof Ok ? result.value : args[0]),
  },
  {
    name: "expect",
    params: "message",
    doc: "The value; Err is an error with the message.",
    call: (result, args) => expect(result, args[0]),
  },
  { name: "map", params: "f", doc: "Ok(f(value)); Err stays.", callWith: map },
  { name: "map_err", params: "f", doc: "Err(f(error)); Ok stays.", callWith: mapErr },
  { name: "and_then", params: "f", doc: "f(value); Err stays.", callWith: andThen },
  { name: "or_else", params: "f", doc: "f(error); Ok stays.", callWith: orElse },
  { name: "unwrap_or_else", params: "f", doc: "The value, or f(error).", callWith: unwrapOrElse },
];
