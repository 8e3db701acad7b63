// biome-ignore-all lint/correctness/useYield: an Ion function that happens not to wait is a generator all the same.
import { describe, expect, it } from "vitest";
import { runtimeError } from "../../runtime/errors.ts";
import { callValue } from "../../runtime/machine/call.ts";
import { waiter } from "../../runtime/machine/waiter.ts";
import { Evaluation } from "../../runtime/scheduler/evaluation.ts";
import { runningTask } from "../../runtime/scheduler/task.ts";
import { VirtualClock } from "../../runtime/scheduler/virtual-clock.ts";
import { NativeFunction } from "../../runtime/values/function.ts";
import type { Value } from "../../runtime/values/value.ts";
import {
  at,
  attempt,
  block,
  type Code,
  call,
  channel,
  fn,
  Host,
  join,
  MODULE,
  method,
  options,
  prepare,
  recv,
  run,
  send,
  show,
  sleep,
  spawn,
  timeout,
} from "./kit.ts";

function world() {
  const clock = new VirtualClock();
  return { clock, host: new Host(clock) };
}

/** An evaluation that can be called back, with the host function that does it. */
function callable(clock: VirtualClock, target: Value, hasOpenHandles = false) {
  const evaluation = new Evaluation(options({ clock, hasOpenHandles: () => hasOpenHandles }));
  const callBack = new NativeFunction("call_back", true, (args) =>
    waiter().operate(() =>
      waiter().waitFor(
        evaluation.enqueueCallback(() => prepare(target, args)),
        "call_back",
      ),
    ),
  );
  return { evaluation, callBack };
}

describe("host calls", () => {
  it("H-3: calls of different tasks overlap", async () => {
    const { clock, host } = world();
    const { value, elapsed } = await run(
      fn("main", () =>
        block(function* (n) {
          const a = spawn(n, host.delay, 10, "a");
          const b = spawn(n, host.delay, 10, "b");
          return `${yield* join(a)}${yield* join(b)}`;
        }),
      ),
      { clock },
    );
    expect([value, elapsed]).toEqual(["ab", 10]);
  });

  it("B-19: a spawned host function is called when the child first runs", async () => {
    const { clock, host } = world();
    await run(
      fn("main", () =>
        block(function* (n) {
          spawn(n, host.delay, 1, 1);
          expect(host.started).toBe(0);
          yield* sleep(0);
          expect(host.started).toBe(1);
          return undefined;
        }),
      ),
      { clock },
    );
  });

  it("H-4: a rejection is an error at the call; other values than Ion errors are kept as cause", async () => {
    const { clock, host } = world();
    const thrown = new TypeError("disk full");
    const broken = host.promise("broken", () => Promise.reject(thrown));
    const load = fn("load", function* (): Code {
      yield* sleep(1);
      return yield* call(broken, [], at(4, 5));
    });
    const { text, error } = await run(
      fn("main", () => call(load, [], at(7, 9))),
      { clock },
    );
    expect(text).toBe("4:5 disk full");
    expect(error).toMatchObject({ kind: "runtime", cause: thrown });
  });

  it("H-5: handlers work across frames and suspensions", async () => {
    const { clock, host } = world();
    const deep = fn("deep", function* (): Code {
      yield* call(host.delay, [1, 1]);
      return yield* call(host.failAfter, [1, "d"]);
    });
    const mid = fn("mid", function* (): Code {
      return `${yield* call(deep)} not reached`;
    });
    const { value } = await run(
      fn("main", () =>
        attempt(
          () => call(mid),
          (e) => `c ${e}`,
        ),
      ),
      { clock },
    );
    expect(value).toBe("c d");
  });

  it("M-16: settlements of one moment share a turn", async () => {
    const { clock, host } = world();
    const log: string[] = [];
    const get = fn("get", function* (name: string): Code {
      yield* call(host.delay, [3, name]);
      log.push(name);
      yield* sleep(0);
      log.push(`${name}'`);
      return undefined;
    });
    await run(
      fn("main", () =>
        block(function* (n) {
          spawn(n, get, "a");
          spawn(n, get, "b");
          return undefined;
        }),
      ),
      { clock },
    );
    expect(log).toEqual(["a", "b", "a'", "b'"]);
  });

  it("M-15: an endless chain of host calls that resolve at once starves neither timers nor the host", async () => {
    const { clock, host } = world();
    const endless = fn("endless", function* (): Code {
      for (;;) yield* call(host.ready, [1]);
    });
    const { value } = await run(
      fn("main", () => timeout(0, endless)),
      { clock },
    );
    expect(show(value)).toBe("None");
  });
});

describe("evaluations", () => {
  it("H-14: the program runs to its first wait before the promise is returned", async () => {
    const log: string[] = [];
    const main = fn("main", function* () {
      log.push("started");
      yield* sleep(1);
      log.push("woke");
      return 1;
    });
    const running = run(main);
    log.push("returned");
    await running;
    expect(log).toEqual(["started", "returned", "woke"]);
  });

  it("H-15: evaluations overlap, each with its own queue", async () => {
    const clock = new VirtualClock();
    const log: string[] = [];
    const program = (name: string, ms: number) =>
      fn("main", function* () {
        yield* sleep(ms);
        log.push(name);
        return name;
      });
    const results = await Promise.all([run(program("a", 9), { clock }), run(program("b", 4), { clock })]);
    expect([results.map((r) => r.value), log, clock.elapsed]).toEqual([["a", "b"], ["b", "a"], 9]);
  });

  it("H-15: a task of one evaluation wakes a task of another over a shared channel", async () => {
    const clock = new VirtualClock();
    const { tx, rx } = (await new Evaluation(options({ clock })).runAsync(() =>
      callValue(
        fn("main", function* () {
          return (yield* channel(1)) as never;
        }),
        [],
      ),
    )) as unknown as { tx: never; rx: never };
    const sender = fn("main", function* () {
      yield* sleep(5);
      return yield* send(tx, "hello");
    });
    const [received] = await Promise.all([
      run(
        fn("main", () => recv(rx)),
        { clock, hasOpenHandles: () => true },
      ),
      run(sender, { clock }),
    ]);
    expect(show(received!.value)).toBe("Some(hello)");
  });

  it("H-17, H-18: an abort cancels everything, aborts host calls with the caller's reason, and leaves nothing", async () => {
    const { clock, host } = world();
    const controller = new AbortController();
    const order: string[] = [];
    const main = fn("main", () =>
      attempt(
        () =>
          block(function* (n) {
            spawn(n, host.delay, 100, 1);
            spawn(n, host.delay, 100, 2);
            return yield* sleep(1000);
          }),
        (e) => void order.push(e),
      ),
    );
    const result = new Evaluation(options({ clock }))
      .runAsync(() => callValue(main, []), controller.signal)
      .catch((reason: unknown) => reason);
    await clock.sleep(5);
    const reason = new Error("user left");
    controller.abort(reason);
    expect(host.aborted).toEqual([reason, reason]);
    expect(await result).toBe(reason);
    expect([clock.elapsed, order]).toEqual([5, []]);
    controller.abort(new Error("again"));
    expect(host.aborted).toHaveLength(2);
  });

  it("embedding 2.4: an aborted signal runs nothing, and the listener is removed on settlement", async () => {
    let isRun = false;
    const main = fn("main", function* () {
      isRun = true;
      return yield* sleep(1);
    });
    const signal = AbortSignal.abort();
    await expect(new Evaluation(options()).runAsync(() => callValue(main, []), signal)).rejects.toBe(signal.reason);
    expect(isRun).toBe(false);

    const { signal: live } = new AbortController();
    const counts = { added: 0, removed: 0 };
    const add = live.addEventListener.bind(live);
    const remove = live.removeEventListener.bind(live);
    live.addEventListener = (...args: Parameters<typeof add>) => {
      counts.added++;
      add(...args);
    };
    live.removeEventListener = (...args: Parameters<typeof remove>) => {
      counts.removed++;
      remove(...args);
    };
    await new Evaluation(options()).runAsync(() => callValue(main, []), live);
    expect(counts).toEqual({ added: 1, removed: 1 });
  });

  it("C-3: a host function that aborts its own evaluation ends it at that call", async () => {
    const controller = new AbortController();
    const log: string[] = [];
    const suicide = new NativeFunction("suicide", false, () => {
      controller.abort("enough");
      return undefined;
    });
    const main = fn("main", function* () {
      yield* call(suicide);
      log.push("goes on");
      yield* sleep(0);
      log.push("never");
      return undefined;
    });
    const result = new Evaluation(options()).runAsync(() => callValue(main, []), controller.signal);
    await expect(result).rejects.toBe("enough");
    expect(log).toEqual(["goes on"]);
  });

  it("embedding 2.4: dispose rejects with IonCancelled", async () => {
    const evaluation = new Evaluation(options());
    const result = evaluation.runAsync(() =>
      callValue(
        fn("main", () => sleep(10)),
        [],
      ),
    );
    evaluation.dispose();
    await expect(result).rejects.toMatchObject({
      name: "AbortError",
      code: "ion.cancelled",
      cancelledBy: "dispose",
      message: "scheduled Ion call was cancelled",
    });
    expect(evaluation.isRunning).toBe(false);
  });

  it("embedding 2.3: a synchronous evaluation may run inside a host function of another", async () => {
    const nested = fn("nested", () =>
      block(function* (n) {
        const { tx, rx } = yield* channel(1);
        spawn(
          n,
          fn("feed", () => send(tx, 7)),
        );
        return yield* recv(rx);
      }),
    );
    const evaluate = new NativeFunction("evaluate", false, () =>
      new Evaluation(options({ mode: "sync" })).runSync(() => callValue(nested, [])),
    );
    const { value } = await run(
      fn("main", function* () {
        const inner = show(yield* call(evaluate));
        yield* sleep(1);
        return `${inner} then slept`;
      }),
    );
    expect(value).toBe("Some(7) then slept");
  });
});

describe("callbacks", () => {
  it("H-20: requests are taken in order and run beside each other", async () => {
    const clock = new VirtualClock();
    const log: number[] = [];
    const onEvent = fn("on_event", function* (v: number): Code {
      log.push(v);
      yield* sleep(1);
      log.push(v + 100);
      return v;
    });
    const { evaluation, callBack } = callable(clock, onEvent);
    const main = fn("main", () =>
      block(function* (n) {
        const handles = [1, 2, 3].map((v) => spawn(n, callBack, v));
        const results: Value[] = [];
        for (const h of handles) results.push(yield* join(h));
        return results.join();
      }),
    );
    expect(await evaluation.runAsync(() => callValue(main, []))).toBe("1,2,3");
    expect(log).toEqual([1, 2, 3, 101, 102, 103]);
  });

  it("H-20, H-21: an error of the lookup or of the callback rejects its promise only", async () => {
    const { evaluation } = callable(new VirtualClock(), undefined);
    const result = evaluation.runAsync(() =>
      callValue(
        fn("main", () => sleep(5)),
        [],
      ),
    );
    const missing = evaluation.enqueueCallback(() => {
      throw runtimeError("external Ion call target 'nope' not found");
    });
    const failing = evaluation.enqueueCallback(() =>
      prepare(
        fn("bad", function* (): Code {
          yield* sleep(1);
          throw runtimeError("bad");
        }),
      ),
    );
    await expect(missing).rejects.toMatchObject({ message: "external Ion call target 'nope' not found" });
    await expect(failing).rejects.toMatchObject({ message: "bad" });
    expect(await result).toBeUndefined();
  });

  it("H-19: a request never runs Ion code inside the call", async () => {
    const { evaluation } = callable(new VirtualClock(), undefined);
    const log: string[] = [];
    const target = fn("f", function* (): Code {
      log.push("ran");
      return undefined;
    });
    const result = evaluation.runAsync(() =>
      callValue(
        fn("main", () => sleep(5)),
        [],
      ),
    );
    const callback = evaluation.enqueueCallback(() => prepare(target));
    expect(log).toEqual([]);
    await callback;
    expect(log).toEqual(["ran"]);
    await result;
  });

  it("H-22: callbacks that are not done when the evaluation ends are cancelled", async () => {
    const { evaluation } = callable(new VirtualClock(), undefined);
    const log: string[] = [];
    const slow = fn("slow", function* (): Code {
      yield* sleep(50);
      log.push("never");
      return undefined;
    });
    const result = evaluation.runAsync(() =>
      callValue(
        fn("main", () => sleep(5)),
        [],
      ),
    );
    const callback = evaluation.enqueueCallback(() => prepare(slow));
    await expect(callback).rejects.toMatchObject({ kind: "runtime", message: "scheduled Ion call was cancelled" });
    expect(await result).toBeUndefined();
    expect(log).toEqual([]);
    await expect(evaluation.enqueueCallback(() => prepare(slow))).rejects.toMatchObject({
      message: "scheduled Ion call was cancelled",
    });
  });

  it("H-21: a callback is cancelled by the signal that was passed with it, queued or running", async () => {
    const { evaluation } = callable(new VirtualClock(), undefined);
    const controller = new AbortController();
    const result = evaluation.runAsync(() =>
      callValue(
        fn("main", () => sleep(50)),
        [],
      ),
    );
    const slow = fn("slow", () => sleep(20));
    const running = evaluation.enqueueCallback(() => prepare(slow), controller.signal);
    await Promise.resolve();
    const queued = evaluation.enqueueCallback(() => prepare(slow), controller.signal);
    controller.abort("no more");
    await expect(running).rejects.toBe("no more");
    await expect(queued).rejects.toBe("no more");
    await expect(evaluation.enqueueCallback(() => prepare(slow), controller.signal)).rejects.toBe("no more");
    await result;
  });

  it("H-24: with an open handle there is no deadlock; when it is closed the rule holds again", async () => {
    let isOpen = true;
    const evaluation = new Evaluation(options({ hasOpenHandles: () => isOpen }));
    let ends: Value;
    const main = fn("main", function* () {
      const { tx, rx } = yield* channel(1);
      ends = tx;
      const first = show(yield* recv(rx, at(3, 1)));
      yield* recv(rx, at(4, 1));
      return first as string;
    });
    const result = evaluation.runAsync(() => callValue(main, []));
    const onEvent = fn("on_event", (v: Value) => send(ends as never, v));
    await evaluation.enqueueCallback(() => prepare(onEvent, [7]));
    isOpen = false;
    evaluation.recheck();
    await expect(result).rejects.toMatchObject({
      message: "deadlock: all tasks are waiting: main at 4:1 waits for a channel value",
    });
  });

  describe("embedding 2.7: ctx.call", () => {
    function childCall(evaluation: Evaluation, target: Value, onPromise: (p: Promise<Value>) => Promise<Value>) {
      return new NativeFunction("ctx_call", true, () =>
        waiter().operate(() => {
          const caller = runningTask();
          return waiter().waitFor(onPromise(evaluation.callAsChild(caller, () => prepare(target))), "ctx_call");
        }),
      );
    }

    it("runs as a child of the calling task and is cancelled with it", async () => {
      const clock = new VirtualClock();
      const evaluation = new Evaluation(options({ clock }));
      const log: string[] = [];
      const slow = fn("slow", function* (): Code {
        log.push("started");
        yield* sleep(50);
        log.push("never");
        return undefined;
      });
      const main = fn("main", () =>
        timeout(
          5,
          childCall(evaluation, slow, (promise) => promise),
        ),
      );
      expect(show(await evaluation.runAsync(() => callValue(main, [])))).toBe("None");
      expect([log, clock.elapsed]).toEqual([["started"], 5]);
    });

    it("an error in it is the host's and fails no nursery", async () => {
      const evaluation = new Evaluation(options());
      const bad = fn("bad", function* (): Code {
        throw runtimeError("bad");
      });
      const main = fn("main", () =>
        block(function* (n) {
          const h = spawn(
            n,
            childCall(evaluation, bad, (promise) => promise.catch((e: { message: string }) => `host saw ${e.message}`)),
          );
          yield* sleep(3);
          return yield* join(h);
        }),
      );
      expect(await evaluation.runAsync(() => callValue(main, []))).toBe("host saw bad");
    });

    it("is joined when the host does not wait for it", async () => {
      const clock = new VirtualClock();
      const evaluation = new Evaluation(options({ clock }));
      const log: string[] = [];
      const slow = fn("slow", function* (): Code {
        yield* sleep(5);
        log.push("child");
        return undefined;
      });
      const main = fn("main", function* () {
        yield* call(childCall(evaluation, slow, () => Promise.resolve(1)));
        log.push("main");
        return 2;
      });
      expect(await evaluation.runAsync(() => callValue(main, []))).toBe(2);
      expect([log, clock.elapsed]).toEqual([["main", "child"], 5]);
    });
  });

  it("MODULE positions: an await in a frame keeps its place after many suspensions", async () => {
    const inner = fn("inner", function* (): Code {
      for (let i = 0; i < 3; i++) yield* sleep(1);
      throw runtimeError("unplaced").locate(MODULE, at(9, 9));
    });
    const { text } = await run(fn("main", () => block((n) => join(spawn(n, inner), at(2, 2)))));
    expect(text).toBe("9:9 unplaced");
  });

  it("H-24: method calls of ends work in callbacks", async () => {
    const { evaluation } = callable(new VirtualClock(), undefined, true);
    let rx: Value;
    const main = fn("main", function* () {
      const ends = yield* channel(1);
      rx = ends.rx;
      return yield* sleep(1);
    });
    const result = evaluation.runAsync(() => callValue(main, []));
    const poll = fn("poll", () => method(rx as never, "try_recv"));
    expect(show(await evaluation.enqueueCallback(() => prepare(poll)))).toBe("None");
    await result;
  });
});
