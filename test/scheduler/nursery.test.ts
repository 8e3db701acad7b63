// biome-ignore-all lint/correctness/useYield: an Ion function that happens not to wait is a generator all the same.
import { describe, expect, it } from "vitest";
import { VirtualClock } from "../../runtime/scheduler/virtual-clock.ts";
import { attempt, block, type Code, call, fn, Host, join, method, raise, run, sleep, spawn } from "./kit.ts";

const bad = fn("bad", function* (ms: number): Code {
  yield* sleep(ms);
  throw raise("division by zero");
});

const badAtOnce = fn("bad", function* (): Code {
  throw raise("at once");
});

function noting(log: string[]) {
  return fn("w", function* (ms: number, text: string): Code {
    yield* sleep(ms);
    log.push(text);
    return text;
  });
}

describe("join", () => {
  it("B-1: a block without children does not suspend", async () => {
    const { value, elapsed } = await run(
      fn("main", () =>
        block(() =>
          (function* (): Code {
            return 42;
          })(),
        ),
      ),
    );
    expect([value, elapsed]).toEqual([42, 0]);
  });

  it("B-2: the block waits for its children and keeps its value", async () => {
    const log: string[] = [];
    const w = noting(log);
    const { value, elapsed } = await run(
      fn("main", function* () {
        const v = yield* block(function* (n) {
          spawn(n, w, 20, "child");
          return 5;
        });
        log.push("after");
        return v;
      }),
    );
    expect([value, elapsed, log]).toEqual([5, 20, ["child", "after"]]);
  });

  it("B-16: a child belongs to the block it was spawned in", async () => {
    const log: string[] = [];
    const w = noting(log);
    await run(
      fn("main", function* () {
        yield* block(function* (outer) {
          yield* block(function* (inner) {
            spawn(outer, w, 20, "outer");
            spawn(inner, w, 10, "inner");
            return undefined;
          });
          log.push("between");
          return undefined;
        });
        log.push("end");
        return undefined;
      }),
    );
    expect(log).toEqual(["inner", "between", "outer", "end"]);
  });

  it("B-20: 100,000 parked tasks", { timeout: 120_000 }, async () => {
    let done = 0;
    const w = fn("w", function* (): Code {
      yield* sleep(7);
      done++;
      return undefined;
    });
    const { elapsed } = await run(
      fn("main", () =>
        block(function* (n) {
          for (let i = 0; i < 100_000; i++) spawn(n, w);
          return undefined;
        }),
      ),
    );
    expect([done, elapsed]).toEqual([100_000, 7]);
  });
});

describe("failure of a child", () => {
  it("B-5: a failure somebody waits for is raised there and can be caught", async () => {
    const { value, elapsed } = await run(
      fn("main", () =>
        block(function* (n) {
          const a = spawn(n, bad, 5);
          return yield* attempt(
            () => join(a),
            (e) => `caught ${e}`,
          );
        }),
      ),
    );
    expect([value, elapsed]).toEqual(["caught division by zero", 5]);
  });

  it("B-5: who awaits a child that has not started yet observes its failure, too", async () => {
    const { value } = await run(
      fn("main", () =>
        block(function* (n) {
          const a = spawn(n, badAtOnce);
          const first = yield* attempt(
            () => join(a),
            (e) => e,
          );
          const b = spawn(n, badAtOnce);
          const second = yield* attempt(
            () => method(b, "await_timeout", [5]),
            (e) => e,
          );
          return `${first}, ${second}`;
        }),
      ),
    );
    expect(value).toBe("at once, at once");
  });

  it("B-5: every waiter gets the error", async () => {
    const log: string[] = [];
    const watch = fn("watch", function* (name: string, h: never): Code {
      const e = yield* attempt(
        () => join(h),
        (text) => text,
      );
      log.push(`${name} ${e}`);
      return undefined;
    });
    await run(
      fn("main", () =>
        block(function* (n) {
          const h = spawn(n, bad, 4);
          spawn(n, watch, "x", h);
          spawn(n, watch, "y", h);
          yield* call(watch, ["owner, after the start rule", h]);
          return undefined;
        }),
      ),
    );
    expect(log).toEqual(["x division by zero", "y division by zero", "owner, after the start rule division by zero"]);
  });

  it("B-6: an unobserved failure ends the block at that moment, and only a catch around the block sees it", async () => {
    const log: string[] = [];
    const { value, elapsed } = await run(
      fn("main", () =>
        attempt(
          () =>
            block(function* (n) {
              spawn(n, bad, 5);
              spawn(n, noting(log), 1000, "slow");
              yield* attempt(
                () => sleep(50),
                (e) => void log.push(`inner ${e}`),
              );
              log.push("body");
              return 1;
            }),
          (e) => `caught ${e}`,
        ),
      ),
    );
    expect([value, elapsed, log]).toEqual(["caught division by zero", 5, []]);
  });

  it("B-6: the interrupt reaches a wait deep inside called functions and nested blocks", async () => {
    const log: string[] = [];
    const level2 = fn("level2", () =>
      attempt(
        () =>
          block(function* (n) {
            spawn(n, noting(log), 100, "nested child");
            yield* sleep(100);
            return undefined;
          }),
        (e) => void log.push(e),
      ),
    );
    const level1 = fn("level1", function* () {
      yield* call(level2);
      log.push("level1");
      return undefined;
    });
    const { text, elapsed } = await run(
      fn("main", () =>
        block(function* (n) {
          spawn(n, bad, 8);
          return yield* call(level1);
        }),
      ),
    );
    expect([text, elapsed, log]).toEqual(["1:1 division by zero", 8, []]);
  });

  it("B-6: a failure while the block joins is raised by the block", async () => {
    const log: string[] = [];
    const { text, elapsed } = await run(
      fn("main", () =>
        block(function* (n) {
          spawn(n, noting(log), 3, "quick");
          spawn(n, bad, 6);
          spawn(n, noting(log), 9, "slow");
          return 1;
        }),
      ),
    );
    expect([text, elapsed, log]).toEqual(["1:1 division by zero", 6, ["quick"]]);
  });

  it("B-7: awaiting one child does not observe another", async () => {
    const clock = new VirtualClock();
    const host = new Host(clock);
    const { text, elapsed } = await run(
      fn("main", () =>
        block(function* (n) {
          const a = spawn(n, host.failAfter, 9, "A");
          const b = spawn(n, host.failAfter, 3, "B");
          yield* join(a);
          return yield* join(b);
        }),
      ),
      { clock },
    );
    expect([text, elapsed, host.aborted.length]).toEqual(["1:1 B", 3, 1]);
  });

  it("B-10: a child that was cancelled raises nothing in the block", async () => {
    const { value } = await run(
      fn("main", () =>
        block(function* (n) {
          const h = spawn(n, bad, 5);
          yield* sleep(2);
          yield* method(h, "cancel");
          yield* sleep(20);
          return "survived";
        }),
      ),
    );
    expect(value).toBe("survived");
  });

  it("B-11: the error keeps its position in the child and tells where the child was spawned", async () => {
    const { error, text } = await run(
      fn("main", () =>
        block(function* (n) {
          spawn(n, bad, 1);
          yield* sleep(9);
          return undefined;
        }),
      ),
    );
    expect(text).toBe("1:1 division by zero");
    expect(error).toMatchObject({ frames: [{ kind: "spawn", name: "bad" }] });
  });
});

describe("exits of the body", () => {
  it("B-12: an error of the body cancels the children, and one that has not started never starts", async () => {
    const log: string[] = [];
    const { text, elapsed } = await run(
      fn("main", () =>
        block(function* (n) {
          spawn(n, noting(log), 0, "w");
          throw raise("body");
        }),
      ),
    );
    expect([text, elapsed, log]).toEqual(["1:1 body", 0, []]);
  });

  it("B-22: a failing inner block is an error of the code that runs it", async () => {
    const log: string[] = [];
    const { value, elapsed } = await run(
      fn("main", () =>
        block(function* (n) {
          const h = spawn(n, noting(log), 30, "w");
          const inner = yield* attempt(
            () =>
              block(function* (m) {
                spawn(m, bad, 2);
                yield* sleep(50);
                return 5;
              }),
            (e) => `inner ${e}`,
          );
          return `${inner}, ${yield* join(h)}`;
        }),
      ),
    );
    expect([value, elapsed]).toEqual(["inner division by zero, w", 30]);
  });

  it("B-22: recursion through blocks", async () => {
    const fib = fn("fib", function* (n: number): Code {
      if (n < 2) return n;
      return yield* block(function* (nursery) {
        const a = spawn(nursery, fib, n - 1);
        const b = spawn(nursery, fib, n - 2);
        return ((yield* join(a)) as number) + ((yield* join(b)) as number);
      });
    });
    const { value } = await run(fn("main", () => call(fib, [7])));
    expect(value).toBe(13);
  });

  it("P-18: 1,000 nested blocks unwind at once", async () => {
    const log: string[] = [];
    const nest = fn("nest", (depth: number) =>
      block(function* (n) {
        spawn(n, noting(log), 500, "child");
        if (depth === 0) yield* sleep(500);
        else yield* call(nest, [depth - 1]);
        return undefined;
      }),
    );
    const { text, elapsed } = await run(
      fn("main", () =>
        block(function* (n) {
          spawn(n, bad, 3);
          return yield* call(nest, [1000]);
        }),
      ),
    );
    expect([text, elapsed, log]).toEqual(["1:1 division by zero", 3, []]);
  });

  it("P-18: a tree of tasks that is 1,000 deep is cancelled without a deep stack", async () => {
    const nest = fn("nest", (depth: number) =>
      block(function* (n) {
        if (depth === 0) yield* sleep(500);
        else spawn(n, nest, depth - 1);
        return undefined;
      }),
    );
    const { value, elapsed } = await run(
      fn("main", () =>
        block(function* (n) {
          const h = spawn(n, nest, 1000);
          yield* sleep(3);
          yield* method(h, "cancel");
          return yield* method(h, "is_finished");
        }),
      ),
    );
    expect([value, elapsed]).toEqual([true, 3]);
  });
});
