/**
 * Properties of concurrency 11.2 that hold of every program: random Ion programs, compiled and run through `evalAsync`
 * over a host whose answers are drawn, too. properties-models.test.ts has those that compare with a model.
 */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Some } from "../../runtime/values/option.ts";
import { FakeRealTime } from "./kit/fake-real-time.ts";
import { checkPrograms, type Observed, observe } from "./kit/observe.ts";
import { CAPACITIES, program } from "./kit/program.ts";
import { type Entry, NOTHING_LEFT } from "./kit/stage.ts";
import { watchRejections } from "./kit/unhandled-rejections.ts";
import { hasUniqueTimes, uniqueTimes } from "./kit/unique-times.ts";

const rejections = watchRejections();

describe("any program, any host", () => {
  test("P-1: at rest no task waits for what has happened", async () => {
    await checkPrograms(({ rests }) => {
      expect(rests.flatMap(({ metWaits }) => metWaits)).toEqual([]);
    });
  });

  test("P-2: nothing is left behind, and no code runs later", async () => {
    await checkPrograms(async ({ stage }) => {
      expect(stage.violations).toEqual([]);
      expect(stage.leftovers).toEqual(NOTHING_LEFT);
      expect(endedTasks(stage.log)).toEqual(titles(stage.log, "create").sort());
      const length = stage.notes.length;
      await stage.clock.sleep(100);
      expect(stage.notes.length).toBe(length);
    });
  });

  test("P-2: a child is done before the task that owns its block", async () => {
    await checkPrograms(({ stage }) => {
      const ends = new Map(stage.log.flatMap(({ type, task }, index) => (type === "end" ? [[task, index]] : [])));
      for (const [child, parent] of parents(stage.log)) expect(ends.get(child)).toBeLessThan(ends.get(parent)!);
    });
  });

  test("P-3: a value that was sent is received once, or lies in the channel", async () => {
    await checkPrograms(({ stage }) => {
      stage.channels.forEach((_, index) => {
        const { offered, sent, received, left } = traffic(stage, index);
        const there = [...received, ...left];
        expect(new Set(there).size, "no value twice").toBe(there.length);
        expect(missing(there, offered), "received, but never sent").toEqual([]);
        expect(missing(sent, there), "sent, but neither received nor left").toEqual([]);
      });
    });
  });

  test("P-4: each receiver gets the values of each sender in their order, unless a receiver was cancelled", async () => {
    await checkPrograms(({ stage }) => {
      if (titles(stage.log, "cancel").length > 0) return;
      stage.channels.forEach((_, index) => {
        const { offered, received } = traffic(stage, index);
        for (const receiver of takers(stage.log, index)) {
          for (const sender of offerers(stage.log, index)) {
            const got = receiver.filter((value) => sender.includes(value));
            expect(got).toEqual(sender.filter((value) => got.includes(value)));
          }
        }
        expect(received.length).toBeLessThanOrEqual(offered.length);
      });
    });
  });

  test("P-5: a buffer holds its capacity at most, apart from values that a cancelled receiver gave back", async () => {
    await checkPrograms(({ stage, rests }) => {
      const givenBack = titles(stage.log, "cancel").length;
      for (const { buffered } of rests) {
        for (const [index, count] of buffered.entries())
          expect(count).toBeLessThanOrEqual(CAPACITIES[index]! + givenBack);
      }
    });
  });

  test("P-6: after a cancel no code of the task runs, unless it is the one that runs; a done task stays as it is", async () => {
    await checkPrograms(({ stage }) => {
      const cancelled = new Set<string>();
      const over = new Set<string>();
      for (const { type, task, by } of stage.log) {
        if (type === "cancel" && by !== task) cancelled.add(task);
        if (type === "note" || type === "start" || type === "park") expect(cancelled).not.toContain(task);
        if (type === "note" || type === "end") expect(over).not.toContain(task);
        if (type === "end") over.add(task);
      }
    });
  });

  test("P-6: a host call is aborted once if its task was cancelled while it was in flight, else never", async () => {
    await checkPrograms(({ stage }) => {
      for (const { aborts, isSettled } of stage.host.calls) {
        expect(aborts.length).toBeLessThanOrEqual(1);
        expect(aborts.length === 1 || isSettled).toBe(true);
      }
    });
  });

  test("P-7: a cancelled task ends at once, unless the one that cancels is below it", async () => {
    await checkPrograms(({ stage }) => {
      const parentOf = parents(stage.log);
      stage.log.forEach(({ type, task, by, time }, index) => {
        if (type !== "cancel" || isBelow(by, task, parentOf)) return;
        const next = stage.log
          .slice(index + 1)
          .find((entry) => !["cancel", "wake"].includes(entry.type) && !isEndOfOther(entry, task));
        expect(next).toMatchObject({ type: "end", task, time });
      });
    });
  });

  test("P-9: the same program and host give the same trace, also with another slice", async () => {
    await checkPrograms(async ({ stage, outcome }, steps) => {
      for (const sliceLength of [10_000, 777]) {
        const again = await observe(steps, { sliceLength });
        expect(again.outcome).toBe(outcome);
        expect(again.stage.lines).toEqual(stage.lines);
      }
    }, 40);
  });

  test("P-11: the trace under the real clock is that under the virtual one", async () => {
    const property = fc.asyncProperty(program.filter(hasUniqueTimes), async (steps) => {
      const virtual = await observe(steps, { timeOf: uniqueTimes() });
      const time = new FakeRealTime();
      try {
        const real = await time.drive(observe(steps, { timeOf: uniqueTimes(), clock: time.clock }));
        expect(real.outcome).toBe(virtual.outcome);
        expect(real.stage.lines).toEqual(virtual.stage.lines);
      } finally {
        time.restore();
      }
    });
    await fc.assert(property, { numRuns: 40 });
  });

  test("P-15: no rejection goes unhandled, whatever is late, cancelled or aborted", async () => {
    const property = fc.asyncProperty(program, fc.nat(12), async (steps, abortAt) => {
      const { stage, outcome } = await observe(steps, { abortAt });
      expect(stage.leftovers).toEqual(NOTHING_LEFT);
      await stage.clock.sleep(100);
      expect(outcome).not.toContain("internal error");
      expect(await rejections.sinceLastLook()).toEqual([]);
    });
    await fc.assert(property, { numRuns: 60 });
  });

  test("P-16: a deadlock is reported when, and only when, nothing can wake a task", async () => {
    await checkPrograms(({ stage, outcome, rests }) => {
      for (const { isOver, isStuck } of rests) expect(isStuck && !isOver).toBe(false);
      if (!outcome.includes("deadlock")) return;
      expect(stage.teardown).toMatchObject({ timers: 0, pendingCalls: 0 });
      expect(stage.teardown!.readyTasks).toBe(0);
    });
  });
});

function titles(log: readonly Entry[], type: Entry["type"]): string[] {
  return log.filter((entry) => entry.type === type).map(({ task }) => task);
}

function endedTasks(log: readonly Entry[]): string[] {
  return titles(log, "end").sort();
}

/** Each task and the one that owns its nursery. */
function parents(log: readonly Entry[]): Map<string, string> {
  const created = log.filter(({ type, detail }) => type === "create" && detail !== "");
  return new Map(created.map(({ task, detail }) => [task, detail.replace("child of ", "")]));
}

function isBelow(task: string, ancestor: string, parentOf: ReadonlyMap<string, string>): boolean {
  for (let at: string | undefined = task; at !== undefined; at = parentOf.get(at)) if (at === ancestor) return true;
  return false;
}

function isEndOfOther({ type, task }: Entry, other: string): boolean {
  return type === "end" && task !== other;
}

/** What the notes say of a channel, and what is left in it. */
function traffic({ notes, channels }: Observed["stage"], index: number) {
  const valuesOf = (what: string) =>
    notes
      .map((note) => note.split(" "))
      .flatMap(([verb, channel, value]) => (verb === what && channel === String(index) ? [value!] : []));
  const left: unknown[] = [];
  const channel = channels[index]!;
  for (let count = channel.buffered; count > 0; count--) left.push((channel.tryReceive() as Some).value);
  return { offered: valuesOf("offer"), sent: valuesOf("sent"), received: valuesOf("got"), left };
}

function missing(values: readonly unknown[], all: readonly unknown[]): unknown[] {
  return values.filter((value) => !all.includes(value));
}

const takers = (log: readonly Entry[], index: number) => valuesByTask(log, `got ${index} `);
const offerers = (log: readonly Entry[], index: number) => valuesByTask(log, `offer ${index} `);

function valuesByTask(log: readonly Entry[], prefix: string): string[][] {
  const byTask = new Map<string, string[]>();
  for (const { type, task, detail } of log) {
    if (type !== "note" || !detail.startsWith(prefix)) continue;
    byTask.set(task, [...(byTask.get(task) ?? []), detail.slice(prefix.length)]);
  }
  return [...byTask.values()];
}
