import { describe, expect, test } from "vitest";
import { SourceFile } from "../../../src/source.ts";
import { inputState, isIncomplete } from "../../../src/syntax/parser/incomplete.ts";
import { parse } from "../../../src/syntax/parser/parse.ts";

function stateOf(text: string): string {
  const file = new SourceFile("<repl>", text);
  const { diagnostics } = parse(file);
  const state = inputState(file, diagnostics);
  expect(isIncomplete(file, diagnostics)).toBe(state === "incomplete");
  return state;
}

describe("embedding 2.12: the REPL asks the parser whether the input goes on", () => {
  test.each(["", "1", "let x = 1;", "fn f() { 1 }", "// {", '"{"', "x\n"])("complete: %j", (text) => {
    expect(stateOf(text)).toBe("complete");
  });

  test.each([
    "fn f() {",
    "fn f() {\n  let x = 1",
    "if a {\n  1\n} else",
    "1 +",
    "f(1,",
    "[1, 2",
    "#{a:",
    "match x {",
    "match x { 1 =>",
    "let x =",
    "let x",
    "fn f",
    "try { 1 }",
    '"abc',
    '"""abc',
    'b"abc',
    'f"{1',
    'f"""{1',
    "async {\n  spawn f();",
    "'a:",
  ])("incomplete: %j", (text) => {
    expect(stateOf(text)).toBe("incomplete");
    expect(stateOf(`${text}\n`)).toBe("incomplete");
  });

  test.each(["let x = 1", "return 1", "x = 2", "use a::b"])("lacks only its semicolon: %j", (text) => {
    expect(stateOf(text)).toBe("lacks-semicolon");
    expect(stateOf(`${text};`)).toBe("complete");
  });

  test.each(["}", "let = 1;", "1 + ;", "fn f() { let = 1;", "$", 'f"{}"', '"\\q', "(]"])("invalid: %j", (text) => {
    expect(stateOf(text)).toBe("invalid");
  });
});
