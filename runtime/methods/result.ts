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
  { name: "is_ok", call: (result) => result instanceof Ok },
  { name: "is_err", call: (result) => result instanceof Err },
  { name: "unwrap", call: unwrap },
  {
    name: "unwrap_or",
    call: (result, args) => (result instanceof Ok ? result.value : args[0]),
  },
  {
    name: "expect",
    call: (result, args) => expect(result, args[0]),
  },
  { name: "map", callWith: map },
  { name: "map_err", callWith: mapErr },
  { name: "and_then", callWith: andThen },
  { name: "or_else", callWith: orElse },
  { name: "unwrap_or_else", callWith: unwrapOrElse },
];
