// biome-ignore-all lint/correctness/useYield: an Ion function that happens not to wait is a generator all the same.
import { describe, expect, it } from "vitest";
import { awaitTask } from "../../runtime/scheduler/task-handle.ts";
import { isTruthy } from "../../runtime/values/truthiness.ts";
import { attempt, block, type Code, fn, join, method, run, show, sleep, spawn, wait } from "./kit.ts";

const w = fn("w", function* (ms: number, value: number): Code {
  yield* sleep(ms);
  return value;
});

describe("task handles", () => {
  it("T-1, C-6: awaiting a cancelled task raises `task cancelled` at the await, every time", async () => {
    const { value, elapsed } = await run(
      fn("main", () =>
        block(function* (n) {
          const h = spawn(n, w, 50, 1);
          yield* sleep(2);
          yield* method(h, "cancel");
          const a = yield* attempt(
            () => join(h),
            (e) => e,
          );
          const b = yield* attempt(
            () => method(h, "await_timeout", [9]),
            (e) => e,
          );
          return `${a}, ${b}`;
        }),
      ),
    );
    expect([value, elapsed]).toEqual(["task cancelled, task cancelled", 2]);
  });

  it("T-2: a handle can be awaited again, without waiting", async () => {
    const { value, elapsed } = await run(
      fn("main", () =>
        block(function* (n) {
          const h = spawn(n, w, 5, 7);
          return ((yield* join(h)) as number) + ((yield* join(h)) as number);
        }),
      ),
    );
    expect([value, elapsed]).toEqual([14, 5]);
  });

  it("T-3: other values cannot be awaited", async () => {
    const { error } = await run(fn("main", () => wait(awaitTask(5))));
    expect(error).toMatchObject({ kind: "type", message: "cannot await int" });
  });

  it("T-4: await_timeout gives None when the time is over and does not cancel", async () => {
    const { value, elapsed } = await run(
      fn("main", () =>
        block(function* (n) {
          const h = spawn(n, w, 10, 3);
          const answers = [
            yield* method(h, "await_timeout", [4]),
            yield* method(h, "is_cancelled"),
            yield* method(h, "await_timeout", [50]),
            yield* method(h, "await_timeout", [0]),
          ];
          return answers.map(show).join(" ");
        }),
      ),
    );
    expect([value, elapsed]).toEqual(["None false Some(3) Some(3)", 10]);
  });

  it.each([
    [[], "await_timeout requires int (ms)"],
    [["x"], "await_timeout requires int (ms)"],
    [[-1], "await_timeout: ms must not be negative, got -1"],
  ])("T-4, Z-2: await_timeout(%j) is refused", async (args, message) => {
    const { error } = await run(fn("main", () => block((n) => method(spawn(n, w, 1, 1), "await_timeout", args))));
    expect(error).toMatchObject({ kind: "runtime", message });
  });

  it("T-5: is_finished before, during and after", async () => {
    const { value } = await run(
      fn("main", () =>
        block(function* (n) {
          const h = spawn(n, w, 4, 1);
          const a = yield* method(h, "is_finished");
          yield* sleep(2);
          const b = yield* method(h, "is_finished");
          yield* sleep(3);
          return [a, b, yield* method(h, "is_finished")].join();
        }),
      ),
    );
    expect(value).toBe("false,false,true");
  });

  it("T-6, T-7: cancelling a task that is done only sets the flag", async () => {
    const { value } = await run(
      fn("main", () =>
        block(function* (n) {
          const h = spawn(n, w, 1, 42);
          yield* join(h);
          yield* method(h, "cancel");
          yield* method(h, "cancel");
          return [yield* method(h, "is_cancelled"), yield* join(h)].join();
        }),
      ),
    );
    expect(value).toBe("true,42");
  });

  it("T-9: type, display and unknown methods", async () => {
    const { error, value } = await run(
      fn("main", () =>
        block(function* (n) {
          const h = spawn(n, w, 1, 1);
          const known = `${h.typeName} ${h.displayText()} ${isTruthy(h)}`;
          return yield* attempt(
            () => method(h, "join"),
            (e) => `${known}: ${e}`,
          );
        }),
      ),
    );
    expect(error).toBeUndefined();
    expect(value).toBe("AsyncTask <AsyncTask> true: AsyncTask has no method 'join'");
  });

  it("T-10: a handle that leaves its block refers to a task that is done", async () => {
    const { value, elapsed } = await run(
      fn("main", function* () {
        const h = yield* block(function* (n) {
          return spawn(n, w, 20, 7);
        });
        return yield* join(h);
      }),
    );
    expect([value, elapsed]).toEqual([7, 20]);
  });

  it("M-20: a task cannot await itself", async () => {
    let own: unknown;
    const me = fn("me", function* (): Code {
      yield* sleep(1);
      return yield* attempt(
        () => join(own as never),
        (e) => e,
      );
    });
    const { value } = await run(
      fn("main", () =>
        block(function* (n) {
          const h = spawn(n, me);
          own = h;
          return yield* join(h);
        }),
      ),
    );
    expect(value).toBe("a task cannot await itself");
  });
});
