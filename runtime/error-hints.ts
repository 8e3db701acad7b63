/** The help texts of the specification's table 5.4, by the id that an error carries from where it was raised. */
import type { HintId } from "./errors.ts";

export const HINTS: Readonly<Record<HintId, string>> = {
  "undefined-variable": "check the spelling, or declare the variable with `let` before this use",
  "immutable-assignment": "declare it with `let mut` to allow assignment",
  "implicit-conversion": "Ion never converts implicitly; use `int()`, `float()` or `str()`",
  "unknown-method": "print the value with `.to_string()`, or look up the methods of its type",
  "division-by-zero": "test the divisor first, or use try/catch",
  "call-depth": "look for endless recursion, or raise the limit",
  "index-range": "check `.len()` first, or use `.get()`",
};
