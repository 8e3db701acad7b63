/**
 * Programs of unusual size compile, load and run to the right value, or are refused with a position; no error of
 * JavaScript ever gets out. The engine evaluates the emitted code, so V8 has accepted it.
 */
import { describe, expect, test } from "vitest";
import { check, compile } from "../../src/compiler.ts";
import { Engine } from "../../src/index.ts";

function repeat(count: number, text: (index: number) => string, separator = ""): string {
  return Array.from({ length: count }, (_, index) => text(index)).join(separator);
}

function nested(depth: number, open: string, inner: string, close: string): string {
  return open.repeat(depth) + inner + close.repeat(depth);
}

async function bothValues(source: string): Promise<unknown[]> {
  return [new Engine().eval(source), await new Engine().evalAsync(source)];
}

const LONG: Readonly<Record<string, readonly [source: string, value: unknown]>> = {
  "a sum of 20,000 terms": [repeat(20_000, () => "1", " + "), 20_000],
  "a difference of variables": [`let x = 1; ${repeat(5_000, () => "x", " - ")}`, -4_998],
  "a sum of calls": [`fn f() { 1 } ${repeat(5_000, () => "f()", " + ")}`, 5_000],
  "a sum of blocks": [repeat(2_000, () => "{ let a = 1; a }", " + "), 2_000],
  "20,000 terms joined by &&": [repeat(20_000, () => "true", " && "), true],
  "20,000 terms joined by ||": [repeat(20_000, () => "0", " || "), false],
  "blocks joined by &&": [repeat(2_000, () => "{ let a = 1; a }", " && "), true],
  "20,000 comparisons": [repeat(20_000, () => "1", " == "), false],
  "20,000 method calls": [`[1]${".push(1)".repeat(20_000)}.len()`, 20_001],
  "2,000 method calls with callbacks": [`[1]${".map(|x| x + 1)".repeat(2_000)}[0]`, 2_001],
  "20,000 calls of calls": [`fn f() { f } type_of(f${"()".repeat(20_000)})`, "fn"],
  "20,000 slices of slices": [`[1]${"[0..]".repeat(20_000)}.len()`, 1],
  "5,000 fields of fields": [`let mut d = #{a: 1}; for i in 0..4999 { d = #{a: d}; } d${".a".repeat(5_000)}`, 1],
  "3,000 question marks": [`let mut x = 1; for i in 0..3000 { x = Some(x); } x${"?".repeat(3_000)}`, 1],
  "20,000 pipes": [`fn f(x) { x + 1 } 0 |> ${repeat(20_000, () => "f", " |> ")}`, 20_000],
  "5,000 pipes into calls": [`fn f(x, y) { x + y } 0 |> ${repeat(5_000, () => "f(1)", " |> ")}`, 5_000],
  "a module path of 20,000 names": [`try { math${"::a".repeat(20_000)} } catch e { e }`, "'a' not found in module"],
  "2,000 times else if": [`let x = 1999; ${repeat(2_000, (i) => `if x == ${i} { ${i} }`, " else ")}`, 1_999],
  "20,000 times else if, as an operand": [
    `let x = -1; 1 + ${repeat(20_000, (i) => `if x == ${i} { ${i} }`, " else ")} else { 7 }`,
    8,
  ],
  "a match with 1,000 arms": [`match 999 { ${repeat(1_000, (i) => `${i} => ${i}, `)} _ => -1 }`, 999],
  "a match with 10,000 arms": [`match (1, 9999) { ${repeat(10_000, (i) => `(a, ${i}) => a + ${i}, `)} }`, 10_000],
  "a match with 1,000 guards": [`match 999 { ${repeat(1_000, (i) => `x if x == ${i} => x, `)} }`, 999],
  "a function of 5,000 statements": [`fn f() { ${repeat(5_000, (i) => `let x${i} = ${i};`)} x4999 } f()`, 4_999],
  "5,000 bindings of one name": [`fn f() { ${repeat(5_000, (i) => `let x = ${i};`)} x } f()`, 4_999],
  "20,000 assignments": [`let mut x = 0; ${"x += 1; ".repeat(20_000)} x`, 20_000],
  "10,000 functions": [`${repeat(10_000, (i) => `fn f${i}() { ${i} } `)} f9999()`, 9_999],
  "3,000 functions that call each other": [
    `fn f0() { 0 } ${repeat(2_999, (i) => `fn f${i + 1}() { f${i}() + 1 } `)} f2999()`,
    2_999,
  ],
  "3,000 functions of one name": [`${repeat(3_000, (i) => `fn f() { ${i} } `)} f()`, 2_999],
  "3,000 closures over a variable": [`let mut x = 1; [${repeat(3_000, () => "|| x", ", ")}].len()`, 3_000],
  "a list of 100,000 items": [`[${repeat(100_000, String, ", ")}].len()`, 100_000],
  "a dict of 20,000 entries": [`#{${repeat(20_000, (i) => `k${i}: ${i}`, ", ")}}.len()`, 20_000],
  "20,000 arguments": [`fn f(*all) { all.len() } f(${repeat(20_000, String, ", ")})`, 20_000],
  "2,000 parameters": [`fn f(${repeat(2_000, (i) => `p${i} = ${i}`, ", ")}) { p1999 } f()`, 1_999],
  "a tuple pattern of 2,000 names": [
    `let (${repeat(2_000, (i) => `a${i}`, ", ")}) = (${repeat(2_000, String, ", ")}); a1999`,
    1_999,
  ],
  "a string of two million characters": [`"${"a".repeat(2_000_000)}".len()`, 2_000_000],
  "a string of 200,000 escapes": [`"${"\\n".repeat(200_000)}".len()`, 200_000],
  "an f-string with 20,000 parts": [`f"${"{1}".repeat(20_000)}".len()`, 20_000],
};

describe("what is long or wide compiles and runs", () => {
  for (const [name, [source, value]] of Object.entries(LONG)) {
    test(name, async () => {
      expect(await bothValues(source)).toEqual([value, value]);
    });
  }

  test("S-3: a select with 1,000 branches", async () => {
    const branches = repeat(1_000, (i) => `x = now(${i}) => x, `);
    const source = `fn now(x) { x } async { select { ${branches} } }`;
    expect(await new Engine().evalAsync(source)).toBe(0);
  });

  test("a long chain evaluates its links from left to right, each once", async () => {
    const source = `let log = cell([]); fn t(n) { log.update(|l| l.push(n)); n }
      ${repeat(200, (i) => `t(${i})`, " + ")}; log.get() == [${repeat(200, String, ", ")}]`;
    expect(await bothValues(source)).toEqual([true, true]);
  });

  test("an error in a long chain has the position of its first operand", () => {
    const source = `let s = "a";\n  ${repeat(500, () => "1", " + ")} + s`;
    expect(() => new Engine().eval(source)).toThrow(expect.objectContaining({ kind: "type", line: 2, column: 3 }));
  });
});

const NESTED: Readonly<Record<string, (depth: number) => string>> = {
  parentheses: (depth) => nested(depth, "(", "1", ")"),
  blocks: (depth) => nested(depth, "{ ", "1", " }"),
  "blocks with names": (depth) => nested(depth, "{ let x = 1; ", "x", " }"),
  lists: (depth) => nested(depth, "[", "1", "]"),
  lambdas: (depth) => `${"|x| ".repeat(depth)}1`,
  ifs: (depth) => nested(depth, "if true { ", "1", " }"),
  "ifs with else": (depth) => nested(depth, "if true { ", "1", " } else { 2 }"),
  matches: (depth) => nested(depth, "match 1 { _ => ", "1", " }"),
  tries: (depth) => nested(depth, "try { ", "1", " } catch e { e }"),
  functions: (depth) => `${nested(depth, "fn f() { ", "1", " }")} 1`,
  loops: (depth) => `${nested(depth, "for x in [1] { ", "1;", " }")} 1`,
  calls: (depth) => `fn f(x) { x } ${nested(depth, "f(", "1", ")")}`,
  "right operands": (depth) => nested(depth, "1 + (", "1", ")"),
  "right operands of &&": (depth) => nested(depth, "1 && { let x = 1; ", "x", " }"),
  negations: (depth) => `${"!".repeat(depth)}1`,
  comprehensions: (depth) => nested(depth, "[", "1", " for x in [1]]"),
  patterns: (depth) => `match ${nested(depth, "[", "1", "]")} { ${nested(depth, "[", "x", "]")} => x }`,
};

describe("what nests deeply compiles and runs, or is refused with a position", () => {
  for (const [name, program] of Object.entries(NESTED)) {
    test(`${name}, 150 deep: runs`, () => {
      expect(() => new Engine().eval(program(150))).not.toThrow();
    });

    test(`${name}, 10,000 deep: refused`, () => {
      const [report] = check(program(10_000));
      expect(report).toMatchObject({ code: "nested-too-deeply", line: 1 });
      expect(report!.column).toBeGreaterThan(100);
    });
  }

  test("the deepest programs that the parser accepts compile and load", () => {
    for (const program of Object.values(NESTED)) {
      const deepest = deepestAccepted(program);
      expect(deepest).toBeGreaterThan(150);
      expect(() => new Engine().eval(program(deepest))).not.toThrow();
    }
  });
});

function deepestAccepted(program: (depth: number) => string): number {
  let [accepted, refused] = [1, 1_000];
  while (refused - accepted > 1) {
    const middle = (accepted + refused) >> 1;
    if (check(program(middle)).length === 0) accepted = middle;
    else refused = middle;
  }
  return accepted;
}

describe("what is nearly nothing compiles, too", () => {
  for (const source of ["", " \n\t ", "// only a comment", "// one\n// two\n"]) {
    test(JSON.stringify(source), async () => {
      expect(compile(source).exports).toEqual([]);
      expect(await bothValues(source)).toEqual([undefined, undefined]);
    });
  }
});
