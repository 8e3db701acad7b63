import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { greaterOrEqual, greaterThan, lessOrEqual, lessThan } from "../../runtime/operators/comparison.ts";
import { Bytes } from "../../runtime/values/bytes.ts";
import { Float } from "../../runtime/values/float.ts";
import { normalizeInt } from "../../runtime/values/int.ts";
import { List } from "../../runtime/values/list.ts";
import { NONE, Some } from "../../runtime/values/option.ts";
import { Tuple } from "../../runtime/values/tuple.ts";
import type { Value } from "../../runtime/values/value.ts";
import { bigInt64 } from "../values/arbitrary.ts";
import { raisedBy } from "../values/raised.ts";

const all = (a: Value, b: Value): boolean[] => [
  lessThan(a, b),
  lessOrEqual(a, b),
  greaterThan(a, b),
  greaterOrEqual(a, b),
];

describe("3.5: ordering", () => {
  test("ints compare exactly, whatever their representation", () => {
    fc.assert(
      fc.property(bigInt64, bigInt64, (a, b) => {
        expect(all(normalizeInt(a), normalizeInt(b))).toEqual([a < b, a <= b, a > b, a >= b]);
      }),
      { numRuns: 1000 },
    );
  });

  test("an int is converted when the other side is a float", () => {
    fc.assert(
      fc.property(bigInt64, fc.double(), (int, b) => {
        const a = Number(int);
        expect(all(normalizeInt(int), new Float(b))).toEqual([a < b, a <= b, a > b, a >= b]);
        expect(all(new Float(b), normalizeInt(int))).toEqual([b < a, b <= a, b > a, b >= a]);
      }),
    );
    expect(all(2n ** 60n + 1n, new Float(2 ** 60))).toEqual([false, true, false, true]);
  });

  test("LD12: every comparison with NaN is false", () => {
    const nan = new Float(Number.NaN);
    for (const other of [nan, 1, 2n ** 60n, new Float(1)]) {
      expect(all(nan, other)).toEqual([false, false, false, false]);
      expect(all(other, nan)).toEqual([false, false, false, false]);
    }
  });

  test("-0.0 equals 0.0", () => {
    expect(all(new Float(-0), new Float(0))).toEqual([false, true, false, true]);
  });

  test("strings compare by code point", () => {
    expect(all("Z", "a")).toEqual([true, true, false, false]);
    expect(all("\uffff", "\u{10000}")).toEqual([true, true, false, false]);
    expect(all("a", "a")).toEqual([false, true, false, true]);
  });

  test.each<[string, Value, Value]>([
    ["bool and bool", true, false],
    ["list and list", List.of([1]), List.of([2])],
    ["tuple and tuple", new Tuple([1]), new Tuple([2])],
    ["Option and Option", NONE, new Some(1)],
    ["string and int", "a", 1],
    ["float and string", new Float(1), "1"],
    ["int and ()", 1, undefined],
    ["bytes and bytes", new Bytes(new Uint8Array()), new Bytes(new Uint8Array())],
  ])("LD8: cannot compare %s, in source order for all four operators", (kinds, a, b) => {
    for (const operator of [lessThan, lessOrEqual, greaterThan, greaterOrEqual]) {
      expect(raisedBy(() => operator(a, b))).toBe(`type: cannot compare ${kinds}`);
    }
  });
});
