/**
 * The inline examples of fixtures/spec/concurrency.md (`program` ⇒ `value`) under `evalAsync` with the virtual clock.
 * Some lean on a function that the text around them describes, and some are notation: two tables say which, and a row
 * that matches nothing fails.
 */
import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { renderOutcome } from "../kit/examples.ts";
import { createTestHost } from "../kit/hosts.ts";
import { outcomeOfAsync } from "../kit/outcome.ts";

/** Program text → what the surrounding sentence defines. */
const PRELUDES: Readonly<Record<string, string>> = {
  "c.get() + delay(1, bump(c))": "let c = cell(1); fn bump(c) { c.set(10); 5 }",
  "fn f() { async { spawn w(); return 9; }; 5 } f()": "fn w() { sleep(3); }",
  "async { let a = spawn e(); a.await? }": 'fn e() { Err("x") }',
  "fib(7)":
    "fn fib(n) { if n < 2 { delay(0, n) } else { async { let a = spawn fib(n - 1); let b = spawn fib(n - 2); a.await + b.await } } }",
  "timeout(5, || { try { sleep(50); 1 } catch e { log.update(|l| l.push(e)); 2 } })": "let log = cell([]);",
  "async { let (tx, rx) = channel(1); let a = select { v = take(rx) => v, _ = sleep(5) => 0 }; tx.send(9); [a, rx.recv()] }":
    "fn take(rx) { rx.recv() }",
  'try { select { a = fail_after(2, "e1") => a, b = delay(9, 2) => b } } catch e { e }': "async { REST }",
  "[rx.recv(), rx.recv(), rx.recv()]":
    "async { let (tx, rx) = channel(1); tx.send(1); spawn tx.send(2); sleep(1); tx.close(); REST }",
};

const LEGACY = "an example of the legacy backend (chapter 9)";

/** Text before `⇒` → why it is not a program to run here. */
const NOT_RUN: Readonly<Record<string, string>> = {
  "timeout(0, || ready_fn())": "the value is written Some(…); tested with the scheduler",
  "timeout(5, || { let mut i = 0; while i < 1000000000 { i += 1; } i })": "needs a clock that runs while code computes",
  "timeout(5, || { let mut i = 0; while i < 10000000000 { i = i + 1; } i })":
    "needs a clock that runs while code computes",
  "async 5": "the error is given without a position; fixtures/conformance has the case",
  'async { let a = spawn fail_after(5, "A"); let b = spawn fail_after(2, "B"); [a.await, b.await] }':
    "the error is given by its text alone; tested below",
  "h.cancel()": "notation for a method",
  "type_of(h)": "notation for a method",
  "to_string()": "notation for a method",
  "tx.send(v)": "notation for a method",
  "rx.recv()": "notation for a method",
  "rx.try_recv()": "notation for a method",
  "tx.close()": "notation for a method",
  "rx.close()": "notation for a method",
  type_of: "notation for a method",
  'fn g() { 1 / 0 } sleep(0); try { g() } catch e { f"c {e}" }': "a wrong result of the reference",
  "async { let t = spawn 1 + 2; t.await }": LEGACY,
  "async { let h = spawn { sleep(10); 1 }; sleep(50); h.await }": LEGACY,
  "async { let t = spawn 42; let _v = t.await; t.cancel(); t.is_cancelled() }": LEGACY,
  "sleep(5)": "part of acceptance program 4",
  "recv()": "part of acceptance program 6",
  "spawn delay(1, 2)": "acceptance program 8",
  'http_get("/x")': "acceptance program 9",
  "let (tx, rx) = channel(1); rx.recv()": "acceptance of the deadlock text below",
  "fn bad() { delay(5, 0); 1 / 0 } async { let b = spawn delay(1000, 1); spawn bad(); b.await }":
    "acceptance program 10",
};

interface InlineExample {
  readonly line: number;
  readonly rule: string;
  readonly source: string;
  readonly expected: string;
}

const examples = readInlineExamples();

describe("inline examples of concurrency.md", () => {
  for (const { line, rule, source, expected } of examples) {
    if (Object.hasOwn(NOT_RUN, source)) continue;
    test(`${rule}, line ${line}: ${source}`, async () => {
      const outcome = await outcomeOfAsync(() => createTestHost().engine.evalAsync(withPrelude(source), { raw: true }));
      expect(renderOutcome(outcome)).toBe(expected);
    });
  }

  test("every row of the tables names an example", () => {
    const sources = new Set(examples.map(({ source }) => source));
    expect([...Object.keys(PRELUDES), ...Object.keys(NOT_RUN)].filter((source) => !sources.has(source))).toEqual([]);
  });
});

test("B-7: awaiting one child does not observe another", async () => {
  const { engine, clock } = createTestHost();
  const run = engine.evalAsync(
    'async { let a = spawn fail_after(5, "A"); let b = spawn fail_after(2, "B"); [a.await, b.await] }',
  );
  await expect(run).rejects.toMatchObject({ kind: "runtime", message: "B" });
  expect(clock.elapsed).toBe(2);
});

test("M-19: a deadlock names each waiting task and where it waits", async () => {
  const run = createTestHost().engine.evalAsync("let (tx, rx) = channel(1); rx.recv()");
  await expect(run).rejects.toMatchObject({
    line: 1,
    column: 28,
    message: "deadlock: all tasks are waiting: main at 1:28 waits for a channel value",
  });
});

function readInlineExamples(): InlineExample[] {
  const markdown = readFileSync(new URL("../../fixtures/spec/concurrency.md", import.meta.url), "utf8");
  const found: InlineExample[] = [];
  for (const match of markdown.matchAll(/`([^`]+)`\s*⇒\s*`([^`]+)`/g)) {
    const before = markdown.slice(0, match.index);
    const rule = [...before.matchAll(/\*\*([A-Z]-\d+)\*\*/g)].at(-1)?.[1] ?? "concurrency";
    found.push({ line: before.split("\n").length, rule, source: match[1]!, expected: match[2]! });
  }
  return found;
}

function withPrelude(source: string): string {
  const prelude = PRELUDES[source] ?? "";
  return prelude.includes("REST") ? prelude.replace("REST", source) : `${prelude} ${source}`;
}
