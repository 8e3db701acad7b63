/** Rules of concurrency.md, chapter 1, on compiled Ion source. */
import { describe, expect, test } from "vitest";
import { createTestHost } from "../kit/hosts.ts";
import { impatientClock } from "../kit/impatient-clock.ts";
import { evaluate, outcomeOn, type Program } from "./kit/evaluate.ts";
import { Stage } from "./kit/stage.ts";

const agrees = async (source: string, outcome: string) => expect((await evaluate(source)).outcome).toBe(outcome);

describe("M-1: a call looks the same, whatever is called", () => {
  test.each<Program>([
    ["fn twice(f) { f(2, 3) + f(2, 3) } twice(|a, b| a + b)", "10"],
    ["fn twice(f) { f(2, 3) + f(2, 3) } twice(host_add)", "10"],
    ["fn twice(f) { f(2, 3) + f(2, 3) } twice(delay)", "6"],
    ["let f = delay; f(1, 2)", "2"],
    ["5 |> delay(1)", "1"],
  ])("%s", agrees);
});

describe("M-3: a suspension may stand", () => {
  test.each<readonly [position: string, ...program: Program]>([
    ["in call arguments", "fn f(a, b) { [a, b] } f(delay(1, 1), delay(1, 2))", "[1, 2]"],
    ["in spread arguments", "fn f(a, b) { [a, b] } f(*delay(1, [1, 2]))", "[1, 2]"],
    ["in named arguments", "fn f(a, b) { [a, b] } f(b: delay(1, 1), a: delay(1, 2))", "[2, 1]"],
    ["in a list", "[1, delay(1, 2), 3]", "[1, 2, 3]"],
    ["in a tuple", "(delay(1, 1), 2, delay(1, 3))", "(1, 2, 3)"],
    ["in a dict", '#{ a: delay(1, 1), "b": delay(1, 2) }', '#{"a": 1, "b": 2}'],
    ["in a list comprehension", "[delay(1, x) for x in [1, 2, 3] if delay(1, x != 2)]", "[1, 3]"],
    ["in the iterable of a comprehension", "[x for x in delay(1, [1, 2])]", "[1, 2]"],
    ["in a dict comprehension", "#{ k: delay(1, v) for (k, v) in delay(1, #{ a: 1 }) }", '#{"a": 1}'],
    ["in an f-string", 'f"{delay(1, 1)}-{delay(1, 2)}"', '"1-2"'],
    ["in the subject of if", "if delay(1, true) { 1 } else { 2 }", "1"],
    ["in an arm of if", "if true { delay(1, 1) } else { 2 }", "1"],
    ["in the subject of match", "match delay(1, 3) { 3 => 1, _ => 2 }", "1"],
    ["in a guard", "match 3 { x if delay(1, x == 2) => 1, x if delay(1, x == 3) => x + 10, _ => 2 }", "13"],
    ["in an arm of match", "match 3 { x => delay(1, x) }", "3"],
    ["in while", "let mut i = 0; while delay(1, i < 3) { i += delay(1, 1); } i", "3"],
    [
      "in while let",
      "let mut l = [1, 2]; let mut s = 0; while let Some(x) = delay(1, l.first()) { s += x; l = l[1..]; } s",
      "3",
    ],
    ["in for", "let mut s = 0; for x in delay(1, [1, 2]) { s += delay(1, x); } s", "3"],
    ["in loop", "let mut i = 0; loop { i += delay(1, 1); if i == 3 { break delay(1, i); } }", "3"],
    ["on both sides of |>", "delay(1, 1) |> delay(delay(1, 5))", "5"],
    ["in &&, the short circuit first", "[false && fail_after(1, 1), true && delay(1, 2) == 2]", "[false, true]"],
    ["in ||, the short circuit first", "[true || fail_after(1, 1), false || delay(1, false)]", "[true, false]"],
    ["in an index", "[1, 2, 3][delay(1, 1)]", "2"],
    ["in an index target", "let mut l = [1, 2]; l[delay(1, 0)] = delay(1, 5); l", "[5, 2]"],
    ["in a field target", "let mut d = #{ a: 1 }; d.a = delay(1, 5); d.a", "5"],
    ["in a compound assignment", "let mut x = 1; x += delay(1, 2); x", "3"],
    ["in return", "fn f() { return delay(1, 1); 2 } f()", "1"],
    ["in a slice", "[1, 2, 3, 4][delay(1, 1)..delay(1, 3)]", "[2, 3]"],
    ["in a range", "[x for x in delay(1, 0)..delay(1, 3)]", "[0, 1, 2]"],
    ["in try", 'try { fail_after(1, "e") } catch e { delay(1, e) }', '"e"'],
    ["in a default value", "fn f(x = delay(1, 5)) { x } f()", "5"],
    ["in a tail call", "fn f(n) { if n == 0 { delay(1, 7) } else { f(n - 1) } } f(50)", "7"],
    ["in negation", "-delay(1, 5)", "-5"],
    ["in not", "!delay(1, true)", "false"],
    ["in ?", "fn f() { Some(delay(1, Some(1))? + 1) } f()", "Some(2)"],
  ])("%s: %s", (_, source, outcome) => agrees(source, outcome));
});

describe("M-3: a suspension in a callback of", () => {
  test.each<Program>([
    ["[1, 2].map(|x| delay(1, x + 1))", "[2, 3]"],
    ["[1, 2].filter(|x| delay(1, x == 2))", "[2]"],
    ["[1, 2].any(|x| delay(1, x == 2))", "true"],
    ["[1, 2].all(|x| delay(1, x == 2))", "false"],
    ["[1, 2].fold(0, |a, x| delay(1, a + x))", "3"],
    ["[1, 2].reduce(|a, x| delay(1, a + x))", "3"],
    ["[1, 2].flat_map(|x| delay(1, [x, x]))", "[1, 1, 2, 2]"],
    ["[3, 1, 2].sort_by(|a, b| delay(1, a - b))", "[1, 2, 3]"],
    ["(0..3).map(|x| delay(1, x))", "[0, 1, 2]"],
    ["#{ a: 1 }.map(|k, v| delay(1, v + 1))", '#{"a": 2}'],
    ["#{ a: 1, b: 2 }.filter(|k, v| delay(1, v == 2))", '#{"b": 2}'],
    ["Some(1).map(|x| delay(1, x + 1))", "Some(2)"],
    ["Some(1).and_then(|x| delay(1, Some(x + 1)))", "Some(2)"],
    ["None.or_else(|| delay(1, Some(1)))", "Some(1)"],
    ["None.unwrap_or_else(|| delay(1, 4))", "4"],
    ["Ok(1).map(|x| delay(1, x + 1))", "Ok(2)"],
    ["Err(1).map_err(|x| delay(1, x + 1))", "Err(2)"],
    ["Ok(1).and_then(|x| delay(1, Ok(x + 1)))", "Ok(2)"],
    ["Err(1).or_else(|x| delay(1, Ok(x + 1)))", "Ok(2)"],
    ["Err(1).unwrap_or_else(|x| delay(1, x + 1))", "2"],
    ["let c = cell(1); c.update(|x| delay(1, x + 1)); c.get()", "2"],
  ])("%s", agrees);
});

test.each<Program>([
  ['try { [1, 2].map(|x| if x == 2 { fail_after(1, "m") } else { x }) } catch e { e }', '"m"'],
  [
    'let log = cell([]); try { [1, 2, 3].map(|x| { log.update(|l| l.push(x)); if x == 2 { fail_after(1, "m") } }) } catch e { log.get() }',
    "[1, 2]",
  ],
])("M-4: an error in a callback is one of the method call: %s", agrees);

test.each<Program>([
  ['[1, 2].map(|x| { delay(1, Err("e"))?; x })', '[Err("e"), Err("e")]'],
  ["[1, 2].map(|x| delay(1, Some(x))? + 1)", "[2, 3]"],
])("M-5: ? inside a lambda leaves the lambda only: %s", agrees);

test("M-6: cell.update with a function that suspends is no lock: the last write wins", async () => {
  await agrees(
    `let c = cell(0);
     fn add(n, ms) { c.update(|v| delay(ms, v + n)); }
     async { spawn add(1, 5); spawn add(10, 9); }
     c.get()`,
    "10",
  );
});

test.each<Program>([
  ["let mut x = 1; async { let h = spawn (|| delay(1, x))(); x = 2; [h.await, x] }", "[1, 2]"],
  ["let mut x = 1; let f = || { sleep(1); x }; x = 2; timeout(5, f)", "Some(1)"],
  ["let mut x = 1; async { let f = || x; x = 2; select { v = f() => [v, x] } }", "[1, 2]"],
])("M-7: a task sees the variables that its function captured: %s", agrees);

describe("M-9: what suspends lets a task that is ready run", () => {
  const isSuspending = async (operation: string, setup = "") => {
    const stage = new Stage();
    stage.engine.registerAsyncFn("plain", () => 1);
    // The other task is woken, and then the operation is performed: who is first, "other" or "main"?
    await stage.run(`
      let (tx, rx) = channel(1);
      let (full, from_full) = channel(1);
      fn quick() { 1 }
      fn other() { rx.recv(); note("other"); }
      async {
        spawn other();
        full.send(1);
        let done = spawn quick();
        sleep(1);
        ${setup}
        tx.send(1);
        ${operation};
        note("main");
        from_full.close();
      }`);
    return stage.notes[0] === "other";
  };

  test.each(
    [
      "sleep(0)",
      "timeout(1, || 1)",
      "select { a = quick() => a }",
      "async { spawn quick(); }",
      "full.send(2)",
      "from_full.recv_timeout(5); from_full.recv_timeout(5)",
    ].slice(1),
  )("%s suspends", async (operation) => {
    expect(await isSuspending(operation)).toBe(true);
  });

  test.each([
    "plain()",
    "done.await",
    "done.await_timeout(5)",
    "from_full.recv()",
    "from_full.recv_timeout(5)",
    "channel(3)",
    "rx.close()",
    "tx.close()",
    "rx.try_recv()",
    "done.is_finished()",
    "done.cancel()",
    "done.is_cancelled()",
    "spawn quick()",
    "cell(1).update(|x| x)",
    "async { 1 }",
    'io::println("x")',
  ])("%s does not", async (operation) => {
    expect(await isSuspending(operation)).toBe(false);
  });
});

test("M-14: two runs of one program have the same side effects in the same order, on one engine and on two", async () => {
  const source = `
    fn w(n) { note(f"s{n}"); sleep(n % 3); note(f"m{n}"); ask(f"{n}"); note(f"e{n}"); }
    async { for n in 0..6 { spawn w(n); } }`;
  const script = (id: string) => ({ ms: Number(id) % 2, fails: false });
  const [first, second] = [new Stage({ script }), new Stage({ script })];
  await first.run(source);
  await second.run(source);
  expect(second.lines).toEqual(first.lines);
  const count = first.notes.length;
  await first.run(source);
  expect(first.notes.slice(count)).toEqual(first.notes.slice(0, count));
});

test("M-8: deep recursion suspends at its bottom, and memory of tail calls does not grow with their number", async () => {
  const host = await evaluate("fn f(n) { if n == 0 { delay(1, 0) } else { 1 + f(n - 1) } } f(400)");
  expect(host.outcome).toBe("400");
  expect(await outcomeOn(host, "fn t(n) { sleep(0); if n == 0 { 7 } else { t(n - 1) } } t(2000)")).toBe("7");
});

test.each<Program>([
  ["timeout(5, || delay(5, 1))", "Some(1)"],
  ["timeout(0, || delay(0, 1))", "Some(1)"],
  ['async { select { b = sleep(5) => "sleep", a = delay(5, 1) => "delay" } }', '"delay"'],
  ['async { select { b = sleep(0) => "sleep", a = delay(0, 1) => "delay" } }', '"delay"'],
  ["sleep(3); timeout(0, || delay(0, 1))", "Some(1)"],
  ["timeout(0, || { delay(0, 1); sleep(0); sleep(0); 7 })", "None"],
  ["timeout(0, || delay(1, 1))", "None"],
])("M-16, M-17: the host's timers of an instant come first, also those of the present one: %s", agrees);

test.each([
  "let mut i = 0; while i < 1000000000 { i += 1; } i",
  "loop { 1 }",
  "for i in 0..1000000000 { i; }",
  "while let Some(x) = Some(1) { x; }",
  "[x for x in 0..1000000000 if x < 0]",
  "#{ x: x for x in 0..1000000000 if x < 0 }",
  "(0..1000000000).any(|x| x < 0)",
  "(0..1000000000).fold(0, |a, x| a)",
  "let l = (0..100).to_list(); loop { l.map(|x| x + 1); }",
  "let l = (0..100).to_list(); loop { l.sort_by(|a, b| b - a); }",
  "let c = cell(0); loop { c.update(|x| x + 1); }",
  "fn a(n) { b(n) } fn b(n) { a(n) } a(1)",
  "fn fib(n) { if n < 2 { n } else { fib(n - 1) + fib(n - 2) } } fib(60)",
])("M-15: a deadline stops what never waits: %s", async (code) => {
  expect((await evaluate(`timeout(5, || { ${code} })`, { clock: impatientClock() })).outcome).toBe("None");
});

describe("M-15: a task that waits gets its turn beside one that computes in", () => {
  test.each([
    "let mut i = 0; while i < 50 { note(0); i += 1; }",
    "let mut i = 0; loop { note(0); i += 1; if i == 50 { break; } }",
    "for _ in 0..50 { note(0); }",
    "[note(0) for _ in 0..50];",
    "(0..50).map(|_| note(0));",
    "(0..50).fold(0, |a, _| { note(0); a });",
    "fn f(n) { if n > 0 { note(0); f(n - 1) } } f(50);",
    "fn f(n) { if n > 0 { note(0); f(n - 1); }; () } f(50);",
  ])("%s", async (code) => {
    const stage = new Stage({ sliceLength: 5 });
    await stage.run(`
      fn busy() { ${code} }
      fn patient() { for _ in 0..3 { sleep(0); note(1); } }
      async { spawn patient(); spawn busy(); }`);
    expect(stage.notes.filter((note) => note === "0").length).toBe(50);
    // It waits three times, and each time the other one has a slice or two.
    expect(stage.notes.lastIndexOf("1")).toBeLessThan(40);
  });
});

describe("M-16: of two deadlines of one instant that of the deeper task expires first", () => {
  test.each<Program>([
    ["timeout(5, || { sleep(2); timeout(3, || delay(50, 1)) })", "Some(None)"],
    ["timeout(5, || { sleep(2); let (tx, rx) = channel(1); rx.recv_timeout(3) })", "Some(None)"],
    ["timeout(5, || { sleep(2); async { let t = spawn delay(50, 1); t.await_timeout(3) }; 7 })", "None"],
  ])("also when it was made later: %s", agrees);
});

test("M-19: the report names the tasks of callbacks, too", async () => {
  const host = createTestHost();
  const refused: Promise<unknown>[] = [];
  host.engine.registerAsyncFn("start", async ({ engine }, name: string) => {
    refused.push(engine.callAsync(name).catch((error: Error) => error.message));
  });
  const source = 'let (tx, rx) = channel(1); fn stuck() { rx.recv() } start("stuck"); async { 1 }; rx.recv()';
  expect(await outcomeOn(host, source)).toBe(
    "!! RuntimeError 1:82 deadlock: all tasks are waiting: main at 1:82 waits for a channel value; task #1 stuck at 1:41 waits for a channel value",
  );
  expect(await Promise.all(refused)).toEqual(["scheduled Ion call was cancelled"]);
});
