// biome-ignore-all lint/correctness/useYield: an Ion function that happens not to wait is a generator all the same.
import { describe, expect, it } from "vitest";
import { IonCancelled } from "../../runtime/scheduler/cancelled.ts";
import { VirtualClock } from "../../runtime/scheduler/virtual-clock.ts";
import type { Value } from "../../runtime/values/value.ts";
import {
  attempt,
  block,
  bound,
  type Code,
  call,
  channel,
  fn,
  Host,
  join,
  method,
  recv,
  run,
  send,
  show,
  sleep,
  spawn,
  timeout,
} from "./kit.ts";

function noting(log: string[]) {
  return fn("w", function* (ms: number, text: string): Code {
    yield* attempt(
      () => sleep(ms),
      (e) => void log.push(`caught ${e}`),
    );
    log.push(text);
    return undefined;
  });
}

describe("cancellation", () => {
  it("C-1: no code of a cancelled task runs any more, no catch either", async () => {
    const log: string[] = [];
    const { elapsed } = await run(
      fn("main", () =>
        block(function* (n) {
          const h = spawn(n, noting(log), 50, "after");
          yield* sleep(3);
          yield* method(h, "cancel");
          yield* sleep(60);
          return undefined;
        }),
      ),
    );
    expect([log, elapsed]).toEqual([[], 63]);
  });

  it("C-3: a task that has not started never starts", async () => {
    const log: string[] = [];
    const { value } = await run(
      fn("main", () =>
        block(function* (n) {
          const a = spawn(n, noting(log), 0, "a");
          spawn(n, noting(log), 0, "b");
          yield* method(a, "cancel");
          yield* sleep(1);
          return yield* method(a, "is_finished");
        }),
      ),
    );
    expect([value, log]).toEqual([true, ["b"]]);
  });

  it("C-3: a ready task never resumes", async () => {
    const log: string[] = [];
    const getter = fn("getter", function* (rx: never): Code {
      log.push(String(show(yield* recv(rx))));
      return undefined;
    });
    await run(
      fn("main", () =>
        block(function* (n) {
          const { tx, rx } = yield* channel(1);
          const h = spawn(n, getter, rx);
          yield* sleep(0);
          yield* send(tx, 1);
          yield* method(h, "cancel");
          yield* sleep(1);
          log.push(String(show(yield* method(rx, "try_recv"))));
          return undefined;
        }),
      ),
    );
    expect(log).toEqual(["Some(1)"]);
  });

  it("C-3: a task that cancels itself goes on to its next suspending operation and performs it no more", async () => {
    const log: string[] = [];
    const { value } = await run(
      fn("main", () =>
        block(function* (n) {
          const { tx, rx } = yield* channel(2);
          let own: Value;
          const me = fn("me", function* (): Code {
            yield* sleep(0);
            yield* method(own as never, "cancel");
            log.push("still running");
            yield* send(tx, "never");
            log.push("never");
            return undefined;
          });
          const h = spawn(n, me);
          own = h;
          const end = yield* attempt(
            () => join(h),
            (e) => e,
          );
          return `${end} ${show(yield* method(rx, "try_recv"))}`;
        }),
      ),
    );
    expect([value, log]).toEqual(["task cancelled None", ["still running"]]);
  });

  it("C-3, C-5: a child that cancels its parent keeps its result, and the parent is done when the child is", async () => {
    const log: string[] = [];
    const { value } = await run(
      fn("main", () =>
        block(function* (n) {
          let parent: Value;
          let kid: Value;
          const child = fn("child", function* (): Code {
            yield* sleep(0);
            yield* method(parent as never, "cancel");
            log.push(`parent done: ${yield* method(parent as never, "is_finished")}`);
            return 42;
          });
          const p = spawn(
            n,
            fn("parent", () =>
              block(function* (m) {
                kid = spawn(m, child);
                yield* join(kid);
                log.push("never");
                return undefined;
              }),
            ),
          );
          parent = p;
          yield* sleep(1);
          const end = yield* attempt(
            () => join(p),
            (e) => e,
          );
          return [end, yield* join(kid), yield* method(kid as never, "is_cancelled")].join();
        }),
      ),
    );
    expect([value, log]).toEqual(["task cancelled,42,true", ["parent done: false"]]);
  });

  it("C-4: timers are disarmed and host calls aborted once, with their reason; late outcomes are ignored", async () => {
    const clock = new VirtualClock();
    const host = new Host(clock);
    const { elapsed } = await run(
      fn("main", () =>
        block(function* (n) {
          const a = spawn(n, host.delay, 100, 1);
          const b = spawn(n, host.failAfter, 8, "late failure");
          const c = spawn(n, noting([]), 5000, "c");
          yield* sleep(5);
          for (const h of [a, b, c, a]) yield* method(h, "cancel");
          return undefined;
        }),
      ),
      { clock },
    );
    expect(elapsed).toBe(5);
    expect(host.aborted).toHaveLength(2);
    expect(host.aborted[0]).toBeInstanceOf(IonCancelled);
    expect(host.aborted[0]).toMatchObject({ name: "AbortError", code: "ion.cancelled", cancelledBy: "handle" });
  });

  it("C-4: a parked send that is cancelled never delivers its value, the next sender moves up", async () => {
    const { value } = await run(
      fn("main", () =>
        block(function* (n) {
          const { tx, rx } = yield* channel(1);
          yield* send(tx, 1);
          const a = spawn(n, bound(tx, "send", 2));
          spawn(n, bound(tx, "send", 3));
          yield* sleep(1);
          yield* method(a, "cancel");
          return [yield* recv(rx), yield* recv(rx), yield* method(rx, "try_recv")].map(show).join();
        }),
      ),
    );
    expect(value).toBe("Some(1),Some(3),None");
  });

  it("C-4: a value handed to a receiver that is cancelled goes to the next one that waits", async () => {
    const log: string[] = [];
    const getter = fn("getter", function* (name: string, rx: never): Code {
      log.push(`${name} ${show(yield* recv(rx))}`);
      return undefined;
    });
    await run(
      fn("main", () =>
        block(function* (n) {
          const { tx, rx } = yield* channel(1);
          const a = spawn(n, getter, "a", rx);
          spawn(n, getter, "b", rx);
          yield* sleep(1);
          yield* send(tx, "one");
          yield* method(a, "cancel");
          yield* send(tx, "two");
          yield* sleep(1);
          log.push(String(show(yield* method(rx, "try_recv"))));
          return undefined;
        }),
      ),
    );
    expect(log).toEqual(["b Some(one)", "Some(two)"]);
  });

  it("C-5: nurseries are cancelled innermost first, siblings in order, before the task itself", async () => {
    const clock = new VirtualClock();
    const order: string[] = [];
    const host = new Host(clock);
    const call1 = (name: string) =>
      host.promise(name, (signal) => {
        signal.addEventListener("abort", () => order.push(name));
        return new Promise(() => {});
      });
    await run(
      fn("main", () =>
        block(function* (n) {
          const h = spawn(
            n,
            fn("parent", () =>
              block(function* (outer) {
                spawn(outer, call1("outer 1"));
                spawn(outer, call1("outer 2"));
                return yield* block(function* (inner) {
                  spawn(inner, call1("inner"));
                  return yield* call(call1("own"));
                });
              }),
            ),
          );
          yield* sleep(1);
          yield* method(h, "cancel");
          order.push("cancel returned");
          return undefined;
        }),
      ),
      { clock },
    );
    expect(order).toEqual(["inner", "outer 1", "outer 2", "own", "cancel returned"]);
  });

  it("C-5: generators are closed innermost frame first", async () => {
    const order: string[] = [];
    const frame = (name: string, inner: Value | null) =>
      fn(name, function* () {
        try {
          return inner === null ? yield* sleep(100) : yield* call(inner);
        } finally {
          order.push(name);
        }
      });
    await run(fn("main", () => timeout(5, frame("outer", frame("middle", frame("inner", null))))));
    expect(order).toEqual(["inner", "middle", "outer"]);
  });

  it("C-7: waiters of a cancelled task are woken in their order", async () => {
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
          const h = spawn(n, noting([]), 100, "");
          spawn(n, watch, "first", h);
          spawn(n, watch, "second", h);
          yield* sleep(1);
          yield* method(h, "cancel");
          log.push("cancelled");
          return undefined;
        }),
      ),
    );
    expect(log).toEqual(["cancelled", "first task cancelled", "second task cancelled"]);
  });

  it("C-8: tasks that merely hold the handle are not reached", async () => {
    const { value } = await run(
      fn("main", () =>
        block(function* (n) {
          const h = spawn(n, noting([]), 100, "");
          const inner = yield* block(function* (m) {
            const x = spawn(m, noting([]), 20, "x");
            yield* sleep(2);
            yield* method(h, "cancel");
            yield* join(x);
            return "inner went on";
          });
          return inner;
        }),
      ),
    );
    expect(value).toBe("inner went on");
  });

  it("P-18: 10,000 children of one block", async () => {
    const clock = new VirtualClock();
    const host = new Host(clock);
    const { value } = await run(
      fn("main", () =>
        timeout(
          5,
          fn("f", () =>
            block(function* (n) {
              for (let i = 0; i < 10_000; i++) spawn(n, host.delay, 100, i);
              return undefined;
            }),
          ),
        ),
      ),
      { clock },
    );
    expect([show(value), host.aborted.length, new Set(host.aborted).size]).toEqual(["None", 10_000, 1]);
    expect(host.aborted[0]).toMatchObject({ cancelledBy: "timeout" });
  });
});
