/** `assert` and `assert_eq` (stdlib 3). */
import { runtimeError } from "../errors.ts";
import { display } from "../values/display.ts";
import { equals } from "../values/equality.ts";
import { typeOf } from "../values/type-of.ts";
import type { Value } from "../values/value.ts";

export function assert(args: readonly Value[]): undefined {
  if (args.length === 0) throw runtimeError("assert requires at least 1 argument");
  const [condition, message] = args;
  if (typeof condition !== "boolean") throw runtimeError(`assert condition must be bool, got ${typeOf(condition)}`);
  if (!condition) throw runtimeError(args.length > 1 ? display(message) : "assertion failed");
}

export function assertEq(args: readonly Value[]): undefined {
  if (args.length < 2) throw runtimeError("assert_eq requires at least 2 arguments");
  const [expected, actual, message] = args;
  if (equals(expected, actual)) return;
  const title = args.length > 2 ? display(message) : "assertion failed";
  throw runtimeError(`${title}: expected ${display(expected)}, got ${display(actual)}`);
}
