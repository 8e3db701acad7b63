// biome-ignore-all lint/correctness/useYield: an Ion function that happens not to wait is a generator all the same.
import { describe, expect, it } from "vitest";
import { VirtualClock } from "../../runtime/scheduler/virtual-clock.ts";
import {
  attempt,
  block,
  bound,
  type Code,
  channel,
  fn,
  Host,
  method,
  prepare,
  race,
  raise,
  recv,
  run,
  SLEEP,
  send,
  show,
  sleep,
  spawn,
} from "./kit.ts";

function* winner(...calls: Parameters<typeof prepare>[]): Code<string> {
  const { index, value } = yield* race(calls.map((c) => prepare(...c)));
  return `${index}:${show(value)}`;
}

const w = fn("w", function* (ms: number, value: number): Code {
  yield* sleep(ms);
  return value;
});

describe("select", () => {
  it("S-5: the first branch that is done wins, the others are cancelled", async () => {
    const log: string[] = [];
    const steps = fn("steps", function* (name: string, count: number): Code {
      for (let i = 0; i < count; i++) {
        yield* sleep(4);
        log.push(`${name}${i}`);
      }
      return name;
    });
    const { value, elapsed } = await run(
      fn("main", function* () {
        const v = yield* winner([steps, ["a", 5]], [steps, ["b", 2]], [w, [30, 1]]);
        yield* sleep(40);
        return v;
      }),
    );
    expect([value, elapsed, log]).toEqual(["1:b", 48, ["a0", "b0", "a1", "b1"]]);
  });

  it("S-5: among branches that need not wait the first wins, and the next one is never called", async () => {
    const log: number[] = [];
    const now = fn("now", function* (x: number): Code {
      log.push(x);
      return x;
    });
    const { value } = await run(fn("main", () => winner([now, [1]], [now, [2]], [SLEEP, [0]])));
    expect([value, log]).toEqual(["0:1", [1]]);
  });

  it("S-6: an error of the winner is raised, later errors are never seen", async () => {
    const clock = new VirtualClock();
    const host = new Host(clock);
    const { value, elapsed } = await run(
      fn("main", function* () {
        const a = yield* attempt(
          () => winner([host.failAfter, [2, "e1"]], [host.delay, [9, 2]]),
          (e) => e,
        );
        const b = yield* winner([host.failAfter, [9, "e2"]], [host.delay, [2, "fine"]]);
        return `${a} ${b}`;
      }),
      { clock },
    );
    expect([value, elapsed]).toEqual(["e1 1:fine", 4]);
    expect(host.aborted.map((reason) => (reason as { cancelledBy: string }).cancelledBy)).toEqual(["select", "select"]);
  });

  it("S-9: a lost recv takes no value", async () => {
    const { value } = await run(
      fn("main", function* () {
        const { tx, rx } = yield* channel(1);
        const first = yield* winner([bound(rx, "recv")], [SLEEP, [5]]);
        yield* send(tx, 9);
        return `${first} ${show(yield* recv(rx))}`;
      }),
    );
    expect(value).toBe("1:() Some(9)");
  });

  it("S-10: an unobserved failure interrupts a waiting select", async () => {
    const clock = new VirtualClock();
    const host = new Host(clock);
    const bad = fn("bad", function* (): Code {
      yield* sleep(4);
      throw raise("bad");
    });
    const log: string[] = [];
    const { text, elapsed } = await run(
      fn("main", () =>
        block(function* (n) {
          spawn(n, bad);
          return yield* attempt(
            () => winner([host.delay, [30, 1]], [host.delay, [10, 2]]),
            (e) => void log.push(e),
          );
        }),
      ),
      { clock },
    );
    expect([text, elapsed, log, host.aborted.length]).toEqual(["1:1 bad", 4, [], 2]);
  });

  it("M-17: of branches that get due together the one that began to wait first wins", async () => {
    const two = fn("two", function* (a: number, b: number): Code {
      yield* sleep(a);
      yield* sleep(b);
      return 2;
    });
    const { value } = await run(
      fn("main", function* () {
        const x = yield* winner([w, [6, 0]], [w, [6, 1]]);
        const y = yield* winner([two, [2, 4]], [w, [6, 1]]);
        return `${x} ${y}`;
      }),
    );
    expect(value).toBe("0:0 1:1");
  });

  it("P-18: select in select in …: the outermost decision cancels everything below", async () => {
    const clock = new VirtualClock();
    const host = new Host(clock);
    const nest = fn("nest", function* (depth: number): Code {
      return depth === 0
        ? yield* winner([host.delay, [50, 1]])
        : yield* winner([nest, [depth - 1]], [host.delay, [60, 1]]);
    });
    const { value, elapsed } = await run(
      fn("main", () => winner([nest, [1000]], [SLEEP, [5]])),
      { clock },
    );
    expect([value, elapsed, host.aborted.length]).toEqual(["1:()", 5, 1001]);
  });

  it("S-4, B-5: an unawaited handle keeps its place beside a select", async () => {
    const { value } = await run(
      fn("main", () =>
        block(function* (n) {
          const h = spawn(n, w, 3, 1);
          const v = yield* winner([w, [9, 9]], [w, [5, 5]]);
          return `${v} ${yield* method(h, "is_finished")}`;
        }),
      ),
    );
    expect(value).toBe("1:5 true");
  });
});
