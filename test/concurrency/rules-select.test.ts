/** Rules of concurrency.md, chapters 5 and 6 (`select`, `sleep`, `timeout`), on compiled Ion source. */
import { describe, expect, test } from "vitest";
import { evaluate, type Program } from "./kit/evaluate.ts";

const agrees = async (source: string, outcome: string) => expect((await evaluate(source)).outcome).toBe(outcome);
const OUTSIDE = "spawn is only allowed inside async {}";
const NO_CALL = "spawn currently requires a function call in the bytecode VM";

describe("S-1: syntax of select", () => {
  test.each<Program>([
    ["async { select { a = delay(1, 1) => a, b = delay(2, 2) => b } }", "1"],
    ["async { select { a = delay(1, 1) => a, b = delay(2, 2) => b, } }", "1"],
    ["async { select { a = delay(1, 1) => a b = delay(2, 2) => b } }", "1"],
    ["async { select { a = delay(1, 1) => { a } b = delay(2, 2) => b } }", "1"],
    ["async { select { a = delay(1, 1) => a } 5 }", "5"],
    ["async { let v = select { a = delay(1, 1) => a }; v + 1 }", "2"],
  ])("%s", agrees);

  test.each([
    "async { select { a = delay(1, 1) => a,, b = delay(2, 2) => b } }",
    "async { select { x if x = delay(1, 1) => x } }",
    "async { select { a = delay(1, 1) if a => a } }",
    "async { select a = delay(1, 1) => a }",
    "async { select { a = delay(1, 1) } }",
  ])("%s is a parse error", async (source) => {
    expect((await evaluate(source)).outcome).toMatch(/^!! ParseError/);
  });
});

describe("S-2: the operand of a branch", () => {
  test.each<Program>([
    ["async { select { a = spawn delay(1, 1) => a } }", "1"],
    ["async { select { a = (|x| delay(1, x))(3) => a } }", "3"],
    [
      "fn take(rx) { rx.recv() } async { let (tx, rx) = channel(1); tx.send(1); select { v = take(rx) => v, _ = sleep(5) => None } }",
      "Some(1)",
    ],
    ["async { let (tx, rx) = channel(1); tx.send(1); select { v = rx.recv() => v, _ = sleep(5) => None } }", "Some(1)"],
    ["async { let h = spawn delay(2, 1); fn join(h) { h.await } select { v = join(h) => v, _ = sleep(5) => 0 } }", "1"],
    ["async { select { a = 1 => a } }", `!! RuntimeError 1:9 ${NO_CALL}`],
    ["async { select { a = spawn 1 + 2 => a } }", `!! RuntimeError 1:9 ${NO_CALL}`],
    ["async { let h = spawn delay(1, 1); select { a = h.await => a } }", `!! RuntimeError 1:36 ${NO_CALL}`],
  ])("%s", agrees);
});

test.each<Program>([
  ["select { a = delay(1, 1) => a }", `!! RuntimeError 1:1 ${OUTSIDE}`],
  ["async { let f = || select { a = delay(1, 1) => a }; f() }", `!! RuntimeError 1:20 ${OUTSIDE}`],
  ["async { select {} }", "!! RuntimeError 1:9 select requires at least one branch"],
])("S-3: select stands in an async {} and has branches: %s", agrees);

test("S-3: the number of branches has no limit", async () => {
  const branches = Array.from({ length: 300 }, (_, i) => `v${i} = delay(${400 - i}, ${i}) => v${i}`);
  await agrees(`async { select { ${branches.join(", ")} } }`, "299");
});

describe("S-7: the value is matched with the pattern of its branch", () => {
  test.each<Program>([
    ["async { select { Some(x) = delay(1, Some(3)) => x } }", "3"],
    ["async { select { Ok(x) = delay(1, Ok(3)) => x } }", "3"],
    ["async { select { [a, ...b] = delay(1, [1, 2, 3]) => b } }", "[2, 3]"],
    ["async { select { (a, b) = delay(1, (1, 2)) => a + b } }", "3"],
    ["async { select { 5 = delay(1, 5) => 1 } }", "1"],
    ["async { select { _ = delay(1, 5) => 1 } }", "1"],
    [
      "async { select { Some(x) = delay(1, None) => x, y = delay(2, 2) => y } }",
      "!! RuntimeError 1:9 non-exhaustive match",
    ],
    ["async { try { select { 1 = delay(1, 2) => 0 } } catch e { e } }", '"non-exhaustive match"'],
  ])("%s", agrees);
});

describe("S-8: the body runs in the selecting task, after the losers are gone", () => {
  test.each<Program>([
    ["async { let mut r = 0; select { a = delay(1, 1) => { r = delay(1, a + 1); } } r }", "2"],
    ["async { let a = 9; select { a = delay(1, 1) => a }; a }", "9"],
    ["async { loop { select { a = delay(1, 1) => { break a; } } } }", "1"],
    ["async { let mut n = 0; while n < 3 { n += 1; select { a = delay(1, 1) => { continue; } } n = 9; } n }", "3"],
    ["fn f() { async { select { a = delay(1, 1) => { return a; } } 5 } } f()", "1"],
    ['fn f() { async { select { a = delay(1, Err("e")) => { a? } } 5 } } f()', 'Err("e")'],
    ["async { select { a = delay(1, 1) => select { b = delay(1, 2) => [a, b] } } }", "[1, 2]"],
  ])("%s", agrees);

  test("the losing host call is aborted before the body begins", async () => {
    const host = await evaluate("1");
    host.engine.registerFn("aborted", () => host.calls.aborted);
    expect(await host.engine.evalAsync("async { select { a = delay(1, 1) => aborted(), b = delay(9, 2) => b } }")).toBe(
      1,
    );
  });
});

test.each<Program>([
  ["timeout(50, || timeout(5, || delay(100, 1)))", "Some(None)"],
  ["timeout(5, || timeout(50, || delay(100, 1)))", "None"],
  ["timeout(50, || timeout(40, || delay(10, 1)))", "Some(Some(1))"],
])("Z-7: nested timeouts: %s", agrees);

test.each<Program>([
  ["type_of(sleep)", '"async_builtin_fn"'],
  ["type_of(timeout)", '"async_builtin_fn"'],
  ['f"{timeout} {sleep}"', '"<async builtin timeout> <async builtin sleep>"'],
  ["let t = timeout; t(5, || 1)", "Some(1)"],
  ["5 |> timeout(|| 3)", "Some(3)"],
  ["[1, 2].map(sleep)", "[(), ()]"],
  ["async { let h = spawn timeout(5, || 1); h.await }", "Some(1)"],
  ["async { select { a = timeout(5, || delay(50, 1)) => a, b = sleep(9) => b } }", "None"],
])("Z-8, Z-4: timeout and sleep are values: %s", agrees);
