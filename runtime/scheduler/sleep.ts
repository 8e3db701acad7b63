/** `sleep(ms)` (concurrency Z-1): always suspends, also with 0. */
import type { Outcome } from "../machine/machine.ts";
import type { Value } from "../values/value.ts";
import { requireMilliseconds } from "./arguments.ts";
import { operate, park, refusal } from "./park.ts";
import type { Waiting } from "./request.ts";
import { runningTask, type Task, wake } from "./task.ts";
import type { Expiring, Timer } from "./timers.ts";

export class Sleep implements Waiting, Expiring {
  readonly type = "sleep";
  readonly #task: Task;
  readonly #timer: Timer;

  constructor(task: Task, milliseconds: number) {
    this.#task = task;
    this.#timer = task.loop.armTimer(milliseconds, "sleep", task, this);
  }

  expire(): void {
    wake(this.#task);
  }

  resume(): Outcome {
    return undefined;
  }

  abort(): void {
    this.#task.loop.timers.disarm(this.#timer);
  }
}

/** The builtin. Refused by the synchronous evaluator (H-12). */
export function sleep(args: readonly Value[]): Outcome {
  const milliseconds = requireMilliseconds(args[0], "sleep", "sleep requires int (ms)");
  if (runningTask().loop.mode === "sync") throw refusal("sleep");
  return operate(() => {
    const task = runningTask();
    return park(task, new Sleep(task, milliseconds));
  });
}
