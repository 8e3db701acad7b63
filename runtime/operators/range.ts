/** The operators `..` and `..=` (language 3.9). */
import { typeError } from "../errors.ts";
import { isInt } from "../values/int.ts";
import { Range } from "../values/range.ts";
import type { Value } from "../values/value.ts";

export function makeRange(start: Value, end: Value, isInclusive: boolean): Range {
  if (!isInt(start)) throw typeError("range start must be int");
  if (!isInt(end)) throw typeError("range end must be int");
  return new Range(start, end, isInclusive);
}
