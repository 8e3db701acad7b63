/** Truthiness (language 3.3): false, 0, None, () and empty bytes are falsy, everything else is truthy. */
import type { Value } from "./value.ts";

export function isTruthy(value: Value): boolean {
  return value === true || (value !== false && isTruthyOther(value));
}

function isTruthyOther(value: Value): boolean {
  // A bigint lies outside the safe range, so it is never zero.
  return typeof value === "object" ? value.isTruthy : value !== 0 && value !== undefined;
}
