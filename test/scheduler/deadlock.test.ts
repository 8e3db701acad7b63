// biome-ignore-all lint/correctness/useYield: an Ion function that happens not to wait is a generator all the same.
import { describe, expect, it } from "vitest";
import { VirtualClock } from "../../runtime/scheduler/virtual-clock.ts";
import {
  at,
  attempt,
  block,
  bound,
  type Code,
  call,
  channel,
  fn,
  Host,
  join,
  prepare,
  prepare as prepared,
  race,
  recv,
  run,
  send,
  sleep,
  spawn,
  timeout,
} from "./kit.ts";

const PREFIX = "deadlock: all tasks are waiting:";

describe("deadlock", () => {
  it("M-19: names the place where main waits", async () => {
    const { text, error } = await run(
      fn("main", function* () {
        const { rx } = yield* channel(1);
        return yield* recv(rx, at(1, 28));
      }),
    );
    expect(text).toBe(`1:28 ${PREFIX} main at 1:28 waits for a channel value`);
    expect(error).toMatchObject({ kind: "runtime", isCatchable: false });
  });

  it("M-19: names every waiting task in order of creation", async () => {
    const stuck = fn("stuck", (rx: never) => recv(rx, at(3, 5)));
    const full = fn("full", function* (tx: never): Code {
      yield* send(tx, 1);
      return yield* send(tx, 2, at(5, 1));
    });
    const { text } = await run(
      fn("main", () =>
        block(function* (n) {
          const { rx } = yield* channel(1);
          const { tx } = yield* channel(1);
          const h = spawn(n, stuck, rx);
          spawn(n, full, tx);
          return yield* join(h, at(8, 5));
        }),
      ),
    );
    expect(text).toBe(
      `8:5 ${PREFIX} main at 8:5 waits for task #1 stuck; task #1 stuck at 3:5 waits for a channel value; ` +
        "task #2 full at 5:1 waits for room in a channel",
    );
  });

  it("M-19, M-12: an operation that let new children start first keeps its place", async () => {
    const idle = fn("idle", function* (): Code {
      return undefined;
    });
    const waiting = fn("waiting", () =>
      block(function* (n) {
        const { rx } = yield* channel(1);
        spawn(n, idle);
        return yield* recv(rx, at(3, 3));
      }),
    );
    const { text } = await run(fn("main", () => call(waiting, [], at(9, 9))));
    expect(text).toContain("main at 3:3 waits for a channel value");
  });

  it("M-19: a task at the end of a block, in a select or a timeout waits for its children", async () => {
    const { text } = await run(
      fn("main", () =>
        block(
          function* (n) {
            const { rx } = yield* channel(1);
            const take = prepare(bound(rx, "recv"), [], at(9, 13));
            spawn(
              n,
              fn("racer", function* () {
                yield* race([take], at(7, 5));
                return undefined;
              }),
            );
            return undefined;
          },
          at(2, 1),
        ),
      ),
    );
    expect(text).toBe(
      `2:1 ${PREFIX} main at 2:1 waits for its children; task #1 racer at 7:5 waits for its children; ` +
        "task #2 recv at 9:13 waits for a channel value",
    );
  });

  it("M-19: Ion code cannot catch it", async () => {
    const { text } = await run(
      fn("main", () =>
        attempt(
          function* () {
            const { rx } = yield* channel(1);
            return yield* recv(rx, at(5, 5));
          },
          () => "caught",
        ),
      ),
    );
    expect(text).toContain(PREFIX);
  });

  it("M-19: tasks that await each other", async () => {
    const handles: never[] = [];
    const other = fn("other", (index: number) =>
      (function* (): Code {
        yield* sleep(1);
        return yield* join(handles[index]!, at(4, 4));
      })(),
    );
    const { text } = await run(
      fn("main", () =>
        block(function* (n) {
          handles.push(spawn(n, other, 1) as never, spawn(n, other, 0) as never);
          return undefined;
        }),
      ),
    );
    expect(text).toContain(
      "task #1 other at 4:4 waits for task #2 other; task #2 other at 4:4 waits for task #1 other",
    );
  });

  it("M-19: timers come first; P-16: a pending timer or host call is no deadlock", async () => {
    const clock = new VirtualClock();
    const host = new Host(clock);
    const late = fn("late", function* (tx: never): Code {
      return yield* send(tx, yield* call(host.delay, [40, "host"]));
    });
    const { text, elapsed } = await run(
      fn("main", () =>
        block(function* (n) {
          const { tx, rx } = yield* channel(1);
          yield* timeout(7, bound(rx, "recv"));
          spawn(n, late, tx);
          yield* recv(rx);
          return yield* recv(rx, at(6, 6));
        }),
      ),
      { clock },
    );
    expect([text, elapsed]).toEqual([`6:6 ${PREFIX} main at 6:6 waits for a channel value`, 47]);
  });

  it("H-8: a promise that never settles is not a deadlock", async () => {
    const clock = new VirtualClock();
    const host = new Host(clock);
    const never = host.promise("never", () => new Promise(() => {}));
    const answered = await Promise.race([
      run(
        fn("main", () => call(never)),
        { clock },
      ),
      clock.sleep(1_000_000).then(() => "still waiting"),
    ]);
    expect(answered).toBe("still waiting");
  });

  it("P-14: the tasks of a deadlocked evaluation are gone, a channel it used works on", async () => {
    let ends: Parameters<typeof recv>[0] | undefined;
    let sender: Parameters<typeof send>[0] | undefined;
    await run(
      fn("main", function* () {
        const { tx, rx } = yield* channel(1);
        ends = rx;
        sender = tx;
        return yield* recv(rx);
      }),
    );
    const { value } = await run(
      fn("main", function* () {
        yield* send(sender!, "fresh");
        return yield* recv(ends!);
      }),
    );
    expect(value).toMatchObject({ value: "fresh" });
  });

  it("a race names the branches that wait", async () => {
    const { text } = await run(
      fn("main", function* () {
        const { rx } = yield* channel(1);
        yield* race([prepared(bound(rx, "recv"), [], at(2, 2))], at(1, 1));
        return undefined;
      }),
    );
    expect(text).toContain("task #1 recv at 2:2 waits for a channel value");
  });
});
