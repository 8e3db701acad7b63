/**
 * Plain entries (pass plainEntries): functions that may suspend run as plain ones until they do. Whatever the place where
 * one hands over to a generator, the program does the same as without the pass: values, order, errors and their frames.
 */
import { describe, expect, test } from "vitest";
import { ScriptEngine } from "../../runtime/engine/script-engine.ts";
import { STANDARD_LIBRARY } from "../../runtime/stdlib/index.ts";
import { VirtualClock } from "../../runtime/testing.ts";
import type { PassSwitches } from "../../src/analyze/passes.ts";
import { compile, type IonError } from "../../src/index.ts";
import { createCompileScript } from "../../src/script.ts";

function codeOf(source: string, optimize: PassSwitches = {}): string {
  return compile(source, { optimize, sourceMap: false }).code;
}

interface Observed {
  readonly value?: unknown;
  readonly error?: readonly unknown[];
  readonly log: readonly string[];
}

/** What the programs call: `may` waits every other time, `say` writes to the log. */
const PRELUDE = `let turns = cell(0); \
fn may(x) { turns.set(turns.get() + 1); if turns.get() % 2 == 0 { wait(x) } else { x } } \
fn say(x) { if x == () { wait(x); } else { note(x); } } `;

async function observe(source: string, optimize: PassSwitches, limits = {}): Promise<Observed> {
  const engine = new ScriptEngine(
    { clock: new VirtualClock(), limits },
    { compileScript: createCompileScript(optimize), library: STANDARD_LIBRARY },
  );
  const log: string[] = [];
  engine.registerFn("note", (text) => void log.push(String(text)));
  engine.registerAsyncFn("wait", async (_context, value) => value);
  try {
    return { value: await engine.evalAsync(PRELUDE + source, { filename: "entry.ion" }), log };
  } catch (error) {
    const { message, line, frames } = error as IonError;
    return {
      error: [message, line, frames.slice(0, 9).map((frame) => `${frame.name} ${frame.line}:${frame.column}`)],
      log,
    };
  }
}

/** What the program does, which is the same without the pass. */
async function outcomeOf(source: string, limits = {}): Promise<Observed> {
  expect(codeOf(PRELUDE + source)).toMatch(/function (?!may|say)\w+\$entry/);
  const observed = await observe(source, {}, limits);
  expect(observed).toEqual(await observe(source, { plainEntries: false }, limits));
  return observed;
}

describe("which functions have an entry", () => {
  test.each([
    ["one that waits in a branch", "fn f(x) { if x < 0 { wait(x) } else { x } } f(1)"],
    ["one that returns before it waits", "fn f(x) { if x == 0 { return 0; } wait(x) } f(1)"],
    ["one that calls what it is given", "fn f(g, x) { let y = g(x); y + 1 } f(|x| x, 1)"],
    ["one with a loop in which nothing waits", "fn f(n) { let mut i = 0; while i < n { i += 1; } i } f(3)"],
    ["one that goes over a list", "fn f(xs) { xs.map(|x| x + 1) } f([1])"],
    ["one that catches", "fn f(g) { try { g() } catch e { e } } f(|| 1)"],
    ["one that calls another", "fn g(x) { if x { wait(x) } } fn f(x) { g(x); g(x) } f(false)"],
    ["a named lambda", "let f = |x| if x { wait(x) } else { x }; f(false)"],
  ])("%s", (_name, source) => {
    expect(codeOf(source)).toMatch(/function f\$entry\(/);
    expect(codeOf(source, { plainEntries: false })).not.toContain("$entry");
  });

  test.each([
    ["one that always waits", "fn f(x) { let y = wait(x); y + 1 } f(1)"],
    ["one that awaits", "fn f(t) { t.await } f(1)"],
    ["one that receives", "fn f(rx) { rx.recv() } f(1)"],
    ["one that is only handed around", "fn f(x) { if x { wait(x) } } [1].map(f)"],
    ["one that waits in a loop", "fn f(xs) { for x in xs { wait(x); } } f([])"],
    ["one with a block of tasks", "fn f(x) { if x { async { spawn wait(x); } } } f(1)"],
    ["one with a named function inside", "fn f(x) { fn g(y) { y } if x { wait(g(x)) } } f(1)"],
    ["one that calls itself last", "fn f(n) { if n == 0 { wait(n) } else { f(n - 1) } } f(1)"],
    ["one that never suspends", "fn f(x) { x + 1 } f(1)"],
    ["one with many waits", `fn f(x) { if x { ${"wait(x);".repeat(5)} } } f(1)`],
    ["a long one", `fn f(x) { if x { wait(x) } ${"let y = x + x + x + x;".repeat(30)} } f(1)`],
  ])("none: %s", (_name, source) => {
    expect(codeOf(source)).not.toContain("f$entry");
  });
});

describe("an entry hands over where it waits, and the generator goes on from there", () => {
  test.each([
    ["behind a wait", "fn f(x) { let a = x + 1; if x > 0 { wait(x); } say(a); a * 2 } [f(0), f(1), f(0)]", [2, 4, 2]],
    [
      "in an operand",
      "fn f(x) { if x == 0 { return 0; } let l = [x, wait(x + 1), x + 2]; l.len() + wait(10) } [f(0), f(1)]",
      [0, 13],
    ],
    ["in a condition", "fn f(x) { if x > 0 && wait(x) > 1 { 'a' } else { 'b' } } [f(0), f(1), f(2)]", ["b", "b", "a"]],
    [
      "in an arm",
      "fn f(x) { let y = match x { 0 => 'none', n if may(n) == 2 => { let w = wait(n); w + 1 }, n => n }; (y, x) } [f(0), f(2), f(2), f(3)]",
      [
        ["none", 0],
        [3, 2],
        [3, 2],
        [3, 3],
      ],
    ],
    [
      "in a conditional of one line",
      "fn f(x) { let y = if x { wait(1) } else { 2 }; y + 1 } [f(true), f(false)]",
      [2, 3],
    ],
    [
      "in a block, behind which a variable has the same name",
      "fn f(c) { let y = { let x = 1; if c { wait(x); } x + 1 }; let x = 10; x + y } [f(true), f(false)]",
      [12, 12],
    ],
    [
      "in `try`, whose handler still catches",
      "fn f(x) { let r = try { let a = may(x); let b = may(x); 10 / (a + b) } catch e { e }; say(r); r } [f(1), f(0)]",
      [5, "division by zero"],
    ],
    [
      "in the handler",
      "fn f(x) { try { 1 / x } catch e { if x == 0 { wait(e) } else { 'no' } } } [f(0), f(1)]",
      ["division by zero", 1],
    ],
    ["with `?`", "fn f(x) { let y = x?; let z = may(y); Some(z + y) } [f(Some(1)), f(None), f(Some(2)), f(Some(3))]"],
    [
      "behind closures",
      "fn f(x) { let mut n = x; let old = [|| n]; n += 1; let y = may(n); let new = [|| n + y]; [old[0](), new[0]()] } [f(1), f(1)]",
      [
        [1, 4],
        [1, 4],
      ],
    ],
    ["with defaults", "fn f(x, y = may(x)) { x + y } [f(1), f(2), f(3, 4)]", [2, 4, 7]],
    [
      "as the last thing",
      "fn g(x) { if x > 0 { may(x) } else { x } } fn f(x) { say(x); g(x) } [f(1), f(2), f(0)]",
      [1, 2, 0],
    ],
    [
      "in callees of callees",
      "fn g(x) { let y = may(x); y + 1 } fn f(x) { let a = g(x); let b = g(a); a * b } fn h(x) { if x == 0 { return 0; } f(x) + f(x + 1) } [h(0), h(1), h(2)]",
      [0, 18, 32],
    ],
    ["with floats", "fn f(x) { let mut y = 1.5; if x { wait(0); } y = y * 2.0; y } [f(true), f(false)]", [3, 3]],
  ])("%s", async (_name, source, expected?: unknown) => {
    const outcome = await outcomeOf(source.replaceAll("'", '"'));
    expect(outcome.error).toBeUndefined();
    if (expected !== undefined) expect(outcome.value).toEqual(expected);
  });
});

describe("M-15: an entry whose slice is over lets other tasks in", () => {
  test("in a loop, which goes on where it was", async () => {
    const source = `
      fn count(n) { let mut i = 0; let mut s = 0.0; while i < n { i += 1; s = s + 1.0; } (i, s) }
      fn spin(name) { let mut r = []; for part in 0..3 { say(name); r = r.push(count(20000)); } r }
      async { let a = spawn spin("a"); let b = spawn spin("b"); [a.await, b.await] }`;
    const { value, log } = await outcomeOf(source);
    expect(log.join("")).toBe("ababab");
    expect(value).toEqual([0, 1].map(() => [0, 1, 2].map(() => [20000, 20000])));
  });

  test("by calls alone", async () => {
    const source = `
      fn step(i) { if i < 0 { wait(i) } else { i + 1 } }
      fn spin(name) { say(name); let mut i = 0; while i < 12000 { i = step(i); } say(name); i }
      async { let a = spawn spin("a"); let b = spawn spin("b"); [a.await, b.await] }`;
    expect(await outcomeOf(source)).toEqual({ value: [12000, 12000], log: ["a", "b", "a", "b"] });
  });
});

describe("4.13: calls", () => {
  const COUNT = "fn down(n) { if n == 0 { return may(0); } down(n - 1) + 1 }";

  test("the limit of nested calls is exact", async () => {
    expect((await outcomeOf(`${COUNT} down(99)`, { maxCallDepth: 100 })).value).toBe(99);
    const { error } = await outcomeOf(`${COUNT} down(100)`, { maxCallDepth: 100 });
    expect(error?.[0]).toBe("maximum call depth exceeded");
  });

  test("a deep recursion goes on beyond the JavaScript stack", async () => {
    expect((await outcomeOf(`${COUNT} [down(9000), down(9000)]`)).value).toEqual([9000, 9000]);
  });

  test("functions that call each other last grow no stack", async () => {
    const source = `
      fn ping(n) { if n == 0 { may("done") } else { pong(n - 1) } }
      fn pong(n) { if n == 0 { may("done") } else { ping(n - 1) } }
      fn start(n) { let r = ping(n); r }
      start(100000)`;
    expect((await outcomeOf(source, { maxCallDepth: 10 })).value).toBe("done");
  });

  test("so do those that call a value last", async () => {
    const source = `
      fn next(k, n) { if n == 0 { may("done") } else { k(k, n - 1) } }
      fn start(n) { let r = next(next, n); r }
      start(100000)`;
    expect((await outcomeOf(source, { maxCallDepth: 10 })).value).toBe("done");
  });
});

describe("errors have their places and frames", () => {
  const PROGRAM = (fail: string) => `fn inner(x) {
  if x > 5 { wait(x); }
  ${fail}
}
fn outer(x) {
  let y = inner(x);
  y + 1
}
fn last(x) {
  if x > 100 { wait(x); }
  outer(x)
}
last(X)`;

  const FRAMES = ["inner 3:3", "outer 6:11", "<main> 13:1"];

  test.each([1, 10])("of an error in plain code, or behind a wait (%i)", async (x) => {
    const { error } = await outcomeOf(PROGRAM("1 / (x - x)").replace("X", String(x)));
    expect(error).toEqual(["division by zero", 3, FRAMES]);
  });

  test.each([1, 10])("of an error in a host function (%i)", async (x) => {
    const { error } = await outcomeOf(PROGRAM('unwrap_it("s")').replace("X", String(x)));
    expect(error?.slice(1)).toEqual([3, FRAMES]);
  });

  test("a cancelled task ends at its wait, which its handlers do not see", async () => {
    const source = `
      fn slow(x) { let r = try { if x { sleep(100); } say("late"); 1 } catch e { say("caught"); 2 }; say("on"); r }
      timeout(10, || { let r = slow(true); r })`;
    expect(await outcomeOf(source)).toEqual({ value: null, log: [] });
  });
});
