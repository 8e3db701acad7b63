/** Generators of Ion values for property tests. */
import fc from "fast-check";
import { Bytes } from "../../runtime/values/bytes.ts";
import { Cell } from "../../runtime/values/cell.ts";
import { Dict } from "../../runtime/values/dict.ts";
import { Float } from "../../runtime/values/float.ts";
import { normalizeInt } from "../../runtime/values/int.ts";
import { List } from "../../runtime/values/list.ts";
import { NONE, Some } from "../../runtime/values/option.ts";
import { Range } from "../../runtime/values/range.ts";
import { Err, Ok } from "../../runtime/values/result.ts";
import { IonSet } from "../../runtime/values/set.ts";
import { toWellFormed } from "../../runtime/values/string-text.ts";
import { Tuple } from "../../runtime/values/tuple.ts";
import type { Value } from "../../runtime/values/value.ts";

/** Strings as Ion has them: any code points, but no lone surrogate. */
export const ionString = fc.string({ unit: "binary", maxLength: 12 }).map(toWellFormed);

/** 64-bit ints as bigints, often near the places where the representation or the range ends. */
export const bigInt64: fc.Arbitrary<bigint> = fc.oneof(
  fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }),
  fc.bigInt({ min: -20n, max: 20n }),
  fc
    .tuple(fc.constantFrom(0n, 2n ** 31n, 2n ** 32n, 2n ** 53n, -(2n ** 53n), -(2n ** 31n)), fc.bigInt(-3n, 3n))
    .map(([base, offset]) => base + offset),
  fc.bigInt(0n, 5n).map((offset) => 2n ** 63n - 1n - offset),
  fc.bigInt(0n, 5n).map((offset) => offset - 2n ** 63n),
);

export const int = bigInt64.map(normalizeInt);

export const float = fc.double().map((value) => new Float(value));

/** Values of few kinds and small range, so that equal ones are common. */
export const commonValue: fc.Arbitrary<Value> = fc.oneof(
  fc.integer({ min: -2, max: 2 }),
  fc.integer({ min: -2, max: 2 }).map((value) => new Float(value)),
  fc.constantFrom<Value>("", "a", true, false, undefined, NONE, 2n ** 60n, 2n ** 60n + 1n, new Float(2 ** 60)),
  fc.constant(null).map(() => new Float(Number.NaN)),
  fc.integer({ min: 0, max: 2 }).map((value) => new Tuple([value, "x"])),
  fc.integer({ min: 0, max: 2 }).map((value) => new Tuple([new Float(value), "x"])),
  fc.integer({ min: 0, max: 2 }).map((value) => List.of([List.of([value])])),
);

/** Any value, nested a few levels. */
export const value: fc.Arbitrary<Value> = fc.letrec<{ value: Value }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 3, depthSize: "small" },
    fc.oneof<fc.Arbitrary<Value>[]>(
      commonValue,
      int,
      float,
      ionString,
      fc.uint8Array({ maxLength: 5 }).map((data) => new Bytes(data)),
      fc.tuple(int, int, fc.boolean()).map(([start, end, inclusive]) => new Range(start, end, inclusive)),
    ),
    fc.array(tie("value"), { maxLength: 4 }).map((items) => List.of(items)),
    fc.array(tie("value"), { minLength: 1, maxLength: 3 }).map((items) => new Tuple(items)),
    fc.array(tie("value"), { maxLength: 4 }).map((items) => IonSet.from(items)),
    fc.array(fc.tuple(ionString, tie("value")), { maxLength: 4 }).map((entries) => Dict.from(entries)),
    tie("value").map((inner) => new Some(inner)),
    tie("value").map((inner) => new Ok(inner)),
    tie("value").map((inner) => new Err(inner)),
    tie("value").map((inner) => new Cell(inner)),
  ),
})).value;
