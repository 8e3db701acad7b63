/** Type annotations of `let` (language 3.7): only the outermost type is checked. */
import { typeError } from "../errors.ts";
import { typeOf } from "../values/type-of.ts";
import type { Value } from "../values/value.ts";

/** The annotations that mean a kind, named as `type_of` names it. Every other name accepts anything. */
const KINDS: ReadonlySet<string> = new Set([
  "int",
  "float",
  "bool",
  "string",
  "bytes",
  "list",
  "dict",
  "tuple",
  "set",
  "cell",
  "Option",
  "Result",
]);

const FUNCTION_KINDS: ReadonlySet<string> = new Set(["fn", "builtin_fn", "async_builtin_fn"]);

/** True when an annotation with that outermost name can fail at all. */
export function isCheckedType(name: string): boolean {
  return name === "fn" || KINDS.has(name);
}

/**
 * `let p: T = value;`: answers the value, or raises the type error. `name` is the outermost name of the annotation
 * and `written` the annotation in its normal form, `dict<string, int>`.
 */
export function checkType(value: Value, name: string, written: string): Value {
  if (!hasType(value, name)) throw typeError(`type mismatch: expected ${written}, got ${typeOf(value)}`);
  return value;
}

function hasType(value: Value, name: string): boolean {
  const kind = typeOf(value);
  if (name === "fn") return FUNCTION_KINDS.has(kind);
  return kind === name || !KINDS.has(name);
}
