import { describe, expect, test } from "vitest";
import { runtimeError } from "../../runtime/errors.ts";
import { Cell } from "../../runtime/values/cell.ts";
import { call, fn0, fn1, plainFunction, resultOf, suspendingFunction } from "./kit.ts";

const FORMS = [
  ["plain", plainFunction],
  ["suspending", suspendingFunction],
] as const;

describe("stdlib 4.8 cell", () => {
  test("get answers the current value, set stores one and answers unit", () => {
    const cell = new Cell(1);
    expect(call(cell, "get")).toBe(1);
    expect(call(cell, "set", "new", "surplus")).toBe(undefined);
    expect(call(cell, "get")).toBe("new");
    expect(resultOf(() => call(cell, "set"))).toBe("R cell.set() requires 1 argument");
  });

  test("to_string", () => {
    expect(call(new Cell("a"), "to_string")).toBe("cell(a)");
  });
});

describe.each(FORMS)("stdlib 4.8 cell.update with a %s function", (_form, make) => {
  test("stores and answers the new value", () => {
    const cell = new Cell(1);
    expect(call(cell, "update", make(fn1((value) => (value as number) + 1)))).toBe(2);
    expect(cell.value).toBe(2);
  });

  test("leaves the cell unchanged when the function fails", () => {
    const cell = new Cell(1);
    const fail = fn1(() => {
      throw runtimeError("failed");
    });
    expect(resultOf(() => call(cell, "update", make(fail)))).toBe("R failed");
    expect(cell.value).toBe(1);
  });

  test("overwrites what was set meanwhile (concurrency M-6)", () => {
    const cell = new Cell(1);
    const setMeanwhile = fn1((value) => {
      cell.value = 100;
      return (value as number) + 1;
    });
    expect(call(cell, "update", make(setMeanwhile))).toBe(2);
    expect(cell.value).toBe(2);
  });

  test("passes one argument", () => {
    expect(resultOf(() => call(new Cell(1), "update", make(fn0(() => 1))))).toBe(
      "R function ''<lambda>'' got 1 positional arguments but accepts 0",
    );
  });
});

test("stdlib 4.8 cell.update: a missing or wrong argument", () => {
  expect(resultOf(() => call(new Cell(1), "update"))).toBe("R update requires a function argument");
  expect(resultOf(() => call(new Cell(1), "update", 5))).toBe("T cannot call int");
});
