/**
 * All schedules of a small program: a run asks `choose(n)` wherever something outside may happen in one of `n` ways, and
 * is repeated until every sequence of choices was taken. Programs and host keep no state between runs.
 */
import { ManualClock } from "./manual-clock.ts";
import { Stage } from "./stage.ts";
import { metWaits } from "./task-tree.ts";

type Choose = (options: number) => number;

/** Answers how many sequences there were. */
export async function forEachSchedule(run: (choose: Choose) => Promise<void>): Promise<number> {
  const path: { choice: number; readonly options: number }[] = [];
  for (let runs = 1; ; runs++) {
    let depth = 0;
    await run((options) => {
      if (depth === path.length) path.push({ choice: 0, options });
      return path[depth++]!.choice;
    });
    while (path.length > 0 && path.at(-1)!.choice + 1 === path.at(-1)!.options) path.pop();
    if (path.length === 0) return runs;
    path.at(-1)!.choice++;
  }
}

/** What happened outside, in order: `a` answered, `a!` failed, `tick` moved the clock. */
export type History = readonly string[];

export interface ScheduledRun {
  readonly stage: Stage;
  readonly history: History;
  readonly outcome: string;
  /** Some answers came together, in one turn of the event loop. */
  readonly isBatched: boolean;
}

/** Whether answers may come together; that multiplies the schedules. */
export type Batching = "one by one" | "batched";

/** Runs `source` once: each pending call may answer or fail, and time may pass, in the order that `choose` says. */
export async function runSchedule(source: string, choose: Choose, batching: Batching): Promise<ScheduledRun> {
  const clock = new ManualClock();
  const stage = new Stage({ clock });
  clock.onIdle = () => {
    if (stage.root !== null) stage.violations.push(...metWaits(stage.root, stage.channels));
  };
  const history: string[] = [];
  let outcome: string | null = null;
  let isBatched = false;
  const running = stage.run(source).then((text) => {
    outcome = text;
  });
  await clock.settled();
  for (let pending = stage.host.pending; pending.length > 0 || clock.hasTimers; pending = stage.host.pending) {
    const choice = choose(2 * pending.length + (clock.hasTimers ? 1 : 0));
    const call = pending[choice >> 1];
    if (call === undefined) {
      clock.tick();
      history.push("tick");
    } else {
      const fails = choice % 2 === 1;
      call.settle(fails);
      history.push(fails ? `${call.id}!` : call.id);
      if (batching === "batched" && pending.length > 1 && choose(2) === 1) {
        isBatched = true;
        continue;
      }
    }
    await clock.settled();
  }
  await clock.settled();
  if (outcome === null) stage.violations.push("the evaluation hangs");
  else await running;
  return { stage, history, outcome: outcome ?? "hangs", isBatched };
}
