/** Pass floatTrees: what is computed at once, and that the same happens where the values are no floats (language 3.2). */
import { describe, expect, test } from "vitest";
import { compile } from "../../src/compiler.ts";
import { Engine } from "../../src/index.ts";

const codeOf = (source: string, floatTrees = true): string =>
  compile(source, { optimize: { floatTrees }, sourceMap: false }).code;

/** What compiled code asks of a variable that may hold a float. */
const isFloat = (variable: string): string => `typeof ${variable} === "object" && ${variable}.isFloat`;

describe("3.2: trees of operations on floats", () => {
  test("it is asked once whether the variables hold floats", () => {
    const source = "fn f(x, y) { x * x + y * y + 0.5 }";
    expect(codeOf(source)).toContain(
      `${isFloat("x")} && ${isFloat("y")} ? x.value * x.value + y.value * y.value + 0.5 : `,
    );
    expect(codeOf(source, false)).not.toContain(".isFloat &&");
  });

  test("the first operand may be anything, the others are variables and numbers", () => {
    expect(codeOf("fn f(p, x) { p.a * x + 0.5 }")).toContain(
      `$1 = $.field(p, $k_a, 13), ${isFloat("$1")} && ${isFloat("x")} ? $1.value * x.value + 0.5 : `,
    );
    expect(codeOf("fn f(p, x) { x * p.a + 0.5 }")).not.toContain(`&& ${isFloat("x")}`);
  });

  test("differences of fields are tried as floats, sums are not: they may be texts", () => {
    expect(codeOf("fn f(p, q) { p.x - q.x }")).toContain("? new $Float($1.value - $2.value) : $.subtract($1, $2, 13)");
    expect(codeOf("fn f(p, q) { p.x + q.x }")).not.toContain("$Float");
  });

  test("functions of math are computed in place where the module is the standard one", () => {
    expect(codeOf("fn f(x) { let y = 1.5 * x; y * math::sqrt(y) }")).toMatch(
      /\$d_sqrt\.isIn\(\$g_math\.captured\(\d+\)\) \? y \* \$d_sqrt\.compute\(y\) : /,
    );
    expect(codeOf("fn f(x) { let y = 1.5 * x; y * math::is_nan(y) }")).not.toContain("isIn");
  });

  test.each([
    ["f(2.0, 3.0)", 13.5],
    ["f(2, 3)", 13.5],
    ["f(2, 3.0)", 13.5],
  ])("%s", (call, expected) => {
    expect(new Engine().eval(`fn f(x, y) { x * x + y * y + 0.5 } ${call}`)).toBe(expected);
  });

  test("the operation that fails first is the one that is reported", () => {
    const run = (call: string) => () => new Engine().eval(`fn f(x, y) { x * y + y * x + 0.5 } ${call}`);
    expect(run('f("s", 1.5)')).toThrow("cannot multiply string and float");
    expect(run("f(4294967296, 4294967296)")).toThrow("integer overflow");
  });

  test("4.2: the name of a module is looked up behind an operation that fails", () => {
    const source = (x: string) => `fn f(x, y) { x * y * math::sqrt(2.0) } f(${x}, 1.5)`;
    const engine = new Engine({ stdlib: { exclude: ["math"] } });
    expect(() => engine.eval(source("true"))).toThrow("cannot multiply bool and float");
    expect(() => engine.eval(source("1.5"))).toThrow("undefined variable: math");
  });
});

describe("2.5: a host may have a `math` of its own", () => {
  const SOURCE = "fn f(x) { let y = 1.0 * x; y * math::sqrt(y) + 0.5 } f(4.0)";

  test("its function is the one that is called", () => {
    const engine = new Engine();
    expect(engine.eval(SOURCE)).toBe(8.5);
    engine.registerModule("math", { sqrt: (x: number) => x + 1 });
    expect(engine.eval(SOURCE)).toBe(20.5);
  });

  test("what it lacks is an error", () => {
    const engine = new Engine();
    engine.registerModule("math", { cbrt: (x: number) => x });
    expect(() => engine.eval(SOURCE)).toThrow("'sqrt' not found in module");
  });
});
