import { describe, expect, test } from "vitest";
import {
  ANSI_STYLE,
  type Excerpt,
  PLAIN_STYLE,
  renderLine,
  renderLocated,
  renderReference,
} from "../../src/diagnostics/render.ts";
import { SourceFile } from "../../src/source.ts";

function excerpt(line: number, column: number, rest: Partial<Excerpt> = {}): Excerpt {
  return { severity: "error", kind: "name", message: "undefined variable: x", line, column, ...rest };
}

function reference(text: string, ...excerpts: Excerpt[]): string[] {
  return renderReference(new SourceFile("a.ion", text), excerpts, PLAIN_STYLE).split("\n");
}

describe("language 5.4: the reference layout", () => {
  test("the example of the chapter", () => {
    const hint = "check the spelling, or declare the variable with `let` before this use";
    expect(reference("let y = 1;\nx + y", excerpt(2, 1, { hint }))).toEqual([
      "error[name]: undefined variable: x",
      "   |",
      " 2 | x + y",
      "   | ^",
      ` help: ${hint}`,
      "",
    ]);
  });

  test("byte for byte in colours", () => {
    const E = "\x1b";
    const text = renderReference(
      new SourceFile("a.ion", `${"\n".repeat(11)}a b`),
      [excerpt(12, 3, { hint: "H" })],
      ANSI_STYLE,
    );
    expect(text).toBe(
      `${E}[1;31merror[name]${E}[0m: undefined variable: x\n` +
        `    ${E}[34m|${E}[0m\n` +
        ` ${E}[34m12 |${E}[0m a b\n` +
        `    ${E}[34m|${E}[0m   ${E}[1;31m^${E}[0m\n` +
        ` ${E}[1;36mhelp${E}[0m: H\n`,
    );
  });

  test("an empty line stands between two errors", () => {
    const lines = reference("x", excerpt(1, 1), excerpt(1, 1, { message: "second" }));
    expect(lines).toEqual([
      "error[name]: undefined variable: x",
      "   |",
      " 1 | x",
      "   | ^",
      "",
      "error[name]: second",
      "   |",
      " 1 | x",
      "   | ^",
      "",
    ]);
  });

  test.each([
    ["\tx", 2, "   | \t^"],
    ["é x", 3, "   |   ^"],
    ["漢 x", 3, "   |    ^"],
    ["😀 x", 4, "   |    ^"],
    ["e\u0301 x", 4, "   |   ^"],
    ["ab", 3, "   |   ^"],
    ["ab\r", 3, "   |   ^"],
  ])("the caret is aligned by display width: %j column %i", (text, column, line) => {
    expect(reference(text, excerpt(1, column))[3]).toBe(line);
  });

  test.each([0, 4, 99])("no caret in column %i of a line of two characters, but the space behind the bar", (column) => {
    expect(reference("ab", excerpt(1, column))[3]).toBe("   | ");
  });

  test.each([
    ["line 0", "x", 0],
    ["a line behind the text", "x", 2],
    ["the empty rest behind the last line end", "x\n", 2],
    ["an empty text", "", 1],
  ])("no excerpt for %s", (_, text, line) => {
    expect(reference(text, excerpt(line, 1))).toEqual(["error[name]: undefined variable: x", ""]);
  });

  test("an empty line inside the text is shown", () => {
    expect(reference("\nx", excerpt(1, 1))).toEqual([
      "error[name]: undefined variable: x",
      "   |",
      " 1 | ",
      "   | ^",
      "",
    ]);
  });
});

describe("embedding 2.8: the layout with a location line", () => {
  test("the example of the chapter", () => {
    const file = new SourceFile("orders.ion", `${"\n".repeat(11)}    let avg = total / count;\n`);
    const error = excerpt(12, 15, { kind: "runtime", message: "division by zero", hint: "H" });
    expect(renderLocated(file, [error], PLAIN_STYLE).split("\n")).toEqual([
      "error[runtime]: division by zero",
      "  --> orders.ion:12:15",
      "   |",
      "12 |     let avg = total / count;",
      "   |               ^",
      " help: H",
      "",
    ]);
  });

  test("without a position there is only the message", () => {
    expect(renderLocated(new SourceFile("a.ion", "x"), [excerpt(0, 0)], PLAIN_STYLE)).toBe(
      "error[name]: undefined variable: x\n",
    );
  });

  test("colours dress the text and do not change it", () => {
    const file = new SourceFile("a.ion", "漢 x");
    const excerpts = [excerpt(1, 3, { hint: "H" }), excerpt(0, 0, { severity: "warning" })];
    const colored = renderLocated(file, excerpts, ANSI_STYLE);
    expect(colored).toContain("\x1b[1;33mwarning[name]\x1b[0m");
    // biome-ignore lint/suspicious/noControlCharactersInRegex: escape sequences begin with one
    expect(colored.replace(/\x1b\[[\d;]*m/g, "")).toBe(renderLocated(file, excerpts, PLAIN_STYLE));
  });
});

test("embedding 2.12: the line of `ion check`", () => {
  expect(renderLine(new SourceFile("a.ion", "x"), excerpt(1, 7))).toBe(
    "a.ion:1:7: error[name]: undefined variable: x\n",
  );
});
