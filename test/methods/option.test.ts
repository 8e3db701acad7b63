import { describe } from "vitest";
import { runtimeError } from "../../runtime/errors.ts";
import { NONE, Some } from "../../runtime/values/option.ts";
import { fn0, fn1, methodCases, type Row } from "./kit.ts";

const cases = (name: string, rows: readonly Row[]) => methodCases("stdlib 4.9 Option", name, rows);

const some = new Some(4);
const fail = fn1(() => {
  throw runtimeError("callback failed");
});

describe("testing and unwrapping", () => {
  cases("is_some", [
    [some, [], "true"],
    [NONE, [], "false"],
  ]);
  cases("is_none", [
    [new Some(NONE), [], "false"],
    [NONE, [], "true"],
  ]);
  cases("unwrap", [
    [some, [], "4"],
    [NONE, [], "R called unwrap on None"],
  ]);
  cases("unwrap_or", [
    [some, [0], "4"],
    [new Some(undefined), [0], "()"],
    [NONE, [0], "0"],
    [NONE, [], "()"],
  ]);
  cases("expect", [
    [some, ["no"], "4"],
    [NONE, ["a port"], "R a port"],
    [NONE, [42], "R called expect on None"],
    [NONE, [], "R called expect on None"],
  ]);
  cases("to_string", [
    [new Some("a"), [], '"Some(a)"'],
    [NONE, [], '"None"'],
  ]);
});

describe("calling back", () => {
  cases("map", [
    [some, [fn1((x) => new Some(x))], "Some(Some(4))"],
    [some, [fn1(() => NONE)], "Some(None)"],
    [NONE, [5], "None"],
    [some, [5], "T cannot call int"],
    [some, [fail], "R callback failed"],
    [NONE, [], "R map requires a function argument"],
  ]);
  cases("and_then", [
    [some, [fn1((x) => x)], "4"],
    [NONE, [fail], "None"],
    [some, [fail], "R callback failed"],
    [NONE, [], "R and_then requires a function argument"],
  ]);
  cases("or_else", [
    [some, [5], "Some(4)"],
    [NONE, [fn0(() => 5)], "5"],
    [NONE, [5], "T cannot call int"],
    [NONE, [fn1((x) => x)], "R missing argument 'a'"],
    [some, [], "R or_else requires a function argument"],
  ]);
  cases("unwrap_or_else", [
    [some, [5], "4"],
    [NONE, [fn0(() => NONE)], "None"],
    [NONE, [5], "T cannot call int"],
    [some, [], "R unwrap_or_else requires a function argument"],
  ]);
});
