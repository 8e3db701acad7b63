/** `execution timed out` (embedding 2.3, 2.8): the error says where the program was, whatever kept it busy. */
import { describe, expect, test } from "vitest";
import { VirtualClock } from "../../runtime/testing.ts";
import { Engine, IonError } from "../../src/index.ts";

/** `line:column` of the error and of its frames. */
async function placesOf(source: string, isAsync: boolean): Promise<string[]> {
  const engine = new Engine({ limits: { timeoutMs: 3 } });
  const options = { filename: "busy.ion" };
  try {
    if (isAsync) await engine.evalAsync(source, options);
    else engine.eval(source, options);
  } catch (error) {
    if (!IonError.isIonError(error)) throw error;
    const { kind, message, sourceName, line, column, frames } = error;
    expect([kind, message, sourceName]).toEqual(["runtime", "execution timed out", "busy.ion"]);
    expect(frames[0]).toMatchObject({ line, column });
    return frames.map((frame) => `${frame.name} ${frame.line}:${frame.column}`);
  }
  throw new Error("no error");
}

describe.each([
  ["eval", false],
  ["evalAsync", true],
])("%s", (_name, isAsync) => {
  test.each([
    ["an endless loop", "let x = 1;\nloop {}", ["<main> 2:1"]],
    ["while", "let mut i = 0;\n  while true { i += 1; }", ["<main> 2:3"]],
    ["while let", "let x = Some(1);\nwhile let Some(y) = x {}", ["<main> 2:1"]],
    ["for over a range", "let mut s = 0;\nfor i in 0..10000000000 { s = i; }", ["<main> 2:1"]],
    ["a loop in a function", "fn spin() {\n  loop {}\n}\nspin();\n1", ["spin 2:3", "<main> 4:1"]],
    ["a loop that waits", "fn f(g) {\n  loop { g(1); }\n}\nf(|x| x);\n1", ["f 2:3", "<main> 4:1"]],
    ["a loop that calls", "fn one() { 1 }\nfn f() { loop { one(); } }\n1 + f()", ["f 2:10", "<main> 3:5"]],
    ["a tail recursion", "fn down(n) { down(n) }\n1 + down(1)", ["down 1:1", "<main> 2:5"]],
    ["a lambda", "let f = |x| {\n  loop {}\n};\n1 + f(1)", ["<lambda> 2:3", "<main> 4:5"]],
    ["tail calls, which leave no frame", "fn a(n) { b(n) }\nfn b(n) { a(n) }\n1 + a(1)", ["<main> 3:5"]],
    ["inside try", "try {\n  loop {}\n} catch e { e }", ["<main> 2:3"]],
  ])("%s", async (_what, source, places) => {
    expect(await placesOf(source, isAsync)).toEqual(places);
  });

  test.each([
    ["recursion that branches", "fn fib(n) { if n < 2 { n } else { fib(n - 1) + fib(n - 2) } }\nfib(60)", /^fib 1:/],
    ["a method that calls back", "1;\nlet ys = range(3000000).map(|x| x + 1);\n1", /^<(main|lambda)> /],
    ["a method that sorts", "loop { [3, 1, 2].sort_by(|a, b| a - b); }", /^<(main|lambda)> 1:/],
  ])("%s", async (_what, source, first) => {
    const [innermost] = await placesOf(source, isAsync);
    expect(innermost).toMatch(first);
  });
});

test.each([
  ["by real time", undefined],
  ["by virtual time", new VirtualClock()],
])("a program within the limit runs to its end, however many slices it takes: %s", async (_what, clock) => {
  const engine = new Engine({ limits: { timeoutMs: 60_000 }, ...(clock && { clock }) });
  const source = "let mut n = 0; while n < 100000 { n += 1; } n";
  expect(engine.eval(source)).toBe(100_000);
  expect(await engine.evalAsync(`sleep(1); ${source}`)).toBe(100_000);
});

test("the excerpt shows the loop", () => {
  const engine = new Engine({ limits: { timeoutMs: 3 } });
  const run = (): unknown => engine.eval("let a = 1;\nloop { a; }", { filename: "busy.ion" });
  expect(run).toThrow(
    expect.toSatisfy((error: IonError) =>
      error
        .format({ color: false })
        .startsWith("error[runtime]: execution timed out\n  --> busy.ion:2:1\n   |\n 2 | loop { a; }\n   | ^"),
    ),
  );
});
