/** Runs a drawn program on a stage of its own and records what the properties of concurrency 11.2 speak of. */
import fc from "fast-check";
import { runningTask, type Task } from "../../../runtime/scheduler/task.ts";
import { program, type Step } from "./program.ts";
import { render, type TimeOf } from "./render.ts";
import { Stage, type StageClock } from "./stage.ts";
import { metWaits } from "./task-tree.ts";
import { WatchedClock } from "./watched-clock.ts";

export interface ObserveOptions {
  readonly sliceLength?: number;
  readonly timeOf?: TimeOf;
  readonly clock?: StageClock;
  /** Aborts the evaluation at that virtual time. */
  readonly abortAt?: number;
}

export interface Observed {
  readonly stage: Stage;
  readonly source: string;
  readonly outcome: string;
  /** At each rest of the evaluation: whether nothing but a timer or the host could wake a task. */
  readonly rests: readonly Rest[];
}

export interface Rest {
  readonly time: number;
  readonly isOver: boolean;
  /** Nothing outside can wake a task: no timer, no host call. */
  readonly isStuck: boolean;
  /** Waits that should have ended (P-1). */
  readonly metWaits: readonly string[];
  /** Values in each channel. */
  readonly buffered: readonly number[];
}

export async function observe(steps: readonly Step[], options: ObserveOptions = {}): Promise<Observed> {
  const { source, answers } = render(steps, options.timeOf);
  const clock = options.clock ?? new WatchedClock();
  const { sliceLength } = options;
  const stage = new Stage({
    clock,
    script: (id) => answers.get(id)!,
    ...(sliceLength === undefined ? {} : { sliceLength }),
  });
  stage.native("now", () => clock.now());
  stage.native("leave", () => checkLeft(stage));
  const rests: Rest[] = [];
  if (clock instanceof WatchedClock) clock.onIdle = () => rests.push(rest(stage));
  const controller = new AbortController();
  if (options.abortAt !== undefined) void clock.sleep(options.abortAt).then(() => controller.abort("stop"));
  const outcome = await stage.run(source, controller.signal);
  return { stage, source, outcome, rests };
}

/** `holds` must be true of every program and host; what it throws is shown with source and log. */
export async function checkPrograms(
  holds: (observed: Observed, steps: readonly Step[]) => void | Promise<void>,
  numRuns = 60,
): Promise<void> {
  const property = fc.asyncProperty(program, async (steps) => {
    const observed = await observe(steps);
    try {
      await holds(observed, steps);
    } catch (error) {
      const { source, outcome, stage } = observed;
      throw new Error(`${String(error)}\n\n${source}\n⇒ ${outcome}\n\n${stage.lines.join("\n")}`, { cause: error });
    }
  });
  await fc.assert(property, { numRuns: numRuns * RUNS_FACTOR });
}

/** `RUNS=50` makes every property try that many times more programs. */
const RUNS_FACTOR = Number(process.env.RUNS ?? "1");

function rest(stage: Stage): Rest {
  const { root, channels } = stage;
  if (root === null) return { time: 0, isOver: false, isStuck: false, metWaits: [], buffered: [] };
  const { loop } = root;
  return {
    time: loop.now,
    isOver: loop.liveTasks === 0,
    isStuck: loop.timers.size === 0 && stage.host.pending.length === 0,
    metWaits: metWaits(root, channels),
    buffered: channels.map((channel) => channel.buffered),
  };
}

/** A block was left: all children that the running task still has are in blocks that are open (P-2). */
function checkLeft(stage: Stage): undefined {
  const task = runningTask();
  if (countChildren(task) !== task.childCount) stage.violations.push(`${task.title}: a child outlives its block`);
}

function countChildren(task: Task): number {
  let count = 0;
  for (let nursery = task.nursery; nursery !== null; nursery = nursery.outer) {
    for (let child = nursery.first; child !== null; child = child.next) count++;
  }
  return count;
}
