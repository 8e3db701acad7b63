import { describe, expect, test } from "vitest";
import { errorOf, outlineOf } from "../../kit/syntax.ts";

describe("language 2.1: postfix forms", () => {
  test.each([
    ["a.b", "(Field a b)"],
    ["a.b.c()", "(MethodCall (Field a b) c [])"],
    ["(a.b)(1)", "(Call (Field a b) [1])"],
    ["a[b][c]", "(Index (Index a b) c)"],
    ["f()()", "(Call (Call f []) [])"],
    ["f()??", "(Propagate (Propagate (Call f [])))"],
    ["f().await?.x", "(Field (Propagate (Await (Call f []))) x)"],
    ["a.await()", "(Call (Await a) [])"],
  ])("%s", (text, outline) => {
    expect(outlineOf(text)).toEqual([outline]);
  });

  test.each([
    ["a.", "ParseError 1:3 expected identifier, found Eof"],
    ["#{}.if", "ParseError 1:5 expected identifier, found If"],
    ["d.select", "ParseError 1:3 expected identifier, found Select"],
    ['a."b"', 'ParseError 1:3 expected identifier, found Str("b")'],
    ["a[]", "ParseError 1:3 unexpected token: RBracket"],
    ["a[1, 2]", "ParseError 1:4 expected RBracket, found Comma"],
    ["a[1", "ParseError 1:4 expected RBracket, found Eof"],
  ])("error: %s", (text, error) => {
    expect(errorOf(text)).toBe(error);
  });
});

describe("LD7: tuple elements", () => {
  test.each([
    ["t.0", "(TupleField 0 t)"],
    ["t.0.1", "(TupleField 1 (TupleField 0 t))"],
    ["t.0.1.2", "(TupleField 2 (TupleField 1 (TupleField 0 t)))"],
    ["t.1.10.x", "(Field (TupleField 10 (TupleField 1 t)) x)"],
    ["t.0.len()", "(MethodCall (TupleField 0 t) len [])"],
    ["t.0..5", "(Range !inclusive (TupleField 0 t) 5)"],
    ["t.0[1]", "(Index (TupleField 0 t) 1)"],
    ["f().1_0", "(TupleField 10 (Call f []))"],
  ])("%s", (text, outline) => {
    expect(outlineOf(text)).toEqual([outline]);
  });

  test("a dot at the end lacks its name", () => {
    expect(errorOf("t.0.;")).toBe("ParseError 1:5 expected identifier, found Semicolon");
  });
});

describe("LD31: indexes and slices", () => {
  test.each([
    ["a[1 & 2]", "(Index a (Binary & 1 2))"],
    ["a[x == y]", "(Index a (Binary == x y))"],
    ["a[b |> f()]", "(Index a (Pipe b (Call f [])))"],
    ["a[|x| x]", "(Index a (Lambda [(Parameter plain x -)] x))"],
    ["a[1..2]", "(Slice !inclusive a 1 2)"],
    ["a[1 + 1..=2 * 2]", "(Slice inclusive a (Binary + 1 1) (Binary * 2 2))"],
    ["a[..]", "(Slice !inclusive a - -)"],
    ["a[..2]", "(Slice !inclusive a - 2)"],
    ["a[1..]", "(Slice !inclusive a 1 -)"],
    ["a[..=]", "(Slice inclusive a - -)"],
    ["a[1..b | c]", "(Slice !inclusive a 1 (Binary | b c))"],
    ["a[(1..2)]", "(Index a (Range !inclusive 1 2))"],
    ["a[1 << 2..3]", "(Index a (Binary << 1 (Range !inclusive 2 3)))"],
    ["a[-1..]", "(Slice !inclusive a (Unary - 1) -)"],
  ])("%s", (text, outline) => {
    expect(outlineOf(text)).toEqual([outline]);
  });
});

describe("language 2.1: arguments", () => {
  test.each([
    ["f(1, 2,)", "(Call f [1 2])"],
    ["f(*a, b)", "(Call f [(SpreadArgument a) b])"],
    ["f(1, k: 2, **d, l: 3,)", "(Call f [1 (KeywordArgument k 2) (KeywordSpreadArgument d) (KeywordArgument l 3)])"],
    ["f(a::b)", "(Call f [(Path [a b])])"],
    ["o.m(*a, k: 1)", "(MethodCall o m [(SpreadArgument a) (KeywordArgument k 1)])"],
    ["f(* *d)", "(Call f [(KeywordSpreadArgument d)])"],
  ])("%s", (text, outline) => {
    expect(outlineOf(text)).toEqual([outline]);
  });

  test.each([
    ["f(k: 1, 2)", 9],
    ["f(k: 1, *a)", 9],
    ["f(**d, 2)", 8],
    ["f(**d, k: 1, x + 1)", 14],
  ])("positional arguments come first: %s", (text, column) => {
    expect(errorOf(text)).toBe(`ParseError 1:${column} positional arguments cannot follow keyword arguments`);
  });

  test.each([
    ["f(,)", "ParseError 1:3 unexpected token: Comma"],
    ["f(1,,)", "ParseError 1:5 unexpected token: Comma"],
    ["f(1 2)", "ParseError 1:5 expected Comma, found Int(2)"],
    ["f(if: 1)", "ParseError 1:5 unexpected token: Colon"],
    ["f(1", "ParseError 1:4 expected Comma, found Eof"],
  ])("error: %s", (text, error) => {
    expect(errorOf(text)).toBe(error);
  });
});
