// biome-ignore-all lint/correctness/useYield: an Ion function that happens not to wait is a generator all the same.
import { describe, expect, it } from "vitest";
import { VirtualClock } from "../../runtime/scheduler/virtual-clock.ts";
import {
  attempt,
  block,
  CHANNEL,
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

/** A function that notes its start, sleeps, and notes its end. */
function sleeper(log: string[]) {
  return fn("w", function* (name: string, ms: number): Code {
    log.push(`s${name}`);
    yield* sleep(ms);
    log.push(`e${name}`);
    return name;
  });
}

describe("order of running", () => {
  it("M-11: spawn does not run the task, the spawner goes on", async () => {
    const log: string[] = [];
    const w = sleeper(log);
    await run(
      fn("main", () =>
        block(function* (n) {
          spawn(n, w, "1", 1);
          log.push("a");
          spawn(n, w, "2", 1);
          log.push("b");
          yield* sleep(5);
          log.push("c");
          return undefined;
        }),
      ),
    );
    expect(log).toEqual(["a", "b", "s1", "s2", "e1", "e2", "c"]);
  });

  it("M-12: new children start before the parent's next suspending operation, even one that need not wait", async () => {
    const log: string[] = [];
    const note = fn("note", function* (text: string): Code {
      log.push(text);
      return undefined;
    });
    await run(
      fn("main", () =>
        block(function* (n) {
          const { tx, rx } = yield* channel(5);
          spawn(n, note, "c1");
          log.push("p0");
          yield* send(tx, 1);
          log.push("p1");
          spawn(n, note, "c2");
          yield* recv(rx);
          log.push("p2");
          spawn(n, note, "c3");
          yield* channel(1);
          log.push("p3");
          spawn(n, note, "c4");
          yield* method(rx, "close");
          log.push("p4");
          return undefined;
        }),
      ),
    );
    expect(log).toEqual(["p0", "c1", "p1", "c2", "p2", "c3", "p3", "c4", "p4"]);
  });

  it("M-12: a bad argument is refused before children start", async () => {
    const log: string[] = [];
    const note = fn("note", function* (text: string): Code {
      log.push(text);
      return undefined;
    });
    await run(
      fn("main", () =>
        block(function* (n) {
          spawn(n, note, "child");
          yield* attempt(
            () => sleep("x"),
            (e) => void log.push(e),
          );
          yield* attempt(
            () => call(CHANNEL, []),
            (e) => void log.push(e),
          );
          return undefined;
        }),
      ),
    );
    expect(log).toEqual(["sleep requires int (ms)", "channel requires int capacity", "child"]);
  });

  it("M-10: tx.close, try_recv, cancel and is_finished let nobody run", async () => {
    const log: string[] = [];
    await run(
      fn("main", () =>
        block(function* (n) {
          const { tx, rx } = yield* channel(1);
          const h = spawn(n, sleeper(log), "1", 0);
          yield* method(rx, "try_recv");
          yield* method(tx, "close");
          log.push(`finished ${yield* method(h, "is_finished")}`);
          log.push("alone");
          yield* join(h);
          return undefined;
        }),
      ),
    );
    expect(log).toEqual(["finished false", "alone", "s1", "e1"]);
  });

  it("M-13: waiters of a task resume in the order in which they began to wait, before the owner that joins", async () => {
    const log: string[] = [];
    const waiter = fn("waiter", function* (name: string, h: never, ms: number): Code {
      yield* sleep(ms);
      yield* join(h);
      log.push(name);
      return undefined;
    });
    await run(
      fn("main", function* () {
        yield* block(function* (n) {
          const h = spawn(n, sleeper([]), "t", 10);
          spawn(n, waiter, "a", h, 8);
          spawn(n, waiter, "b", h, 0);
          spawn(n, waiter, "c", h, 4);
          return undefined;
        });
        log.push("owner");
        return undefined;
      }),
    );
    expect(log).toEqual(["b", "c", "a", "owner"]);
  });

  it("M-11: two nurseries share one queue, and each owner resumes after its last child", async () => {
    const log: string[] = [];
    const leaf = fn("leaf", function* (name: string): Code {
      log.push(`${name}>`);
      yield* sleep(0);
      log.push(`<${name}`);
      return undefined;
    });
    const mid = fn("mid", function* (name: string): Code {
      log.push(`${name}(`);
      yield* block(function* (n) {
        spawn(n, leaf, `${name}1`);
        spawn(n, leaf, `${name}2`);
        log.push(`${name}.`);
        return undefined;
      });
      log.push(`)${name}`);
      return undefined;
    });
    await run(
      fn("main", () =>
        block(function* (n) {
          spawn(n, mid, "A");
          spawn(n, mid, "B");
          return undefined;
        }),
      ),
    );
    expect(log).toEqual(["A(", "A.", "B(", "B.", "A1>", "A2>", "B1>", "B2>", "<A1", "<A2", "<B1", "<B2", ")A", ")B"]);
  });

  it("M-16: of one instant the host's timers come first, then sleeps, then deadlines", async () => {
    const clock = new VirtualClock();
    const host = new Host(clock);
    const log: string[] = [];
    const nap = fn("nap", function* (name: string): Code {
      yield* sleep(10);
      log.push(`sleep ${name}`);
      return undefined;
    });
    const get = fn("get", function* (name: string): Code {
      yield* call(host.delay, [10, name]);
      log.push(`host ${name}`);
      return undefined;
    });
    const limited = fn("limited", function* (): Code {
      log.push(
        `limit ${show(
          yield* timeout(
            10,
            fn("f", () => sleep(99)),
          ),
        )}`,
      );
      return undefined;
    });
    await run(
      fn("main", () =>
        block(function* (n) {
          spawn(n, limited);
          spawn(n, nap, "1");
          spawn(n, get, "2");
          spawn(n, nap, "3");
          spawn(n, get, "4");
          return undefined;
        }),
      ),
      { clock },
    );
    expect(log).toEqual(["host 2", "host 4", "sleep 1", "sleep 3", "limit None"]);
  });

  it("M-16: sleeps and deadlines that are armed within an instant form a later batch of it", async () => {
    const zero = (steps: number) =>
      fn("f", function* () {
        for (let i = 0; i < steps; i++) yield* sleep(0);
        return 7;
      });
    const { value, elapsed } = await run(
      fn("main", function* () {
        const a = show(yield* timeout(0, zero(2)));
        const b = show(yield* timeout(0, zero(1)));
        const c = show(yield* timeout(0, zero(0)));
        return `${a} ${b} ${c}`;
      }),
    );
    expect([value, elapsed]).toEqual(["None Some(7) Some(7)", 0]);
  });

  it("M-16: a host promise that is resolved already gets in before a deadline that is due", async () => {
    const clock = new VirtualClock();
    const host = new Host(clock);
    const twice = fn("f", function* () {
      yield* call(host.ready, [1]);
      return yield* call(host.ready, [2]);
    });
    const { value } = await run(
      fn("main", function* () {
        return show(yield* timeout(0, twice)) as string;
      }),
      { clock },
    );
    expect(value).toBe("Some(2)");
  });

  it("M-17: a result wins against a deadline of its instant, and of two nested deadlines the inner one is first", async () => {
    const clock = new VirtualClock();
    const host = new Host(clock);
    const delayed = (ms: number) => fn("f", () => call(host.delay, [ms, 1]));
    const { value } = await run(
      fn("main", function* () {
        const results = [
          yield* timeout(5, delayed(5)),
          yield* timeout(
            5,
            fn("g", () => timeout(5, delayed(50))),
          ),
          yield* timeout(
            5,
            fn("g", () => timeout(50, delayed(100))),
          ),
        ];
        return results.map(show).join(" ");
      }),
      { clock },
    );
    expect(value).toBe("Some(1) Some(None) None");
  });

  it("M-17: a driver that wakes up late fires instants one after the other", async () => {
    const clock = new VirtualClock();
    const late = fn("f", function* () {
      yield* sleep(4);
      return 1;
    });
    const running = run(
      fn("main", function* () {
        return show(yield* timeout(10, late)) as string;
      }),
      { clock },
    );
    clock.advance(100);
    expect((await running).value).toBe("Some(1)");
  });
});
