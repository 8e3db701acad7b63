import { describe, expect, test } from "vitest";
import { errorOf, outlineOf, statementsOf } from "../../kit/syntax.ts";

describe("language 2.1: if", () => {
  test.each([
    ["if a { 1 }", "(If a (Block [1]) -)"],
    ["if a { 1 } else { 2 }", "(If a (Block [1]) (Block [2]))"],
    ["if a {} else if b {} else {}", "(If a (Block []) (If b (Block []) (Block [])))"],
    ["if let Some(x) = a && b { x }", "(IfLet (ConstructorPattern Some ?x) (Logical && a b) (Block [x]) -)"],
    ["if a {} else if let b = c {} else {}", "(If a (Block []) (IfLet ?b c (Block []) (Block [])))"],
    ["if if a {b} {c}", "(If (If a (Block [b]) -) (Block [c]) -)"],
  ])("%s", (text, outline) => {
    expect(outlineOf(text)).toEqual([outline]);
  });

  test.each([
    ["if let x = v { 1 } else if y { 2 }", "ParseError 1:25 expected LBrace, found If"],
    ["if a 1", "ParseError 1:6 expected LBrace, found Int(1)"],
    ["if a {} else 1", "ParseError 1:14 expected LBrace, found Int(1)"],
    ["if let x { }", "ParseError 1:10 expected Eq, found LBrace"],
    ["if { 1 }", "ParseError 1:9 expected LBrace, found Eof"],
    ["else { }", "ParseError 1:1 unexpected token: Else"],
  ])("error: %s", (text, error) => {
    expect(errorOf(text)).toBe(error);
  });

  test("every if of a chain ends where the chain ends", () => {
    const [statement] = statementsOf("if a {} else if b {} else { c }");
    expect(statement).toMatchObject({ expression: { start: 0, end: 31, alternate: { start: 13, end: 31 } } });
  });
});

describe("language 2.1: match", () => {
  test.each([
    ["match x { }", "(Match x [])"],
    ["match x { 1 => a, _ if b => c }", "(Match x [(MatchArm 1 - a) (MatchArm (WildcardPattern) b c)])"],
    ["match x { _ => { 1 }, }", "(Match x [(MatchArm (WildcardPattern) - (Block [1]))])"],
  ])("%s", (text, outline) => {
    expect(outlineOf(text)).toEqual([outline]);
  });

  test.each([
    ["match x { 1 => { a } _ => b }", 'ParseError 1:22 expected Comma, found Ident("_")'],
    ["match x { 1 -> a }", "ParseError 1:13 expected Arrow, found Minus"],
    ["match x { 1 | 2 => a }", "ParseError 1:13 expected Arrow, found PipeSym"],
    ["match x { 1 => return 2 }", "ParseError 1:16 unexpected token: Return"],
    ["match x { , }", "ParseError 1:11 unexpected token in pattern: Comma"],
    ["match x 1", "ParseError 1:9 expected LBrace, found Int(1)"],
  ])("error: %s", (text, error) => {
    expect(errorOf(text)).toBe(error);
  });
});

describe("language 2.1: try", () => {
  test("the handler's name is required, `_` included", () => {
    expect(outlineOf("try { 1 } catch e { 2 }")).toEqual(["(Try (Block [1]) e (Block [2]))"]);
    expect(outlineOf("try { } catch _ { }")).toEqual(["(Try (Block []) _ (Block []))"]);
    expect(errorOf("try { } catch { }")).toBe("ParseError 1:15 expected identifier after 'catch'");
    expect(errorOf("try { } catch if { }")).toBe("ParseError 1:15 expected identifier after 'catch'");
    expect(errorOf("try { };")).toBe("ParseError 1:8 expected Catch, found Semicolon");
    expect(errorOf("try 1 catch e { }")).toBe("ParseError 1:5 expected LBrace, found Int(1)");
  });
});

describe("LD28, LD29: loop as an expression", () => {
  test.each([
    ["let x = loop { break 5; };", "(Let !isMutable ?x - (Loop - (Block [(Break - 5)])))"],
    ["let a = 'x: loop { break 'x 3; };", "(Let !isMutable ?a - (Loop x (Block [(Break x 3)])))"],
    ["|| loop { }", "(Lambda [] (Loop - (Block [])))"],
    ["1 + loop { }.x", "(Binary + 1 (Field (Loop - (Block [])) x))"],
  ])("%s", (text, outline) => {
    expect(outlineOf(text)).toEqual([outline]);
  });

  test("other loops have no value", () => {
    expect(errorOf("let a = 'x: while b { };")).toBe("ParseError 1:13 expected loop after label, found While");
    expect(errorOf("let a = 'x: [1];")).toBe("ParseError 1:13 expected loop after label, found LBracket");
    expect(errorOf("let a = for x in y { };")).toBe("ParseError 1:9 unexpected token: For");
    expect(errorOf("let a = 'x loop { };")).toBe("ParseError 1:12 expected Colon, found Loop");
  });
});

describe("concurrency B-1, B-17, S-1: async, spawn, select", () => {
  test.each([
    ["async { 1 }", "(Async (Block [1]))"],
    ["async { } async { }", "(Async (Block []))"],
    ["spawn f(*a, k: 1)", "(Spawn (Call f [(SpreadArgument a) (KeywordArgument k 1)]))"],
    ["spawn o.m(1)", "(Spawn (MethodCall o m [1]))"],
    ["spawn 1", "(Spawn 1)"],
    ["select { }", "(Select [])"],
    [
      "select { a = f() => 1, Some(b) = spawn g() => b }",
      "(Select [(SelectBranch ?a (Call f []) 1) (SelectBranch (ConstructorPattern Some ?b) (Spawn (Call g [])) b)])",
    ],
    [
      "select { a = f() => { 1 } b = g() => 2, }",
      "(Select [(SelectBranch ?a (Call f []) (Block [1])) (SelectBranch ?b (Call g []) 2)])",
    ],
  ])("%s", (text, outline) => {
    expect(outlineOf(text)[0]).toBe(outline);
  });

  test.each([
    ["async 5", "ParseError 1:7 expected LBrace, found Int(5)"],
    ["select 5", "ParseError 1:8 expected LBrace, found Int(5)"],
    ["select { a = f() => 1,, }", "ParseError 1:23 unexpected token in pattern: Comma"],
    ["select { x if c = f() => 1 }", "ParseError 1:12 expected Eq, found If"],
    ["select { a = f() }", "ParseError 1:18 expected Arrow, found RBrace"],
    ["select { a = f() => 1", "ParseError 1:22 unexpected token in pattern: Eof"],
    ["spawn", "ParseError 1:6 unexpected token: Eof"],
    ["await f()", "ParseError 1:1 unexpected token: Await"],
    ["let await = 2;", "ParseError 1:5 unexpected token in pattern: Await"],
    ["fn select(x) { x }", "ParseError 1:4 expected identifier, found Select"],
  ])("error: %s", (text, error) => {
    expect(errorOf(text)).toBe(error);
  });

  test("B-21: channel, sleep and timeout are ordinary names", () => {
    expect(outlineOf("let channel = 1; sleep; timeout")).toHaveLength(3);
  });
});
