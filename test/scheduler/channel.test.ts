// biome-ignore-all lint/correctness/useYield: an Ion function that happens not to wait is a generator all the same.
import { describe, expect, it } from "vitest";
import { Channel } from "../../runtime/scheduler/channel.ts";
import type { Value } from "../../runtime/values/value.ts";
import {
  attempt,
  block,
  bound,
  CHANNEL,
  type Code,
  call,
  channel,
  type Ends,
  fn,
  join,
  method,
  recv,
  run,
  send,
  show,
  sleep,
  spawn,
} from "./kit.ts";

/** The messages and results of operations that are tried one after the other. */
function* outcomes(...operations: (() => Code)[]): Code<string> {
  const texts: unknown[] = [];
  for (const operation of operations) {
    texts.push(show(yield* attempt(operation, (e) => e)));
  }
  return texts.join(", ");
}

const withChannel = (capacity: Value, body: (ends: Ends) => Code) =>
  fn("main", function* () {
    return yield* body(yield* channel(capacity));
  });

describe("channels", () => {
  it.each([[undefined], ["8"], [true]])("K-1: channel(%j) is refused", async (capacity) => {
    const { error } = await run(fn("main", () => call(CHANNEL, [capacity])));
    expect(error).toMatchObject({ kind: "runtime", message: "channel requires int capacity" });
  });

  it("K-1: keyword arguments are refused", () => {
    expect(() => CHANNEL.call([], [["capacity", 2]])).toThrow(
      expect.objectContaining({
        message: "host callable does not declare a signature; cannot pass keyword arguments",
      }),
    );
  });

  it.each([
    [0, 1],
    [-7, 1],
    [4, 4],
    [10n, 10],
  ])("K-1: the capacity of channel(%s) is %i", (asked, capacity) => {
    expect(new Channel(Number(asked)).capacity).toBe(capacity);
  });

  it("K-3, K-4: values come in order, also None and unit", async () => {
    const { value } = await run(
      withChannel(3, function* ({ tx, rx }) {
        yield* send(tx, "a");
        yield* send(tx, undefined);
        return yield* outcomes(
          () => recv(rx),
          () => recv(rx),
          () => method(rx, "try_recv"),
        );
      }),
    );
    expect(value).toBe("Some(a), Some(()), None");
  });

  it("K-3: back-pressure: a sender waits while the buffer is full", async () => {
    const log: string[] = [];
    const produce = fn("produce", function* (tx: never): Code {
      for (let i = 1; i < 5; i++) {
        yield* send(tx, i);
        log.push(`sent ${i}`);
      }
      return yield* method(tx, "close");
    });
    await run(
      withChannel(2, ({ tx, rx }) =>
        block(function* (n) {
          spawn(n, produce, tx);
          yield* sleep(5);
          for (let v = show(yield* recv(rx)); v !== "None"; v = show(yield* recv(rx))) {
            log.push(`got ${v}`);
            yield* sleep(1);
          }
          return undefined;
        }),
      ),
    );
    expect(log).toEqual([
      "sent 1",
      "sent 2",
      "got Some(1)",
      "sent 3",
      "got Some(2)",
      "sent 4",
      "got Some(3)",
      "got Some(4)",
    ]);
  });

  it("K-5: try_recv takes nothing while others wait in recv", async () => {
    const { value } = await run(
      withChannel(1, ({ tx, rx }) =>
        block(function* (n) {
          const h = spawn(n, bound(rx, "recv"));
          yield* sleep(1);
          yield* send(tx, 1);
          const tried = show(yield* method(rx, "try_recv"));
          return `${tried} ${show(yield* join(h))}`;
        }),
      ),
    );
    expect(value).toBe("None Some(1)");
  });

  it("K-6: recv_timeout gives the value in time, or None; a value of the same instant wins", async () => {
    const feed = fn("feed", function* (tx: never): Code {
      yield* sleep(5);
      yield* send(tx, "five");
      yield* sleep(5);
      return yield* method(tx, "close");
    });
    const { value, elapsed } = await run(
      withChannel(1, ({ tx, rx }) =>
        block(function* (n) {
          spawn(n, feed, tx);
          return yield* outcomes(
            () => method(rx, "recv_timeout", [3]),
            () => method(rx, "recv_timeout", [2]),
            () => method(rx, "recv_timeout", [100]),
            () => method(rx, "recv_timeout", ["1"]),
            () => method(rx, "recv_timeout", [-5]),
          );
        }),
      ),
    );
    expect(value).toBe(
      "None, Some(five), None, recv_timeout requires int (ms), recv_timeout: ms must not be negative, got -5",
    );
    expect(elapsed).toBe(10);
  });

  it("K-7: after tx.close what was sent or waits to be sent still comes, later sends are errors", async () => {
    const { value } = await run(
      withChannel(1, ({ tx, rx }) =>
        block(function* (n) {
          yield* send(tx, 1);
          const h = spawn(n, bound(tx, "send", 2));
          yield* sleep(1);
          yield* method(tx, "close");
          yield* method(tx, "close");
          return yield* outcomes(
            () => recv(rx),
            () => recv(rx),
            () => recv(rx),
            () => send(tx, 3),
            () => join(h),
          );
        }),
      ),
    );
    expect(value).toBe("Some(1), Some(2), None, channel is closed, ()");
  });

  it("K-7: waiting receivers get None at once", async () => {
    const { value, elapsed } = await run(
      withChannel(1, ({ tx, rx }) =>
        block(function* (n) {
          const h = spawn(n, bound(rx, "recv"));
          yield* sleep(4);
          yield* method(tx, "close");
          return show(yield* join(h)) as string;
        }),
      ),
    );
    expect([value, elapsed]).toEqual(["None", 4]);
  });

  it("K-8: after rx.close sends fail, waiting ones too; what is buffered can still be received", async () => {
    const { value } = await run(
      withChannel(1, ({ tx, rx }) =>
        block(function* (n) {
          yield* send(tx, 1);
          const h = spawn(
            n,
            fn("s", () => outcomes(() => send(tx, 2))),
          );
          yield* sleep(1);
          yield* method(rx, "close");
          return yield* outcomes(
            () => join(h),
            () => send(tx, 3),
            () => recv(rx),
            () => recv(rx),
          );
        }),
      ),
    );
    const refused = "channel send failed: channel is closed";
    expect(value).toBe(`${refused}, ${refused}, Some(1), None`);
  });

  it("K-8: after both closes the sender's text takes precedence", async () => {
    const { value } = await run(
      withChannel(1, function* ({ tx, rx }) {
        yield* method(rx, "close");
        yield* method(tx, "close");
        return yield* outcomes(() => send(tx, 3));
      }),
    );
    expect(value).toBe("channel is closed");
  });

  it("K-9: receivers are served and senders admitted first come, first served", async () => {
    const log: string[] = [];
    const get = fn("get", function* (name: string, rx: never): Code {
      log.push(`${name}=${show(yield* recv(rx))}`);
      return undefined;
    });
    await run(
      withChannel(1, ({ tx, rx }) =>
        block(function* (n) {
          for (const name of ["a", "b", "c"]) spawn(n, get, name, rx);
          yield* sleep(1);
          for (const v of [1, 2, 3]) yield* send(tx, v);
          return undefined;
        }),
      ),
    );
    expect(log).toEqual(["a=Some(1)", "b=Some(2)", "c=Some(3)"]);
  });

  it("K-9: two paced consumers of a channel of capacity 1 alternate", async () => {
    const consume = fn("consume", function* (rx: never): Code {
      const got: unknown[] = [];
      for (let v = show(yield* recv(rx)); v !== "None"; v = show(yield* recv(rx))) {
        got.push(v);
        yield* sleep(1);
      }
      return got.join();
    });
    const feed = fn("feed", function* (tx: never): Code {
      for (let i = 0; i < 6; i++) yield* send(tx, i);
      return yield* method(tx, "close");
    });
    const { value } = await run(
      withChannel(1, ({ tx, rx }) =>
        block(function* (n) {
          const a = spawn(n, consume, rx);
          const b = spawn(n, consume, rx);
          spawn(n, feed, tx);
          return `${yield* join(a)} | ${yield* join(b)}`;
        }),
      ),
    );
    expect(value).toBe("Some(0),Some(2),Some(4) | Some(1),Some(3),Some(5)");
  });

  it("K-12, K-3: wrong methods and missing arguments", async () => {
    const { value } = await run(
      withChannel(1, ({ tx, rx }) =>
        outcomes(
          () => method(tx, "recv"),
          () => method(rx, "send", [1]),
          () => method(tx, "send"),
        ),
      ),
    );
    expect(value).toBe(
      "no method 'recv' on AsyncChannelSender, no method 'send' on AsyncChannelReceiver, send requires a value",
    );
  });

  it("C-4: a task that waits once more gives a value back to the channel where it waits now", async () => {
    const { value } = await run(
      fn("main", function* () {
        const a = yield* channel(1);
        const b = yield* channel(1);
        const twice = fn("twice", function* () {
          yield* recv(a.rx);
          return yield* recv(b.rx);
        });
        return yield* block(function* (nursery) {
          const task = spawn(nursery, twice);
          yield* send(a.tx, "first");
          yield* sleep(1);
          yield* send(b.tx, "second");
          yield* method(task, "cancel");
          return yield* outcomes(
            () => method(a.rx, "try_recv"),
            () => method(b.rx, "try_recv"),
          );
        });
      }),
    );
    expect(value).toBe("None, Some(second)");
  });

  it("C-4: a task that waits to send once more takes back the value that it sends now", async () => {
    const { value } = await run(
      withChannel(1, function* ({ tx, rx }) {
        const thrice = fn("thrice", function* () {
          yield* send(tx, 1);
          yield* send(tx, 2);
          return yield* send(tx, 3);
        });
        return yield* block(function* (nursery) {
          const task = spawn(nursery, thrice);
          const first = yield* recv(rx);
          yield* sleep(1);
          yield* method(task, "cancel");
          const rest = yield* outcomes(
            () => method(rx, "try_recv"),
            () => method(rx, "try_recv"),
          );
          return `${show(first)}, ${rest}`;
        });
      }),
    );
    expect(value).toBe("Some(1), Some(2), None");
  });

  it("K-14: a wait in a later evaluation works on a channel of an earlier one, and ended evaluations leave no waiter", async () => {
    let ends: Ends | undefined;
    await run(
      fn("main", function* () {
        ends = yield* channel(1);
        yield* send(ends.tx, "kept");
        return yield* send(ends.tx, "stuck");
      }),
    );
    const { value } = await run(
      fn("main", () =>
        outcomes(
          () => recv(ends!.rx),
          () => method(ends!.rx, "try_recv"),
        ),
      ),
    );
    expect(value).toBe("Some(kept), None");
  });
});
