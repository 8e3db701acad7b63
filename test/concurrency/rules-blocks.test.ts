/** Rules of concurrency.md, chapter 2 (`async {}` and `spawn`), on compiled Ion source. */
import { describe, expect, test } from "vitest";
import { evaluate, outcomeOn, type Program } from "./kit/evaluate.ts";
import { NOTHING_LEFT, Stage } from "./kit/stage.ts";

const agrees = async (source: string, outcome: string) => expect((await evaluate(source)).outcome).toBe(outcome);
const OUTSIDE = "spawn is only allowed inside async {}";
const NO_CALL = "spawn currently requires a function call in the bytecode VM";

describe("B-3: no child outlives its block, when it is left by", () => {
  const exits = ["()", "return 1;", "break;", "continue;", 'Err("e")?;', 'fail("e");', "h.cancel();"];
  test.each(exits)("%s", async (exit) => {
    const stage = new Stage();
    await stage.run(`
      fn w() { sleep(5); note("late"); }
      fn f(h) { let mut i = 0; while i < 1 { i += 1; async { spawn w(); sleep(1); ${exit} }; } note("left"); }
      fn g() { try { f(1); } catch e { () }; note("after"); }
      ${exit === "h.cancel();" ? "async { let h = spawn g(); sleep(1); h.cancel(); note(h.is_finished()); }" : "g();"}`);
    const isJoined = !/\?|fail|cancel/.test(exit);
    expect(stage.notes.includes("late")).toBe(isJoined);
    if (isJoined) expect(stage.notes[0]).toBe("late");
    await stage.clock.sleep(50);
    expect(stage.notes.filter((note) => note === "late").length).toBe(isJoined ? 1 : 0);
    expect(stage.leftovers).toEqual(NOTHING_LEFT);
  });
});

test("B-4: children that are done are not kept: the owner has none left, however many it spawned", async () => {
  const stage = new Stage();
  let most = 0;
  stage.engine.registerFn("look", () => {
    most = Math.max(most, stage.liveTasks().length);
  });
  await stage.run("fn quick(i) { i } async { for i in 0..500 { let h = spawn quick(i); h.await; look(); } }");
  expect(most).toBe(1);
});

test.each<Program>([
  ['fn e() { Err("bad") } async { let a = spawn e(); sleep(5); a.await }', 'Err("bad")'],
  ["fn n() { None } async { let a = spawn n(); sleep(5); a.await }", "None"],
  ['fn e() { Err("bad") } async { spawn e(); sleep(5); 1 }', "1"],
])("B-8: a child whose value is Err or None has not failed: %s", agrees);

test.each<Program>([
  ['fn g() { sleep(1); Err("x")?; 5 } async { let a = spawn g(); a.await }', 'Err("x")'],
  ["fn g() { sleep(1); None?; 5 } async { let a = spawn g(); sleep(9); a.await }", "None"],
  ['async { let a = spawn (|| { delay(1, Err("x"))?; 5 })(); [a.await] }', '[Err("x")]'],
])("B-9: ? in the spawned function is its value: %s", agrees);

test.each<Program>([
  ['fn e() { Err("x") } async { let a = spawn e(); a.await? }', 'Err("x")'],
  ['delay(1, Err("x"))?; 5', 'Err("x")'],
  ["delay(1, None)?; 5", "None"],
  ['async { spawn delay(50, 1); delay(1, Err("x"))?; 5 }; 6', 'Err("x")'],
])("B-14: ? at the top level ends the program with the value: %s", agrees);

describe("B-15: spawn stands inside an async {} of the same function body", () => {
  test.each<readonly [source: string, place: string]>([
    ["spawn delay(1, 2)", "1:1"],
    ["async { let f = |x| spawn delay(1, x); f(1) }", "1:21"],
    ["fn f(x) { spawn delay(1, x) } async { f(1).await }", "1:11"],
    ["async { fn f(x) { spawn delay(1, x) } f(1).await }", "1:19"],
  ])("refused before anything runs: %s", async (source, place) => {
    const host = await evaluate(`io::println("ran"); ${source}`);
    const column = Number(place.slice(2)) + 'io::println("ran"); '.length;
    expect(host.outcome).toBe(`!! RuntimeError 1:${column} ${OUTSIDE}`);
    expect(host.printed()).toBe("");
  });

  test.each<Program>([
    ["async { let hs = [spawn delay(5, i) for i in 0..3]; [h.await for h in hs] }", "[0, 1, 2]"],
    ["async { { (spawn delay(1, 1)).await } }", "1"],
    ["async { if true { (spawn delay(1, 1)).await } else { 2 } }", "1"],
    ["async { match 1 { _ => (spawn delay(1, 1)).await } }", "1"],
    ["async { let mut s = 0; for i in 0..3 { let h = spawn delay(1, i); s += h.await; } s }", "3"],
    ["async { try { (spawn delay(1, 1)).await } catch e { e } }", "1"],
    ["async { async { (spawn delay(1, 1)).await } }", "1"],
  ])("allowed: %s", agrees);
});

describe("B-17: the operand of spawn is a call", () => {
  test.each([
    "spawn delay(1, 2).await",
    "spawn delay(1, 2)?",
    "spawn 5 |> delay()",
    "spawn 1 + 2",
    "spawn 1",
    "spawn { 1 }",
    "spawn if true { 1 }",
    "spawn delay",
    "spawn Some(1)",
    "spawn (delay)",
    "spawn [1]",
  ])("%s is none", async (operand) => {
    expect((await evaluate(`async { ${operand} }`)).outcome).toBe(`!! RuntimeError 1:9 ${NO_CALL}`);
  });

  test.each<Program>([
    ["async { (spawn delay(1, 2)).await }", "2"],
    ["async { let h = spawn math::abs(-5); h.await }", "5"],
    ["async { let h = spawn (|x| delay(1, x))(7); h.await }", "7"],
    ["fn f(a, b = 2, c = 3) { [a, b, c] } async { let h = spawn f(*[1], c: 9); h.await }", "[1, 2, 9]"],
    ["async { let h = spawn [3, 1].map(|x| delay(1, x)); h.await }", "[3, 1]"],
    ["async { let (tx, rx) = channel(1); let h = spawn rx.recv(); tx.send(1); h.await }", "Some(1)"],
  ])("%s", agrees);
});

describe("B-18: callee and arguments are the spawner's", () => {
  test("they are evaluated at the spawn, left to right; default values in the child", async () => {
    await agrees(
      `let log = cell([]);
       fn note(v) { log.update(|l| l.push(v)); v }
       fn f(a, b, c = note("default")) { note("child") }
       fn callee() { note("callee"); f }
       async { spawn (callee())(note("a"), note("b")); note("spawned"); }
       log.get()`,
      '["callee", "a", "b", "spawned", "default", "child"]',
    );
  });

  test.each<Program>([
    ["async { try { spawn delay(1, 1 / 0); 1 } catch e { e } }", '"division by zero"'],
    ["fn f(a) { a } async { try { spawn f(); 1 } catch e { e } }", "\"missing argument 'a'\""],
    ["async { try { let x = 5; spawn x(1); 1 } catch e { e } }", '"cannot spawn int"'],
    ["async { let x = [1]; spawn x(1) }", "!! TypeError 1:22 cannot spawn list"],
    [
      "fn f(a) { a } async { spawn f(1, 2) }",
      "!! RuntimeError 1:23 function ''f'' got 2 positional arguments but accepts 1",
    ],
  ])("errors of it can be caught there, and no task is made: %s", agrees);
});

describe("B-20: 100,000 parked tasks", { timeout: 120_000 }, () => {
  const run = async (program: string) => {
    const { outcome, clock } = await evaluate(`let n = 100000; ${program}`);
    return { outcome, elapsed: clock.elapsed };
  };

  test("end together and are all awaited", async () => {
    const program =
      "fn w(i) { sleep(5); i } async { let hs = [spawn w(i) for i in 0..n]; [h.await for h in hs].len() }";
    expect(await run(program)).toEqual({ outcome: "100000", elapsed: 5 });
  });

  test("are cancelled by one failure", async () => {
    const program = `fn w() { sleep(1000) } fn bad() { sleep(3); 1 / 0 }
      try { async { for _ in 0..n { spawn w(); } spawn bad(); } } catch e { e }`;
    expect(await run(program)).toEqual({ outcome: '"division by zero"', elapsed: 3 });
  });

  test("wait at one channel and are served", async () => {
    const program = `let (tx, rx) = channel(8); let sum = cell(0);
      fn w() { let v = rx.recv().unwrap(); sum.update(|s| s + v); }
      async { for _ in 0..n { spawn w(); } sleep(1); for _ in 0..n { tx.send(2); } }
      sum.get()`;
    expect(await run(program)).toEqual({ outcome: "200000", elapsed: 1 });
  });
});

describe("B-21: reserved words and predefined names", () => {
  test.each(["async", "spawn", "await", "select"])("%s is no name", async (word) => {
    for (const source of [`let ${word} = 1;`, `fn ${word}() { 1 }`, `let d = #{ a: 1 }; d.${word}`]) {
      if (word === "await" && source.includes("d.")) continue;
      expect((await evaluate(source)).outcome).toMatch(/^!! ParseError/);
    }
  });

  test.each<Program>([
    ["fn sleep(x) { x * 2 } sleep(4)", "8"],
    ["let channel = 5; channel", "5"],
    ["fn timeout(a, b) { [a, b] } timeout(1, 2)", "[1, 2]"],
  ])("predefined names may be shadowed: %s", agrees);

  test("a sleep of the host goes before the predefined one", async () => {
    const host = await evaluate("1");
    host.engine.registerAsyncFn("sleep", async (_, ms) => `slept ${ms}`);
    expect(await outcomeOn(host, "async { let h = spawn sleep(5); h.await }")).toBe('"slept 5"');
  });
});
