import { describe, expect, test } from "vitest";
import { Range } from "../../runtime/values/range.ts";
import { call, float, fn2, list, methodCases, type Row, resultOf } from "./kit.ts";

const cases = (name: string, rows: readonly Row[]) => methodCases("stdlib 4.6 range", name, rows);

const range = (start: number | bigint, end: number | bigint) => new Range(start, end, false);
const through = (start: number | bigint, end: number | bigint) => new Range(start, end, true);
const MAX = 2n ** 63n - 1n;
const MIN = -(2n ** 63n);

describe("its own methods", () => {
  cases("len", [
    [range(2, 6), [], "4"],
    [through(2, 6), [], "5"],
    [range(5, 2), [], "0"],
    [range(0, MAX), [], "9223372036854775807"],
    [through(0, MAX), [], "R integer overflow"],
    [range(MIN, MAX), [], "R integer overflow"],
  ]);
  cases("contains", [
    [range(2, 6), [2], "true"],
    [range(2, 6), [6], "false"],
    [through(2, 6), [6], "true"],
    [range(0, MAX), [2n ** 60n], "true"],
    [range(2, 6), [float(3)], "T range.contains requires int"],
    [range(2, 6), [], "T range.contains requires int"],
  ]);
  cases("to_list", [
    [range(-1, 2), [], "[-1, 0, 1]"],
    [through(MAX - 1n, MAX), [], "[9223372036854775806, 9223372036854775807]"],
    [through(4, 2), [], "[]"],
    [range(0, 2 ** 40), [], "R range too large to materialize"],
  ]);
  cases("to_string", [
    [range(1, 4), [], '"1..4"'],
    [through(1, 4), [], '"1..=4"'],
  ]);
});

describe("list methods", () => {
  cases("sum", [[through(1, 4), [], "10"]]);
  cases("reverse", [[range(0, 3), [], "[2, 1, 0]"]]);
  cases("push", [[range(0, 2), [9], "[0, 1, 9]"]]);
  cases("zip", [[range(0, 2), [list("a", "b")], '[(0, "a"), (1, "b")]']]);
  cases("is_empty", [[range(3, 3), [], "true"]]);
  cases("fold", [[range(0, 4), [10, fn2((a, b) => (a as number) + (b as number))], "16"]]);
  cases("chunk", [[range(0, 3), [0], "T chunk size must be > 0"]]);
  cases("map", [
    [range(0, 2), [], "R map requires a function argument"],
    [range(0, 2 ** 40), [5], "R range too large to materialize"],
  ]);

  test("an unknown method is one that lists do not have", () => {
    expect(resultOf(() => call(range(0, 3), "get", 0))).toBe("T list has no method 'get'");
  });
});
