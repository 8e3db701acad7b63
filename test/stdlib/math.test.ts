import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { FLOAT_FUNCTIONS } from "../../runtime/stdlib/manifest.ts";
import { display } from "../../runtime/values/display.ts";
import type { Float } from "../../runtime/values/float.ts";
import type { NativeFunction } from "../../runtime/values/function.ts";
import { NONE } from "../../runtime/values/option.ts";
import { float, list } from "../methods/kit.ts";
import { type CallRow, callStd, Library, moduleCases } from "./kit.ts";

const cases = (name: string, rows: readonly CallRow[]) => moduleCases("5.1", `math::${name}`, rows);
const MIN_INT = -(2n ** 63n);
const MAX_INT = 2n ** 63n - 1n;
const NAN = float(Number.NaN);
const INF = float(Number.POSITIVE_INFINITY);

test("stdlib 5.1: the constants", () => {
  const library = new Library();
  const shown = ["PI", "E", "TAU", "INF", "NAN"].map((name) => display(library.member(`math::${name}`)));
  expect(shown).toEqual(["3.141592653589793", "2.718281828459045", "6.283185307179586", "inf", "NaN"]);
});

cases("abs", [
  [[-5], "5"],
  [[5], "5"],
  [[float(-0)], "0.0"],
  [[float(-2.5)], "2.5"],
  [[-(2n ** 60n)], "1152921504606846976"],
  [[2n ** 60n], "1152921504606846976"],
  [[MIN_INT], "R integer overflow"],
  [[], "R takes 1 argument"],
  [[1, 2], "R takes 1 argument"],
  [["1"], "R not supported for string"],
]);

cases("min", [
  [[1, float(2)], "1"],
  [[1, float(1)], "1"],
  [[float(1), 1], "1.0"],
  [[5, 4, 3, 9], "3"],
  [[NAN, 1], "NaN"],
  [[1, NAN, 0], "0"],
  [[MAX_INT, MAX_INT - 1n], "9223372036854775806"],
  [[1], "R requires at least 2 arguments"],
  [[1, "2"], "R requires numeric arguments"],
  [["2", 1], "R requires numeric arguments"],
]);

cases("max", [
  [[2, float(2.5)], "2.5"],
  [[float(3), 3], "3.0"],
  [[NAN, 1], "NaN"],
  [[1, NAN, 2], "2"],
  [[], "R requires at least 2 arguments"],
  [[list(1), 2], "R requires numeric arguments"],
]);

cases("floor", [
  [[float(1.7)], "1.0"],
  [[float(-1.2)], "-2.0"],
  [[7], "7"],
  [[7, "surplus"], "7"],
  [[], "R takes 1 argument"],
  [["1"], "R not supported for string"],
]);

cases("ceil", [
  [[float(-0.5)], "-0.0"],
  [[float(1.2)], "2.0"],
  [[MIN_INT], "-9223372036854775808"],
  [[NONE], "R not supported for Option"],
]);

cases("round", [
  [[float(2.5)], "3.0"],
  [[float(-2.5)], "-3.0"],
  [[float(0.5)], "1.0"],
  [[float(-0.5)], "-1.0"],
  [[float(0.49999999999999994)], "0.0"],
  [[float(-0.2)], "-0.0"],
  [[float(2251799813685249.5)], "2251799813685250.0"],
  [[float(2 ** 53)], "9007199254740992.0"],
  [[INF], "inf"],
  [[NAN], "NaN"],
  [[8], "8"],
  [[], "R takes 1 argument"],
  [[list()], "R not supported for list"],
]);

cases("sqrt", [
  [[16], "4.0"],
  [[float(2.25)], "1.5"],
  [[-1], "NaN"],
  [[4, 5], "2.0"],
  [[], "R takes 1 argument"],
  [["4"], "R requires a number"],
]);

cases("pow", [
  [[2, 10], "1024"],
  [[0, 0], "1"],
  [[0, 5], "0"],
  [[1, MAX_INT], "1"],
  [[-1, MAX_INT], "-1"],
  [[-1, MAX_INT - 1n], "1"],
  [[-3, 3], "-27"],
  [[3, 39], "4052555153018976267"],
  [[-2, 63], "-9223372036854775808"],
  [[2, 63], "R integer overflow"],
  [[3, 40], "R integer overflow"],
  [[2, MAX_INT], "R integer overflow"],
  [[2n ** 53n, 1], "9007199254740992"],
  [[2, -2], "0.25"],
  [[0, -1], "inf"],
  [[float(2), 3], "8.0"],
  [[4, float(0.5)], "2.0"],
  [[NAN, 0], "1.0"],
  [[NAN, float(0)], "1.0"],
  [[1, NAN], "1.0"],
  [[float(1), INF], "1.0"],
  [[-1, INF], "1.0"],
  [[float(-1), float(Number.NEGATIVE_INFINITY)], "1.0"],
  [[float(-8), float(1 / 3)], "NaN"],
  [[2], "R takes 2 arguments"],
  [["2", 2], "R requires numeric arguments"],
  [[2, NONE], "R requires numeric arguments"],
]);

cases("clamp", [
  [[5, 1, 3], "3"],
  [[-5, 1, 3], "1"],
  [[2, 1, 3], "2"],
  [[2, 3, 1], "1"],
  [[5, float(0.5), 2], "2.0"],
  [[NAN, 1, 3], "1.0"],
  [[2, NAN, 1], "1.0"],
  [[2, 3, NAN], "3.0"],
  [[2n ** 62n, 0, MAX_INT], "4611686018427387904"],
  [[1, 2], "R requires 3 arguments: value, min, max"],
  [["1", 0, 2], "R requires numeric arguments"],
  [[1, NONE, 2], "R requires numeric arguments"],
]);

cases("atan2", [
  [[0, 1], "0.0"],
  [[1], "R takes 2 arguments"],
  [[1, "x"], "R requires numeric arguments"],
]);

for (const [name, expected] of [
  ["sin", "0.0"],
  ["cos", "1.0"],
  ["tan", "0.0"],
  ["log", "-inf"],
  ["log2", "-inf"],
  ["log10", "-inf"],
] as const) {
  cases(name, [
    [[0], expected],
    [[float(0), "surplus"], expected],
    [[], "R takes 1 argument"],
    [[true], "R requires a number"],
  ]);
}

cases("log2", [
  [[8], "3.0"],
  [[-1], "NaN"],
]);
cases("log10", [[[1000], "3.0"]]);

cases("is_nan", [
  [[NAN], "true"],
  [[INF], "false"],
  [[5], "false"],
  [[], "R takes 1 argument"],
  [["nan"], "R not supported for string"],
]);

cases("is_inf", [
  [[INF], "true"],
  [[float(Number.NEGATIVE_INFINITY)], "true"],
  [[NAN], "false"],
  [[7], "false"],
  [[NONE], "R not supported for Option"],
]);

describe("properties", () => {
  test("stdlib 5.1: pow of ints is exact or overflows", () => {
    fc.assert(
      fc.property(fc.integer({ min: -2000, max: 2000 }), fc.integer({ min: 0, max: 70 }), (base, exponent) => {
        const exact = BigInt(base) ** BigInt(exponent);
        if (exact < MIN_INT || exact > MAX_INT) {
          expect(() => callStd("math::pow", base, exponent)).toThrow();
        } else {
          expect(BigInt(callStd("math::pow", base, exponent) as number | bigint)).toBe(exact);
        }
      }),
    );
  });

  test("stdlib 5.1: round goes to the nearest whole number, ties away from zero", () => {
    fc.assert(
      fc.property(fc.double({ min: -1e15, max: 1e15, noNaN: true }), (x) => {
        const { value } = callStd("math::round", float(x)) as Float;
        expect(Number.isInteger(value)).toBe(true);
        const distance = Math.abs(value - x);
        expect(distance < 0.5 || (distance === 0.5 && Math.abs(value) > Math.abs(x))).toBe(true);
      }),
    );
  });
});

test("stdlib 5.1: what compiled code computes in place is what the functions answer", () => {
  const library = new Library();
  for (const name of FLOAT_FUNCTIONS) {
    const { ofFloat } = library.member(`math::${name}`) as NativeFunction;
    for (const x of [0, -0, 0.5, -0.5, 1.5, -2.5, 1e300, Number.NaN, Number.POSITIVE_INFINITY]) {
      const { value } = callStd(`math::${name}`, float(x)) as Float;
      expect([name, x, ofFloat!(x)]).toEqual([name, x, value]);
    }
  }
});
