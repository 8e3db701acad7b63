// biome-ignore-all lint/correctness/useYield: an Ion function that happens not to wait is a generator all the same.
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type HeapTimer, TimerHeap } from "../../runtime/scheduler/timer-heap.ts";
import { VirtualClock } from "../../runtime/scheduler/virtual-clock.ts";
import { Err } from "../../runtime/values/result.ts";
import type { Value } from "../../runtime/values/value.ts";
import {
  attempt,
  block,
  type Code,
  call,
  fn,
  Host,
  raise,
  run,
  SLEEP,
  show,
  sleep,
  spawn,
  TIMEOUT,
  timeout,
} from "./kit.ts";

const why = (callee: Value, args: readonly Value[]) =>
  run(
    fn("main", () =>
      attempt(
        () => call(callee, args),
        (e) => e,
      ),
    ),
  );

describe("sleep", () => {
  it("Z-1, P-12: takes exactly its time under a virtual clock; further arguments are ignored", async () => {
    const { value, elapsed } = await run(fn("main", () => call(SLEEP, [23, "x"])));
    expect([value, elapsed]).toEqual([undefined, 23]);
  });

  it.each([[[]], [["1"]], [[true]]])("Z-1: sleep(%j) is refused", async (args) => {
    expect((await why(SLEEP, args)).value).toBe("sleep requires int (ms)");
  });

  it("Z-2: a negative time is refused", async () => {
    expect((await why(SLEEP, [-1])).value).toBe("sleep: ms must not be negative, got -1");
  });

  it("M-18: durations up to 2⁶³−1 are practically never", async () => {
    const { value, elapsed } = await run(
      fn("main", () =>
        timeout(
          5,
          fn("f", () => sleep(2n ** 63n - 1n)),
        ),
      ),
    );
    expect([show(value), elapsed]).toEqual(["None", 5]);
  });

  it("M-16: starts at the time at which the turn began, though the clock is moved meanwhile", async () => {
    const clock = new VirtualClock();
    const { elapsed } = await run(
      fn("main", function* () {
        clock.advance(30);
        return yield* sleep(100);
      }),
      { clock },
    );
    expect(elapsed).toBe(100);
  });

  it("M-16: sleepers wake in the order of their instants", async () => {
    const out: number[] = [];
    const put = fn("put", function* (ms: number): Code {
      yield* sleep(ms);
      out.push(ms);
      return undefined;
    });
    await run(
      fn("main", () =>
        block(function* (n) {
          for (const ms of [30, 5, 20, 1, 12, 5]) spawn(n, put, ms);
          return undefined;
        }),
      ),
    );
    expect(out).toEqual([1, 5, 5, 12, 20, 30]);
  });
});

describe("timeout", () => {
  const three = fn("f", function* () {
    yield* sleep(3);
    return 3;
  });

  it("Z-3: arguments are checked in the caller", async () => {
    const one = fn("f", function* (x: Value): Code {
      return x;
    });
    const answers = [];
    for (const args of [[], [5], ["5", three], [5, 6], [-3, three], [5, one], [5, three, 1]]) {
      answers.push((await why(TIMEOUT, args)).value);
    }
    expect(answers).toEqual([
      "timeout(ms, fn) requires 2 arguments",
      "timeout(ms, fn) requires 2 arguments",
      "timeout: first argument must be int (ms)",
      "timeout callback must be callable, got int",
      "timeout: ms must not be negative, got -3",
      "missing argument 'p0'",
      "timeout(ms, fn) requires 2 arguments",
    ]);
  });

  it("Z-4, Z-5: Some in time, None after it, an error is raised at the call", async () => {
    const clock = new VirtualClock();
    const host = new Host(clock);
    const { value, elapsed } = await run(
      fn("main", function* () {
        const answers = [
          yield* timeout(50, three),
          yield* timeout(2, three),
          yield* attempt(
            () =>
              timeout(
                50,
                fn("f", () => call(host.failAfter, [1, "boom"])),
              ),
            (e) => `caught ${e}`,
          ),
          yield* timeout(
            2,
            fn("f", () => call(host.failAfter, [5, "too late"])),
          ),
        ];
        return answers.map(show).join(", ");
      }),
      { clock },
    );
    expect([value, elapsed]).toEqual(["Some(3), None, caught boom, None", 8]);
    expect(host.aborted).toHaveLength(1);
  });

  it("Z-4: what f started is cancelled with it", async () => {
    const log: number[] = [];
    const leaf = fn("leaf", function* (ms: number): Code {
      yield* sleep(ms);
      log.push(ms);
      return undefined;
    });
    const { elapsed } = await run(
      fn("main", function* () {
        yield* timeout(
          10,
          fn("f", () =>
            block(function* (n) {
              spawn(n, leaf, 5);
              spawn(n, leaf, 15);
              return yield* sleep(20);
            }),
          ),
        );
        return yield* sleep(30);
      }),
    );
    expect([elapsed, log]).toEqual([40, [5]]);
  });

  it("Z-5: an Err is a value like any other", async () => {
    const { value } = await run(
      fn("main", () =>
        timeout(
          5,
          fn("f", function* () {
            return new Err("x");
          }),
        ),
      ),
    );
    expect(value).toMatchObject({ value: new Err("x") });
  });

  it("Z-6: with 0 f runs until it first waits for something outside", async () => {
    const clock = new VirtualClock();
    const host = new Host(clock);
    const { value } = await run(
      fn("main", function* () {
        const answers = [
          yield* timeout(
            0,
            fn("f", function* () {
              return 5;
            }),
          ),
          yield* timeout(
            0,
            fn("f", () => call(host.delay, [5, 5])),
          ),
          yield* timeout(0, three),
        ];
        return answers.map(show).join();
      }),
      { clock },
    );
    expect(value).toBe("Some(5),None,None");
  });

  it("Z-4: timeouts may be spawned and race each other", async () => {
    const { value } = await run(
      fn("main", () =>
        block(function* (n) {
          const limited = fn("g", () => timeout(2, three));
          spawn(n, limited);
          return show(yield* timeout(9, limited)) as string;
        }),
      ),
    );
    expect(value).toBe("Some(None)");
  });

  it("B-6: a failure beside a timeout interrupts it and leaves no timer", async () => {
    const bad = fn("bad", function* (): Code {
      yield* sleep(1);
      throw raise("bad");
    });
    const { text, elapsed } = await run(
      fn("main", () =>
        block(function* (n) {
          spawn(n, bad);
          return yield* timeout(
            1000,
            fn("f", () => sleep(500)),
          );
        }),
      ),
    );
    expect([text, elapsed]).toEqual(["1:1 bad", 1]);
  });
});

class Entry implements HeapTimer {
  readonly due: number;
  readonly order: number;
  slot = -1;

  constructor(due: number, order: number) {
    this.due = due;
    this.order = order;
  }
}

describe("timer heap", () => {
  it("takes instants in order, creation order within one, also after removals", () => {
    fc.assert(
      fc.property(fc.array(fc.record({ due: fc.nat(9), isRemoved: fc.boolean() })), (plan) => {
        const heap = new TimerHeap<Entry>();
        const timers = plan.map(({ due }, order) => new Entry(due, order));
        for (const timer of timers) heap.add(timer);
        timers.forEach((timer, i) => {
          if (plan[i]!.isRemoved) heap.remove(timer);
        });
        const taken: Entry[] = [];
        while (heap.size > 0) {
          const instant = heap.takeInstant();
          expect(new Set(instant.map((timer) => timer.due)).size).toBe(1);
          taken.push(...instant);
        }
        const kept = timers.filter((_, i) => !plan[i]!.isRemoved);
        expect(taken).toEqual(kept.toSorted((a, b) => a.due - b.due || a.order - b.order));
      }),
    );
  });
});
