// biome-ignore-all lint/correctness/useYield: an Ion function that happens not to wait is a generator all the same.
import { describe, expect, it } from "vitest";
import { callValue } from "../../runtime/machine/call.ts";
import { Evaluation } from "../../runtime/scheduler/evaluation.ts";
import { VirtualClock } from "../../runtime/scheduler/virtual-clock.ts";
import { NativeFunction } from "../../runtime/values/function.ts";
import { attempt, block, call, channel, fn, Host, options, recv, run, send, show, sleep, spawn } from "./kit.ts";

function world() {
  const clock = new VirtualClock();
  return { clock, host: new Host(clock) };
}

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
