/** L-3: for the legacy backend operands of `spawn` and `select` become calls of functions without parameters. */
import { describe, expect, test } from "vitest";
import { wrapOperands } from "../../src/analyze/whole-operands.ts";
import { SourceFile } from "../../src/source.ts";
import type { CallExpression, LambdaExpression, Program, SelectBranch, SpawnExpression } from "../../src/syntax/ast.ts";
import { parse } from "../../src/syntax/parser/parse.ts";
import { walk } from "../../src/syntax/walk.ts";

function parsed(source: string): Program {
  return parse(new SourceFile("test.ion", source)).program;
}

/** Text and name of every operand that was wrapped, in the order of the source. */
function wrappedOperands(source: string): string[] {
  const found: string[] = [];
  walk(wrapOperands(parsed(source)), (node) => {
    if (node.type === "SpawnExpression" || node.type === "SelectBranch") found.push(describeOperand(node, source));
    return undefined;
  });
  return found;
}

function describeOperand({ operand }: SpawnExpression | SelectBranch, source: string): string {
  if (operand.type === "SpawnExpression") return "spawn";
  const { callee, args, start, end } = operand as CallExpression;
  const { type, name, params, body } = callee as LambdaExpression;
  expect([type, args, params, body.start, body.end]).toEqual(["LambdaExpression", [], [], start, end]);
  return `${name}: ${source.slice(start, end)}`;
}

describe("L-3: operands are wrapped", () => {
  test.each([
    ["spawn 1 + 2", ["<lambda>: 1 + 2"]],
    ["spawn load(x)", ["load: load(x)"]],
    ["spawn math::abs(-5)", ["math::abs: math::abs(-5)"]],
    ["spawn rx.recv()", ["recv: rx.recv()"]],
    ["spawn a |> f()", ["<lambda>: a |> f()"]],
    ["select { a = f() => 1, b = spawn 2 => 3 }", ["f: f()", "spawn", "<lambda>: 2"]],
    ["spawn { spawn 1 }", ["<lambda>: { spawn 1 }", "<lambda>: 1"]],
    ["fn f() { if a { [g(spawn h())] } }", ["h: h()"]],
  ])("%s", (source, expected) => {
    expect(wrappedOperands(source)).toEqual(expected);
  });

  test("a program without them is left as it is", () => {
    const program = parsed("async { f(1) }");
    expect(wrapOperands(program)).toBe(program);
  });

  test("the parsed tree is not changed, and what holds no operand is shared", () => {
    const program = parsed("fn a() { 1 } spawn 2");
    const before = structuredClone(program);
    const wrapped = wrapOperands(program);
    expect(program).toEqual(before);
    expect(wrapped.body[0]).toBe(program.body[0]);
  });
});
