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
  block,
  type Code,
  call,
  channel,
  fn,
  join,
  method,
  options,
  prepare,
  recv,
  send,
  show,
  sleep,
  spawn,
  timeout,
} from "./kit.ts";

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
