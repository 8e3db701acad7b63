import { NativeFunction } from "../../runtime/values/function.ts";
import { NONE, Some } from "../../runtime/values/option.ts";
import { bytes, dict, float, list } from "../methods/kit.ts";
import { builtinCases } from "./kit.ts";

builtinCases("type_of", [
  [[1, "surplus"], '"int"'],
  [[2n ** 60n], '"int"'],
  [[float(1)], '"float"'],
  [[undefined], '"()"'],
  [[NONE], '"Option"'],
  [[dict()], '"dict"'],
  [[new NativeFunction("f", false, () => 1)], '"builtin_fn"'],
  [[new NativeFunction("f", true, () => 1)], '"async_builtin_fn"'],
  [[], "R type_of() requires 1 argument"],
]);

builtinCases("str", [
  [[list("a", float(1))], '"[a, 1.0]"'],
  [[undefined], '"()"'],
  [[], "R str takes 1 argument"],
  [[1, 2], "R str takes 1 argument"],
]);

builtinCases("int", [
  [[7], "7"],
  [[float(7.9)], "7"],
  [[float(-7.9)], "-7"],
  [[float(-0.5)], "0"],
  [[float(1e18)], "1000000000000000000"],
  [[float(2 ** 63)], "9223372036854775807"],
  [[float(-1e300)], "-9223372036854775808"],
  [[float(Number.POSITIVE_INFINITY)], "9223372036854775807"],
  [[float(Number.NEGATIVE_INFINITY)], "-9223372036854775808"],
  [[float(Number.NaN)], "0"],
  [[true], "1"],
  [[false], "0"],
  [["+007"], "7"],
  [["-9223372036854775808"], "-9223372036854775808"],
  [["9223372036854775808"], "R cannot convert '9223372036854775808' to int"],
  [[" 5"], "R cannot convert ' 5' to int"],
  [[""], "R cannot convert '' to int"],
  [[new Some(1)], "R cannot convert Option"],
  [[undefined], "R cannot convert ()"],
  [[], "R int takes 1 argument"],
  [["1", 10], "R int takes 1 argument"],
]);

builtinCases("float", [
  [[float(2.5)], "2.5"],
  [[3], "3.0"],
  [[2n ** 53n + 1n], "9007199254740992.0"],
  [["1e400"], "inf"],
  [[".5"], "0.5"],
  [["NaN"], "NaN"],
  [[" 1"], "R cannot convert ' 1' to float"],
  [[true], "R cannot convert bool"],
  [[bytes("1")], "R cannot convert bytes"],
  [[], "R float takes 1 argument"],
  [[1, 2], "R float takes 1 argument"],
]);
