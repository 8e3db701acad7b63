/** Truthiness (language 3.3): false, 0, None, () and empty bytes are falsy, everything else is truthy. */
import { Bytes } from "./bytes.ts";
import { NONE } from "./option.ts";
import type { Value } from "./value.ts";

export function isTruthy(value: Value): boolean {
  return value === true || (value !== false && isTruthyOther(value));
}

function isTruthyOther(value: Value): boolean {
  // A bigint lies outside the safe range, so it is never zero.
  return value !== 0 && value !== undefined && value !== NONE && !(value instanceof Bytes && value.data.length === 0);
}
