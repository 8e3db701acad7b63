/**
 * The acceptance programs of concurrency.md, chapter 13: from source and precompiled, under the virtual clock and
 * under the real one over faked host timers.
 */
import { afterEach, describe, expect, test } from "vitest";
import { renderOutcome } from "../kit/examples.ts";
import { outcomeOf, outcomeOfAsync } from "../kit/outcome.ts";
import { useTempDir } from "../kit/temp-dir.ts";
import { type Bench, waysToRun } from "./kit/ways-to-run.ts";

interface AcceptanceProgram {
  readonly name: string;
  readonly source: string;
  readonly outcome: string;
  readonly elapsedMs?: number;
  readonly aborted?: number;
}

const PROGRAMS: readonly AcceptanceProgram[] = [
  {
    name: "1 fan-in",
    source: 'async { let p = spawn http_get("/profile"); let o = spawn http_get("/orders"); [p.await, o.await] }',
    outcome: '["GET /profile -> 200 OK", "GET /orders -> 200 OK"]',
    elapsedMs: 10,
  },
  {
    name: "2 uncoloured call in a function",
    source: 'fn load(id) { http_get(f"/users/{id}").len() } load(7)',
    outcome: "22",
    elapsedMs: 10,
  },
  {
    name: "3 producer and consumer",
    source: `
      fn feed(tx) { tx.send(http_get("/a")); tx.send(http_get("/b")); tx.close(); }
      async {
          let (tx, rx) = channel(32);
          spawn feed(tx);
          let mut out = [];
          let mut next = rx.recv();
          while next != None { out = out.push(next.unwrap()); next = rx.recv(); }
          out
      }`,
    outcome: '["GET /a -> 200 OK", "GET /b -> 200 OK"]',
    elapsedMs: 20,
  },
  {
    name: "4 race: the host call wins against a long sleep",
    source: 'async { select { body = spawn http_get("/slow") => Some(body), _ = spawn sleep(250) => None, } }',
    outcome: 'Some("GET /slow -> 200 OK")',
    elapsedMs: 10,
    aborted: 0,
  },
  {
    name: "4 race: the losing host call is aborted",
    source: 'async { select { body = spawn http_get("/slow") => Some(body), _ = spawn sleep(5) => None, } }',
    outcome: "None",
    elapsedMs: 5,
    aborted: 1,
  },
  {
    name: "5 timeout that is long enough",
    source: 'timeout(250, || http_get("/slow"))',
    outcome: 'Some("GET /slow -> 200 OK")',
    elapsedMs: 10,
  },
  {
    name: "5 timeout that is not",
    source: 'timeout(5, || http_get("/slow"))',
    outcome: "None",
    elapsedMs: 5,
    aborted: 1,
  },
  {
    name: "5 timeout and an error",
    source: 'try { timeout(50, || fail_after(1, "boom")) } catch e { f"c {e}" }',
    outcome: '"c boom"',
    elapsedMs: 1,
  },
  {
    name: "6 back-pressure",
    source: `
      fn produce(tx, ms, name) { sleep(ms); tx.send(name); }
      async {
          let (tx, rx) = channel(3);
          spawn produce(tx, 30, "a");
          spawn produce(tx, 10, "b");
          spawn produce(tx, 20, "c");
          [rx.recv(), rx.recv(), rx.recv()]
      }`,
    outcome: '[Some("b"), Some("c"), Some("a")]',
    elapsedMs: 30,
  },
  {
    name: "7 callback",
    source: 'fn on_event(v) { delay(5, v) + 1 } call_back("on_event", 41)',
    outcome: "42",
    elapsedMs: 5,
  },
  {
    name: "7 two callbacks overlap",
    source: `
      fn nap(ms) { sleep(ms); ms }
      async { let a = spawn call_back("nap", 20); let b = spawn call_back("nap", 5); [a.await, b.await] }`,
    outcome: "[20, 5]",
    elapsedMs: 20,
  },
  {
    name: "8 spawn at top level",
    source: "spawn delay(1, 2)",
    outcome: "!! RuntimeError 1:1 spawn is only allowed inside async {}",
    elapsedMs: 0,
  },
  {
    name: "10 a failing child cancels its siblings at once",
    source: "fn bad() { delay(5, 0); 1 / 0 } async { let b = spawn delay(1000, 1); spawn bad(); b.await }",
    outcome: "!! RuntimeError 1:25 division by zero",
    elapsedMs: 5,
    aborted: 1,
  },
  {
    name: "11 a child of a child",
    source: `
      fn produce(tx) { sleep(1); tx.send(42) }
      fn child() { async { let (tx, rx) = channel(1); spawn produce(tx); rx.recv() } }
      async { (spawn child()).await }`,
    outcome: "Some(42)",
    elapsedMs: 1,
  },
];

describe.each(waysToRun(useTempDir()))("concurrency 13, $title", (way) => {
  let bench: Bench;
  const createBench = (): Bench => {
    bench = way.createBench();
    return bench;
  };
  afterEach(() => bench.close());

  test.each(PROGRAMS)("$name", async ({ source, outcome, elapsedMs = 0, aborted = 0 }) => {
    const { calls, drive, elapsed, load } = createBench();
    const running = outcomeOfAsync(async () => (await load(source))());
    expect(renderOutcome(await drive(running))).toBe(outcome);
    expect(calls.aborted).toBe(aborted);
    expect(elapsed()).toBe(elapsedMs);
  });

  test("8 nothing of a program with a spawn at top level has run", async () => {
    const { calls, drive, load } = createBench();
    await drive(outcomeOfAsync(async () => (await load("delay(1, 1); spawn delay(1, 2)"))()));
    expect(calls.started).toBe(0);
  });

  test("9 a host call under the synchronous evaluator is refused and not entered", () => {
    const { calls, runSync } = createBench();
    expect(renderOutcome(outcomeOf(() => runSync('http_get("/x")')))).toBe(
      "!! RuntimeError 1:1 async host function 'http_get' cannot be called by the synchronous evaluator; use evalAsync",
    );
    expect(calls.started).toBe(0);
  });

  test("12 an aborted evaluation cancels its host calls and leaves the engine usable", async () => {
    const { after, calls, drive, elapsed, engine, load } = createBench();
    const controller = new AbortController();
    const reason = new Error("dropped");
    engine.eval("let kept = 5;");
    const start = await load("async { let x = spawn delay(100, 1); let y = spawn delay(100, 1); x.await; y.await }");
    const running = start(controller.signal);
    void after(5).then(() => controller.abort(reason));
    await expect(drive(running)).rejects.toBe(reason);
    expect(calls).toEqual({ started: 2, aborted: 2 });
    expect(elapsed()).toBe(5);
    expect(engine.eval("1 + 1")).toBe(2);
    expect(engine.get("kept")).toBe(5);
  });
});
