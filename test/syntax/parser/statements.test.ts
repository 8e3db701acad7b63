import { describe, expect, test } from "vitest";
import { errorOf, errorsOf, outlineOf, statementsOf } from "../../kit/syntax.ts";

describe("language 2.1: statements", () => {
  test.each([
    ["let x = 1;", "(Let !isMutable ?x - 1)"],
    ["let mut (a, b): list<int> = x;", "(Let isMutable (TuplePattern [?a ?b]) list<int> x)"],
    ["fn f() { 1 }", "(Fn f [] (Block [1]))"],
    ["for (k, v) in d { k; }", "(For - (TuplePattern [?k ?v]) d (Block [k;]))"],
    ["while a { }", "(While - a (Block []))"],
    ["while let Some(x) = f() { }", "(WhileLet - (ConstructorPattern Some ?x) (Call f []) (Block []))"],
    ["'a: for x in y { break 'a; continue 'a; }", "(For a ?x y (Block [(Break a -) (Continue a)]))"],
    ["'a: while b { }", "(While a b (Block []))"],
    ["'a: while let c = b { }", "(WhileLet a ?c b (Block []))"],
    ["break;", "(Break - -)"],
    ["break 1 + 2;", "(Break - (Binary + 1 2))"],
    ["break 'a 1;", "(Break a 1)"],
    ["break 'a: loop { };", "(Break - (Loop a (Block [])))"],
    ["break 'a 'b: loop { };", "(Break a (Loop b (Block [])))"],
    ["continue;", "(Continue -)"],
    ["return;", "(Return -)"],
    ["return x;", "(Return x)"],
    ["x = 1;", "(Assign = x 1)"],
    ["x[0] += 1;", "(Assign += (Index x 0) 1)"],
    ["x.f -= 1;", "(Assign -= (Field x f) 1)"],
    ["a[0][1] *= 1;", "(Assign *= (Index (Index a 0) 1) 1)"],
    ["a.b().c /= 1;", "(Assign /= (Field (MethodCall a b []) c) 1)"],
    ["x;", "x;"],
    ["{}", "(Block [])"],
  ])("%s", (text, outline) => {
    expect(outlineOf(text)).toEqual([outline]);
  });

  test("language 5.2: a labelled loop begins at its keyword", () => {
    expect(statementsOf("'a: for x in y { }")[0]).toMatchObject({
      start: 4,
      end: 18,
      label: { start: 0, end: 2, name: "a" },
    });
    expect(statementsOf("'a: loop { };")[0]).toMatchObject({ start: 4, end: 13, expression: { start: 4, end: 12 } });
  });
});

describe("language 2.4: semicolons and lines", () => {
  test.each([
    ["1 2", ["1", "2"]],
    ["x -1", ["(Binary - x 1)"]],
    ["if true { 1 }\n-1", ["(Binary - (If true (Block [1]) -) 1)"]],
    ["if true { [1, 2] }\n[0]", ["(Index (If true (Block [(List [1 2])]) -) 0)"]],
    ["match 1 { }\n(1)", ["(Call (Match 1 []) [1])"]],
    ["try { } catch e { }\n.x", ["(Field (Try (Block []) e (Block [])) x)"]],
    ["async { }\n|> f", ["(Pipe (Async (Block [])) f)"]],
    ["{ 1 }\n..2", ["(Range !inclusive (Block [1]) 2)"]],
    ["for x in [1] { }\n(1)", ["(For - ?x (List [1]) (Block []))", "1"]],
    ["while a { }\n[1]", ["(While - a (Block []))", "(List [1])"]],
    ["fn f() { }\n(1)", ["(Fn f [] (Block []))", "1"]],
    ["loop { }\n(1)", ["(Loop - (Block []))", "1"]],
    ["'a: loop { }\n-1", ["(Loop a (Block []))", "(Unary - 1)"]],
  ])("%j", (text, outlines) => {
    expect(outlineOf(text)).toEqual(outlines);
  });

  test("LD28: a semicolon behind a loop drops its value", () => {
    expect(outlineOf("fn f() { loop { } }")).toEqual(["(Fn f [] (Block [(Loop - (Block []))]))"]);
    expect(outlineOf("fn f() { loop { }; }")).toEqual(["(Fn f [] (Block [(Loop - (Block []));]))"]);
    expect(errorOf("loop { };;")).toBe("ParseError 1:10 unexpected token: Semicolon");
  });

  test.each([
    ["let x = 1;;", "ParseError 1:11 unexpected token: Semicolon"],
    ["for i in a { };", "ParseError 1:15 unexpected token: Semicolon"],
    ["fn f() { };", "ParseError 1:11 unexpected token: Semicolon"],
    ["let a = 1\nlet b = 2;", "ParseError 2:1 expected Semicolon, found Let"],
    ["if x { a = 2 }", "ParseError 1:14 expected Semicolon, found RBrace"],
    ["fn f() { return 1 }", "ParseError 1:19 expected Semicolon, found RBrace"],
    ["loop { continue }", "ParseError 1:17 expected Semicolon, found RBrace"],
    ["continue 1;", "ParseError 1:10 expected Semicolon, found Int(1)"],
    ["a = b = 3;", "ParseError 1:7 expected Semicolon, found Eq"],
    ["let a;", "ParseError 1:6 expected Eq, found Semicolon"],
    ["let x += 1;", "ParseError 1:7 expected Eq, found PlusEq"],
    ["mut x = 5;", "ParseError 1:1 unexpected token: Mut"],
    ["fn (x) { }", "ParseError 1:4 expected identifier, found LParen"],
    ["fn f(a) -> int { }", "ParseError 1:9 expected LBrace, found Minus"],
    ["fn f { }", "ParseError 1:6 expected LParen, found LBrace"],
    ["'x: if a { }", "ParseError 1:5 expected loop after label, found If"],
    ["'x for a in b { }", "ParseError 1:4 expected Colon, found For"],
    ["for x in y z", 'ParseError 1:12 expected LBrace, found Ident("z")'],
    ["for 1 + 1 in y { }", "ParseError 1:7 expected In, found Plus"],
    ["fn f() {\n\n", "ParseError 3:1 expected RBrace, found Eof"],
    ["}", "ParseError 1:1 unexpected token: RBrace"],
  ])("error: %j", (text, error) => {
    expect(errorOf(text)).toBe(error);
  });

  test.each(["5 = a;", "f() = a;", "(a, b) = c;", "a + b = c;", "t.0 = 1;", "a[1..2] = b;", "a? = 1;", "-a += 1;"])(
    "invalid assignment target: %s",
    (text) => {
      expect(errorsOf(`1;\n ${text}`)).toEqual(["ParseError 2:2 invalid assignment target"]);
    },
  );
});
