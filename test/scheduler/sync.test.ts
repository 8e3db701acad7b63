// biome-ignore-all lint/correctness/useYield: an Ion function that happens not to wait is a generator all the same.
import { describe, expect, it } from "vitest";
import type { Clock } from "../../runtime/scheduler/clock.ts";
import { VirtualClock } from "../../runtime/scheduler/virtual-clock.ts";
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
  runSync,
  send,
  show,
  sleep,
  spawn,
  timeout,
} from "./kit.ts";

const refusal = (name: string) =>
  `async host function '${name}' cannot be called by the synchronous evaluator; use evalAsync`;

const tried = (operation: () => Code) => fn("main", () => attempt(operation, (e) => e));

describe("synchronous evaluator", () => {
  it("H-12: blocks, channels and awaits work as long as somebody can run", () => {
    const { value } = runSync(
      fn("main", () =>
        block(function* (n) {
          const { tx, rx } = yield* channel(1);
          const feed = fn("feed", function* (): Code {
            for (let i = 0; i < 3; i++) yield* send(tx, i);
            return "fed";
          });
          const h = spawn(n, feed);
          const got = [yield* recv(rx), yield* recv(rx), yield* recv(rx)].map(show).join();
          return `${got} ${yield* join(h)}`;
        }),
      ),
    );
    expect(value).toBe("Some(0),Some(1),Some(2) fed");
  });

  it("H-11, H-12: sleep and host calls are refused at the call, catchable, and the host is not entered", () => {
    const host = new Host(new VirtualClock());
    expect(runSync(tried(() => sleep(0))).value).toBe(refusal("sleep"));
    expect(runSync(tried(() => call(host.delay, [1, 1]))).value).toBe(refusal("delay"));
  });

  it.each([
    ["rx.recv", (rx: never) => recv(rx)],
    ["rx.recv_timeout", (rx: never) => method(rx, "recv_timeout", [5])],
  ])("H-12: %s is refused when nobody can send any more", (name, wait) => {
    const { value } = runSync(
      tried(function* () {
        const { rx } = yield* channel(1);
        return yield* wait(rx as never);
      }),
    );
    expect(value).toBe(refusal(name));
  });

  it("H-12: tx.send is refused when nobody can make room; the refusal arises where the waiting starts", () => {
    const { value } = runSync(
      fn("main", () =>
        block(function* (n) {
          const { tx } = yield* channel(1);
          yield* send(tx, 1);
          const h = spawn(n, bound(tx, "send", 2));
          return yield* attempt(
            () => join(h),
            (e) => `awaiting: ${e}`,
          );
        }),
      ),
    );
    expect(value).toBe(`awaiting: ${refusal("tx.send")}`);
  });

  it("H-12: timeout works when its callback ends without waiting", () => {
    const { value } = runSync(
      fn("main", () =>
        timeout(
          5,
          fn("f", function* () {
            return 3;
          }),
        ),
      ),
    );
    expect(show(value)).toBe("Some(3)");
  });
});

describe("blocking evaluator (L-1)", () => {
  it("waits for timers by moving a virtual clock", () => {
    const { value, elapsed } = runSync(
      fn("main", function* () {
        yield* sleep(60_000);
        return show(
          yield* timeout(
            5,
            fn("f", () => sleep(50)),
          ),
        ) as string;
      }),
      { mode: "blocking" },
    );
    expect([value, elapsed]).toEqual(["None", 60_005]);
  });

  it("blocks on a clock of the host's own", () => {
    let reads = 0;
    const clock: Clock = { now: () => reads++, setTimer: () => () => {} };
    expect(
      runSync(
        fn("main", () => sleep(5)),
        { mode: "blocking", clock },
      ).value,
    ).toBeUndefined();
    expect(reads).toBeGreaterThan(5);
  });

  it("reports a deadlock instead of hanging, and refuses the host", () => {
    const host = new Host(new VirtualClock());
    const stuck = fn("main", function* () {
      const { rx } = yield* channel(1);
      return yield* recv(rx);
    });
    expect(runSync(stuck, { mode: "blocking" }).text).toContain("deadlock: all tasks are waiting: main");
    expect(
      runSync(
        tried(() => call(host.delay, [1, 1])),
        { mode: "blocking" },
      ).value,
    ).toBe(refusal("delay"));
  });
});
