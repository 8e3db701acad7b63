/** Which functions become generators, and which plain ones need a generator twin. */
import { describe, expect, test } from "vitest";
import { type CompiledSource, compileSource, isCompiled } from "../../src/compile.ts";
import { resolveOptions } from "../../src/options.ts";

function analyzed(source: string, unknownGlobals: readonly string[] = []): CompiledSource {
  const result = compileSource(source, resolveOptions({ unknownGlobals: new Set(unknownGlobals) }));
  if (!isCompiled(result)) throw new Error(result.diagnostics[0]!.message);
  return result;
}

/** `+` may suspend, `-` never does; `*` recursive, `**` and branches. Top level is `<main>`. */
function kinds(source: string, unknownGlobals?: readonly string[]): string {
  const { analysis } = analyzed(source, unknownGlobals);
  const { suspending, recursive, branching } = analysis.suspension;
  return analysis.resolution.functions
    .map((info) => {
      const stars = branching.has(info) ? "**" : recursive.has(info) ? "*" : "";
      return `${suspending.has(info) ? "+" : "-"}${info.name}${stars}`;
    })
    .join(" ");
}

describe("what never waits stays plain", () => {
  test.each([
    ["1 + 2", "-<main>"],
    ["fn f(x) { x * 2 } f(1)", "-<main> -f"],
    ["fn f(x) { if x > 0 { [x] } else { #{a: x} } } f(1)", "-<main> -f"],
    ["fn f(o) { o.and_then(|x| Some(x + 1)) } f(None)", "-<main> -f -<lambda>"],
    ["let f = |x| x + 1; f(f(1))", "-<main> -<lambda>"],
    ["fn f(x) { try { x / 0 } catch e { e } } f(1)", "-<main> -f"],
    ["fn f(s) { len(s) + s.len() } f([])", "-<main> -f"],
    ["fn f(x) { math::sqrt(x) } f(4)", "-<main> -f"],
    ["fn f() { for i in [1, 2, 3] { } } f()", "-<main> -f"],
    ["fn f() { [x * x for x in 0..10] } f()", "-<main> -f"],
    ["fn f(x) { x |> str |> len } f(1)", "-<main> -f"],
    ["(|x| x)(1)", "-<main> -<lambda>"],
  ])("%s", (source, expected) => {
    expect(kinds(source)).toBe(expected);
  });
});

describe("what may wait is a generator", () => {
  test.each([
    ["a call of a host function", "fn f() { http_get(1) } 1", "-<main> +f"],
    ["a call of a parameter", "fn f(g) { g() } 1", "-<main> +f"],
    ["a callback that is not known", "fn f(o, g) { o.and_then(g) } 1", "-<main> +f"],
    ["a callback that waits", "fn f(o) { o.and_then(|x| sleep(x)) } 1", "-<main> +f +<lambda>"],
    ["M-15: a method that goes over what may be long", "fn f(xs) { xs.map(|x| x) } 1", "-<main> +f -<lambda>"],
    ["`.await`", "fn f(h) { h.await } 1", "-<main> +f"],
    ["a channel operation", "fn f(rx) { rx.recv() } 1", "-<main> +f"],
    ["`async`", "fn f() { async { 1 } } 1", "-<main> +f"],
    ["`select`", "fn g() { 1 } fn f() { async { select { x = g() => x } } } 1", "-<main> -g +f"],
    ["M-15: a `while` loop", "fn f() { while false { } } 1", "-<main> +f"],
    ["M-15: a `loop`", "fn f() { loop { break; } } 1", "-<main> +f"],
    ["M-15: a `for` over what may be long", "fn f(xs) { for x in xs { } } 1", "-<main> +f"],
    ["M-15: a comprehension over what may be long", "fn f(xs) { [x for x in xs] } 1", "-<main> +f"],
    ["M-15: a long range", "fn f() { for i in 0..1000 { } } 1", "-<main> +f"],
    ["M-15: short loops in each other", "fn f() { for i in 0..9 { for j in 0..9 { } } } 1", "-<main> +f"],
    ["M-9: printing", 'fn f() { io::println("x") } 1', "-<main> +f"],
    ["a name that is bound twice", "let mut g = |x| x; fn f() { g(1) } 1", "-<main> -<lambda> +f"],
    ["a name that is late-bound to several functions", "fn f() { g() } fn g() { 1 } fn g() { 2 }", "-<main> +f -g -g"],
  ])("%s", (_why, source, expected) => {
    expect(kinds(source)).toBe(expected);
  });

  test("whoever calls one that may wait may wait, however far away", () => {
    expect(kinds("fn a() { sleep(1) } fn b() { a() } fn c() { b() } fn d() { 1 } c()")).toBe("+<main> +a +b +c -d");
  });

  test("making a function that waits is not waiting", () => {
    expect(kinds("fn f() { || sleep(1) } f()")).toBe("-<main> -f +<lambda>");
  });

  test("spawning is not waiting, the block around it is", () => {
    expect(kinds("fn g() { sleep(1) } fn f() { async { spawn g(); } } 1")).toBe("-<main> +g +f");
  });
});

describe("names that may not mean the standard library", () => {
  test("a builtin of an unknown meaning may wait", () => {
    expect(kinds("fn f() { len([]) } f()", ["len"])).toBe("+<main> +f");
    expect(kinds("fn f() { math::sqrt(4) } f()", ["math"])).toBe("+<main> +f");
  });

  test("a binding of the program hides the builtin", () => {
    expect(kinds("fn len(x) { sleep(x) } fn f() { len([]) } f()")).toBe("+<main> +len +f");
  });

  test("what was assumed is listed", () => {
    expect([...analyzed("len([]) + math::abs(1)").analysis.callGraph.assumed]).toEqual(["len", "math"]);
  });
});

describe("recursion", () => {
  test.each([
    ["direct", "fn f(n) { if n == 0 { 0 } else { 1 + f(n - 1) } } f(1)", "-<main> -f*"],
    ["branching", "fn fib(n) { if n < 2 { n } else { fib(n - 1) + fib(n - 2) } } fib(1)", "-<main> -fib**"],
    [
      "mutual",
      "fn a(n) { if n == 0 { 0 } else { 1 + b(n - 1) } } fn b(n) { if n == 0 { 1 } else { 1 + a(n - 1) } } a(1)",
      "-<main> -a* -b*",
    ],
    ["through a callback", "fn f(o) { o.and_then(|x| f(x) + 1) } f(None)", "-<main> -f** -<lambda>*"],
    [
      "LD21: in tail position only, which is a jump",
      "fn f(n) { if n == 0 { 0 } else { f(n - 1) } } f(1)",
      "-<main> -f",
    ],
    [
      "LD21: mutual in tail position, which only generators can do without a stack",
      "fn a(n) { if n == 0 { 0 } else { b(n - 1) } } fn b(n) { a(n) } a(1)",
      "+<main> +a +b",
    ],
    ["in tail position inside `try`, which is a call", "fn f(n) { try { f(n) } catch e { 0 } } 1", "-<main> -f*"],
    ["a lambda by its name", "let f = |n| if n == 0 { 0 } else { 1 + f(n - 1) }; f(1)", "-<main> -<lambda>*"],
    ["none", "fn a() { 1 } fn b() { a() + a() } b()", "-<main> -a -b"],
  ])("%s", (_how, source, expected) => {
    expect(kinds(source)).toBe(expected);
  });

  test("functions in recursive functions in recursive functions are generators, so that code does not double without end", () => {
    const nested = (depth: number): string =>
      depth === 0 ? "1;" : `fn f${depth}(n) { ${nested(depth - 1)} 1 + f${depth}(n - 1) }`;
    expect(kinds(nested(4))).toBe("-<main> -f4* -f3* +f2 +f1");
  });
});
