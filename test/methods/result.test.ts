import { describe } from "vitest";
import { runtimeError } from "../../runtime/errors.ts";
import { NONE } from "../../runtime/values/option.ts";
import { Err, Ok } from "../../runtime/values/result.ts";
import { fn0, fn1, list, methodCases, type Row, tuple } from "./kit.ts";

const cases = (name: string, rows: readonly Row[]) => methodCases("stdlib 4.10 Result", name, rows);

const good = new Ok(1);
const bad = new Err("disk full");
const fail = fn1(() => {
  throw runtimeError("callback failed");
});
const pack = fn1((x) => tuple(x));

describe("testing and unwrapping", () => {
  cases("is_ok", [
    [good, [], "true"],
    [bad, [], "false"],
  ]);
  cases("is_err", [
    [good, [], "false"],
    [bad, [], "true"],
  ]);
  cases("unwrap", [
    [good, [], "1"],
    [bad, [], "R called unwrap on Err: disk full"],
    [new Err(list("a")), [], "R called unwrap on Err: [a]"],
  ]);
  cases("unwrap_or", [
    [good, [0], "1"],
    [bad, [0], "0"],
    [bad, [], "()"],
  ]);
  cases("expect", [
    [good, ["no"], "1"],
    [bad, ["saving"], "R saving: disk full"],
    [new Err(NONE), [7], "R called expect on Err: None"],
    [bad, [], "R called expect on Err: disk full"],
  ]);
  cases("to_string", [[bad, [], '"Err(disk full)"']]);
});

describe("calling back", () => {
  cases("map", [
    [good, [pack], "Ok((1,))"],
    [bad, [5], 'Err("disk full")'],
    [good, [5], "T cannot call int"],
    [good, [fail], "R callback failed"],
    [bad, [], "R map requires a function argument"],
  ]);
  cases("map_err", [
    [good, [5], "Ok(1)"],
    [bad, [pack], 'Err(("disk full",))'],
    [bad, [5], "T cannot call int"],
    [good, [], "R map_err requires a function argument"],
  ]);
  cases("and_then", [
    [good, [pack], "(1,)"],
    [bad, [fail], 'Err("disk full")'],
    [good, [fail], "R callback failed"],
    [bad, [], "R and_then requires a function argument"],
  ]);
  cases("or_else", [
    [good, [fail], "Ok(1)"],
    [bad, [pack], '("disk full",)'],
    [bad, [fn0(() => 1)], "R function ''<lambda>'' got 1 positional arguments but accepts 0"],
    [good, [], "R or_else requires a function argument"],
  ]);
  cases("unwrap_or_else", [
    [good, [fail], "1"],
    [bad, [pack], '("disk full",)'],
    [good, [], "R unwrap_or_else requires a function argument"],
  ]);
});
