/**
 * How native functions wait. The scheduler installs its implementation while it runs a task, so that the library can
 * park without knowing of tasks.
 */
import type { Value } from "../values/value.ts";
import type { Outcome } from "./machine.ts";

export interface Waiter {
  /** False under the synchronous evaluator, which refuses whatever would have to wait for a timer or the host. */
  readonly canWait: boolean;
  /**
   * Performs a suspending operation under the start rule (concurrency M-12): if the running task has spawned children
   * that did not start yet, they run first. The operation's own arguments are checked before.
   */
  operate(operation: () => Outcome): Outcome;
  /**
   * Parks the running task until `promise` settles; a rejection is raised at the call (H-4). `name` is what the
   * synchronous evaluator's refusal mentions. When the task is cancelled meanwhile, `onCancel` is called once with the
   * reason and the outcome of the promise is ignored.
   */
  waitFor(promise: PromiseLike<Value>, name: string, onCancel?: (reason: unknown) => void): Outcome;
}

let installed: Waiter | null = null;

/** The waiter of the running task; there is one whenever Ion code runs. */
export function waiter(): Waiter {
  if (installed === null) throw new Error("internal error: no task is running");
  return installed;
}

/** Installs the waiter of the task that is about to run and answers the previous one. */
export function installWaiter(next: Waiter | null): Waiter | null {
  const previous = installed;
  installed = next;
  return previous;
}
