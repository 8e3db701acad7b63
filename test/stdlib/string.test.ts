import { expect, test } from "vitest";
import { METHOD_PARAMS } from "../../runtime/builtins/manifest.ts";
import { STD_MODULES } from "../../runtime/stdlib/manifest.ts";
import { NONE } from "../../runtime/values/option.ts";
import type { Value } from "../../runtime/values/value.ts";
import { call, list, resultOf } from "../methods/kit.ts";
import { type CallRow, callStd, moduleCases } from "./kit.ts";

const cases = (name: string, rows: readonly CallRow[]) => moduleCases("5.4", `string::${name}`, rows);
const OWN = ["to_string", "join"];
const methodNames = Object.keys(STD_MODULES.string).filter((name) => !OWN.includes(name));

test("stdlib 5.4: there is a function for each string method, and two more", () => {
  const methods = Object.keys(METHOD_PARAMS.string!).filter((name) => name !== "to_string");
  expect([...methodNames].sort()).toEqual(methods.sort());
});

/** Arguments behind the receiver that suit some method, and some that suit none. */
const ARGUMENTS: readonly (readonly Value[])[] = [
  [],
  ["b"],
  [1],
  [2, 3],
  [4, "-"],
  ["b", "c"],
  [-1],
  [0xd800],
  [NONE],
  ["b", "c", "surplus"],
];

for (const name of methodNames) {
  test(`stdlib 5.4 string::${name} answers as the method, with RuntimeErrors`, () => {
    for (const args of ARGUMENTS) {
      for (const receiver of ["", "abcé😀b", " 42 "]) {
        const asMethod = resultOf(() => call(receiver, name, ...args));
        expect(resultOf(() => callStd(`string::${name}`, receiver, ...args))).toBe(asMethod.replace(/^T /, "R "));
      }
    }
  });

  cases(name, [
    [[], "R requires string argument"],
    [[5], "R requires string argument, got int"],
    [[undefined, "a"], "R requires string argument, got ()"],
  ]);
}

cases("to_string", [
  [[5], '"5"'],
  [[list(1, "a")], '"[1, a]"'],
  [[], "R takes 1 argument"],
  [[1, 2], "R takes 1 argument"],
]);

cases("join", [
  [[list("a", 1, NONE), "-"], '"a-1-None"'],
  [[list("x", "y")], '"xy"'],
  [[list(1, 2), 5], '"12"'],
  [[list(), ","], '""'],
  [[], "R requires 1-2 arguments: list, [separator]"],
  [[list(1), "a", "b"], "R requires 1-2 arguments: list, [separator]"],
  [["abc", "-"], "R requires a list as first argument"],
]);
