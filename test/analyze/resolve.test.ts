/**
 * Which binding a name means (language 4.2, 4.3, 4.4, 4.12): each program runs at top level and as the body of a
 * function, synchronously and asynchronously, because names are stored in four different ways there.
 */
import { describe, expect, test } from "vitest";
import { Engine } from "../../src/index.ts";
import { outcomeOf, outcomeOfAsync } from "../kit/outcome.ts";
import { quotedDisplay } from "../kit/quoted-display.ts";

type Outcome = ReturnType<typeof outcomeOf>;

function show(outcome: Outcome): string {
  return outcome.type === "value" ? `=> ${quotedDisplay(outcome.value)}` : `!! ${outcome.kind} ${outcome.message}`;
}

/** Declares a test for each pair of a program and how it ends. */
function rule(name: string, ...cases: readonly (readonly [program: string, end: string])[]): void {
  describe(name, () => {
    for (const [program, end] of cases) {
      test(`at top level: ${program}`, async () => {
        expect(show(outcomeOf(() => new Engine().eval(program, { raw: true })))).toBe(end);
        expect(show(await outcomeOfAsync(() => new Engine().evalAsync(program, { raw: true })))).toBe(end);
      });

      test(`in a function: ${program}`, async () => {
        const wrapped = `fn main() { ${program} } main()`;
        expect(show(outcomeOf(() => new Engine().eval(wrapped, { raw: true })))).toBe(end);
        expect(show(await outcomeOfAsync(() => new Engine().evalAsync(wrapped, { raw: true })))).toBe(end);
      });
    }
  });
}

const immutable = (name: string) => `!! RuntimeError cannot assign to immutable variable '${name}'`;
const undefinedName = (name: string) => `!! NameError undefined variable: ${name}`;

rule(
  "4.2: a `let` is in scope from the end of its own statement on",
  ["let x = x; x", undefinedName("x")],
  ["let x = 1; let x = x + 1; x", "=> 2"],
  ["let x = 1; let y = { let x = x + 1; x }; (x, y)", "=> (1, 2)"],
  ["let x = { x }; x", undefinedName("x")],
);

rule(
  "4.2: an inner scope shadows until it ends",
  ["let x = 1; { let x = 2; }; x", "=> 1"],
  ["let x = 1; let y = if true { let x = 2; x } else { x }; (x, y)", "=> (1, 2)"],
  ["let x = 1; let y = match 2 { x => x }; (x, y)", "=> (1, 2)"],
  ["let x = 1; let y = match Some(2) { Some(x) if x > 1 => x, _ => 0 }; (x, y)", "=> (1, 2)"],
  ["let x = 1; for x in [2] { } x", "=> 1"],
  ["let x = 1; let y = [x for x in [2]]; (x, y)", "=> (1, [2])"],
  ["let x = 1; let y = try { 1 / 0 } catch x { x }; (x, y)", '=> (1, "division by zero")'],
  ["let x = 1; if let Some(x) = Some(2) { x } else { x }", "=> 2"],
  ["let x = 1; if let Some(x) = None { x } else { x }", "=> 1"],
  ["let x = 1; { use math::PI as x; }; x", "=> 1"],
);

rule(
  "4.2: a second `let` of a scope replaces value and mutability",
  ["let x = 1; let mut x = x; x += 1; x", "=> 2"],
  ["let mut x = 1; let x = x; x += 1; x", immutable("x")],
  ["fn f() { 1 } let f = 2; f", "=> 2"],
  ["let f = 2; fn f() { 1 } f()", "=> 1"],
  ["let mut x = 1; use math::PI as x; x = 2;", immutable("x")],
);

rule(
  "4.2: what is immutable always",
  ["fn f(x) { x = 1; } f(0)", immutable("x")],
  ["(|x| { x = 1; })(0)", immutable("x")],
  ["for x in [1] { x = 2; }", immutable("x")],
  ["match 1 { x => { x = 2; } }", immutable("x")],
  ["if let x = 1 { x = 2; }", immutable("x")],
  ["while let x = 1 { x = 2; }", immutable("x")],
  ["try { 1 / 0 } catch e { e = 1; }", immutable("e")],
  ["[{ x = 2; x } for x in [1]]", immutable("x")],
  ["use math::PI; PI = 3;", immutable("PI")],
  ["fn f() { } f = 1;", immutable("f")],
);

rule("4.2: `let mut` makes all names of its pattern mutable", [
  "let mut (a, [b, ...c]) = (1, [2, 3]); a += 1; b += 1; c = c.push(4); (a, b, c)",
  "=> (2, 3, [3, 4])",
]);

rule(
  "4.2: an unknown name fails only where it is evaluated",
  ["fn f() { nope } 1", "=> 1"],
  ["if false { nope }; 1", "=> 1"],
  ["false && nope", "=> false"],
  ["nope", undefinedName("nope")],
);

rule(
  "4.3: declarations are not hoisted",
  ["g(); fn g() { 1 }", undefinedName("g")],
  ["let x = g; fn g() { 1 }", undefinedName("g")],
  ["fn f() { g() } let x = f(); fn g() { 1 } x", undefinedName("g")],
);

rule(
  "4.3: what is bound at creation is copied",
  ["let mut x = 1; let f = || x; x = 2; f()", "=> 1"],
  ["let mut x = 1; fn f() { x } x = 2; f()", "=> 1"],
  ["let x = 1; let f = || x; let x = 2; f()", "=> 1"],
  ["let mut x = 1; let f = || || x; x = 2; let g = f(); x = 3; g()", "=> 1"],
  ["let mut x = [1]; let f = || x; x[0] = 2; (f(), x)", "=> ([1], [2])"],
  ["let mut x = 1; fn f(a = x) { a } x = 2; f()", "=> 1"],
  ["let mut x = 1; let f = { || x }; x = 2; let g = { || x }; (f(), g())", "=> (1, 2)"],
  ["let mut fs = []; let mut i = 0; while i < 3 { fs = fs.push(|| i); i += 1; } fs.map(|f| f())", "=> [0, 1, 2]"],
  ["let mut fs = []; for i in 0..3 { let mut j = i; fs = fs.push(|| j); j = 9; } fs.map(|f| f())", "=> [0, 1, 2]"],
  ["fn f(n, g) { if n == 0 { g() } else { f(n - 1, || n) } } f(2, || 0)", "=> 1"],
  ["let fs = [|| x for x in [1, 2]]; fs.map(|f| f())", "=> [1, 2]"],
);

rule("4.3: a cell is shared by all copies", ["let c = cell(1); let f = || c.get(); c.set(2); f()", "=> 2"]);

rule(
  "4.3: a name that is not bound yet at creation is late-bound",
  ["fn f() { y } let y = 2; f()", "=> 2"],
  ["fn f() { y } let mut y = 2; y = 3; f()", "=> 3"],
  ["fn f() { y } let y = 2; let y = 3; f()", "=> 3"],
  ["fn f() { y } let y = 2; let a = f(); let y = 3; (a, f())", "=> (2, 3)"],
  ["let f = || g(); fn g() { 1 } f()", "=> 1"],
  ["fn f() { g() } fn g() { 1 } fn g() { 2 } f()", "=> 2"],
  ["fn f() { g } fn g() { 1 } let mut g = 2; g = 3; f()", "=> 3"],
  ["fn a(n) { if n == 0 { 0 } else { b(n - 1) } } fn b(n) { if n == 0 { 1 } else { a(n - 1) } } a(3)", "=> 1"],
  ["fn f() { sqrt(16) } use math::sqrt; f()", "=> 4.0"],
  ["let f = { || y }; let y = 1; f()", "=> 1"],
  ["let f = { let g = || y; { let y = 5; }; g }; f()", undefinedName("y")],
);

rule("4.3: a function made after the name was bound copies it, however late its own text bound it", [
  "fn make() { || y } let mut y = 1; let f = make(); y = 2; (f(), make()())",
  "=> (1, 2)",
]);

rule(
  "4.3: what the body of a function binds is no business of its defaults",
  ["fn f(k = || x) { let x = 1; k() } f()", undefinedName("x")],
  ["fn f(n, k = || x) { let x = n; if n > 0 { f(n - 1, k) } else { k() } } f(1)", undefinedName("x")],
  ["fn f(a = |x| b, b = a(1)) { b } f()", undefinedName("b")],
);

rule(
  "LD15: a `fn` sees itself, a lambda what was bound before it",
  ["fn f(n) { 99 } fn f(n) { if n == 0 { 0 } else { f(n - 1) } } f(3)", "=> 0"],
  ["fn f() { 1 } fn f() { f } let g = f; let f = 0; str(g())", '=> "<fn f>"'],
  ["fn h() { f } fn f() { 1 } fn f() { f } let f = 0; h()", "=> 0"],
  ["let f = |x| 1; let f = |x| f(x) + 1; f(0)", "=> 2"],
  ["let f = |n| if n == 0 { 0 } else { f(n - 1) }; f(3)", "=> 0"],
  ["fn f(n) { let f = 7; f } f(0)", "=> 7"],
  ["fn f(f) { f } f(3)", "=> 3"],
);

rule(
  "LD14: scoping is lexical",
  ["fn f() { secret } fn g() { let secret = 5; f() } g()", undefinedName("secret")],
  ["fn outer() { fn inner(n) { if n == 0 { 0 } else { inner(n - 1) } } inner } let h = outer(); h(3)", "=> 0"],
  ["fn outer(x) { fn a() { b() } fn b() { x } a } let f = outer(1); let g = outer(2); (f(), g())", "=> (1, 2)"],
);

rule(
  "LD16: a function assigns to no variable from outside",
  ["let mut n = 0; let f = || { n += 1; }; f()", immutable("n")],
  ["fn f() { n = 1; } let mut n = 0; f()", immutable("n")],
  ["let mut n = [0]; fn f() { n[0] = 1; } f()", immutable("n")],
  ["let mut n = #{}; fn f() { n.a = 1; } f()", immutable("n")],
  ["let mut n = 0; fn f() { let mut n = n; n += 1; n } (f(), n)", "=> (1, 0)"],
);

rule(
  "4.4: the kind of error for an unknown target",
  ["nope = 1;", "!! RuntimeError undefined variable: nope"],
  ["nope += 1;", undefinedName("nope")],
  ["nope[0] = 1;", undefinedName("nope")],
  ["nope.a = 1;", undefinedName("nope")],
  ["len += 3;", undefinedName("len")],
  ["len[0] = 3;", undefinedName("len")],
  ["math.x = 3;", undefinedName("math")],
  ["fn f() { len += 3; } f()", undefinedName("len")],
  ["len = 1;", "!! RuntimeError undefined variable: len"],
);

rule(
  "4.12: a glob import of a dict binds its entries in the scope",
  ["let d = #{a: 1}; use d::*; a", "=> 1"],
  ["let a = 0; let d = #{a: 1}; use d::*; a", "=> 1"],
  ["let d = #{a: 1}; use d::*; let a = 2; a", "=> 2"],
  ["let mut a = 0; let d = #{a: 1}; use d::*; a = 2;", immutable("a")],
  ["let mut a = 0; let d = #{b: 1}; use d::*; a += 2; a", "=> 2"],
  ["let d = #{a: 1}; use d::*; a += 2;", immutable("a")],
  ["let d = #{a: [1]}; use d::*; a[0] = 2;", immutable("a")],
  ["let d = #{a: 1}; { use d::*; }; a", undefinedName("a")],
  ["let d = #{a: 1}; let e = #{a: 2}; use d::*; use e::*; a", "=> 2"],
  ["let d = #{a: 1}; use d::*; let f = || a; f()", "=> 1"],
  ["let d = #{a: 1}; use d::*; b", undefinedName("b")],
  ["let d = 5; use d::*;", "!! TypeError use target is not a module"],
);

rule(
  "4.12: a glob import of a module adds to the global table, behind all script bindings",
  ["{ use math::*; }; sqrt(4)", "=> 2.0"],
  ["let sqrt = 1; { use math::*; }; sqrt", "=> 1"],
  ["use math::*; let f = || sqrt(4); f()", "=> 2.0"],
);

rule("2.5: of equal lambda parameters the last one counts", ["(|x, x| x)(1, 2)", "=> 2"]);

describe("4.2: the top-level scope belongs to the engine", () => {
  const run = (...programs: readonly string[]): string => {
    const engine = new Engine();
    const last = programs.at(-1)!;
    for (const program of programs.slice(0, -1)) engine.eval(program);
    return show(outcomeOf(() => engine.eval(last, { raw: true })));
  };

  test.each<readonly [rule: string, end: string, ...programs: string[]]>([
    ["names of earlier evaluations are there, with their mutability", "=> 3", "let mut x = 1;", "x += 2; x"],
    ["names of earlier evaluations are there, with their immutability", immutable("x"), "let x = 1;", "x += 2;"],
    [
      "they are captured as names of an enclosing scope",
      "=> (1, 2)",
      "let mut x = 1;",
      "let f = || x; x = 2; (f(), x)",
    ],
    ["a function may not assign to them", immutable("x"), "let mut x = 1;", "fn f() { x = 2; } f()"],
    [
      "a new binding does not change what was captured",
      "=> (1, 2)",
      "let x = 1; fn f() { x }",
      "let x = 2;",
      "(f(), x)",
    ],
    [
      "an assignment does not change what was captured",
      "=> (1, 2)",
      "let mut x = 1; fn f() { x }",
      "x = 2;",
      "(f(), x)",
    ],
    ["a name that is bound later is found late", "=> 1", "fn f() { x }", "let x = 1;", "f()"],
    [
      "a late name follows the present binding",
      "=> (1, 5)",
      "fn f() { x }",
      "let mut x = 1; let a = f();",
      "x = 5; (a, f())",
    ],
    ["a late name that was never bound fails", undefinedName("x"), "fn f() { x }", "f()"],
    ["the older binding of a name is captured, not the later one", "=> 1", "let x = 1;", "fn f() { x } let x = 2; f()"],
    [
      "a redefined function is called by its new body, and by itself",
      "=> 0",
      "fn f(n) { 9 }",
      "fn f(n) { if n == 0 { 0 } else { f(n - 1) } }",
      "f(2)",
    ],
    [
      "a function keeps calling the function that it captured",
      "=> 1",
      "fn g() { 1 } fn f() { g() }",
      "fn g() { 2 }",
      "f()",
    ],
    ["a lambda that names itself sees the older value", "=> 2", "let f = |x| 1;", "let f = |x| f(x) + 1;", "f(0)"],
    ["script bindings hide builtins", "=> 7", "fn len(x) { 7 }", "len([])"],
    ["glob imports of modules stay", "=> 2.0", "use math::*;", "sqrt(4)"],
    ["entries of an imported dict stay", "=> 1", "let d = #{a: 1}; use d::*;", "a"],
    ["a nested function copies them, too", "=> 1", "let mut x = 1;", "fn f() { || x } let g = f(); x = 2; g()"],
  ])("%s", (_rule, end, ...programs) => {
    expect(run(...programs)).toBe(end);
  });

  test("evaluations that overlap share it, and each sees what the other bound", async () => {
    const engine = new Engine();
    let release: (value: number) => void = () => {};
    engine.registerAsyncFn("wait", () => new Promise((resolve) => (release = resolve)));
    const first = engine.evalAsync("let mut shared = 1; wait(); shared");
    expect(engine.eval("shared")).toBe(1);
    engine.eval("shared = 2; let own = 3;");
    release(0);
    expect(await first).toBe(2);
    expect(engine.eval("own")).toBe(3);
  });

  test("a program that binds a name again leaves a waiting one with its own", async () => {
    const engine = new Engine();
    let release: (value: number) => void = () => {};
    engine.registerAsyncFn("wait", () => new Promise((resolve) => (release = resolve)));
    const first = engine.evalAsync("let x = 1; wait(); x");
    engine.eval("let x = 2;");
    release(0);
    expect(await first).toBe(1);
  });
});
