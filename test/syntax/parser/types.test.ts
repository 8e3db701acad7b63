import { describe, expect, test } from "vitest";
import { errorOf, statementsOf } from "../../kit/syntax.ts";

describe("language 2.1: type annotations", () => {
  test.each([
    ["int", "int", "int"],
    ["fn", "fn", "fn"],
    ["list", "list", "list"],
    ["dict", "dict", "dict"],
    ["list<int>", "list", "list<int>"],
    ["dict < string,int >", "dict", "dict<string, int>"],
    ["Option<fn>", "Option", "Option<fn>"],
    ["Result<list, Option<x>>", "Result", "Result<list, Option<x>>"],
    ["Whatever", "Whatever", "Whatever"],
  ])("%s", (text, name, normal) => {
    expect(statementsOf(`let x: ${text} = 1;`)[0]).toMatchObject({
      annotation: { name, text: normal, start: 7, end: 7 + text.length },
    });
  });

  test.each([
    "list<list<int>>",
    "list<list<list<int>>>",
    "list<list<list<list<int>>>>",
    "dict<string, list<int>>",
    "Result<list<int>, dict<a, list<b>>>",
  ])("LD6: a `>>` closes two levels: %s", (text) => {
    expect(statementsOf(`let x: ${text} = 1;`)[0]).toMatchObject({ annotation: { text } });
  });

  test("LD6: the annotation may touch the `=` behind a `>>`", () => {
    expect(statementsOf("let x: list<list<int>>= 1;")[0]).toMatchObject({ annotation: { text: "list<list<int>>" } });
  });

  test.each([
    ["let x: list<int>> = 1;", "ParseError 1:16 expected Gt, found Shr"],
    ["let x: dict<list<int>>, int> = 1;", "ParseError 1:21 expected Comma, found Shr"],
    ["let x: Option = 1;", "ParseError 1:15 expected Lt, found Eq"],
    ["let x: Result<int> = 1;", "ParseError 1:18 expected Comma, found Gt"],
    ["let x: list<int, int> = 1;", "ParseError 1:16 expected Gt, found Comma"],
    ["let x: int<int> = 1;", "ParseError 1:11 expected Eq, found Lt"],
    ["let x: list<int>= 1;", "ParseError 1:16 expected Gt, found GtEq"],
    ["let x: list<> = 1;", "ParseError 1:13 expected identifier, found Gt"],
    ["let x: () = 1;", "ParseError 1:8 expected identifier, found LParen"],
    ["let x: = 1;", "ParseError 1:8 expected identifier, found Eq"],
    ["let x: None = 1;", "ParseError 1:8 expected identifier, found None"],
  ])("error: %s", (text, error) => {
    expect(errorOf(text)).toBe(error);
  });
});
