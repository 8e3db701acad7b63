import { describe, expect, test } from "vitest";
import { helpOf } from "../../kit/syntax.ts";

describe("language 5.4: hints of parse errors", () => {
  test("a missing semicolon", () => {
    expect(helpOf("let a = 1\nlet b = 2;")).toBe("this statement needs a `;`");
    expect(helpOf("fn f() { return }")).toBe("this statement needs a `;`");
  });

  test("a missing brace", () => {
    expect(helpOf("fn f() {")).toBe("look for an unmatched `{`");
    expect(helpOf("#{a: 1")).toBe("look for an unmatched `{`");
  });
});

/** A program with a habit of another language, and what its help has to say. */
const HABITS: readonly (readonly [string, string])[] = [
  ["i++;", "x += 1;"],
  ["i--;", "x -= 1;"],
  ["let a = 2 ** 3;", "math::pow"],
  ["a === b", "write `==`"],
  ["if a !== b { }", "write `!=`"],
  ["a &&= b;", "x = x && …;"],
  ["a %= 4;", "x = x % …;"],
  ["a ||= b;", "x = x || …;"],
  ["/* c */", "begin each line with `//`"],
  ["let f = (x) => x + 1;", "|x| …"],
  ["f(x => x)", "|x| …"],
  ["let f = fn(x) { x };", "|x| …"],
  ["let f = function(x) { x };", "|x| …"],
  ["let f = lambda x: x;", "|x| …"],
  ["let o = {name: 1};", "begins with `#{`"],
  ["#{if: 1}", "needs quotes"],
  ["d.match", 'd["if"]'],
  ["f(a) -> int", "members are reached with `.`"],
  ["fn f(a) -> int { }", "no result type"],
  ["fn f(a: int) { }", "parameters have no types"],
  ["|a: int| a", "parameters have no types"],
  ["fn f(mut a) { }", "let mut a = a;"],
  ["|a = 1| a", "no defaults"],
  ["mut x = 1;", "let mut name"],
  ["let x;", "needs a value"],
  ["let a, b = 1;", "let (a, b)"],
  ["let int x = 1;", "let x: int"],
  ["let x := 1;", "write `let x = …;`"],
  ["let match = 1;", "`match` is a keyword"],
  ["fn loop() { }", "`loop` is a keyword"],
  ["a = b = 1;", "one name at a time"],
  ["let x = (a = 1);", "compare with `==`"],
  ["let x = a ? b : c;", "if a { b } else { c }"],
  ["let x = a ?? b;", "unwrap_or"],
  ["let x = 1 if a else 2;", "if a { b } else { c }"],
  ["let x = a as int;", "int(x)"],
  ["let x = a in b;", "contains"],
  ["let x = new Foo();", "no `new`"],
  ["if a and b { }", "write `&&`"],
  ["if a or b { }", "write `||`"],
  ["if not a { }", "write `!`"],
  ["if a: b", "in braces"],
  ["if a b;", "in braces"],
  ["if let a = b { } else if c { }", "else { if … }"],
  ["a;;", "remove this `;`"],
  ["fn f() { };", "remove this `;`"],
  ["let x = ;", "a value is missing"],
  ["match a { 1 => { 2 } 3 => 4 }", "two arms"],
  ["match a { 1 -> 2 }", "`=>`"],
  ["match a { 1 | 2 => 3 }", "no or-patterns"],
  ["match a { 1..2 => 3 }", "no range patterns"],
  ["match a { #{b: c} => 3 }", "no dict patterns"],
  ["match a { 1 => return 2 }", "{ return …; }"],
  ["match a { (...b) => 1 }", "only in list patterns"],
  ["let (mut a, b) = c;", "right behind `let`"],
  ["let a = while b { };", "without a value"],
  ["let a = for b in c { };", "[… for x in xs]"],
  ["1 + let a = 2;", "put it in front"],
  ["f(return 1)", "{ return …; }"],
  [".5", "`0.5`"],
  ["f(&a)", "no references"],
  ["await f()", "task.await"],
  ["xs.map(Some)", "|x| Some(x)"],
  ["Ok(1, 2)", "hold one value"],
  ["f(a = 1)", "name: value"],
  ["f(1 2)", "put a `,`"],
  ["[1 2]", "put a `,`"],
  ["#{a: 1 b: 2}", "put a `,`"],
  ["#{a}", "key: value"],
  ["if a { b }\n[1, 2]", "begins with `[`"],
  ["[a for a in b for c in d]", "one `for`"],
  ["for a of b { }", "write `in`"],
  ["let a = (1;", "unmatched `(`"],
  ["let a = [1, 2\nlet b = 2;", "unmatched `[`"],
  ["let a: Option = None;", "Option<int>"],
  ["let a: list<int>= b;", "a space between"],
  ["try { };", "catch name"],
  ["try { } catch { }", "catch e"],
  ["let a = try { } catch e { } finally { };", "no `finally`"],
  ["if READY { 1 }", "in parentheses"],
  ["fn f { }", "fn name()"],
  ["fn (x) { }", "|x| …"],
  ["|a,| a", "remove the `,`"],
  ["select { a if b = f() => 1 }", "no guards"],
  ["let r = 1..2..3;", "two ends"],
  ["else { }", "directly follows"],
  ["fn f() { } }", "unmatched `}`"],
  ['f"{}"', "between the braces"],
  ['f"{x:>5}"', "without a format"],
  ["use math;", "use module::name;"],
  ["5 = a;", "compare with `==`"],
  ["'a'", "double quotes"],
  ["`a`", 'f"…{x}…"'],
  ["# comment", "comments start with `//`"],
  ["~a", "-x - 1"],
  ['"\\x41"', "\\u{…}"],
];

describe("help for habits of other languages", () => {
  test.each(HABITS)("%j", (text, help) => {
    expect(helpOf(text)).toContain(help);
  });
});

test("an error that nobody has advice for has no help", () => {
  expect(helpOf("let x = 1 2;")).toBe("this statement needs a `;`");
  expect(helpOf("let 1 + 1;")).toBeUndefined();
});
