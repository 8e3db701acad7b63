import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { MAX_LIST_LENGTH } from "../../runtime/values/list.ts";
import { NONE, Some } from "../../runtime/values/option.ts";
import { Range } from "../../runtime/values/range.ts";
import type { Value } from "../../runtime/values/value.ts";
import { quotedDisplay } from "../kit/quoted-display.ts";
import { call, dict, float, list, methodCases, type Row, resultOf, setOf, tuple } from "./kit.ts";

const cases = (name: string, rows: readonly Row[]) => methodCases("stdlib 4.2 list", name, rows);
const NAN = float(Number.NaN);

describe("reading", () => {
  cases("len", [
    [list(), [], "0"],
    [list(1, 2), [9], "2"],
  ]);
  cases("is_empty", [
    [list(), [], "true"],
    [list(undefined), [], "false"],
  ]);
  cases("contains", [
    [list(1, "a"), ["a"], "true"],
    [list(1), [float(1)], "true"],
    [list(list(1)), [list(1)], "true"],
    [list(NAN), [NAN], "false"],
    [list(undefined), [], "false"],
    [list(undefined), [undefined], "true"],
  ]);
  cases("first", [
    [list(), [], "None"],
    [list(undefined, 2), [], "Some(())"],
  ]);
  cases("last", [
    [list(), [], "None"],
    [list(1, NONE), [], "Some(None)"],
  ]);
  cases("index", [
    [list(1, 2, 2), [2], "Some(1)"],
    [list(1), [3], "None"],
    [list(), [], "T index requires an argument"],
  ]);
  cases("count", [
    [list(1, float(1), "1"), [1], "2"],
    [list(), [1], "0"],
    [list(), [], "T count requires an argument"],
  ]);
  cases("to_string", [[list("a", float(1), NONE), [5], '"[a, 1.0, None]"']]);
});

describe("rearranging", () => {
  cases("push", [
    [list(1), [2], "[1, 2]"],
    [list(1), [2, 3, 4], "[1, 2, 3, 4]"],
    [list(1), [], "[1]"],
    [list(1), [undefined], "[1, ()]"],
  ]);
  cases("pop", [
    [list(1, 2), [], "([1], Some(2))"],
    [list(), [], "([], None)"],
  ]);
  cases("reverse", [[list(1, 2, 3), [], "[3, 2, 1]"]]);
  cases("flatten", [
    [list(list(1), list(list(2)), 3, tuple(4), setOf(5)), [], "[1, [2], 3, (4,), set{5}]"],
    [list(), [], "[]"],
  ]);
  cases("join", [
    [list("a", 1, NONE), [", "], '"a, 1, None"'],
    [list("a", "b"), [], '"ab"'],
    [list("a", "b"), [5], '"ab"'],
    [list(), [","], '""'],
  ]);
  cases("enumerate", [[list("a", "b"), [], '[(0, "a"), (1, "b")]']]);
  cases("zip", [
    [list(1, 2, 3), [list("x", "y")], '[(1, "x"), (2, "y")]'],
    [list(1), [], "T zip requires a list argument"],
    [list(1), [new Range(0, 3, false)], "T zip requires a list argument"],
    [list(1), [tuple(1)], "T zip requires a list argument"],
  ]);
  cases("slice", [
    [list(1, 2, 3), [1], "[2, 3]"],
    [list(1, 2, 3), [1, 2], "[2]"],
    [list(1, 2, 3), [-2], "[1, 2, 3]"],
    [list(1, 2, 3), [0, -1], "[]"],
    [list(1, 2, 3), [2, 1], "[]"],
    [list(1, 2, 3), [1, 2n ** 60n], "[2, 3]"],
    [list(1, 2, 3), ["1", float(2)], "[1, 2, 3]"],
    [list(1, 2, 3), [undefined, 1], "[1]"],
    [list(1, 2, 3), [], "[1, 2, 3]"],
  ]);
  cases("dedup", [
    [list(1, float(1), 2, 1), [], "[1, 2, 1]"],
    [list(NAN, NAN), [], "[NaN, NaN]"],
    [list(undefined, undefined), [], "[()]"],
  ]);
  cases("unique", [
    [list(1, float(1), 2, 1), [], "[1, 2]"],
    [list(NAN, NAN), [], "[NaN, NaN]"],
    [list(list(1), list(1)), [], "[[1]]"],
  ]);
  cases("window", [
    [list(1, 2, 3), [2], "[[1, 2], [2, 3]]"],
    [list(1, 2), [3], "[]"],
    [list(1, 2), [-1], "[]"],
    [list(1, 2), [2n ** 60n], "[]"],
    [list(1), [0], "R window size must be > 0"],
    [list(1), [], "T window requires int argument"],
    [list(1), [float(1)], "T window requires int argument"],
  ]);
  cases("chunk", [
    [list(1, 2, 3), [2], "[[1, 2], [3]]"],
    [list(1, 2, 3), [-1], "[[1, 2, 3]]"],
    [list(1, 2, 3), [2n ** 60n], "[[1, 2, 3]]"],
    [list(), [-1], "[]"],
    [list(1), [0], "T chunk size must be > 0"],
    [list(1), [], "T chunk requires int argument"],
    [list(1), ["1"], "T chunk requires int argument"],
  ]);
});

describe("ordering and adding", () => {
  cases("sort", [
    [list(), [], "[]"],
    [list(3, 2n ** 60n, -1), [], "[-1, 3, 1152921504606846976]"],
    [list(float(2.5), float(-0.5)), [], "[-0.5, 2.5]"],
    [list("\u{10000}", "\uffff", "a"), [], '["a", "\uffff", "\u{10000}"]'],
    [list(true, false), [], "[true, false]"],
    [list(new Some(2), NONE), [], "[Some(2), None]"],
    [list(1, float(2)), [], "T sort() requires all elements to be the same type"],
    [list("a", NONE), [], "T sort() requires all elements to be the same type"],
  ]);
  cases("min", [
    [list(), [], "None"],
    [list(dict()), [], "Some(#{})"],
    [list(2, 1, 3), [], "Some(1)"],
    [list("b", "a"), [], 'Some("a")'],
    [list(NAN, float(1)), [], "Some(NaN)"],
    [list(float(1), NAN), [], "Some(1.0)"],
    [list(float(0), float(-0)), [], "Some(0.0)"],
    [list(1, float(2)), [], "T min() requires homogeneous comparable elements"],
    [list(true, true), [], "T min() requires homogeneous comparable elements"],
  ]);
  cases("max", [
    [list(), [], "None"],
    [list(true), [], "Some(true)"],
    [list(2, 2n ** 60n, 3), [], "Some(1152921504606846976)"],
    [list(float(-0), float(0)), [], "Some(-0.0)"],
    [list("a", 1), [], "T max() requires homogeneous comparable elements"],
    [list(list(), list()), [], "T max() requires homogeneous comparable elements"],
  ]);
  cases("sum", [
    [list(), [], "0"],
    [list(1, 2), [], "3"],
    [list(1, float(2.5), 2), [], "5.5"],
    [list(float(0.5), float(0.5)), [], "1.0"],
    [list(2 ** 53 - 1, 2 ** 53 - 1), [], "18014398509481982"],
    [list(2n ** 63n - 1n, 1), [], "R integer overflow"],
    [list(2n ** 63n - 1n, 1, -1), [], "R integer overflow"],
    [list(1, true), [], "T sum() requires numeric elements"],
    [list("a"), [], "T sum() requires numeric elements"],
  ]);
});

describe("limits: an absurd size is an Ion error", () => {
  const million = list(...new Array(10 ** 5).fill(0));
  const squared = list(...new Array(1000).fill(million));

  test("list.window of more items than a list may have", () => {
    expect(resultOf(() => call(million, "window", 50_000))).toBe("R window result too large");
  });

  test("list.flatten of more items than a list may have", () => {
    expect(million.length * squared.length).toBeGreaterThan(MAX_LIST_LENGTH);
    expect(resultOf(() => call(squared, "flatten"))).toBe("R flatten result too large");
  });

  test("list.join of a longer text than a string may be", () => {
    const long = "x".repeat(2 ** 20);
    expect(resultOf(() => call(list(...new Array(1000).fill(long)), "join"))).toBe("R join result too large");
  });
});

describe("receivers stay as they are (stdlib 1.4)", () => {
  test("no list method changes its receiver", () => {
    const receiver = list(3, 1, 2, 1);
    for (const name of ["pop", "reverse", "sort", "dedup", "unique", "flatten"]) call(receiver, name);
    call(receiver, "push", 9);
    call(receiver, "push", 10);
    expect(quotedDisplay(receiver)).toBe("[3, 1, 2, 1]");
  });
});

describe("properties", () => {
  const items = fc.array(fc.integer({ min: 0, max: 5 }));
  const show = (rows: unknown[][]) => quotedDisplay(list(...rows.map((row) => list(...(row as Value[])))));

  test("list.window is every run of n neighbours", () => {
    fc.assert(
      fc.property(items, fc.integer({ min: 1, max: 6 }), (array, n) => {
        const runs = array.flatMap((_, i) => (i + n <= array.length ? [array.slice(i, i + n)] : []));
        expect(quotedDisplay(call(list(...array), "window", n))).toBe(show(runs));
      }),
    );
  });

  test("list.chunk cuts into pieces of n", () => {
    fc.assert(
      fc.property(items, fc.integer({ min: 1, max: 6 }), (array, n) => {
        const pieces = array.flatMap((_, i) => (i % n === 0 ? [array.slice(i, i + n)] : []));
        expect(quotedDisplay(call(list(...array), "chunk", n))).toBe(show(pieces));
      }),
    );
  });

  test("list.slice keeps the positions in start..end", () => {
    const bound = fc.integer({ min: -8, max: 15 });
    fc.assert(
      fc.property(items, bound, bound, (array, start, end) => {
        const kept = array.filter((_, i) => i >= start && i < end);
        expect(quotedDisplay(call(list(...array), "slice", start, end))).toBe(quotedDisplay(list(...kept)));
      }),
    );
  });

  test("list.unique keeps the first of equal items", () => {
    fc.assert(
      fc.property(items, (array) => {
        const kept = array.filter((item, i) => array.indexOf(item) === i);
        expect(quotedDisplay(call(list(...array), "unique"))).toBe(quotedDisplay(list(...kept)));
      }),
    );
  });
});
