/** Cancelling from outside and from inside (embedding 2.4, D13). */
import { getEventListeners } from "node:events";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { VirtualClock } from "../../runtime/testing.ts";
import { Engine, IonCancelled, type IonFunction } from "../../src/index.ts";

interface SetUp {
  readonly engine: Engine;
  readonly clock: VirtualClock;
  readonly log: string[];
}

/** `hang(name)` never settles and logs how its signal was aborted; `note(text)` logs. */
function setUp(): SetUp {
  const clock = new VirtualClock();
  const log: string[] = [];
  const engine = new Engine({ clock }).registerFn("note", (text: string) => void log.push(text));
  engine.registerAsyncFn("hang", ({ signal }, name: string) => {
    signal.addEventListener("abort", () => log.push(`${name}: ${describeReason(signal.reason)}`));
    return new Promise(() => {});
  });
  return { engine, clock, log };
}

function describeReason(reason: unknown): string {
  return reason instanceof IonCancelled ? `${reason.name} by ${reason.cancelledBy}` : String(reason);
}

describe("an aborted signal", () => {
  test("D13: the promise rejects with signal.reason itself, an AbortError unless the caller chose another", async () => {
    const { engine } = setUp();
    for (const reason of [new Error("left"), "text", { code: 1 }, undefined]) {
      const controller = new AbortController();
      const promise = engine.evalAsync('hang("a")', { signal: controller.signal });
      controller.abort(reason);
      const seen = await promise.catch((thrown: unknown) => thrown);
      expect(seen).toBe(controller.signal.reason);
      if (reason === undefined) expect(seen).toMatchObject({ name: "AbortError" });
    }
  });

  test("aborted before: rejects with its reason and runs nothing", async () => {
    const { engine, log } = setUp();
    await expect(engine.evalAsync('note("ran")', { signal: AbortSignal.abort("gone") })).rejects.toBe("gone");
    await expect(engine.callAsync("note", ["ran"], { signal: AbortSignal.abort("gone") })).rejects.toBe("gone");
    await expect(engine.handle().callAsync("note", ["ran"], { signal: AbortSignal.abort("gone") })).rejects.toBe(
      "gone",
    );
    expect(log).toEqual([]);
  });

  test("everything happens inside abort(), children before parents, before the promise rejects", async () => {
    const { engine, log } = setUp();
    const controller = new AbortController();
    const promise = engine.evalAsync('async { spawn hang("child 1"); spawn hang("child 2"); hang("parent") }', {
      signal: controller.signal,
    });
    promise.catch(() => log.push("rejected"));
    controller.abort("why");
    log.push("abort() is over");
    await promise.catch(() => undefined);
    expect(log).toEqual(["child 1: why", "child 2: why", "parent: why", "abort() is over", "rejected"]);
  });

  test("no catch of Ion sees it, and nothing runs afterwards", async () => {
    const { engine, log, clock } = setUp();
    const controller = new AbortController();
    const source = 'try { sleep(10); note("slept") } catch e { note("caught") } note("after")';
    const promise = engine.evalAsync(source, { signal: controller.signal });
    controller.abort("why");
    await expect(promise).rejects.toBe("why");
    await clock.sleep(100);
    expect(log).toEqual([]);
  });

  test("abort in the middle of a synchronous host function ends the evaluation at its next suspension", async () => {
    const { engine, log } = setUp();
    const controller = new AbortController();
    engine.registerFn("leave", () => controller.abort("self"));
    const promise = engine.evalAsync('leave(); note("still running"); hang("x"); note("never")', {
      signal: controller.signal,
    });
    await expect(promise).rejects.toBe("self");
    expect(log).toEqual(["still running"]);
  });

  test.each<[string, (engine: Engine, controller: AbortController) => void, object]>([
    ["2.4: an abort", (_engine, controller) => controller.abort(new Error("left")), { message: "left" }],
    ["2.4: dispose", (engine) => engine.dispose(), { code: "ion.cancelled", cancelledBy: "dispose" }],
  ])(
    "%s decides what the promise answers, also when the program ends without another wait",
    async (_what, act, reason) => {
      for (const rest of ["2", "1 / 0", "let kept = 1;"]) {
        const { engine } = setUp();
        const controller = new AbortController();
        engine.registerFn("act", () => act(engine, controller));
        const promise = engine.evalAsync(`sleep(1); act(); ${rest}`, { signal: controller.signal });
        await expect(promise).rejects.toMatchObject(reason);
      }
    },
  );

  test("an asynchronous host function whose task is cancelled already is not entered", async () => {
    const { engine, log } = setUp();
    const controller = new AbortController();
    engine.registerFn("leave", () => controller.abort());
    engine.registerAsyncFn("enter", async () => void log.push("entered"));
    const promise = engine.evalAsync("leave(); enter()", { signal: controller.signal });
    await expect(promise).rejects.toMatchObject({ name: "AbortError" });
    expect(log).toEqual([]);
  });

  test("the engine and the definitions made so far stay usable", async () => {
    const { engine } = setUp();
    const controller = new AbortController();
    const source = 'let kept = 1; fn f() { kept + 1 } hang("x"); let lost = 2;';
    const promise = engine.evalAsync(source, { signal: controller.signal });
    controller.abort();
    await expect(promise).rejects.toThrow();
    expect([await engine.evalAsync("f()"), engine.has("lost"), engine.eval("len([1])")]).toEqual([2, false, 1]);
  });

  test("one signal may cancel several evaluations, and only those", async () => {
    const { engine, log } = setUp();
    const controller = new AbortController();
    const { signal } = controller;
    const cancelled = [1, 2].map((n) => engine.evalAsync(`hang("${n}")`, { signal }));
    const other = engine.evalAsync("sleep(5); 3");
    controller.abort("both");
    for (const promise of cancelled) await expect(promise).rejects.toBe("both");
    expect([await other, log]).toEqual([3, ["1: both", "2: both"]]);
  });
});

describe("host promises that ignore their signal", () => {
  const unhandled: unknown[] = [];
  const collect = (reason: unknown): void => void unhandled.push(reason);
  beforeEach(() => void process.on("unhandledRejection", collect));
  afterEach(() => void process.off("unhandledRejection", collect));

  test("are not waited for; a late result is dropped and a late rejection swallowed", async () => {
    const { engine, log } = setUp();
    const settle: ((how: "resolve" | "reject") => void)[] = [];
    engine.registerAsyncFn("stubborn", () => {
      return new Promise((resolve, reject) => {
        settle.push((how) => (how === "resolve" ? resolve(1) : reject(new Error("late"))));
      });
    });
    for (const how of ["resolve", "reject"] as const) {
      const controller = new AbortController();
      const promise = engine.evalAsync('note(str(stubborn())); note("after")', { signal: controller.signal });
      controller.abort("why");
      await expect(promise).rejects.toBe("why");
      settle.shift()!(how);
    }
    await new Promise(setImmediate);
    await new Promise(setImmediate);
    expect([log, unhandled]).toEqual([[], []]);
  });
});

describe("a task that dies inside a running evaluation: ctx.signal.reason is an IonCancelled", () => {
  test.each([
    ["select", 'async { select { a = sleep(1) => 0, b = hang("x") => 1, } }'],
    ["timeout", 'timeout(5, || hang("x"))'],
    ["nursery", 'fn fail() { sleep(1); 1 / 0 } try { async { spawn hang("x"); spawn fail(); } } catch e { e }'],
    ["handle", 'async { let h = spawn hang("x"); sleep(1); h.cancel(); 0 }'],
  ])("cancelledBy %s", async (cause, source) => {
    const { engine, log } = setUp();
    await engine.evalAsync(source);
    expect(log).toEqual([`x: AbortError by ${cause}`]);
  });

  test("cancelledBy dispose, and the promise rejects with the same kind of error", async () => {
    const { engine, log } = setUp();
    const promise = engine.evalAsync('hang("x")');
    engine.dispose();
    await expect(promise).rejects.toMatchObject({ name: "AbortError", code: "ion.cancelled", cancelledBy: "dispose" });
    expect(log).toEqual(["x: AbortError by dispose"]);
  });

  test("a descendant has its ancestor's cause", async () => {
    const { engine, log } = setUp();
    await engine.evalAsync('fn inner() { async { spawn hang("deep"); hang("flat") } } timeout(5, || inner())');
    expect(log).toEqual(["deep: AbortError by timeout", "flat: AbortError by timeout"]);
  });

  test("with an outer signal the reason is the caller's, everywhere", async () => {
    const { engine, log } = setUp();
    const controller = new AbortController();
    const promise = engine.evalAsync('timeout(1000, || hang("x"))', { signal: controller.signal });
    await new Promise(setImmediate);
    controller.abort("outer");
    await expect(promise).rejects.toBe("outer");
    expect(log).toEqual(["x: outer"]);
  });

  test("the signal works with what the platform offers", async () => {
    const { engine } = setUp();
    let aborted = 0;
    engine.registerAsyncFn("fetch_like", async ({ signal }) => {
      await new Promise((_resolve, reject) => {
        AbortSignal.any([signal]).addEventListener("abort", () => {
          aborted++;
          reject(signal.reason);
        });
      });
    });
    expect(await engine.evalAsync("timeout(5, || fetch_like())")).toBeNull();
    expect(aborted).toBe(1);
  });
});

describe("listeners on the caller's signal", () => {
  test.each<[string, (engine: Engine, signal: AbortSignal) => Promise<unknown>]>([
    ["a value", (engine, signal) => engine.evalAsync("sleep(1)", { signal })],
    ["an error", (engine, signal) => engine.evalAsync("sleep(1); 1 / 0", { signal })],
    ["a syntax error", (engine, signal) => engine.evalAsync("let = ", { signal })],
    ["a value without waiting", (engine, signal) => engine.evalAsync("1", { signal })],
    ["a call", (engine, signal) => engine.callAsync("sleep", [1], { signal })],
    ["a handle's call", (engine, signal) => engine.handle().callAsync("sleep", [1], { signal })],
    ["a function", (engine, signal) => (engine.eval("|| sleep(1)") as IonFunction).invoke([], { signal })],
    ["misuse", (engine, signal) => engine.evalAsync("1", { signal, as: {} as never })],
  ])("are gone after %s", async (_what, run) => {
    const { engine } = setUp();
    const { signal } = new AbortController();
    await run(engine, signal).catch(() => undefined);
    expect(getEventListeners(signal, "abort")).toHaveLength(0);
  });

  test("are gone after dispose and after abort", async () => {
    const { engine } = setUp();
    const controller = new AbortController();
    const promise = engine.evalAsync('hang("x")', { signal: controller.signal });
    expect(getEventListeners(controller.signal, "abort")).toHaveLength(1);
    engine.dispose();
    await promise.catch(() => undefined);
    expect(getEventListeners(controller.signal, "abort")).toHaveLength(0);
  });
});
