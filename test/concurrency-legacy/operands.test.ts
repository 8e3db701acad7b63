/** L-3: spawn and select operands are any expressions, evaluated whole in the child over a snapshot; spawn scope is dynamic. */
import { describe, expect, test } from "vitest";
import { legacyResult } from "./kit.ts";

const LOG = "let log = cell([]); fn note(x) { log.update(|l| l.push(x)); x } ";

describe("L-3: operands may be any expression", () => {
  test.each([
    ["an operator", "async { let t = spawn 1 + 2; t.await }", "3"],
    ["a literal", "async { (spawn 42).await }", "42"],
    ["a block", "async { (spawn { let a = 2; let b = 3; a * b }).await }", "6"],
    ["if", "async { (spawn if true { 1 } else { 2 }).await }", "1"],
    ["match", "async { (spawn match 3 { 3 => 30, _ => 0 }).await }", "30"],
    ["a name", "let x = 7; async { (spawn x).await }", "7"],
    ["a constructor", "async { (spawn Some(1)).await }", "Some(1)"],
    ["a pipe", "fn double(x) { x * 2 } async { (spawn 4 |> double()).await }", "8"],
    ["a comprehension that waits", "async { (spawn [{ sleep(1); x } for x in 0..3]).await }", "[0, 1, 2]"],
    ["a method call", "async { let (tx, rx) = channel(); spawn tx.send(5); rx.recv() }", "Some(5)"],
    ["a spawn with a block of its own", "async { (spawn async { (spawn 5).await + 1 }).await }", "6"],
    ["?: the value of the task", "async { let t = spawn { Err(3)?; 1 }; t.await }", "Err(3)"],
    ["None?: the value of the task", "async { let t = spawn None?; t.await }", "None"],
    ["return: ends the task", "async { let t = spawn { return 5; 6 }; [t.await, 7] }", "[5, 7]"],
    ["return in a function that spawns", "fn f() { async { let t = spawn { return 5; }; t.await + 1 } } f()", "6"],
  ])("%s", (_name, source, expected) => {
    expect(legacyResult(source)).toBe(expected);
  });

  test("`break` does not reach out of the task", () => {
    const source = "loop { async { spawn { break; }; } }";
    expect(legacyResult(source)).toBe("!! RuntimeError 1:24 break outside of loop");
    expect(legacyResult("async { (spawn { let mut n = 0; loop { n += 1; if n == 3 { break; } } n }).await }")).toBe(
      "3",
    );
  });

  test("arguments are evaluated in the child, at its start", () => {
    const source = `${LOG} fn f(x) { x } async { let t = spawn f(note("argument")); note("spawned"); t.await; log.get() }`;
    expect(legacyResult(source)).toBe('["spawned", "argument"]');
  });

  test("errors of callee and arguments are the child's", () => {
    expect(legacyResult("fn f(a) { a } async { let t = spawn f(); try { t.await } catch e { e } }")).toBe(
      "\"missing argument 'a'\"",
    );
    expect(legacyResult("async { let t = try { spawn nope(1) } catch e { 0 }; t.await }")).toBe(
      "!! NameError 1:29 undefined variable: nope",
    );
  });

  test("a task is named after what its operand calls", () => {
    const source = "async { let (tx, rx) = channel(1); spawn rx.recv(); spawn { rx.recv() }; rx.recv() }";
    expect(legacyResult(source)).toMatch(/task #1 recv at .*; task #2 <lambda> at /);
  });

  test("deep left-nested operands compile", () => {
    const sum = Array.from({ length: 3000 }, () => "1").join(" + ");
    expect(legacyResult(`async { (spawn ${sum}).await }`)).toBe("3000");
  });
});

describe("L-3: variables inside an operand are an immutable snapshot", () => {
  test("an assignment after the spawn is not seen", () => {
    expect(legacyResult("async { let mut x = 1; let t = spawn { sleep(1); x }; x = 2; [t.await, x] }")).toBe("[1, 2]");
    expect(legacyResult("let mut x = 1; async { let t = spawn x + 1; x = 10; [t.await, x] }")).toBe("[2, 10]");
  });

  test("each turn of a loop takes its own", () => {
    const source =
      "async { let mut n = 0; let mut ts = []; while n < 3 { ts = ts.push(spawn n * 10); n += 1; } [t.await for t in ts] }";
    expect(legacyResult(source)).toBe("[0, 10, 20]");
  });

  test.each([
    ["a local", "async { let mut x = 1; (spawn { x = 2; x }).await }", "1:33"],
    ["a top-level variable", "let mut x = 1; async { (spawn { x = 2; x }).await }", "1:33"],
    ["by a compound assignment", "async { let mut x = 1; (spawn { x += 2; x }).await }", "1:33"],
    ["by index", "async { let mut x = [1]; (spawn { x[0] = 2; x }).await }", "1:35"],
    ["in a select branch", "let mut x = 1; select { v = { x = 2; x } => v }", "1:31"],
    ["in a block inside the operand", "async { let mut x = 1; (spawn { if true { x = 2; } x }).await }", "1:43"],
  ])("it cannot be assigned to: %s", (_name, source, position) => {
    expect(legacyResult(source)).toBe(`!! RuntimeError ${position} cannot assign to immutable variable 'x'`);
  });

  test("the task's own variables are its own", () => {
    expect(legacyResult("let mut x = 1; async { [(spawn { let mut x = 5; x += 1; x }).await, x] }")).toBe("[6, 1]");
  });

  test("the select's body still assigns: it runs in the selecting task", () => {
    expect(legacyResult("let mut x = 1; select { v = 5 => { x = v; } } x")).toBe("5");
  });

  test("cells and channels are shared", () => {
    expect(legacyResult("let c = cell(1); async { spawn { c.set(9); }; } c.get()")).toBe("9");
  });

  test("host functions and output work in children", () => {
    const source = 'async { let t = spawn { io::println("in the child"); host_add(1, 2) }; t.await }';
    expect(legacyResult(source)).toBe("3");
  });
});

describe("L-3: spawn belongs to the innermost open `async {}` of the task", () => {
  const OUTSIDE = "spawn is only allowed inside async {}";

  test.each([
    ["a function", "fn start(n) { spawn n * 2 } async { start(4).await }", "8"],
    ["a lambda", "async { let f = |x| spawn x + 1; f(1).await }", "2"],
    ["a callback of the library", "async { [1, 2].map(|x| spawn x * x).map(|t| t.await) }", "[1, 4]"],
  ])("%s called inside a block spawns", (_name, source, expected) => {
    expect(legacyResult(source)).toBe(expected);
  });

  test("its children are joined by that block", () => {
    const source = `${LOG} fn start() { spawn { sleep(5); note("child") }; note("started"); } async { start(); } note("after"); log.get()`;
    expect(legacyResult(source)).toBe('["started", "child", "after"]');
  });

  test("the innermost one", () => {
    const source = `${LOG} fn start(x) { spawn { sleep(5); note(x) }; } async { start("outer"); async { start("inner"); } note("left"); } log.get()`;
    expect(legacyResult(source)).toBe('["outer", "inner", "left"]');
    const nested = `${LOG} fn start(x, ms) { spawn { sleep(ms); note(x) }; } async { start("outer", 9); async { start("inner", 5); } note("left"); } log.get()`;
    expect(legacyResult(nested)).toBe('["inner", "left", "outer"]');
  });

  test.each([
    ["at top level", "spawn 42", "1:1"],
    ["in a function that is called outside", "fn f() { spawn 1 } f()", "1:10"],
    ["in a spawned task", "async { let t = spawn { spawn 1 }; t.await }", "1:25"],
    ["in the callback of a timeout", "async { timeout(5, || spawn 1) }", "1:23"],
    ["after the block", "async { 1 }; spawn 2", "1:14"],
  ])("%s it is a RuntimeError", (_name, source, position) => {
    expect(legacyResult(source)).toBe(`!! RuntimeError ${position} ${OUTSIDE}`);
  });

  test("at run time: what stands before it has run, and it can be caught", () => {
    expect(legacyResult(`${LOG} note(1); let r = try { spawn note(2) } catch e { e }; [r, log.get()]`)).toBe(
      `["${OUTSIDE}", [1]]`,
    );
    expect(legacyResult("if false { spawn 1; } 5")).toBe("5");
  });
});

describe("L-3: select", () => {
  test.each([
    ["works outside `async {}`", "select { v = { sleep(5); 2 } => v, w = { sleep(1); 3 } => w * 10 }", "30"],
    [
      "takes any expression",
      "let (tx, rx) = channel(); tx.send(4); select { v = rx.recv() => v, _ = sleep(9) => 0 }",
      "Some(4)",
    ],
    ["takes `spawn e` as well as `e`", "select { v = spawn 1 + 1 => v }", "2"],
    ["in a function", "fn race() { select { v = 1 => v } } race()", "1"],
    ["of two that need not wait the first wins", "select { a = 1 => a, b = 2 => b }", "1"],
  ])("%s", (_name, source, expected) => {
    expect(legacyResult(source)).toBe(expected);
  });

  test("operands are evaluated in their branches: a loser's never starts", () => {
    const source = `${LOG} select { a = note(1) => a, b = note(2) => b }; log.get()`;
    expect(legacyResult(source)).toBe("[1]");
  });

  test("losers leave no trace", () => {
    const source =
      "let (tx, rx) = channel(1); let a = select { v = rx.recv() => v, _ = sleep(5) => 0 }; tx.send(9); [a, rx.recv()]";
    expect(legacyResult(source)).toBe("[0, Some(9)]");
  });

  test("without a branch: RuntimeError when it runs", () => {
    expect(legacyResult("let a = 1; select {}")).toBe("!! RuntimeError 1:12 select requires at least one branch");
    expect(legacyResult("if false { select {} } 5")).toBe("5");
  });
});
