// biome-ignore-all lint/correctness/useYield: an Ion function that happens not to wait is a generator all the same.
import { expect, it } from "vitest";
import { type TraceEvent, formatTraceEvent } from "../../runtime/scheduler/trace.ts";
import { at, block, type Code, fn, method, run, sleep, spawn } from "./kit.ts";

it("P-9: a trace can be read by a person", async () => {
  const worker = fn("worker", function* (): Code {
    yield* sleep(50, at(3, 5));
    return undefined;
  });
  const events: TraceEvent[] = [];
  await run(
    fn("main", () =>
      block(function* (n) {
        const h = spawn(n, worker);
        yield* sleep(2, at(6, 1));
        yield* method(h, "cancel");
        return undefined;
      }),
    ),
    { trace: (event) => events.push(event) },
  );
  expect(events.map(formatTraceEvent)).toEqual([
    "0 ms  main  create",
    "0 ms  main  start",
    "0 ms  task #1 worker  create",
    "0 ms  main  wake",
    "0 ms  task #1 worker  start",
    "0 ms  task #1 worker  park    at 3:5 waits for a timer",
    "0 ms  main  park    at 6:1 waits for a timer",
    "2 ms  main  wake",
    "2 ms  task #1 worker  cancel",
    "2 ms  task #1 worker  end     cancelled",
    "2 ms  main  end     value",
  ]);
});
