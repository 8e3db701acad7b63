import { expect, test } from "vitest";
import { Cell } from "../../runtime/values/cell.ts";
import { NONE, Some } from "../../runtime/values/option.ts";
import { Range } from "../../runtime/values/range.ts";
import { createBuiltins } from "../kit/builtins.ts";
import { bytes, dict, float, list, setOf, tuple } from "../methods/kit.ts";
import { builtinCases } from "./kit.ts";

builtinCases("len", [
  [[list(1, 2), "surplus"], "2"],
  [["é😀"], "6"],
  [[dict({ a: 1 })], "1"],
  [[bytes("abc")], "3"],
  [[], "R len() requires 1 argument"],
  [[tuple(1)], "R len() not supported for tuple"],
  [[setOf(1)], "R len() not supported for set"],
  [[new Range(0, 3, false)], "R len() not supported for range"],
  [[undefined], "R len() not supported for ()"],
  [[new Some("x")], "R len() not supported for Option"],
]);

builtinCases("range", [
  [[4], "0..4"],
  [[2, 6], "2..6"],
  [[5, -2], "5..-2"],
  [[2n ** 60n], "0..1152921504606846976"],
  [["3"], "R range requires int"],
  [[1, float(2)], "R range requires int"],
  [[NONE, 4], "R range requires int"],
  [[], "R range takes 1 or 2 arguments"],
  [[1, 2, 3], "R range takes 1 or 2 arguments"],
]);

builtinCases("enumerate", [
  [[list("x", NONE)], '[(0, "x"), (1, None)]'],
  [["h😀"], '[(0, "h"), (1, "😀")]'],
  [[dict({ b: 1, a: 2 })], '[(0, ("b", 1)), (1, ("a", 2))]'],
  [[list()], "[]"],
  [[], "R enumerate takes 1 argument"],
  [[list(), list()], "R enumerate takes 1 argument"],
  [[new Range(0, 3, false)], "R enumerate() not supported for range"],
  [[bytes("a")], "R enumerate() not supported for bytes"],
]);

builtinCases("set", [
  [[], "set{}"],
  [[list(3, 1, 3, float(1)), "surplus"], "set{3, 1}"],
  [[list(float(Number.NaN), float(Number.NaN))], "set{NaN, NaN}"],
  [["abc"], "R set() requires a list argument"],
  [[tuple(1)], "R set() requires a list argument"],
]);

builtinCases("cell", [
  [["a"], 'cell("a")'],
  [[undefined], "cell(())"],
  [[], "R cell() takes 1 argument"],
  [[1, 2], "R cell() takes 1 argument"],
]);

test("stdlib 3 cell: each call makes a new box", () => {
  const cell = createBuiltins().get("cell")!;
  expect(cell.call([1], null)).toBeInstanceOf(Cell);
  expect(cell.call([1], null)).not.toBe(cell.call([1], null));
});
