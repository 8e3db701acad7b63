// biome-ignore-all lint/correctness/useYield: an Ion function that happens not to wait is a generator all the same.
import { expect, it } from "vitest";
import { formatTraceEvent, type TraceEvent, traceTo } from "../../runtime/scheduler/trace.ts";
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
    { trace: traceTo((event) => events.push(event)) },
  );
  expect(events.map(formatTraceEvent)).toEqual([
    "     0 ms  create  main",
    "     0 ms  start   main",
    "     0 ms  create  task #1 worker      1:1    child of main",
    "     0 ms  yield   main                6:1    new tasks start first",
    "     0 ms  start   task #1 worker      1:1",
    "     0 ms  park    task #1 worker      3:5    waits for a timer",
    "     0 ms  park    main                6:1    waits for a timer",
    "     2 ms  wake    main                6:1",
    "     2 ms  cancel  task #1 worker      3:5    by handle",
    "     2 ms  end     task #1 worker             cancelled",
    "     2 ms  end     main                       value",
  ]);
});
