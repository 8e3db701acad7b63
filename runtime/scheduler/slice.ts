/**
 * Fairness (concurrency M-15). Compiled code counts loop iterations and calls in `machine.budget` and comes here when
 * the slice is used up. A task that runs alone goes on at once, unless the host has not had its turn for too long.
 */
import { type RaisedError, runtimeError } from "../errors.ts";
import { machine, type Outcome } from "../machine/machine.ts";
import { TASK_STOPPED } from "./interrupt.ts";
import { requeue } from "./park.ts";
import type { Waiting } from "./request.ts";
import { runningTask, type Task } from "./task.ts";

/**
 * Ends the running task's slice. True: the task went to the back of the queue, or is to end because it was cancelled
 * (C-3); the caller yields at once. False: it goes on. Raises `execution timed out` when the host's limit is over.
 */
export function sliceEnd(): boolean {
  if (machine.isDeep) {
    checkDeadline();
    return false;
  }
  const task = runningTask();
  const { loop } = task;
  machine.budget = loop.sliceLength;
  checkTimeLimit(task);
  if (task.cancellation !== null) return true;
  if (!loop.hasOtherWork) return false;
  task.slicedIn = loop.drainNumber;
  requeue(task, new Sliced());
  return true;
}

/**
 * For code that has no suspension points: ends the running task with a private exception when it was cancelled or when
 * a `timeout` around it is over, and raises `execution timed out` as `sliceEnd` does. Never suspends.
 */
export function checkDeadline(): void {
  const task = runningTask();
  machine.budget = task.loop.sliceLength;
  checkTimeLimit(task);
  if (task.cancellation !== null || isOverdue(task)) throw TASK_STOPPED;
}

function isOverdue(task: Task): boolean {
  const now = task.loop.clock.now();
  for (let home = task.home; home !== null; home = home.owner.home) {
    if (home.due <= now) return true;
  }
  return false;
}

function checkTimeLimit(task: Task): void {
  if (task.loop.isWithinTimeLimit) return;
  const error: RaisedError = runtimeError("execution timed out");
  error.isCatchable = false;
  throw error;
}

/** The task used up its slice and waits for its next turn. */
export class Sliced implements Waiting {
  readonly type = "sliced";

  resume(): Outcome {
    return undefined;
  }

  abort(): void {}
}

/** The task's code was ended by `checkDeadline`; it waits for the timer that cancels it. */
export class Stopped implements Waiting {
  readonly type = "stopped";

  resume(): Outcome {
    throw TASK_STOPPED;
  }

  abort(): void {}
}
