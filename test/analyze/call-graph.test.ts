/** Tail calls (language 4.13) and direct calls, as the call graph finds them. */
import { describe, expect, test } from "vitest";
import { acceptsDirectly } from "../../src/analyze/call-graph.ts";
import { type CompiledSource, compileSource, isCompiled } from "../../src/compile.ts";
import { resolveOptions } from "../../src/options.ts";
import type { CallExpression } from "../../src/syntax/ast.ts";
import { walk } from "../../src/syntax/walk.ts";

function compiled(source: string): CompiledSource {
  const result = compileSource(source, resolveOptions({}));
  if (!isCompiled(result)) throw new Error(result.diagnostics[0]!.message);
  return result;
}

function callsIn({ program }: CompiledSource): CallExpression[] {
  const calls: CallExpression[] = [];
  walk(program, (node) => {
    if (node.type === "CallExpression") calls.push(node);
    return undefined;
  });
  return calls;
}

/** The source text of all tail calls inside `fn f(x) { … }`. */
function tailCalls(body: string): string[] {
  const result = compiled(`fn f(x) { ${body} }`);
  return callsIn(result)
    .filter((call) => result.analysis.callGraph.tailCalls.has(call))
    .map(({ start, end }) => result.file.text.slice(start, end));
}

describe("4.13: tail positions", () => {
  test.each([
    ["the value of the body", "g(x)"],
    ["the branches of `if`", "if x { g(1) } else if y { g(2) } else { g(3) }", "g(1)", "g(2)", "g(3)"],
    ["the branches of `if let`", "if let Some(y) = x { g(1) } else { g(2) }", "g(1)", "g(2)"],
    ["the arms of `match`", "match x { 1 => g(1), n if h(n) => g(2), _ => { g(3) } }", "g(1)", "g(2)", "g(3)"],
    ["the value of a block", "{ h(); { g(x) } }", "g(x)"],
    ["the operand of `return`", "if x { return g(x); }; 1", "g(x)"],
    ["with any kind of argument", "g(*x, a: 1, **y)", "g(*x, a: 1, **y)"],
    ["of any callee", "(x.f)(1)", "x.f)(1)"],
    ["a call of a call is one, its callee is not", "g(1)(2)", "g(1)(2)"],
  ])("%s", (_what, body, ...calls) => {
    expect(tailCalls(body)).toEqual(calls.length === 0 ? [body] : calls);
  });

  test.each([
    ["inside `try`", "try { g(x) } catch e { g(e) }"],
    ["a `return` inside `try`", "try { return g(x); } catch e { 1 }"],
    ["inside `async`", "async { g(x) }"],
    ["operands of operators", "1 + g(x)"],
    ["the operand of `?`", "g(x)?"],
    ["right sides of pipes", "x |> g()"],
    ["method calls", "x.g(1)"],
    ["initialisers", "let y = g(x); y"],
    ["values that are dropped", "g(x);"],
    ["conditions", "if g(x) { 1 } else { 2 }"],
    ["subjects and guards", "match g(x) { y if g(y) => 1, _ => 2 }"],
    ["loop bodies", "for y in x { g(y) }"],
    ["elements", "[g(x)]"],
  ])("not: %s", (_what, body) => {
    expect(tailCalls(body)).toEqual([]);
  });

  test("the value of a lambda, block or not", () => {
    const result = compiled("let f = |x| g(x); let h = |x| { g(x) };");
    expect(callsIn(result).every((call) => result.analysis.callGraph.tailCalls.has(call))).toBe(true);
  });

  test("the top level is no function", () => {
    const result = compiled("fn g() { 1 } g()");
    expect(result.analysis.callGraph.tailCalls.size).toBe(0);
  });
});

describe("4.9: a known function is called directly when its parameters fit", () => {
  test.each([
    ["fn f(a, b) { } f(1, 2)", true],
    ["fn f(a, b = 1) { } f(1)", true],
    ["fn f(a, /, b) { } f(1, 2)", true],
    ["fn f(a, b) { } f(1)", false],
    ["fn f(a) { } f(1, 2)", false],
    ["fn f(a) { } f(a: 1)", false],
    ["fn f(a) { } f(*[1])", false],
    ["fn f(*a) { } f(1)", false],
    ["fn f(a, *, b = 1) { } f(1)", false],
    ["fn f(a, **k) { } f(1)", false],
  ])("%s: %s", (source, isDirect) => {
    const result = compiled(source);
    const [call] = callsIn(result);
    const target = result.analysis.callGraph.knownCallees.get(call!);
    expect(acceptsDirectly(target!, call!.args)).toBe(isDirect);
  });

  test.each([
    ["fn f() { } f()", true],
    ["let f = || 1; f()", true],
    ["(|| 1)()", true],
    ["let mut f = || 1; f()", false],
    ["fn g(f) { f() }", false],
    ["let f = if true { || 1 } else { || 2 }; f()", false],
    ["let d = #{f: 1}; use d::*; f()", false],
    ["fn f() { } let d = #{f: 1}; use d::*; f()", false],
    ["print()", false],
  ])("the callee of the last call in %s is known: %s", (source, isKnown) => {
    const result = compiled(source);
    expect(result.analysis.callGraph.knownCallees.has(callsIn(result).at(-1)!)).toBe(isKnown);
  });
});
