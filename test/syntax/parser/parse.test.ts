import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { SourceFile } from "../../../src/source.ts";
import type { Node } from "../../../src/syntax/ast.ts";
import { parse } from "../../../src/syntax/parser/parse.ts";
import { TOKEN_TYPES } from "../../../src/syntax/token.ts";
import { walk } from "../../../src/syntax/walk.ts";
import { readConformanceAreas } from "../../kit/conformance-cases.ts";
import { errorText, outline } from "../../kit/syntax.ts";

function parseText(text: string) {
  return parse(new SourceFile("test.ion", text));
}

// --------------------------------------------------------------------------------------------------- conformance

describe("conformance programs parse, or fail with the error of their result", () => {
  const RESULT = /^!! (?:Lex|Parse)Error \d+ .*\n$/ms;

  for (const [area, cases] of readConformanceAreas()) {
    test(area, () => {
      for (const { id, source, expected } of cases) {
        const file = new SourceFile(id, source);
        const [first] = parse(file).diagnostics;
        const error = first === undefined ? "" : `!! ${errorText(file, first).replace(/:\d+ /, " ")}\n`;
        expect(`${id} ${error}`).toBe(`${id} ${RESULT.exec(expected.text)?.[0] ?? ""}`);
      }
    });
  }
});

// --------------------------------------------------------------------------------------------------------- depth

describe("language 2.1: chains of any length", () => {
  const LENGTH = 20_000;

  test.each([
    ["binary operators", `1${" + 1".repeat(LENGTH)}`, LENGTH],
    ["pipes", `1${" |> f".repeat(LENGTH)}`, LENGTH],
    ["logical operators", `a${" && a".repeat(LENGTH)}`, LENGTH],
    ["fields", `a${".b".repeat(LENGTH)}`, LENGTH],
    ["calls", `a${"()".repeat(LENGTH)}`, LENGTH],
    ["indexes", `a${"[0]".repeat(LENGTH)}`, LENGTH],
    ["question marks", `a${"?".repeat(LENGTH)}`, LENGTH],
    ["else if", `if a { }${" else if b { }".repeat(5000)} else { }`, 5000],
  ])("%s", (_, text, length) => {
    const { program, diagnostics } = parseText(text);
    expect(diagnostics).toEqual([]);
    let count = 0;
    walk(program, () => {
      count++;
    });
    expect(count).toBeGreaterThan(length);
  });
});

describe("what nests too deeply is one error with a position", () => {
  const DEPTH = 10_000;
  const nested = (open: string, inner: string, close: string, depth = DEPTH) =>
    open.repeat(depth) + inner + close.repeat(depth);

  const constructs: Record<string, (depth: number) => string> = {
    parentheses: (depth) => nested("(", "1", ")", depth),
    blocks: (depth) => nested("{", "1", "}", depth),
    lists: (depth) => nested("[", "1", "]", depth),
    dicts: (depth) => nested("#{a: ", "1", "}", depth),
    minus: (depth) => nested("-", "1", "", depth),
    not: (depth) => nested("!", "1", "", depth),
    lambdas: (depth) => nested("|x| ", "1", "", depth),
    "lambda blocks": (depth) => nested("|x| { ", "1", " }", depth),
    if: (depth) => nested("if a { ", "1", " }", depth),
    "if conditions": (depth) => nested("if ", "a", " { }", depth),
    "else blocks": (depth) => nested("if a { } else { ", "1", " }", depth),
    match: (depth) => nested("match a { _ => ", "1", " }", depth),
    "f-strings": (depth) => nested('f"{', "1", '}"', depth),
    "triple f-strings": (depth) => nested('f"""{', "1", '}"""', depth),
    arguments: (depth) => nested("f(", "1", ")", depth),
    indexes: (depth) => nested("a[", "1", "]", depth),
    slices: (depth) => nested("a[1..", "1", "]", depth),
    structs: (depth) => nested("A { b: ", "1", " }", depth),
    comprehensions: (depth) => nested("[", "1", " for x in y]", depth),
    "mixed operators": (depth) => nested("(a |> b || c && d | e ^ f & g == h < i << j .. k + l * -", "1", ")", depth),
    fn: (depth) => nested("fn f() { ", "1", " }", depth),
    loop: (depth) => nested("loop { ", "1", " }", depth),
    for: (depth) => nested("for x in y { ", "1", " }", depth),
    try: (depth) => nested("try { ", "1", " } catch e { }", depth),
    async: (depth) => nested("async { ", "1", " }", depth),
    spawn: (depth) => nested("spawn ", "f()", "", depth),
    select: (depth) => nested("select { a = ", "f()", " => 1 }", depth),
    "tuple patterns": (depth) => `let ${nested("(", "a", ",)", depth)} = 1;`,
    "list patterns": (depth) => `let ${nested("[", "a", "]", depth)} = 1;`,
    "constructor patterns": (depth) => `match a { ${nested("Some(", "a", ")", depth)} => 1 }`,
    types: (depth) => `let a: ${nested("list<", "int", ">", depth)} = 1;`,
  };

  test.each(Object.entries(constructs))("%s", (_, build) => {
    expect(parseText(build(150)).diagnostics).toEqual([]);
    const { diagnostics } = parseText(build(DEPTH));
    expect(diagnostics.map(({ code, kind }) => `${kind} ${code}`)).toEqual(["parse nested-too-deeply"]);
    expect(diagnostics[0]!.start).toBeGreaterThan(0);
    expect(diagnostics[0]!.help).toContain("split it up");
  });

  test.each(["(", "{", "[", "#{a: ", "|x| ", "if a { ", "f("])("without its end: %s", (open) => {
    expect(parseText(open.repeat(DEPTH)).diagnostics.map(({ code }) => code)).toEqual(["nested-too-deeply"]);
  });

  test("errors in front of it are kept", () => {
    const { diagnostics } = parseText(`let = 1;\n${"(".repeat(DEPTH)}`);
    expect(diagnostics.map(({ code }) => code)).toEqual(["unexpected-pattern-token", "nested-too-deeply"]);
  });

  test("also for a caller that is deep in the stack itself", () => {
    const below = <Result>(frames: number, action: () => Result): Result =>
      frames === 0 ? action() : below(frames - 1, action);
    for (const [name, build] of Object.entries(constructs)) {
      const { diagnostics } = below(3000, () => parseText(build(DEPTH)));
      expect(`${name} ${diagnostics.map(({ code }) => code)}`).toBe(`${name} nested-too-deeply`);
    }
  });

  test("many statements and siblings are no nesting", () => {
    expect(parseText("(1); {2} [3]; ".repeat(2000)).diagnostics).toEqual([]);
    expect(parseText(`[${"(1), ".repeat(2000)}]`).diagnostics).toEqual([]);
    expect(parseText(`${"let = (1; ".repeat(1000)} 1`).diagnostics).toHaveLength(1000);
  });
});

// ---------------------------------------------------------------------------------------------------- properties

const SPELLINGS = TOKEN_TYPES.flatMap((type) => type.text ?? []);
const SNIPPETS = [
  "x",
  "A",
  "_",
  "1",
  "2.5",
  '"s"',
  'b"s"',
  'f"a{x}b"',
  'f"{',
  "'l",
  "'l:",
  "let x =",
  "fn f(",
  "=> 1,",
  "|x|",
  "// c\n",
];
/** Programs made of tokens: most are wrong somewhere behind their beginning. */
const tokenSoup = fc.array(fc.constantFrom(...SPELLINGS, ...SNIPPETS, ...SNIPPETS), { maxLength: 25 });

/** Labels stand in front of their loop, whose position is the keyword (5.2). */
function isLabel(node: Node, parent: Node): boolean {
  return "label" in parent && parent.label === node;
}

function checkSpans(root: Node): void {
  walk(root, (node, parent) => {
    const { type, start, end } = node;
    if (parent === null || isLabel(node, parent)) return undefined;
    const isInside = start <= end && start >= parent.start && end <= parent.end;
    if (!isInside)
      throw new Error(`${type} ${start}..${end} is outside of ${parent.type} ${parent.start}..${parent.end}`);
    return undefined;
  });
}

function checkResult(text: string): void {
  const file = new SourceFile("test.ion", text);
  const { program, diagnostics } = parse(file);
  checkSpans(program);
  let previous = 0;
  for (const { start, end } of diagnostics) {
    expect(start).toBeGreaterThanOrEqual(previous);
    expect(end).toBeGreaterThanOrEqual(start);
    expect(end).toBeLessThanOrEqual(file.text.length);
    previous = start;
  }
  expect(parse(file)).toEqual({ program, diagnostics });
}

describe("any text ends in a tree or in diagnostics, with spans inside the text, and always in the same ones", () => {
  test("for any characters", () => {
    fc.assert(fc.property(fc.string({ unit: "binary", maxLength: 80 }), checkResult), { numRuns: 500 });
  });

  test("for any tokens", () => {
    fc.assert(
      fc.property(tokenSoup, (words) => checkResult(words.join(" "))),
      { numRuns: 3000 },
    );
  });

  test("for conformance programs that are cut off", () => {
    const sources = [...readConformanceAreas().values()].flat().map(({ source }) => source);
    fc.assert(
      fc.property(fc.constantFrom(...sources), fc.double({ min: 0, max: 1, noNaN: true }), (source, part) =>
        checkResult(source.slice(0, Math.floor(source.length * part))),
      ),
      { numRuns: 300 },
    );
  });
});

test("language 2.4: blanks and newlines between tokens mean nothing", () => {
  const words = tokenSoup.filter((list) => list.every((word) => !word.includes("//") && !word.includes('f"{')));
  fc.assert(
    fc.property(words, (list) => {
      const onOneLine = parseText(list.join(" "));
      const onManyLines = parseText(list.join("\n\t"));
      expect(outline(onManyLines.program)).toBe(outline(onOneLine.program));
      expect(onManyLines.diagnostics.map(({ message }) => message)).toEqual(
        onOneLine.diagnostics.map(({ message }) => message),
      );
    }),
    { numRuns: 500 },
  );
});
