import { describe, expect, test } from "vitest";
import { errorOf, outlineOf } from "../../kit/syntax.ts";

describe("language 2.1: parentheses", () => {
  test.each([
    ["()", "(UnitLiteral)"],
    ["(x)", "x"],
    ["(x,)", "(Tuple [x])"],
    ["(x, y)", "(Tuple [x y])"],
    ["(x, y,)", "(Tuple [x y])"],
    ["((x))", "x"],
  ])("%s", (text, outline) => {
    expect(outlineOf(text)).toEqual([outline]);
  });

  test.each([
    ["(,)", "ParseError 1:2 unexpected token: Comma"],
    ["(1 2)", "ParseError 1:4 expected RParen, found Int(2)"],
    ["(1, 2 3)", "ParseError 1:7 expected RParen, found Int(3)"],
    ["(a = 2)", "ParseError 1:4 expected RParen, found Eq"],
    ["(1 + 2;", "ParseError 1:7 expected RParen, found Semicolon"],
  ])("error: %s", (text, error) => {
    expect(errorOf(text)).toBe(error);
  });
});

describe("language 2.1: Some, Ok, Err, None", () => {
  test("they hold exactly one value", () => {
    expect(outlineOf("Some(1) Ok(()) Err(x) None")).toEqual([
      "(Constructor Some 1)",
      "(Constructor Ok (UnitLiteral))",
      "(Constructor Err x)",
      "(NoneLiteral)",
    ]);
    expect(errorOf("[1].map(Some)")).toBe("ParseError 1:13 expected LParen, found RParen");
    expect(errorOf("Some()")).toBe("ParseError 1:6 unexpected token: RParen");
    expect(errorOf("Ok(1, 2)")).toBe("ParseError 1:5 expected RParen, found Comma");
    expect(errorOf("Err(1,)")).toBe("ParseError 1:6 expected RParen, found Comma");
  });
});

describe("language 2.1: names and paths", () => {
  test.each([
    ["a::b", "(Path [a b])"],
    ["a::b::c(1)", "(Call (Path [a b c]) [1])"],
    ["A::b::c", "(Path [A b c])"],
    ["A::b", "(Enum A b -)"],
    ["A::B(1, 2,)", "(Enum A B [1 2])"],
    ["A::B()", "(Enum A B [])"],
    ["A::B(1).c", "(Field (Enum A B [1]) c)"],
    ["A {}", "(Struct A [])"],
    ["A { x: 1, ...b, }", "(Struct A [(FieldInit x 1) (SpreadElement b)])"],
    ["_A", "_A"],
  ])("%s", (text, outline) => {
    expect(outlineOf(text)).toEqual([outline]);
  });

  test.each([
    ["a::", "ParseError 1:4 expected identifier, found Eof"],
    ["a::if", "ParseError 1:4 expected identifier, found If"],
    ["a::b::1", "ParseError 1:7 expected identifier, found Int(1)"],
    ["A { 1 }", "ParseError 1:5 expected identifier, found Int(1)"],
    ["A { x }", "ParseError 1:7 expected Colon, found RBrace"],
    ["A::B(*x)", "ParseError 1:6 unexpected token: Star"],
  ])("error: %s", (text, error) => {
    expect(errorOf(text)).toBe(error);
  });

  test("language 2.3: an upper-case name before a brace is a struct literal everywhere", () => {
    expect(errorOf("if READY { 1 } else { 2 }")).toBe("ParseError 1:12 expected identifier, found Int(1)");
    expect(outlineOf("if (Foo) { 1 }")).toEqual(["(If Foo (Block [1]) -)"]);
    expect(outlineOf("if ready { 1 }")).toEqual(["(If ready (Block [1]) -)"]);
  });
});

describe("language 2.1: lambdas", () => {
  test("parameters are plain names, and duplicates are allowed", () => {
    expect(outlineOf("|a, a| a")).toEqual(["(Lambda [(Parameter plain a -) (Parameter plain a -)] a)"]);
    expect(outlineOf("|_| _")).toEqual(["(Lambda [(Parameter plain _ -)] _)"]);
    expect(outlineOf("| | 1")).toEqual(["(Lambda [] 1)"]);
  });

  test.each([
    ["|a,| a", "ParseError 1:4 expected identifier, found PipeSym"],
    ["|a, b = 2| a", "ParseError 1:7 expected PipeSym, found Eq"],
    ["|a, loop| a", "ParseError 1:5 expected identifier, found Loop"],
    ["|a b| a", 'ParseError 1:4 expected PipeSym, found Ident("b")'],
    ["|a|", "ParseError 1:4 unexpected token: Eof"],
  ])("error: %s", (text, error) => {
    expect(errorOf(text)).toBe(error);
  });
});
