/** Static misuse of jumps, `spawn` and `select` (language 4.7, concurrency B-15, B-17, S-2, S-3), and where it is reported. */
import { describe, expect, test } from "vitest";
import { check } from "../../src/compiler.ts";
import { Engine } from "../../src/index.ts";

const OUTSIDE_ASYNC = "spawn is only allowed inside async {}";
const NO_CALL = "spawn currently requires a function call in the bytecode VM";

/** The reports of a program as `LINE:COLUMN-COLUMN message`. */
function reports(source: string): string[] {
  return check(source).map(
    ({ kind, line, column, endColumn, message }) => `${kind} ${line}:${column}-${endColumn} ${message}`,
  );
}

describe("4.7: a jump needs a loop of the same function around it", () => {
  test.each([
    ["break;", "1:1-6 break outside of loop"],
    ["continue;", "1:1-9 continue outside of loop"],
    ["fn f() { break; }", "1:10-15 break outside of loop"],
    ["loop { let f = || { break; }; }", "1:21-26 break outside of loop"],
    ["for x in [1] { fn f() { continue; } }", "1:25-33 continue outside of loop"],
    ["[{ break; 1 } for x in [1]]", "1:4-9 break outside of loop"],
    ["while { break; true } { }", "1:9-14 break outside of loop"],
    ["for x in { continue; [1] } { }", "1:12-20 continue outside of loop"],
    ["'a: loop { break 'b; }", "1:12-17 break with unknown label 'b"],
    ["'a: loop { continue 'b; }", "1:12-20 continue with unknown label 'b"],
    ["'a: loop { || { break 'a; }; break; }", "1:17-22 break with unknown label 'a"],
    ["'a: loop { break; } 'b: loop { break 'a; }", "1:32-37 break with unknown label 'a"],
  ])("%s", (source, report) => {
    expect(reports(source)).toEqual([`runtime ${report}`]);
  });

  test.each([
    "loop { break; }",
    "for x in [1] { if x == 1 { continue; } }",
    "while true { match 1 { _ => { break; } } }",
    "while let Some(x) = None { try { break; } catch e { continue; } }",
    "'a: loop { loop { break 'a; } }",
    "'a: loop { 'a: loop { break 'a; } break; }",
    "loop { let x = [{ break; 1 } for y in [1]]; }",
    "loop { async { break; }; }",
  ])("%s is right", (source) => {
    expect(reports(source)).toEqual([]);
  });
});

describe("B-15: `spawn` stands lexically inside `async` of the same function", () => {
  test.each([
    ["spawn f();", "1:1-6"],
    ["async { let f = |x| spawn g(x); }", "1:21-26"],
    ["fn f(x) { spawn g(x) } async { f(1).await }", "1:11-16"],
    ["async { fn f() { spawn g(); } }", "1:18-23"],
    ["async { 1 }; spawn g();", "1:14-19"],
  ])("%s", (source, span) => {
    expect(reports(source)).toEqual([`runtime ${span} ${OUTSIDE_ASYNC}`]);
  });

  test.each([
    "async { if true { spawn f(); } }",
    "async { for x in [1] { match x { _ => { try { spawn f(x); } catch e { } } } } }",
    "async { [spawn f(x) for x in [1]] }",
    "async { async { spawn f(); } }",
    "async { select { x = f() => { spawn f(); } } }",
  ])("%s is right", (source) => {
    expect(reports(source)).toEqual([]);
  });
});

describe("B-17: what is spawned is a call", () => {
  test.each(["1", "1 + 2", "f", "{ f() }", "if true { f() }", "Some(f())", "f(x).await", "f(x)?", "a |> f()", "[f()]"])(
    "spawn %s is refused",
    (operand) => {
      expect(reports(`async { spawn ${operand}; }`)).toEqual([`runtime 1:9-14 ${NO_CALL}`]);
    },
  );

  test.each(["f(x)", "(|x| x)(7)", "math::abs(-5)", "f(*a, k: 1, **d)", "obj.m(1)", "f()()"])(
    "spawn %s is right",
    (operand) => {
      expect(reports(`async { spawn ${operand}; }`)).toEqual([]);
    },
  );
});

describe("S-2, S-3: `select` stands inside `async`, has a branch, and its operands are calls", () => {
  test.each([
    ["select { x = f() => x }", `1:1-7 ${OUTSIDE_ASYNC}`],
    ["async { || select { x = f() => x }; }", `1:12-18 ${OUTSIDE_ASYNC}`],
    ["async { select { } }", "1:9-15 select requires at least one branch"],
    ["async { select { x = 1 => x } }", `1:9-15 ${NO_CALL}`],
    ["async { select { x = spawn 1 => x } }", `1:9-15 ${NO_CALL}`],
    ["async { select { x = f() => x, y = f => y } }", `1:9-15 ${NO_CALL}`],
  ])("%s", (source, report) => {
    expect(reports(source)).toEqual([`runtime ${report}`]);
  });

  test.each(["x = f() => x", "x = spawn f() => x", "x = rx.recv() => x", "x = f() => x, _ = sleep(1) => 2"])(
    "select { %s } is right",
    (branches) => {
      expect(reports(`async { select { ${branches} } }`)).toEqual([]);
    },
  );
});

describe("4.7: static errors", () => {
  test("are reported in the order of the source", () => {
    expect(reports("continue;\nspawn f();\nbreak;").map((report) => report.split(" ")[1])).toEqual([
      "1:1-9",
      "2:1-6",
      "3:1-6",
    ]);
  });

  test("keep the whole program from running", () => {
    const engine = new Engine();
    expect(() => engine.eval("let x = 1; fn f() { break; }")).toThrow("break outside of loop");
    expect(() => engine.eval("x")).toThrow("undefined variable: x");
  });

  test("cannot be caught", () => {
    expect(() => new Engine().eval("try { break; } catch e { e }")).toThrow("break outside of loop");
  });
});
