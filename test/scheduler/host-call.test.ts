// biome-ignore-all lint/correctness/useYield: an Ion function that happens not to wait is a generator all the same.
import { describe, expect, it } from "vitest";
import { NO_POSITION, runtimeError } from "../../runtime/errors.ts";
import { PreparedCall } from "../../runtime/machine/call.ts";
import { ION_OUTCOME, waiter } from "../../runtime/machine/waiter.ts";
import { Cancellation } from "../../runtime/scheduler/cancelled.ts";
import { RealClock } from "../../runtime/scheduler/clock.ts";
import { HostCall } from "../../runtime/scheduler/host-call.ts";
import { Loop } from "../../runtime/scheduler/loop.ts";
import { VirtualClock } from "../../runtime/scheduler/virtual-clock.ts";
import { NativeFunction } from "../../runtime/values/function.ts";
import {
  at,
  attempt,
  block,
  type Code,
  call,
  fn,
  Host,
  join,
  MODULE,
  options,
  run,
  show,
  sleep,
  spawn,
  timeout,
} from "./kit.ts";

function world() {
  const clock = new VirtualClock();
  return { clock, host: new Host(clock) };
}

/** A host function whose calls answer with promises that the test settles. */
function askHost(): { ask: NativeFunction; answers: ((value: string) => void)[] } {
  const answers: ((value: string) => void)[] = [];
  const answer = () => new Promise<string>((resolve) => answers.push(resolve));
  return {
    answers,
    ask: new NativeFunction("ask", true, () => waiter().operate(() => waiter().waitFor(answer(), "ask"))),
  };
}

describe("host calls", () => {
  it("C-4: a settlement that an interrupt overtook does not wake the task from its next wait", async () => {
    const { clock } = world();
    const loop = new Loop(options({ clock }));
    const start = () => undefined;
    const task = loop.createTask(new PreparedCall({ name: "main", start }, undefined, null, NO_POSITION), "root", null);
    const call = new HostCall(task);
    task.request = call;
    task.becomeParked();
    call.begin(Promise.resolve("late"), ION_OUTCOME, undefined);
    await Promise.resolve();
    expect(loop.hostCalls).toBe(0);
    call.abort(Cancellation.by("nursery"));
    task.request = new HostCall(task);
    call.take();
    expect(task.isParked).toBe(true);
    task.request = call;
    call.take();
    expect(task.isReady).toBe(true);
  });

  it("C-4: the next call of a task does not see how the one ends that an interrupt withdrew", async () => {
    const { ask, answers } = askHost();
    const fail = fn("fail", function* () {
      yield* sleep(1);
      throw runtimeError("failed");
    });
    const done = run(
      fn("main", function* () {
        const first = yield* attempt(
          () =>
            block(function* (n) {
              spawn(n, fail);
              return yield* call(ask);
            }),
          (message) => message,
        );
        const second = yield* call(ask);
        return `${first} ${second} ${yield* call(ask)}`;
      }),
    );
    await expect.poll(() => answers.length).toBe(2);
    answers[0]!("too late");
    await Promise.resolve();
    answers[1]!("second");
    await expect.poll(() => answers.length).toBe(3);
    answers[2]!("third");
    expect(await done).toMatchObject({ value: "failed second third" });
  });

  it("H-4: what a promise settles as is not for a `then` of its own to say", async () => {
    const tampered = Object.assign(Promise.resolve("once"), {
      // biome-ignore lint/suspicious/noThenProperty: a promise that somebody tampered with.
      then: (settle: (value: string) => void) => {
        settle("first");
        settle("second");
      },
    });
    const tamper = new NativeFunction("tamper", true, () => waiter().waitFor(tampered, "tamper"));
    const { ask, answers } = askHost();
    const done = run(
      fn("main", function* () {
        return [yield* call(tamper), yield* call(ask)].map(show).join(" ");
      }),
    );
    await expect.poll(() => answers.length).toBe(1);
    answers[0]!("asked");
    expect(await done).toMatchObject({ value: "once asked" });
  });

  it("H-4: a promise that cannot be listened to fails the call, and the task goes on", async () => {
    const tampered = Object.defineProperty(Promise.resolve(), "constructor", {
      get: () => {
        throw new Error("hands off");
      },
    });
    const tamper = new NativeFunction("tamper", true, () => waiter().waitFor(tampered, "tamper"));
    const { ask, answers } = askHost();
    const done = run(
      fn("main", function* () {
        const heard = yield* attempt(
          () => call(tamper),
          (message) => message,
        );
        return [heard, yield* call(ask)].map(show).join(" ");
      }),
    );
    await expect.poll(() => answers.length).toBe(1);
    answers[0]!("asked");
    expect(await done).toMatchObject({ value: "hands off asked" });
  });

  it("H-4: the outcomes of a task's first call and of later ones reach it alike", async () => {
    const answers = [() => Promise.resolve("a"), () => Promise.reject(new Error("b"))];
    let calls = 0;
    const ask = new NativeFunction("ask", true, () => waiter().waitFor(answers[calls++ % 2]!(), "ask"));
    const { value } = await run(
      fn("main", function* () {
        const heard: string[] = [];
        for (let i = 0; i < 6; i++) {
          heard.push(
            String(
              yield* attempt(
                () => call(ask),
                (message) => `!${message}`,
              ),
            ),
          );
        }
        return heard.join(" ");
      }),
    );
    expect(value).toBe("a !b a !b a !b");
  });

  it("M-15: the event loop of the host turns while every call is answered at once", async () => {
    let isOver = false;
    setImmediate(() => {
      isOver = true;
    });
    const ready = new NativeFunction("ready", true, () => waiter().waitFor(Promise.resolve(1), "ready"));
    const { value } = await run(
      fn("main", function* () {
        let calls = 0;
        while (!isOver) calls += (yield* call(ready)) as number;
        return calls > 1;
      }),
      { clock: new RealClock() },
    );
    expect(value).toBe(true);
  });

  it("M-16: a timer that is armed after a call fires at its time, before those that were armed already", async () => {
    const ready = new NativeFunction("ready", true, () => waiter().waitFor(Promise.resolve(1), "ready"));
    const log: string[] = [];
    const nap = (milliseconds: number) =>
      fn("nap", function* () {
        yield* sleep(milliseconds);
        log.push(`nap ${milliseconds}`);
        return undefined;
      });
    const { elapsed } = await run(
      fn("main", () =>
        block(function* (n) {
          spawn(n, nap(1000));
          for (let i = 0; i < 3; i++) yield* call(ready);
          yield* sleep(5);
          log.push("slept");
          yield* call(ready);
          log.push("called");
          return undefined;
        }),
      ),
    );
    expect([log, elapsed]).toEqual([["slept", "called", "nap 1000"], 1000]);
  });

  it("M-16: the only call in flight is taken in the reaction to its promise", async () => {
    const { ask, answers } = askHost();
    const log: string[] = [];
    const done = run(
      fn("main", function* () {
        log.push(`task ${yield* call(ask)}`);
        return undefined;
      }),
    );
    answers[0]!("a");
    await Promise.resolve().then(() => log.push("host"));
    expect(log).toEqual(["task a", "host"]);
    await done;
  });

  it("M-16: settlements of one moment share a turn, which comes after them", async () => {
    const { ask, answers } = askHost();
    const log: string[] = [];
    const work = fn("work", function* () {
      log.push(`task ${yield* call(ask)}`);
      return undefined;
    });
    const done = run(
      fn("main", () =>
        block(function* (n) {
          spawn(n, work);
          spawn(n, work);
          return undefined;
        }),
      ),
    );
    answers[1]!("b");
    answers[0]!("a");
    await Promise.resolve().then(() => log.push("host"));
    await done;
    expect(log).toEqual(["host", "task b", "task a"]);
  });

  it("H-3: calls of different tasks overlap", async () => {
    const { clock, host } = world();
    const { value, elapsed } = await run(
      fn("main", () =>
        block(function* (n) {
          const a = spawn(n, host.delay, 10, "a");
          const b = spawn(n, host.delay, 10, "b");
          return `${yield* join(a)}${yield* join(b)}`;
        }),
      ),
      { clock },
    );
    expect([value, elapsed]).toEqual(["ab", 10]);
  });

  it("B-19: a spawned host function is called when the child first runs", async () => {
    const { clock, host } = world();
    await run(
      fn("main", () =>
        block(function* (n) {
          spawn(n, host.delay, 1, 1);
          expect(host.started).toBe(0);
          yield* sleep(0);
          expect(host.started).toBe(1);
          return undefined;
        }),
      ),
      { clock },
    );
  });

  it("H-4: a rejection is an error at the call; other values than Ion errors are kept as cause", async () => {
    const { clock, host } = world();
    const thrown = new TypeError("disk full");
    const broken = host.promise("broken", () => Promise.reject(thrown));
    const load = fn("load", function* (): Code {
      yield* sleep(1);
      return yield* call(broken, [], at(4, 5));
    });
    const { text, error } = await run(
      fn("main", () => call(load, [], at(7, 9))),
      { clock },
    );
    expect(text).toBe("4:5 disk full");
    expect(error).toMatchObject({ kind: "runtime", cause: thrown });
  });

  it("H-5: handlers work across frames and suspensions", async () => {
    const { clock, host } = world();
    const deep = fn("deep", function* (): Code {
      yield* call(host.delay, [1, 1]);
      return yield* call(host.failAfter, [1, "d"]);
    });
    const mid = fn("mid", function* (): Code {
      return `${yield* call(deep)} not reached`;
    });
    const { value } = await run(
      fn("main", () =>
        attempt(
          () => call(mid),
          (e) => `c ${e}`,
        ),
      ),
      { clock },
    );
    expect(value).toBe("c d");
  });

  it("M-16: settlements of one moment share a turn", async () => {
    const { clock, host } = world();
    const log: string[] = [];
    const get = fn("get", function* (name: string): Code {
      yield* call(host.delay, [3, name]);
      log.push(name);
      yield* sleep(0);
      log.push(`${name}'`);
      return undefined;
    });
    await run(
      fn("main", () =>
        block(function* (n) {
          spawn(n, get, "a");
          spawn(n, get, "b");
          return undefined;
        }),
      ),
      { clock },
    );
    expect(log).toEqual(["a", "b", "a'", "b'"]);
  });

  it("M-15: an endless chain of host calls that resolve at once starves neither timers nor the host", async () => {
    const { clock, host } = world();
    const endless = fn("endless", function* (): Code {
      for (;;) yield* call(host.ready, [1]);
    });
    const { value } = await run(
      fn("main", () => timeout(0, endless)),
      { clock },
    );
    expect(show(value)).toBe("None");
  });

  it("T-1, B-11: an awaited error keeps the position where it arose", async () => {
    const inner = fn("inner", function* (): Code {
      for (let i = 0; i < 3; i++) yield* sleep(1);
      throw runtimeError("unplaced").locate(MODULE, at(9, 9));
    });
    const { text } = await run(fn("main", () => block((n) => join(spawn(n, inner), at(2, 2)))));
    expect(text).toBe("9:9 unplaced");
  });
});
