/**
 * stdlib 7 in compiled programs: every method and builtin that calls back does the same with a callback that suspends,
 * fails or is a function of the host or the library; it can be cancelled between two items; and it is a loop that lets
 * other tasks in (concurrency M-15).
 */
import { describe, expect, test } from "vitest";
import { CALLBACK_METHODS, ITERATING_METHODS } from "../../runtime/builtins/manifest.ts";
import { createTestHost } from "../kit/hosts.ts";
import { impatientClock } from "../kit/impatient-clock.ts";
import { outcomeOf, outcomeOfAsync, resultLine } from "../kit/outcome.ts";

interface CallbackCase {
  readonly name: string;
  /** The parameters of the callback. */
  readonly params: string;
  /** What the callback answers, in terms of its parameters. */
  readonly body: string;
  /** The call with a callback. */
  call(callback: string): string;
}

/** The callback is called for item after item. */
const LOOPS: readonly CallbackCase[] = [
  { name: "list.map", params: "x", body: "x * 10", call: (f) => `[3, 1, 2].map(${f})` },
  { name: "list.filter", params: "x", body: "x > 1", call: (f) => `[3, 1, 2].filter(${f})` },
  { name: "list.flat_map", params: "x", body: "[x, x]", call: (f) => `[3, 1, 2].flat_map(${f})` },
  { name: "list.any", params: "x", body: "x == 2", call: (f) => `[3, 1, 2, 4].any(${f})` },
  { name: "list.all", params: "x", body: "x != 2", call: (f) => `[3, 1, 2, 4].all(${f})` },
  { name: "list.fold", params: "a, x", body: "a * 10 + x", call: (f) => `[3, 1, 2].fold(7, ${f})` },
  { name: "list.reduce", params: "a, x", body: "a * 10 + x", call: (f) => `[3, 1, 2].reduce(${f})` },
  { name: "list.sort_by", params: "a, b", body: "a % 10 - b % 10", call: (f) => `[23, 11, 2, 13, 1].sort_by(${f})` },
  { name: "range.map", params: "x", body: "x * 10", call: (f) => `(1..=3).map(${f})` },
  { name: "range.fold", params: "a, x", body: "a * 10 + x", call: (f) => `(1..4).fold(7, ${f})` },
  { name: "dict.map", params: "k, v", body: "(k, v)", call: (f) => `#{b: 1, a: 2}.map(${f})` },
  { name: "dict.filter", params: "k, v", body: 'k == "a" || v > 2', call: (f) => `#{b: 1, a: 2, c: 3}.filter(${f})` },
];

/** The callback is called once at most. */
const SINGLE_CALLS: readonly CallbackCase[] = [
  { name: "Some.map", params: "x", body: "x + 1", call: (f) => `Some(1).map(${f})` },
  { name: "Some.and_then", params: "x", body: "Some(x + 1)", call: (f) => `Some(1).and_then(${f})` },
  { name: "None.or_else", params: "", body: "Some(5)", call: (f) => `None.or_else(${f})` },
  { name: "None.unwrap_or_else", params: "", body: "5", call: (f) => `None.unwrap_or_else(${f})` },
  { name: "Ok.map", params: "x", body: "x + 1", call: (f) => `Ok(1).map(${f})` },
  { name: "Ok.and_then", params: "x", body: "Ok(x + 1)", call: (f) => `Ok(1).and_then(${f})` },
  { name: "Err.map_err", params: "e", body: 'e + "!"', call: (f) => `Err("e").map_err(${f})` },
  { name: "Err.or_else", params: "e", body: 'Ok(e + "!")', call: (f) => `Err("e").or_else(${f})` },
  {
    name: "Err.unwrap_or_else",
    params: "e",
    body: 'e + "!"',
    call: (f) => `Err("e").unwrap_or_else(${f})`,
  },
  {
    name: "cell.update",
    params: "x",
    body: "x + 1",
    call: (f) => `{ let c = cell(1); (c.update(${f}), c.get()) }`,
  },
  { name: "timeout", params: "", body: "5", call: (f) => `timeout(1000, ${f})` },
];

const CASES: readonly CallbackCase[] = [...LOOPS, ...SINGLE_CALLS];

async function run(source: string): Promise<string> {
  const { engine, clock } = createTestHost();
  engine.registerAsyncFn("slow", async (_context, ...args) => {
    await clock.sleep(1);
    return args[0];
  });
  engine.registerFn("quick", (...args) => args[0]);
  return resultLine(await outcomeOfAsync(() => engine.evalAsync(source, { raw: true })));
}

function runSync(source: string): string {
  return resultLine(outcomeOf(() => createTestHost().engine.eval(source, { raw: true })));
}

const lambda = ({ params }: CallbackCase, body: string): string => `|${params}| ${body}`;

test("stdlib 7: the table has every method that calls back", () => {
  const names = new Set(CASES.map(({ name }) => name.replace(/.*\./, "")));
  expect([...names].sort()).toEqual([...ITERATING_METHODS, ...CALLBACK_METHODS, "timeout"].sort());
});

describe.each(CASES)("stdlib 7: $name", (example) => {
  const { body, call, params } = example;
  const plain = call(lambda(example, body));

  test("does the same under eval and evalAsync", async () => {
    expect(await run(plain)).toBe(runSync(plain));
  });

  test.each([
    ["waits for the host", `delay(1, ${body})`],
    ["sleeps first", `{ sleep(1); ${body} }`],
    ["waits twice", `{ sleep(1); delay(1, ${body}) }`],
    ["waits inside another callback", `[0].map(|n| delay(1, ${body}))[0]`],
    ["waits two callbacks deep", `[0].map(|n| Some(n).map(|m| { sleep(1); delay(1, ${body}) }).unwrap())[0]`],
    ["waits for a task of its own", `async { let t = spawn delay(1, ${body}); t.await }`],
    [
      "waits for a channel",
      `{ let (tx, rx) = channel(1); async { spawn tx.send(delay(1, ${body})); rx.recv().unwrap() } }`,
    ],
  ])("does the same with a callback that %s", async (_what, waiting) => {
    expect(await run(call(lambda(example, waiting)))).toBe(await run(plain));
  });

  test("does the same with a named function, known or not", async () => {
    const known = `fn f(${params}) { delay(1, ${body}) } ${call("f")}`;
    const unknown = `fn f(${params}) { delay(1, ${body}) } let fs = [f]; ${call("fs[0]")}`;
    const kept = `let f = |${params}| delay(1, ${body}); let r = ${call("f")}; r`;
    for (const source of [known, unknown, kept]) expect(await run(source)).toBe(await run(plain));
  });

  test("an error in the callback ends the call and is caught by its caller", async () => {
    for (const failing of [
      'assert(false, "broken")',
      'fail_after(1, "broken")',
      '{ sleep(1); fail_after(1, "broken") }',
    ]) {
      const source = call(lambda(example, `{ log.update(|l| l.push(1)); ${failing} }`));
      expect(await run(`let log = cell([]); try { ${source}; 0 } catch e { (e, log.get().len()) }`)).toBe(
        "=> tuple (broken, 1)",
      );
      expect(await run(`let log = cell([]); ${source}`)).toBe("!! RuntimeError 1 broken");
    }
  });

  test("`?` and `return` leave the callback only", async () => {
    for (const leaving of ['Err("no")?', "None?", "return 1"]) {
      const source = (first: string) =>
        `fn f() { let r = ${call(lambda(example, `{ ${first}${leaving}; 0 }`))}; [r] } f()`;
      expect(await run(source("sleep(1); "))).toBe(await run(source("")));
    }
  });

  test("nothing of it goes on after it was cancelled", async () => {
    const callback = lambda(example, `{ log.update(|n| n + 1); sleep(10); log.update(|n| n + 100); ${body} }`);
    const source = `let log = cell(0); let r = timeout(5, || ${call(callback)}); sleep(1000); (r, log.get())`;
    expect(await run(source)).toBe("=> tuple (None, 1)");
  });

  test("functions of the host and of the library can be callbacks", async () => {
    for (const callback of ["quick", "slow", "bytes", "str", "math::abs"]) {
      const wrapped = lambda(example, `${callback}(${params})`);
      expect(await run(call(callback))).toBe(await run(call(wrapped)));
    }
  });
});

test.each(LOOPS)("stdlib 7: $name can be cancelled between two items", async (example) => {
  const callback = lambda(example, `{ log.update(|n| n + 1); sleep(2); ${example.body} }`);
  const source = `let log = cell(0); let r = timeout(3, || ${example.call(callback)}); sleep(1000); (r, log.get())`;
  expect(await run(source)).toBe("=> tuple (None, 2)");
});

describe("M-15: calling back is a loop", () => {
  const LONG_LOOPS: readonly (readonly [name: string, loop: string])[] = [
    ["list.map", "items.map(|x| x)"],
    ["list.filter", "items.filter(|x| true)"],
    ["list.flat_map", "items.flat_map(|x| x)"],
    ["list.any", "items.any(|x| false)"],
    ["list.all", "items.all(|x| true)"],
    ["list.fold", "items.fold(0, |a, x| a + x)"],
    ["list.reduce", "items.reduce(|a, x| a + x)"],
    ["list.sort_by", "items.sort_by(|a, b| b - a)"],
    ["list.map with a builtin", "items.map(str)"],
    ["range.fold", "(0..15000).fold(0, |a, x| a + x)"],
    ["dict.map", "entries.map(|k, v| v)"],
    ["dict.filter", "entries.filter(|k, v| true)"],
  ];
  const SETUP = `
    let log = cell([]);
    fn note(text) { log.update(|l| l.push(text)); }
    let items = (0..15000).to_list();
    let mut entries = #{};
    for i in items { entries = entries.insert(str(i), i); }
  `;

  test.each(LONG_LOOPS)("%s lets other tasks in", async (_name, loop) => {
    const source = `${SETUP} async { spawn note("other"); ${loop}; note("done"); } log.get()`;
    expect(await run(source)).toBe("=> list [other, done]");
  });

  test.each(LONG_LOOPS)("%s does so inside functions and callbacks", async (_name, loop) => {
    const inFunction = `${SETUP} fn work() { ${loop} } async { spawn note("other"); work(); note("done"); } log.get()`;
    expect(await run(inFunction)).toBe("=> list [other, done]");
    const inCallback = `${SETUP} async { spawn note("other"); Some(1).and_then(|n| { ${loop} }); note("done"); } log.get()`;
    expect(await run(inCallback)).toBe("=> list [other, done]");
  });

  test.each(LONG_LOOPS)("%s gives the same result in one slice and in many", async (_name, loop) => {
    const source = `${SETUP} fn work() { ${loop} } work()`;
    expect(await run(source)).toBe(runSync(source));
  });

  test("a timeout ends a library loop that never waits", async () => {
    const { engine } = createTestHost({ clock: impatientClock() });
    const endless = "timeout(5, || (0..9000000000000).fold(0, |a, b| a + b))";
    expect(await engine.evalAsync(endless)).toBeNull();
    expect(await engine.evalAsync("timeout(5, || (0..9000000000000).any(|x| x < 0))")).toBeNull();
  });

  test("the host's time limit ends it, under eval too", () => {
    const { engine } = createTestHost({ limits: { timeoutMs: 20 } });
    expect(() => engine.eval("try { (0..9000000000000).all(|x| true) } catch e { e }")).toThrow("execution timed out");
  });
});
