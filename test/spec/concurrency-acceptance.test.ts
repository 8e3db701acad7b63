/** The acceptance programs of concurrency.md, chapter 13, under the virtual clock. */
import { describe, expect, test } from "vitest";
import { renderOutcome } from "../kit/examples.ts";
import { createTestHost, type TestHost } from "../kit/hosts.ts";
import { outcomeOf, outcomeOfAsync } from "../kit/outcome.ts";

interface Finished extends TestHost {
  readonly outcome: string;
}

async function run(source: string): Promise<Finished> {
  const host = createTestHost();
  const outcome = await outcomeOfAsync(() => host.engine.evalAsync(source, { raw: true }));
  return { ...host, outcome: renderOutcome(outcome) };
}

describe("concurrency 13: acceptance programs", () => {
  test("13.1 fan-in", async () => {
    const { outcome, clock } = await run(
      'async { let p = spawn http_get("/profile"); let o = spawn http_get("/orders"); [p.await, o.await] }',
    );
    expect(outcome).toBe('["GET /profile -> 200 OK", "GET /orders -> 200 OK"]');
    expect(clock.elapsed).toBe(10);
  });

  test("13.2 uncoloured call in a function", async () => {
    const { outcome } = await run('fn load(id) { http_get(f"/users/{id}").len() } load(7)');
    expect(outcome).toBe("22");
  });

  test("13.3 producer and consumer", async () => {
    const { outcome, clock } = await run(`
      fn feed(tx) { tx.send(http_get("/a")); tx.send(http_get("/b")); tx.close(); }
      async {
          let (tx, rx) = channel(32);
          spawn feed(tx);
          let mut out = [];
          let mut next = rx.recv();
          while next != None { out = out.push(next.unwrap()); next = rx.recv(); }
          out
      }`);
    expect(outcome).toBe('["GET /a -> 200 OK", "GET /b -> 200 OK"]');
    expect(clock.elapsed).toBe(20);
  });

  test("13.4 race: the host call wins against a long sleep", async () => {
    const { outcome, clock } = await run(
      'async { select { body = spawn http_get("/slow") => Some(body), _ = spawn sleep(250) => None, } }',
    );
    expect(outcome).toBe('Some("GET /slow -> 200 OK")');
    expect(clock.elapsed).toBe(10);
  });

  test("13.4 race: the losing host call is aborted", async () => {
    const { outcome, clock, calls } = await run(
      'async { select { body = spawn http_get("/slow") => Some(body), _ = spawn sleep(5) => None, } }',
    );
    expect(outcome).toBe("None");
    expect(clock.elapsed).toBe(5);
    expect(calls.aborted).toBe(1);
  });

  test.each([
    ['timeout(250, || http_get("/slow"))', 'Some("GET /slow -> 200 OK")'],
    ['timeout(5, || http_get("/slow"))', "None"],
    ['try { timeout(50, || fail_after(1, "boom")) } catch e { f"c {e}" }', '"c boom"'],
  ])("13.5 timeout: %s", async (source, expected) => {
    expect((await run(source)).outcome).toBe(expected);
  });

  test("13.6 back-pressure", async () => {
    const { outcome, clock } = await run(`
      fn produce(tx, ms, name) { sleep(ms); tx.send(name); }
      async {
          let (tx, rx) = channel(3);
          spawn produce(tx, 30, "a");
          spawn produce(tx, 10, "b");
          spawn produce(tx, 20, "c");
          [rx.recv(), rx.recv(), rx.recv()]
      }`);
    expect(outcome).toBe('[Some("b"), Some("c"), Some("a")]');
    expect(clock.elapsed).toBe(30);
  });

  test("13.7 callback", async () => {
    expect((await run('fn on_event(v) { delay(5, v) + 1 } call_back("on_event", 41)')).outcome).toBe("42");
  });

  test("13.7 two callbacks overlap", async () => {
    const { outcome, clock } = await run(`
      fn nap(ms) { sleep(ms); ms }
      async { let a = spawn call_back("nap", 20); let b = spawn call_back("nap", 5); [a.await, b.await] }`);
    expect(outcome).toBe("[20, 5]");
    expect(clock.elapsed).toBe(20);
  });

  test("13.8 spawn at top level: refused before anything runs", async () => {
    const alone = await run("spawn delay(1, 2)");
    expect(alone.outcome).toBe("!! RuntimeError 1:1 spawn is only allowed inside async {}");
    const { printed } = await run('io::println("ran"); spawn delay(1, 2)');
    expect(printed()).toBe("");
  });

  test("13.9 a host call under the synchronous evaluator is refused and not entered", () => {
    const host = createTestHost();
    const outcome = outcomeOf(() => host.engine.eval('http_get("/x")', { raw: true }));
    expect(renderOutcome(outcome)).toBe(
      "!! RuntimeError 1:1 async host function 'http_get' cannot be called by the synchronous evaluator; use evalAsync",
    );
    expect(host.calls.started).toBe(0);
  });

  test("13.10 a failing child cancels its siblings at once", async () => {
    const { outcome, clock, calls } = await run(
      "fn bad() { delay(5, 0); 1 / 0 } async { let b = spawn delay(1000, 1); spawn bad(); b.await }",
    );
    expect(outcome).toBe("!! RuntimeError 1:25 division by zero");
    expect(clock.elapsed).toBe(5);
    expect(calls.aborted).toBe(1);
  });

  test("13.11 a child of a child makes progress while its parent receives", async () => {
    const { outcome } = await run(`
      fn produce(tx) { sleep(1); tx.send(42) }
      fn child() { async { let (tx, rx) = channel(1); spawn produce(tx); rx.recv() } }
      async { (spawn child()).await }`);
    expect(outcome).toBe("Some(42)");
  });

  test("13.12 an aborted evaluation cancels its host calls and leaves the engine usable", async () => {
    const { engine, clock, calls } = createTestHost();
    const controller = new AbortController();
    const reason = new Error("dropped");
    engine.eval("let kept = 5;");
    const running = engine.evalAsync(
      "async { let x = spawn delay(100, 1); let y = spawn delay(100, 1); x.await; y.await }",
      { signal: controller.signal },
    );
    const rejected = expect(running).rejects.toBe(reason);
    clock.setTimer(5, () => controller.abort(reason));
    await rejected;
    expect(calls).toEqual({ started: 2, aborted: 2 });
    expect(clock.elapsed).toBe(5);
    expect(engine.eval("1 + 1")).toBe(2);
    expect(engine.get("kept")).toBe(5);
  });
});
