// biome-ignore-all lint/correctness/useYield: an Ion function that happens not to wait is a generator all the same.
import { describe, expect, it } from "vitest";
import { type IonGenerator, machine, TAIL_CALL } from "../../runtime/machine/machine.ts";
import { TASK_STOPPED } from "../../runtime/scheduler/interrupt.ts";
import { checkDeadline, sliceEnd } from "../../runtime/scheduler/slice.ts";
import { IonFunction } from "../../runtime/values/function.ts";
import type { Value } from "../../runtime/values/value.ts";
import { impatientClock } from "../kit/impatient-clock.ts";
import { attempt, block, type Code, call, fn, method, run, runSync, show, sleep, spawn, timeout } from "./kit.ts";

/** One iteration of a compiled loop: `if (--$m.budget < 0 && $.sliceEnd()) yield;` */
function* iterate(): Code {
  if (--machine.budget < 0 && sliceEnd()) yield;
  return undefined;
}

const spin = (iterations: number, log: string[] = [], name = "") =>
  fn("spin", function* (): Code {
    for (let i = 0; i < iterations; i++) {
      yield* iterate();
      if (i % 100 === 0 && name !== "") log.push(name);
    }
    return iterations;
  });

describe("slices", () => {
  it("M-15: tasks that compute take turns, slice by slice", async () => {
    const log: string[] = [];
    await run(
      fn("main", () =>
        block(function* (n) {
          spawn(n, spin(300, log, "a"));
          spawn(n, spin(300, log, "b"));
          return undefined;
        }),
      ),
      { sliceLength: 100 },
    );
    expect(log).toEqual(["a", "b", "a", "b", "a", "b"]);
  });

  it("M-15: slicing is not observable with one task", async () => {
    const { value } = await run(
      fn("main", () => call(spin(100_000))),
      { sliceLength: 10 },
    );
    expect(value).toBe(100_000);
  });

  it("M-15: timeout stops a loop that never waits", async () => {
    const { value } = await run(
      fn("main", () => timeout(5, spin(Number.POSITIVE_INFINITY))),
      { clock: impatientClock() },
    );
    expect(show(value)).toBe("None");
  });

  it("P-13: a timer fires at most one slice per busy task late", async () => {
    const slices: string[] = [];
    const busy = (name: string) =>
      fn("busy", function* (): Code {
        for (let i = 0; i < 10; i++) {
          slices.push(name);
          machine.budget = 0;
          yield* iterate();
        }
        return undefined;
      });
    const napper = fn("napper", function* (): Code {
      yield* sleep(0);
      slices.push("timer");
      return undefined;
    });
    await run(
      fn("main", () =>
        block(function* (n) {
          spawn(n, napper);
          spawn(n, busy("a"));
          spawn(n, busy("b"));
          return undefined;
        }),
      ),
    );
    // It fires after the first round and queues its task behind the busy ones.
    expect(slices.slice(0, 6)).toEqual(["a", "b", "a", "b", "timer", "a"]);
  });

  it("M-15: the host's event loop turns while a task computes", async () => {
    let turns = 0;
    let isOver = false;
    const tick = () => {
      turns++;
      if (!isOver) setImmediate(tick);
    };
    setImmediate(tick);
    await run(
      fn("main", function* (): Code {
        while (turns < 3) yield* iterate();
        return undefined;
      }),
    );
    isOver = true;
    expect(turns).toBeGreaterThanOrEqual(3);
  });

  it("M-15: recursion without loops and tail calls count, too", async () => {
    const fib = fn("fib", function* (n: number): Code {
      if (n < 2) return n;
      return ((yield* call(fib, [n - 1])) as number) + ((yield* call(fib, [n - 2])) as number);
    });
    const log: string[] = [];
    const other = fn("other", function* (): Code {
      log.push("other");
      return undefined;
    });
    const { value } = await run(
      fn("main", () =>
        block(function* (n) {
          spawn(
            n,
            fn("f", function* () {
              log.push(`fib ${yield* call(fib, [15])}`);
              return undefined;
            }),
          );
          spawn(n, other);
          return yield* call(fib, [10]);
        }),
      ),
      { sliceLength: 50 },
    );
    expect([value, log]).toEqual([55, ["other", "fib 610"]]);
  });

  it("M-15: a loop of tail calls ends slices, and grows no stack", async () => {
    const log: string[] = [];
    function* hop(name: string, left: number): Generator<undefined, Value | typeof TAIL_CALL, Value> {
      if (left % 1000 === 0) log.push(name);
      if (left === 0) return name;
      machine.tail = () => hop(name, left - 1) as IonGenerator;
      return TAIL_CALL;
    }
    await run(
      fn("main", () =>
        block(function* (n) {
          spawn(
            n,
            fn("a", () => hop("a", 3000) as Code),
          );
          spawn(
            n,
            fn("b", () => hop("b", 3000) as Code),
          );
          return undefined;
        }),
      ),
      { sliceLength: 900 },
    );
    expect(log.join("")).toBe("abababab");
  });

  it("M-8: deep recursion suspends at its bottom, and the depth limit counts per task", async () => {
    const down = fn("f", function* (n: number): Code {
      if (n === 0) return yield* sleep(1);
      yield* call(down, [n - 1]);
      return n;
    });
    expect((await run(fn("main", () => call(down, [5000])))).value).toBe(5000);
    expect(
      (
        await run(
          fn("main", () => call(down, [200])),
          { maxCallDepth: 100 },
        )
      ).text,
    ).toContain("maximum call depth exceeded");
    const again = fn("main", () =>
      block(function* (n) {
        for (let i = 0; i < 5; i++) spawn(n, down, 90);
        for (let i = 0; i < 200; i++) {
          yield* attempt(
            () => call(down, [150]),
            () => undefined,
          );
        }
        return yield* call(down, [90]);
      }),
    );
    expect((await run(again, { maxCallDepth: 100 })).value).toBe(90);
  });

  it("embedding 2.3: limits.timeoutMs ends an uninterrupted stretch, uncatchably", () => {
    const { error } = runSync(
      fn("main", () =>
        attempt(
          () => call(spin(Number.POSITIVE_INFINITY)),
          () => "caught",
        ),
      ),
      { timeoutMs: 5 },
    );
    expect(error).toMatchObject({ kind: "runtime", message: "execution timed out", isCatchable: false });
  });

  it("C-3: a task that cancels itself ends at its slice end", async () => {
    const log: string[] = [];
    let own: unknown;
    const me = fn("me", function* (): Code {
      yield* sleep(0);
      yield* method(own as never, "cancel");
      for (let i = 0; i < 100; i++) yield* iterate();
      log.push("never");
      return undefined;
    });
    await run(
      fn("main", () =>
        block(function* (n) {
          own = spawn(n, me);
          return undefined;
        }),
      ),
      { sliceLength: 10 },
    );
    expect(log).toEqual([]);
  });
});

describe("code without suspension points", () => {
  /** A plain function that asks for its deadline at every call. */
  const plain = new IonFunction(
    { name: "plain", params: [], plainArity: 0, suspends: false },
    () => {
      for (;;) checkDeadline();
    },
    null,
  );

  it("M-15: a timeout around it is noticed", async () => {
    const { value } = await run(
      fn("main", () => timeout(5, plain)),
      { clock: impatientClock() },
    );
    expect(show(value)).toBe("None");
    expect(
      show(
        runSync(
          fn("main", () => timeout(5, plain)),
          { clock: impatientClock() },
        ).value,
      ),
    ).toBe("None");
  });

  it("M-15: it raises `execution timed out`", () => {
    expect(
      runSync(
        fn("main", () => call(plain)),
        { timeoutMs: 3 },
      ).error,
    ).toMatchObject({
      message: "execution timed out",
    });
  });

  it("passes through blocks of the same task and cancels their children", async () => {
    const log: string[] = [];
    const child = fn("child", function* (): Code {
      log.push("never");
      return undefined;
    });
    const { value } = await run(
      fn("main", () =>
        timeout(
          5,
          fn("f", () =>
            block(function* (n) {
              spawn(n, child);
              yield* attempt(
                () => call(plain),
                () => void log.push("caught"),
              );
              return undefined;
            }),
          ),
        ),
      ),
      { clock: impatientClock() },
    );
    expect([show(value), log]).toEqual(["None", []]);
    expect(TASK_STOPPED).toBeDefined();
  });
});
