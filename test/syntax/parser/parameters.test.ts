import { describe, expect, test } from "vitest";
import { errorOf, outlineOf, statementsOf } from "../../kit/syntax.ts";

function kindsOf(params: string): string[] {
  const [statement] = statementsOf(`fn f(${params}) { }`);
  if (statement?.type !== "FnDeclaration") throw new Error("not a function");
  return statement.params.map(({ name, kind }) => `${name.name}: ${kind}`);
}

describe("language 2.1, 4.9: parameters of fn", () => {
  test.each([
    ["", []],
    ["a, b = 1, c,", ["a: plain", "b: plain", "c: plain"]],
    ["a, /, b", ["a: positional-only", "b: plain"]],
    ["a, *, b", ["a: plain", "b: keyword-only"]],
    ["a, *args, b", ["a: plain", "args: rest", "b: keyword-only"]],
    ["a, /, *args, b = 1, **kw", ["a: positional-only", "args: rest", "b: keyword-only", "kw: keyword-rest"]],
    ["*, *args", ["args: rest"]],
    ["**kw,", ["kw: keyword-rest"]],
    ["* *kw", ["kw: keyword-rest"]],
    ["a, *", ["a: plain"]],
  ])("(%s)", (params, kinds) => {
    expect(kindsOf(params)).toEqual(kinds);
  });

  test("spans begin at the star and end behind the default", () => {
    expect(statementsOf("fn f(a = 1 + 2, *b, **c) { }")[0]).toMatchObject({
      params: [
        { start: 5, end: 14, name: { start: 5, end: 6 } },
        { start: 16, end: 18, name: { start: 17, end: 18 } },
        { start: 20, end: 23, name: { start: 22, end: 23 } },
      ],
    });
  });

  test("defaults are expressions", () => {
    expect(outlineOf("fn f(a = |x| x, b = {1}) {}")).toEqual([
      "(Fn f [(Parameter plain a (Lambda [(Parameter plain x -)] x)) (Parameter plain b (Block [1]))] (Block []))",
    ]);
  });
});

describe("language 2.5: errors of parameters", () => {
  test.each([
    ["a, b, a", 12, "duplicate parameter 'a'"],
    ["_, _", 9, "duplicate parameter '_'"],
    ["a, *a", 9, "duplicate parameter 'a'"],
    ["a, **a", 9, "duplicate parameter 'a'"],
    ["/, a", 6, "invalid '/' parameter marker"],
    ["a, /, b, /", 15, "invalid '/' parameter marker"],
    ["a, *, /", 12, "invalid '/' parameter marker"],
    ["*a, /", 10, "invalid '/' parameter marker"],
    ["**a, /", 11, "invalid '/' parameter marker"],
    ["*, *", 9, "invalid '*' parameter marker"],
    ["*a, *", 10, "invalid '*' parameter marker"],
    ["**a, *", 11, "invalid '*' parameter marker"],
    ["*a, *b", 10, "invalid *args parameter"],
    ["**a, *b", 11, "invalid *args parameter"],
    ["**a, **b", 11, "duplicate **kwargs parameter"],
    ["**a, b", 11, "parameters cannot follow **kwargs"],
    ["a: int", 7, "expected Comma, found Colon"],
    ["mut a", 6, "expected identifier, found Mut"],
    ["**", 8, "expected identifier, found RParen"],
    ["**a = 1", 10, "expected Comma, found Eq"],
    [",", 6, "expected identifier, found Comma"],
    ["1", 6, "expected identifier, found Int(1)"],
  ])("(%s)", (params, column, message) => {
    expect(errorOf(`fn f(${params}) { }`)).toBe(`ParseError 1:${column} ${message}`);
  });
});
