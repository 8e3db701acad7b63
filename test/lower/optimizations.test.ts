/** What each optimization makes of a program, and that it leaves the value alone where its assumptions do not hold. */
import { describe, expect, test } from "vitest";
import { ScriptEngine } from "../../runtime/engine/script-engine.ts";
import { STANDARD_LIBRARY } from "../../runtime/stdlib/index.ts";
import { PASS_NAMES, type PassSwitches } from "../../src/analyze/passes.ts";
import { compile, Engine } from "../../src/index.ts";
import { createCompileScript } from "../../src/script.ts";

function codeOf(source: string, optimize: PassSwitches = {}): string {
  return compile(source, { optimize, sourceMap: false }).code;
}

/** The value with all optimizations, which must be the one without any. */
function valueOf(source: string): unknown {
  const none = Object.fromEntries(PASS_NAMES.map((name) => [name, false]));
  const value = new Engine().eval(source);
  expect(
    new ScriptEngine({}, { compileScript: createCompileScript(none), library: STANDARD_LIBRARY }).eval(source),
  ).toEqual(value);
  return value;
}

test("the names of optimizations are checked", () => {
  expect(() => codeOf("1", { nonsense: true } as PassSwitches)).toThrow("nonsense");
});

describe("slicedLoops", () => {
  const LOOP = "fn f(n) { let mut i = 0; while i < n { i += 1; } i }";

  test("a loop in which nothing waits counts its turns in a local", () => {
    expect(codeOf(LOOP)).toMatch(/\$2 = \$3 = \$\.turns\(\$1\);/);
    expect(codeOf(LOOP, { slicedLoops: false })).toContain("--$m.budget < $m.budgetFloor");
  });

  test("a loop that waits, or whose test may do something, is left alone", () => {
    expect(codeOf("fn f(n) { while n > 0 { http_get(n); } }")).not.toContain("$.turns");
    expect(codeOf("fn f(c) { while c.pop() { } }")).not.toContain("$.turns");
  });

  test("4.13: the limit of iterations is exact, and stands at the loop", () => {
    const engine = new Engine({ limits: { maxLoopIterations: 5 } });
    const loop = (n: number) => `fn f(n) { let mut i = 0; while i < n { i += 1; } i } f(${n})`;
    expect(engine.eval(loop(5))).toBe(5);
    expect(() => engine.eval(loop(6))).toThrow("maximum loop iterations exceeded");
    expect(engine.eval("let mut j = 0; loop { j += 1; if j == 5 { break; } } j")).toBe(5);
    expect(() => engine.eval("loop { }")).toThrow("maximum loop iterations exceeded");
  });

  test("4.13: a limit beyond one slice", async () => {
    const engine = new Engine({ limits: { maxLoopIterations: 25_000 } });
    const loop = (n: number) => `fn f(n) { let mut i = 0; while i < n { i += 1; } i } f(${n})`;
    expect(await engine.evalAsync(loop(25_000))).toBe(25_000);
    await expect(engine.evalAsync(loop(25_001))).rejects.toThrow("maximum loop iterations exceeded");
  });

  test("M-15: tasks that compute take turns", async () => {
    const source = `
      let log = cell([]);
      fn spin(name) { for part in 0..3 { log.update(|l| l.push(name)); let mut i = 0; while i < 20000 { i += 1; } } }
      async { spawn spin("a"); spawn spin("b"); }
      log.get().join("")`;
    expect(await new Engine().evalAsync(source)).toBe("ababab");
  });

  test("M-15: loops that are left early count, too", async () => {
    const source = `
      let log = cell([]);
      fn find(n) { for i in 0..n { if i == 9000 { return i; } } }
      fn spin(name) { for part in 0..6 { log.update(|l| l.push(name)); find(10000); find(10000); } }
      async { spawn spin("a"); spawn spin("b"); }
      log.get().join("")`;
    expect(await new Engine().evalAsync(source)).toMatch(/^(a{1,2}b{1,2}){2}/);
  });
});

describe("inlineInts", () => {
  test("ints are added in place; ranges make checks needless", () => {
    expect(codeOf("fn f(n) { n + 1 }")).toContain(
      'typeof n === "number" && ((($n = n + 1) | 0) === $n || $isSafe($n)) ? $n : $.add(n, 1, 10)',
    );
    expect(codeOf("fn f(n) { for i in 0..n { print(i + 1); } }")).toContain("i + 1, ");
    expect(codeOf("fn f(n) { n + 1 }", { inlineInts: false })).toContain("return $.add(n, 1, 10)");
  });

  test.each([
    ["fn f(n) { n + 1 } f(9007199254740991)", 9007199254740992n],
    ["fn f(n) { n - 1 } f(9007199254740992)", 9007199254740991],
    ["fn f(n) { n * 2 } f(4611686018427387904 - 1)", 9223372036854775806n],
    ["fn f(n) { n + 1 } f(1.5)", 2.5],
    ['fn f(n) { 0 * n == 0 && (0 * n).to_string() == "0" } f(-1)', true],
    ["fn f(n) { (n % 3).to_string() + (n / 4).to_string() } f(-3)", "00"],
    ['fn f(a, b) { a + b } f("x", "y") + f("1", "2")', "xy12"],
    ["fn f(n) { [n < 3, n == 3, n >= 3] } f(3)", [false, true, true]],
    ["fn f(n) { [n < 9007199254740993, n == 3.0] } f(3)", [true, true]],
    ["let mut x = 9223372036854775807; { let mut y = 1; y += x - 1; y }", 9223372036854775807n],
  ])("3.2: %s", (source, expected) => {
    expect(valueOf(source)).toEqual(expected);
  });

  test("3.2: overflow and division by zero keep their errors", () => {
    expect(() => valueOf("fn f(n) { n + 1 } f(9223372036854775807)")).toThrow("integer overflow");
    expect(() => valueOf("fn f(a, b) { a % (b * 1) } f(1, 0)")).toThrow("modulo by zero");
    expect(() => valueOf("fn f(n) { n + 1 } f(true)")).toThrow("cannot add bool and int");
  });

  test("4.2: an assignment to the variable of a loop fails when it is carried out", () => {
    const loop = (body: string) => `fn f() { for i in 0..5 { ${body} } "done" } f()`;
    expect(() => valueOf(loop("if i == 3 { i = len([i]); }"))).toThrow("cannot assign to immutable variable 'i'");
    expect(valueOf(loop("if i > i { i = [i]; }"))).toBe("done");
  });
});

describe("guardedInts", () => {
  const GUARD = 'i = typeof i === "number" ? i - 0 : $.other(i);';

  test("V8 learns before a loop, and in each slice of it, which variables are small ints", () => {
    const code = codeOf("fn f(n) { let mut i = 0; while i < n { i = i + 1; } i }");
    expect(code).toMatch(/\$2 = \$3 = \$\.turns\(\$1\);\s+i = typeof i/);
    expect(code).toContain(GUARD);
    expect(codeOf("fn f(i) { if i == 0 { i } else { f(i - 1) } }")).toContain(GUARD);
    expect(codeOf("fn f(i) { if i == 0 { i } else { f(i - 1) } }", { guardedInts: false })).not.toContain("$.other");
  });

  test("the counter of a range is certainly one", () => {
    expect(codeOf("fn f(n) { for i in 0..n { n.push(i); } }")).toContain("$3 = $3 - 0;");
    expect(codeOf("fn f(n) { for i in n..9 { n.push(i); } }")).not.toContain("- 0");
    expect(codeOf("fn f(n) { for i in 0..n { n.push(i); } }", { guardedInts: false })).not.toContain("- 0");
  });

  test("a parameter that is compared with one is asked, too, unless a closure shares it", () => {
    const loop = "let mut i = 0; while i < n { i += 1; }";
    const guard = 'n = typeof n === "number" ? n - 0 : $.other(n);';
    expect(codeOf(`fn f(n) { ${loop} i }`)).toContain(guard);
    expect(codeOf(`fn f(n) { ${loop} || n }`)).not.toContain(guard);
    expect(valueOf(`fn f(n) { ${loop} [i, n] } [f(3), f(2.5), f(-1)]`)).toEqual([
      [3, 3],
      [3, 2.5],
      [0, -1],
    ]);
  });

  test("no float is asked", () => {
    expect(codeOf("fn f(n, x) { if n == 0 { x } else { f(n - 1, x * 0.5) } }")).not.toContain("$.other(x)");
  });

  test("what is combined with a likely int is computed in place", () => {
    expect(codeOf("fn f(n) { 3 * n + 1 }")).toContain(
      'typeof $1 === "number" && ((($n = $1 + 1) | 0) === $n || $isSafe($n)) ? $n : ',
    );
    expect(codeOf("fn f(n) { 3 * n + 1 }", { guardedInts: false })).toContain("return $.add(");
    expect(codeOf("fn f(a, b) { a.x * b.x + a.y * b.y }")).toContain("return $.add(");
  });

  test.each([
    ["sum(10, 0)", 55],
    ["sum(3, 9007199254740990)", 9007199254740996n],
    ["sum(3, 0.5)", 6.5],
    ["sum(2.0, 1)", 4],
    ["sum(-1 + 1, -0.0)", -0],
    ['sum(0, "s")', "s"],
    ["[sum(3, 0.5), sum(3, 1), sum(2, 9223372036854775804)]", [6.5, 7, 9223372036854775807n]],
  ])("a guard leaves values alone: %s", (call, expected) => {
    expect(valueOf(`fn sum(n, s) { if n == 0 { s } else { sum(n - 1, s + n) } } ${call}`)).toEqual(expected);
  });

  test("errors of what is no int, or too large a one, are those of the operator", () => {
    const sum = "fn sum(n, s) { if n == 0 { s } else { sum(n - 1, s + n) } }";
    expect(() => valueOf(`${sum} sum(1, "s")`)).toThrow("cannot add string and int");
    expect(() => valueOf(`${sum} sum(9, 9223372036854775800)`)).toThrow("integer overflow");
    expect(() => valueOf("let mut x = 1; loop { x = x * 3; }")).toThrow("integer overflow");
  });

  test("ints may leave the range of plain numbers in the middle of a loop, and come back", () => {
    const source = `
      fn f(n) { let mut x = 1; let mut most = 0; let mut i = 0;
        while i < n { x = if x > 4611686018427387904 / 2 { 1 } else { x * 2 }; most = if x > most { x } else { most }; i += 1; }
        [x, most, i] }
      f(20000)`;
    expect(valueOf(source)).toEqual([2 ** 29, 4611686018427387904n, 20000]);
  });
});

describe("closedLoops", () => {
  const LOOP = "let mut i = 0; while i < 9 { i += 1; } i";

  test("a loop of the top level works on copies of its variables", () => {
    const code = codeOf(LOOP);
    expect(code).toContain("$l_i = i.value;");
    expect(code).toMatch(/try \{\s+while \(.*\) \{/);
    expect(code).toMatch(/\} finally \{\s+i\.value = \$l_i;\s+\}/);
    expect(codeOf(LOOP, { closedLoops: false })).not.toContain("$l_i");
  });

  test("what it only reads is not written back", () => {
    const code = codeOf("let mut n = 9; let mut i = 0; while i < n { i += 1; }");
    expect(code).toContain("$l_n = n.value;");
    expect(code).not.toContain("n.value = $l_n");
  });

  test.each([
    ["a function", "fn g() { 1 } let mut i = 0; while i < 9 { i += g(); }"],
    ["a value", "let g = [|| 1]; let mut i = 0; while i < 9 { i += g[0](); }"],
    ["a module, which may be one of the host", "let mut i = 0; while i < 9 { i += 1; log::info(i); }"],
    ["a callback", "let c = cell(0); let mut i = 0; while i < 9 { i += 1; c.update(|x| i); }"],
  ])("a loop that calls %s does not", (_what, source) => {
    expect(codeOf(source)).not.toContain("$l_i");
  });

  test("4.3: a variable that a function reads late is never copied", () => {
    const source = "fn g() { i } let mut i = 0; while i < 9 { i += 1; } g()";
    expect(codeOf(source)).not.toContain("$l_i");
    expect(valueOf(source)).toBe(9);
  });

  test.each([
    ["let mut i = 0; loop { i += 1; if i == 5 { break; } } i", 5],
    ["let mut i = 0; let v = loop { i += 1; if i == 5 { break i * 2; } }; [i, v]", [5, 10]],
    ["let mut i = 0; let mut s = 0; while i < 9 { i += 1; if i % 2 == 0 { continue; } s += i; } s", 25],
    ["let mut i = 0; 'a: for x in 0..9 { for y in 0..9 { i += 1; if y == 3 { continue 'a; } } } i", 36],
    ["let mut i = 0; while true { i += 1; if i == 7 { return i; } }", 7],
    [
      "let mut i = 0; let mut fs = []; while i < 3 { let k = i; fs = fs.push(|| [k, i]); i += 1; } fs.map(|f| f())",
      [
        [0, 0],
        [1, 1],
        [2, 2],
      ],
    ],
    ["let mut i = 0; try { while true { i += 1; i / (i - 5); } } catch e { [e, i] }", ["division by zero", 5]],
    [
      "let mut xs = [0, 0]; let ys = xs; for i in 0..4 { xs[i % 2] = i; xs = xs.push(i); } [xs, ys]",
      [
        [2, 3, 0, 1, 2, 3],
        [0, 0],
      ],
    ],
    ["let mut x = 1; let x2 = [x + n for n in 0..3]; x2", [1, 2, 3]],
    ["let mut x = 0.5; while x < 9 { x = x * 2; } x", 16],
    ['let mut s = ""; for c in "abc".chars() { s = c + s; } s', "cba"],
    ["let mut i = 1; while i > 0 { i *= 2; if i > 9007199254740992 { break; } } i", 18014398509481984n],
  ])("the value is the same: %s", (source, expected) => {
    expect(valueOf(source)).toEqual(expected);
  });

  test("2.3: what an error leaves behind is the last state", () => {
    const engine = new Engine();
    expect(() => engine.eval("let mut i = 0; while true { i += 1; 1 / (5 - i); }")).toThrow("division by zero");
    expect(engine.get("i")).toBe(5);
  });

  test("D11: between two slices, other evaluations see the variables and assign them", async () => {
    const engine = new Engine();
    const loop = engine.evalAsync("let mut i = 0; let mut stop = false; while !stop { i += 1; } i");
    expect(engine.get("i")).toBeGreaterThan(0);
    await engine.evalAsync("stop = true; i = -100000;");
    expect(await loop).toBeLessThan(0);
  });

  test("2.3: timeoutMs ends it, with the state so far", () => {
    const engine = new Engine({ limits: { timeoutMs: 20 } });
    expect(() => engine.eval("let mut i = 0; loop { i += 1; }")).toThrow("execution timed out");
    expect(engine.get("i")).toBeGreaterThan(0);
  });

  test("the top level looks up what V8 puts in the place of its calls", () => {
    expect(codeOf("let mut i = 0; loop { i += 1; }")).toContain("(($n = $l_i + 1) | 0) === $n || $.isSafe($n)");
    expect(codeOf("for i in 0..1000 { let x = 0.5; [x]; }")).toContain("new $.Float(x)");
    expect(codeOf("fn f(i) { let x = 0.5; [x, i + 1] }")).toMatch(/new \$Float\(x\).*\$isSafe/);
  });
});

describe("unboxedFloats", () => {
  test("a local that is always a float holds its number", () => {
    const source = "fn f(n) { let mut x = 1.5; x = x * x + 2; x }";
    expect(codeOf(source)).toContain("x = x * x + 2;");
    expect(codeOf(source)).toContain("return new $Float(x)");
    expect(codeOf(source, { unboxedFloats: false })).toContain("$.multiply(x, x");
  });

  test("4.12: an import of everything in sight changes neither what is stored nor what is read", () => {
    const importing = (body: string) =>
      `fn f(m) { let mut x = 1.5; let y = 2.5; { use m::*; ${body} }; [x, y, type_of(x)] } f(math)`;
    expect(valueOf(importing("x = x + y;"))).toEqual([4, 2.5, "float"]);
    expect(valueOf(importing("x += y;"))).toEqual([4, 2.5, "float"]);
    expect(valueOf(importing('x = "s";'))).toEqual(["s", 2.5, "string"]);
    expect(valueOf(importing("x = PI;"))).toEqual([Math.PI, 2.5, "float"]);
  });

  test("one that a function captures, or that may be something else, is a value as ever", () => {
    expect(codeOf("fn f() { let x = 1.5; || x }")).not.toContain("new $Float");
    expect(codeOf("fn f() { let mut x = 1.5; x = 2; x }")).not.toContain("new $Float");
  });

  test.each([
    ["fn f(n) { let x = 2.0 * n; x / 4 } f(3)", 1.5],
    ["fn f(n) { let x = 2.0 * n; -x - -x + x } f(3)", 6],
    ["fn f(n) { let x = 2.0 * n; [x, x] } f(0.5)", [1, 1]],
    ["fn f(n) { let x = 0.0 / n; [x == x, x < 1.0, x != x] } f(0)", [false, false, true]],
    ["fn f(n) { let x = 1.5; x < n && n > x && x == 1.5 && !(x == n) } f(2)", true],
    ["fn f(n) { let x = 2.0; x * n } f(9007199254740993)", 18014398509481984],
    ['fn f() { let mut x = 0.0; for i in 0..4 { x += i; } f"{x} {type_of(x)}" } f()', "6.0 float"],
    ["fn f(c) { let x = if c { 1.0 } else { 2.0 }; x + 1 } f(false)", 3],
  ])("3.2: %s", (source, expected) => {
    expect(valueOf(source)).toEqual(expected);
  });

  test("3.7: one with an annotation holds the number of the value that was checked", () => {
    expect(valueOf("fn f() { let x: float = 1.5; let y: any = x * 2.0; [x, y, x + y] } f()")).toEqual([1.5, 3, 4.5]);
    expect(valueOf("fn f(n) { let mut x: float = 0.5; while x < n { x += 1.0; } x } f(3)")).toBe(3.5);
    expect(() => valueOf("fn f() { let x: int = 1.5; x } f()")).toThrow("type mismatch: expected int, got float");
  });

  test("3.2: an operand that is no number keeps its error", () => {
    expect(() => valueOf('fn f(n) { let x = 2.0; x * n } f("a")')).toThrow("cannot multiply float and string");
    expect(() => valueOf('fn f(n) { let x = 2.0; n - x } f("a")')).toThrow("cannot subtract float from string");
    expect(() => valueOf('fn f(n) { let x = 2.0; x < n } f("a")')).toThrow("cannot compare float and string");
  });
});

describe("countedTails", () => {
  const SUM = "fn sum(n, s) { if n == 0 { s } else { sum(n - 1, s + n) } }";

  test("tail recursion counts its turns in a local", () => {
    expect(codeOf(SUM)).toMatch(
      /if \(\$1 < 0\) \{\s+\$1 = \$\.countTails\(0\);\s+\}\s+\$tail: while \(--\$1 >= 0\) \{/,
    );
    expect(codeOf(SUM, { countedTails: false })).toContain("if (--$m.budget < 0)");
  });

  test("4.13: a million deep", () => {
    expect(valueOf(`${SUM} sum(1000000, 0)`)).toBe(500_000_500_000);
  });

  test("2.3: timeoutMs ends it", () => {
    const engine = new Engine({ limits: { timeoutMs: 20 } });
    expect(() => engine.eval("fn spin(n) { spin(n + 1) } spin(0)")).toThrow("execution timed out");
  });
});

describe("ownedValues", () => {
  test("a list that one variable holds is written in place", () => {
    expect(codeOf("fn f() { let mut x = [1]; x[0] = 2; x }")).toContain("x = $.writeIndex(x, 0, 2");
    expect(codeOf("fn f() { let mut x = [1]; x[0] = 2; x }")).toContain("return $.share(x)");
    expect(codeOf("fn f() { let mut x = [1]; x[0] = 2; x }", { ownedValues: false })).toContain(
      "x = $.setIndex(x, 0, 2",
    );
  });

  test("one that a function captures is not", () => {
    expect(codeOf("fn f() { let mut x = [1]; let g = || x; x[0] = 2; g }")).not.toContain("$.writeIndex");
  });

  test.each([
    [
      "fn f() { let mut x = [1, 2]; let y = x; x[0] = 9; [x, y] } f()",
      [
        [9, 2],
        [1, 2],
      ],
    ],
    [
      "fn f() { let mut x = [1]; let mut y = x; for i in 0..20 { x = x.push(i); y = y.push(-i); } [x.len(), y[20], x[20]] } f()",
      [21, -19, 19],
    ],
    [
      "fn f() { let mut x = []; let mut all = []; for i in 0..12 { x = x.push(i); all = all.push(x); } all.map(|l| l.len()) } f()",
      [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12],
    ],
    [
      "fn f() { let mut x = [1, 2, 3]; let mut s = 0; for v in x { x[0] = 10; x[1] = 20; x[2] = 30; s += v; } s } f()",
      6,
    ],
    ["fn f() { let mut x = [0, 1]; x[0] = { x[1] = 5; x[1] }; x } f()", [5, 5]],
    ["fn f() { let mut x = [1, 2]; x[{ x = x.push(3); 1 }] = 7; x } f()", [1, 7]],
    ["fn f() { let mut x = [1, 2]; x[1] + { x[1] = 40; x[1] } } f()", 42],
    ["fn f() { let mut x = [1, 2]; x[{ x[0] = 5; 0 }] } f()", 1],
    ["fn f() { let mut x = [[1]]; let mut y = x[0]; y[0] = 2; [x, y] } f()", [[[1]], [2]]],
    ["fn f() { let mut x = [1]; x = x.push(x); x.len() } f()", 2],
    ["fn g(x) { x } fn f() { let mut x = [1]; let y = g(x); x = x.push(2); y.len() } f()", 1],
    ["fn f() { let mut x = [1, 2]; try { x[5] = 1; } catch e { x[0] = 7; } x } f()", [7, 2]],
    [
      'fn f() { let mut d = #{}; let mut e = d; for i in 0..20 { d[i.to_string()] = i; e = d; d = d.insert("k", i); } [e.len(), d.len(), e["k"], d["k"]] } f()',
      [21, 21, 18, 19],
    ],
    ["fn f() { let mut d = #{a: 1}; let e = d; d.a = 2; d.b = 3; [d.a, e.a, e.len()] } f()", [2, 1, 1]],
    ['fn f() { let mut d = #{a: 1}; let e = d.remove("a"); d.a = 5; [d.len(), e.len()] } f()', [1, 0]],
    ['fn f() { let mut s = "a"; try { s = s.push("b"); } catch e { s = e; } s.len() > 0 } f()', true],
  ])("4.4: %s", (source, expected) => {
    expect(valueOf(source)).toEqual(expected);
  });
});

describe("directMethods", () => {
  test("`len`, `push` and `unwrap` are called without looking them up", () => {
    expect(codeOf("fn f(x) { x.push(1).len() }")).toContain("$.len($m_len, $.push($m_push, x, 1, 10), 10)");
    expect(codeOf("fn f(x) { x.push(1, 2) }")).toContain("$.invoke2($m_push, x, 1, 2, 10)");
    expect(codeOf("fn f(x) { x.unwrap() }")).toContain("$.unwrap($m_unwrap, x, 10)");
    expect(codeOf("fn f(x) { x.len() }", { directMethods: false })).toContain("$.invoke0($m_len, x, 10)");
  });

  test.each([
    ["fn f(x) { let y = x.push(3); [x.len(), y.len(), y[2]] } f([1, 2])", [2, 3, 3]],
    ['fn f(x) { x.len() } [f([1]), f("häh"), f(#{a: 1}), f((1, 2)), f(b"abc"), f(0..4)]', [1, 4, 1, 2, 3, 4]],
    ['fn f(x) { x.push(7) } f(b"a").to_list()', [97, 7]],
    ["fn f(x) { try { x.len() } catch e { e } } f(1.5)", "float has no method 'len'"],
    ["fn f(x) { try { x.push(1) } catch e { e } } f(#{})", "dict has no method 'push'"],
    [
      "fn f(x) { try { x.unwrap() } catch e { e } } [f(Some(1)), f(Ok(2)), f(None), f(Err(3)), f([])]",
      [1, 2, "called unwrap on None", "called unwrap on Err: 3", "list has no method 'unwrap'"],
    ],
  ])("4.9: %s", (source, expected) => {
    expect(valueOf(source)).toEqual(expected);
  });
});

describe("fieldsInPlace", () => {
  const READ = "b?.shape === $k_x.shape ? b.slots[$k_x.slot] : $.field(b, $k_x, ";
  const WRITE = "b?.shape === $k_x.shape && b.isOwned ? b.slots[$k_x.slot] = 1 : b = $.writeField(b, $k_x, 1, ";

  test("fields of variables are read and written in loops", () => {
    expect(codeOf("fn f(b) { for i in 0..9 { b.x; } }")).toContain(READ);
    expect(codeOf("fn f() { let mut b = #{x: 0}; loop { b.x = 1; } }")).toContain(WRITE);
  });

  test("elsewhere, and of other values, the runtime does that", () => {
    expect(codeOf("fn f(b) { b.x }")).not.toContain("?.shape");
    expect(codeOf("fn f(b) { for i in 0..9 { b[0].x; } }")).not.toContain("?.shape");
    expect(codeOf("fn f(b) { for i in 0..9 { b.x; } }", { fieldsInPlace: false })).not.toContain("?.shape");
    expect(codeOf("fn f() { let mut b = #{x: 0}; let g = || b; loop { b.x = 1; } }")).not.toContain(".isOwned");
  });

  const loop = (body: string) => `fn f(a) { let mut b = a; for i in 0..3 { ${body} } (a, b) } `;
  test.each([
    [`${loop("b.x += i;")} f(#{x: 1})`, [{ x: 1 }, { x: 4 }]],
    [`${loop("b.x = b;")} f(#{x: 1})`, [{ x: 1 }, { x: { x: { x: { x: 1 } } } }]],
    [`${loop("b.x = b.x + { b.x = 10; b.x };")} f(#{x: 1})`, [{ x: 1 }, { x: 31 }]],
    [`${loop("b.y = i;")} f(#{x: 1})`, [{ x: 1 }, { x: 1, y: 2 }]],
    [`${loop("b.x += 0.5;")} f(#{x: 1})`, [{ x: 1 }, { x: 2.5 }]],
    [
      `${loop('b.x += 1; b = b.remove("x").insert("x", i);')} f(#{x: 1, y: 2})`,
      [
        { x: 1, y: 2 },
        { y: 2, x: 2 },
      ],
    ],
    ['fn f(d) { let mut s = ""; for x in d { s += str(x.len); } s } f(["a", [1, 2], #{len: 3}, #{}])', "123None"],
    ["fn f(d) { for x in d { try { x.y } catch e { return e; } } } f([(), 1])", "cannot access field 'y' on ()"],
    [
      "fn f() { let mut b = #{x: 1}; let mut all = []; for i in 0..3 { b.x = i; all = all.push(b); } all.map(|d| d.x) } f()",
      [0, 1, 2],
    ],
  ])("3.8, 4.4: %s", (source, expected) => {
    expect(valueOf(source)).toEqual(expected);
  });
});

describe("roomyLists", () => {
  test("a comprehension over a range that starts at a known int gets its room at once", () => {
    expect(codeOf("fn f(n) { [i for i in 2..n] }")).toContain("$.room(");
    expect(codeOf("fn f(n) { [i for i in 2..n] }", { roomyLists: false })).not.toContain("$.room(");
    expect(codeOf("fn f(n) { [i for i in 2..n if i > 3] }")).not.toContain("$.room(");
    expect(codeOf("fn f(n) { [i for i in n..9] }")).not.toContain("$.room(");
    expect(codeOf("fn f(xs) { [x for x in xs] }")).not.toContain("$.room(");
  });

  test.each([
    ["fn f(n) { [i * i for i in 2..n] } [f(5), f(2), f(-3)]", [[4, 9, 16], [], []]],
    [
      "fn f(n) { [[j for j in -2..=i] for i in 0..n] } f(2)",
      [
        [-2, -1, 0],
        [-2, -1, 0, 1],
      ],
    ],
    ["fn f(n) { let xs = [() for _ in 0..n]; (xs.len(), xs[0], xs.push(1)[3]) } f(3)", [3, undefined, 1]],
    ["fn f() { for k in 0..2 { [{ if i == 2 { break; } i } for i in 0..4]; } 7 } f()", 7],
    ["fn f(n) { try { [10 / (2 - i) for i in 0..n] } catch e { e } } f(9007199254740993)", "division by zero"],
    ["fn f(n) { try { [10 / (2 - i) for i in 0..=n] } catch e { e } } f(9223372036854775807)", "division by zero"],
  ])("4.7: %s", (source, expected) => {
    expect(valueOf(source)).toEqual(expected);
  });

  test("more than is set aside is appended", () => {
    expect(valueOf("fn f(n) { let xs = [i for i in 0..n]; (xs.len(), xs[n - 1]) } f(1048577)")).toEqual([
      1_048_577, 1_048_576,
    ]);
  });
});
