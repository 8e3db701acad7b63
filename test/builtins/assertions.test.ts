import { NONE } from "../../runtime/values/option.ts";
import { float, list } from "../methods/kit.ts";
import { builtinCases } from "./kit.ts";

builtinCases("assert", [
  [[true], "()"],
  [[true, "not shown", "surplus"], "()"],
  [[false], "R assertion failed"],
  [[false, list(1, "a")], "R [1, a]"],
  [[false, undefined], "R ()"],
  [[1], "R assert condition must be bool, got int"],
  [[NONE, "no"], "R assert condition must be bool, got Option"],
  [[], "R assert requires at least 1 argument"],
]);

builtinCases("assert_eq", [
  [[1, float(1)], "()"],
  [[list("a"), list("a"), "not shown"], "()"],
  [["1", 1], "R assertion failed: expected 1, got 1"],
  [["a", "b", "letters"], "R letters: expected a, got b"],
  [[float(Number.NaN), float(Number.NaN)], "R assertion failed: expected NaN, got NaN"],
  [[1], "R assert_eq requires at least 2 arguments"],
]);
