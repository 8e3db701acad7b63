/** L-1, L-2: under the blocking backend `eval` drives the tasks to their end, and waits block the thread. */
import { afterEach, describe, expect, test, vi } from "vitest";
import { type Clock, Engine } from "../../src/index.ts";
import { createTestHost } from "../kit/hosts.ts";
import { createLegacyHost, legacyResult } from "./kit.ts";

afterEach(() => vi.restoreAllMocks());

/** A clock without `block` that moves only by what `Atomics.wait` is asked to wait; answers those waits. */
function useWaitedClock(): { clock: Clock; waits: number[] } {
  const waits: number[] = [];
  let now = 0;
  vi.spyOn(Atomics, "wait").mockImplementation((_cells: unknown, _index, _value, milliseconds = 0) => {
    waits.push(milliseconds);
    now += milliseconds;
    return "timed-out";
  });
  return { clock: { now: () => now, setTimer: () => () => {} }, waits };
}

describe("L-1: waits block the thread", () => {
  test("with a virtual clock the time jumps", () => {
    const host = createLegacyHost();
    expect(legacyResult("sleep(3600000); 7", host)).toBe("7");
    expect(host.clock.elapsed).toBe(3_600_000);
  });

  test("with any other clock the thread waits until the next timer, and no timer of the host is set", () => {
    const { clock, waits } = useWaitedClock();
    const setTimer = vi.spyOn(clock, "setTimer");
    const engine = new Engine({ clock, concurrency: "legacy-threaded" });
    const source = "fn w(ms) { sleep(ms); ms } async { let a = spawn w(30); let b = spawn w(10); [a.await, b.await] }";
    expect(engine.eval(source)).toEqual([30, 10]);
    expect(waits).toEqual([10, 20]);
    expect(setTimer).not.toHaveBeenCalled();
  });

  test("a long wait is split, so that a clock that stands still is found out", () => {
    const { clock, waits } = useWaitedClock();
    new Engine({ clock, concurrency: "legacy-threaded" }).eval("sleep(2500)");
    expect(waits).toEqual([1000, 1000, 500]);
  });

  test("a clock that stands still is an error, not a hang", () => {
    vi.spyOn(Atomics, "wait").mockReturnValue("timed-out");
    const engine = new Engine({
      clock: { now: () => 0, setTimer: () => () => {} },
      concurrency: "legacy-threaded",
    });
    const message = "the engine's clock stands still while the thread is blocked: it needs a method block(dueMs)";
    expect(() => engine.eval("sleep(20)")).toThrow(message);
    expect(() => engine.eval("try { sleep(5000) } catch e { e }")).toThrow(message);
  });

  test("a thread that must not block is an error", () => {
    vi.spyOn(Atomics, "wait").mockImplementation(() => {
      throw new TypeError("Atomics.wait cannot be called in this context");
    });
    const engine = new Engine({ concurrency: "legacy-threaded" });
    expect(() => engine.eval("sleep(20)")).toThrow("this thread must not block; use evalAsync");
  });

  test("`call` blocks as `eval` does", () => {
    const { engine, clock } = createLegacyHost();
    engine.eval("fn nap(ms) { sleep(ms); ms * 2 }");
    expect(engine.call("nap", [21])).toBe(42);
    expect(clock.elapsed).toBe(21);
  });

  test("a deadline stops code that computes: the time runs on", () => {
    let now = 0;
    const clock: Clock = { now: () => now++, setTimer: () => () => {} };
    const engine = new Engine({ clock, concurrency: "legacy-threaded" });
    const source = "timeout(5, || { let mut i = 0; while i < 10000000000 { i = i + 1; } i })";
    expect(engine.eval(source)).toBe(null);
  });

  test("an evaluation inside a host function blocks for itself", () => {
    const host = createLegacyHost();
    host.engine.registerFn("nested", () => host.engine.eval("sleep(10); 3"));
    expect(legacyResult("sleep(5); nested()", host)).toBe("3");
    expect(host.clock.elapsed).toBe(15);
  });
});

describe("L-1, H-11: asynchronous host functions are refused", () => {
  const refusal = "async host function 'http_get' cannot be called by the synchronous evaluator; use evalAsync";

  test("at the call, and the function is not invoked", () => {
    const host = createLegacyHost();
    expect(legacyResult('let a = 1; http_get("/x")', host)).toBe(`!! RuntimeError 1:12 ${refusal}`);
    expect(host.calls.started).toBe(0);
  });

  test("catchably, in tasks too, and naming one is fine", () => {
    expect(legacyResult('let f = http_get; async { let t = spawn f("/x"); try { t.await } catch e { e } }')).toBe(
      `"${refusal}"`,
    );
  });
});

describe("L-1, M-19: nothing runnable and no timer is the deadlock error", () => {
  test.each([
    ["let (tx, rx) = channel(1); rx.recv()", "1:28", "main at 1:28 waits for a channel value"],
    [
      "fn stuck(rx) { rx.recv() } async { let (tx, rx) = channel(); let t = spawn stuck(rx); t.await }",
      "1:87",
      "main at 1:87 waits for task #1 stuck; task #1 stuck at 1:16 waits for a channel value",
    ],
    ["let (tx, rx) = channel(1); tx.send(1); sleep(5); tx.send(2)", "1:50", "main at 1:50 waits for room in a channel"],
  ])("%s", (source, position, items) => {
    const error = `!! RuntimeError ${position} deadlock: all tasks are waiting: ${items}`;
    expect(legacyResult(source)).toBe(error);
    expect(legacyResult(`try { ${source} } catch e { 0 }`)).toContain("deadlock: all tasks are waiting");
  });

  test("also with an open handle of the host, which cannot call while the thread is blocked", () => {
    const host = createLegacyHost();
    host.engine.handle();
    expect(legacyResult("let (tx, rx) = channel(1); rx.recv()", host)).toContain("deadlock");
  });

  test("and the engine goes on", () => {
    const host = createLegacyHost();
    legacyResult("let kept = 5; let (tx, rx) = channel(1); rx.recv()", host);
    expect(legacyResult("sleep(1); kept", host)).toBe("5");
  });
});

describe("L-2: with both backends the asynchronous one wins", () => {
  test.each([[["async", "legacy-threaded"] as const], [["legacy-threaded", "async"] as const]])("%j", (concurrency) => {
    const host = createTestHost({ concurrency });
    expect(legacyResult("sleep(1)", host)).toBe(
      "!! RuntimeError 1:1 async host function 'sleep' cannot be called by the synchronous evaluator; use evalAsync",
    );
    expect(legacyResult("async { let t = spawn 1 + 2; t.await }", host)).toContain("requires a function call");
    expect(legacyResult("type_of(channel(1).0)", host)).toBe('"AsyncChannelSender"');
  });

  test("the legacy backend alone may be asked for as a list", () => {
    expect(legacyResult("sleep(1); 2", createTestHost({ concurrency: ["legacy-threaded"] }))).toBe("2");
  });
});

describe("evalAsync of such an engine", () => {
  test("speaks the same dialect and waits without blocking", async () => {
    const { engine } = createLegacyHost();
    const source = 'async { let t = spawn { http_get("/x").len() + 1 }; [type_of(t), t.await] }';
    expect(await engine.evalAsync(source)).toEqual(["Task", 17]);
  });
});
