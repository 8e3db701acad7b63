// biome-ignore-all lint/correctness/useYield: an Ion function that happens not to wait is a generator all the same.
/** The properties P-1 to P-18 of concurrency 11.2, over random programs with a scripted host. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { callValue } from "../../runtime/machine/call.ts";
import { Deque } from "../../runtime/scheduler/deque.ts";
import { Evaluation } from "../../runtime/scheduler/evaluation.ts";
import { formatTraceEvent, type TraceEvent, traceTo } from "../../runtime/scheduler/trace.ts";
import { VirtualClock } from "../../runtime/scheduler/virtual-clock.ts";
import { block, type Code, fn, join, options, run, spawn } from "./kit.ts";
import { CHANNELS, describeOutcome, program, type Step, World } from "./random-program.ts";

interface Observed {
  readonly world: World;
  readonly clock: VirtualClock;
  readonly outcome: string;
  readonly elapsed: number;
  readonly trace: readonly TraceEvent[];
  /** How many lines the log had when the evaluation settled. */
  readonly left: number;
}

/** A traced run takes the frames of every task that waits off the stack; without a tracer others run on top of them. */
async function runUntraced(steps: readonly Step[], sliceLength: number): Promise<unknown> {
  const clock = new VirtualClock();
  const world = new World(clock);
  const { value, error, elapsed } = await run(world.main(steps), { clock, sliceLength });
  const { timers, hostCalls, liveTasks } = world.loop ?? NOTHING_LEFT;
  return { log: world.log, outcome: describeOutcome(value, error), elapsed, left: [timers.size, hostCalls, liveTasks] };
}

const NOTHING_LEFT = { timers: { size: 0 }, hostCalls: 0, liveTasks: 0 };

async function observe(steps: readonly Step[], sliceLength = 10_000): Promise<Observed> {
  const clock = new VirtualClock();
  const world = new World(clock);
  const trace: TraceEvent[] = [];
  const { value, error, elapsed } = await run(world.main(steps), {
    clock,
    sliceLength,
    trace: traceTo((event) => trace.push(event)),
  });
  return { world, clock, outcome: describeOutcome(value, error), elapsed, trace, left: world.log.length };
}

const check = (holds: (observed: Observed, steps: readonly Step[]) => void | Promise<void>, numRuns = 300) =>
  fc.assert(
    fc.asyncProperty(program, async (steps) => holds(await observe(steps), steps)),
    { numRuns },
  );

/** The last word on each task: its `end` event. */
function ended(trace: readonly TraceEvent[]): Map<string, number> {
  const ends = new Map<string, number>();
  trace.forEach((event, index) => {
    if (event.type === "end") ends.set(event.task, index);
  });
  return ends;
}

describe("properties of random programs", () => {
  it("P-2: every task that was made is done when the evaluation is, and no code runs later", async () => {
    await check(async ({ trace, world, clock, left }) => {
      const made = new Set(trace.filter((event) => event.type === "create").map((event) => event.task));
      expect(new Set(ended(trace).keys())).toEqual(made);
      const { timers, hostCalls, liveTasks } = world.loop!;
      expect([timers.size, hostCalls, liveTasks]).toEqual([0, 0, 0]);
      await clock.sleep(100);
      expect(world.log.length).toBe(left);
    });
  });

  it("P-2: a child is done before the owner of its block goes on", async () => {
    await check(({ trace }) => {
      expect(trace.at(-1)).toMatchObject({ type: "end", task: "main" });
    });
  });

  it("P-9: the order of tasks is the same when they run on top of those that wait", async () => {
    const slices = fc.constantFrom(3, 50, 10_000);
    await fc.assert(
      fc.asyncProperty(program, slices, async (steps, sliceLength) => {
        const { world, outcome, elapsed } = await observe(steps, sliceLength);
        const left = [0, 0, 0];
        expect(await runUntraced(steps, sliceLength)).toEqual({ log: world.log, outcome, elapsed, left });
      }),
      { numRuns: 10_000 },
    );
  });

  it("P-3: each accepted value is received exactly once or still in the channel", async () => {
    await check(async ({ world }) => {
      if (world.log.length === 0) return;
      for (let i = 0; i < CHANNELS; i++) {
        await run(fn("drain", () => world.drain(i)));
        expect(new Set(world.received[i]).size).toBe(world.received[i]!.length);
        // A send that was accepted and whose task was cancelled before it resumed is not in the books of the sender.
        for (const value of world.accepted[i]!) expect(world.received[i]).toContain(value);
      }
    });
  });

  it("P-6: after a task was cancelled it neither starts nor parks, and it ends once", async () => {
    await check(({ trace }) => {
      const cancelled = new Set<string>();
      const over = new Set<string>();
      for (const { type, task } of trace) {
        if (type === "cancel") cancelled.add(task);
        if (type === "start" || type === "park" || type === "wake") {
          expect(cancelled.has(task) && type !== "wake" ? `${task} ${type}` : "").toBe("");
        }
        if (type === "end") {
          expect(over.has(task)).toBe(false);
          over.add(task);
        }
      }
    });
  });

  it("P-6: host calls are aborted at most once, and only if they started", async () => {
    await check(({ world }) => {
      expect(world.host.aborted.length).toBeLessThanOrEqual(world.host.started);
    });
  });

  it("P-9: same program, same host script: same trace; also with another slice length", async () => {
    await check(async ({ trace, outcome, world }, steps) => {
      const again = await observe(steps);
      expect(again.trace.map(formatTraceEvent)).toEqual(trace.map(formatTraceEvent));
      expect(again.outcome).toBe(outcome);
      const sliced = await observe(steps, 5000);
      expect(sliced.world.log).toEqual(world.log);
    }, 150);
  });

  it("P-12: sleeps are exact under the virtual clock, and awaited tasks are done", async () => {
    await check(({ world }) => {
      expect(world.violations).toEqual([]);
    });
  });

  it("P-16: a deadlock is reported only when nothing is pending, and names what waits", async () => {
    await check(({ outcome, trace }) => {
      if (!outcome.startsWith("error deadlock")) return;
      expect(outcome).toMatch(/^error deadlock: all tasks are waiting: main at /);
      expect(outcome).not.toMatch(/waits for (a timer|a host call|its turn|its deadline)/);
      expect(trace.at(-1)!.task).toBe("main");
    });
  });

  it("P-2, P-15: an abort at any moment leaves nothing behind", async () => {
    await fc.assert(
      fc.asyncProperty(program, fc.nat(12), async (steps, moment) => {
        const clock = new VirtualClock();
        const world = new World(clock);
        const controller = new AbortController();
        const trace: TraceEvent[] = [];
        const settings = options({ clock, trace: traceTo((event) => trace.push(event)) });
        const result = new Evaluation(settings)
          .runAsync(() => callValue(world.main(steps), []), controller.signal)
          .then(
            () => "settled",
            (reason: unknown) => (reason === "abort" ? "aborted" : "settled"),
          );
        await clock.sleep(moment);
        const before = world.log.length;
        const wasOver = ended(trace).has("main");
        controller.abort("abort");
        expect(await result).toBe(wasOver ? "settled" : "aborted");
        const made = trace.filter((event) => event.type === "create").length;
        expect(ended(trace).size).toBe(made);
        await clock.sleep(100);
        expect(world.log.length).toBe(before);
      }),
      { numRuns: 200 },
    );
  });
});

describe("properties of parts", () => {
  it("P-5: a loop that spawns and awaits in one block keeps nothing of finished children", async () => {
    const quick = fn("quick", function* (): Code {
      return undefined;
    });
    let liveAtEnd = 0;
    await run(
      fn("main", () =>
        block(function* (n) {
          for (let i = 0; i < 10_000; i++) yield* join(spawn(n, quick));
          liveAtEnd = n.owner.childCount;
          return undefined;
        }),
      ),
    );
    expect(liveAtEnd).toBe(0);
  });

  it("a deque behaves as an array", () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom("push", "front", "shift")), (operations) => {
        const deque = new Deque<number>();
        const model: number[] = [];
        operations.forEach((operation, i) => {
          if (operation === "push") {
            deque.push(i);
            model.push(i);
          } else if (operation === "front") {
            deque.pushFront(i);
            model.unshift(i);
          } else if (model.length > 0) {
            expect(deque.peek()).toBe(model[0]);
            expect(deque.shift()).toBe(model.shift());
          }
          expect(deque.length).toBe(model.length);
        });
      }),
    );
  });
});
