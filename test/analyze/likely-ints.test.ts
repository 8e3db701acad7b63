/** Which variables are taken for small ints, as long as nothing speaks against it. */
import { describe, expect, test } from "vitest";
import { compileSource, isCompiled } from "../../src/compile.ts";
import { resolveOptions } from "../../src/options.ts";

/** The names of all likely ints, in the order of the program. */
function likelyInts(source: string): string {
  const result = compileSource(source, resolveOptions({}));
  if (!isCompiled(result)) throw new Error(result.diagnostics[0]!.message);
  const { resolution, likelyInts } = result.analysis;
  const found = [...resolution.bindings.values()].filter((binding) => likelyInts.has(binding));
  return found.map((binding) => binding.name).join(" ");
}

describe("arithmetic alone feeds a likely int", () => {
  test.each([
    ["fn sum_to(n, sum) { if n == 0 { sum } else { sum_to(n - 1, sum + n) } }", "n sum"],
    ["fn gcd(a, b) { if b == 0 { a } else { gcd(b, a % b) } }", "a b"],
    ["fn fib(n, a, b) { if n == 0 { a } else { fib(n - 1, b, a + b) } }", "n a b"],
    ["fn f(n, s) { if n == 1 { s } else { f(if n % 2 == 0 { n / 2 } else { 3 * n + 1 }, s + 1) } }", "n s"],
    ["fn f(x, y) { let mut a = x; let mut b = y; while b != 0 { let t = a % b; a = b; b = t; } a }", "a b t"],
    ["fn f(xs) { let mut s = 0; for x in xs { s = s + x; } s }", "s"],
    ["fn f(xs) { let mut s = 0; for i in 0..9 { s += xs[i] * i; } s }", "s"],
    ["let mut sum = 0; while sum < 9 { sum += 1; } sum", "sum"],
    ["fn f(n) { let mut i = 0; while i < n { i += 1; } i }", "n i"],
    ["fn f(i, n, xs) { if i >= n { xs } else { f(i + 1, n, xs) } }", "i n"],
  ])("%s", (source, expected) => {
    expect(likelyInts(source)).toBe(expected);
  });
});

describe("what may well be something else is none", () => {
  test.each([
    ["a float", "fn f(n, x) { if n == 0 { x } else { f(n - 1, x * 0.5) } }", "n"],
    ["a string", 'fn f(n, s) { if n == 0 { s } else { f(n - 1, s + "x") } }', "n"],
    ["a list", "fn f(n, xs) { if n == 0 { xs } else { f(n - 1, xs.push(n)) } }", "n"],
    ["the value of a call", "fn f(n, x) { if n == 0 { x } else { f(n - 1, len(x)) } }", "n"],
    ["a variable that gets the value of one", "fn f(n, x) { if n == 0 { x } else { f(n - 1, n.y) } }", "n"],
    ["arithmetic in which nothing is one", "fn f(a, b) { let mut d = a.x * b.x; d = d + a.y * b.y; d }", ""],
    ["a variable that only gets another one", "fn f(n, a, b) { if n == 0 { a } else { f(n - 1, b, a) } }", "n"],
    ["a parameter that is compared with a float", "fn f(n) { let mut x = 0.5; while x < n { x += 1.0; } x }", ""],
    ["a variable with parts", "fn f() { let mut x = 0; x = x + 1; x[0] = 1; x }", ""],
    ["a name that a function reads before it is bound", "fn g() { x } let mut x = 0; x = x + 1;", ""],
    ["a name that an import of everything may bind", "fn f(m) { let mut x = 0; { use m::*; x = y; } x }", ""],
  ])("%s", (_what, source, expected) => {
    expect(likelyInts(source)).toBe(expected);
  });
});
