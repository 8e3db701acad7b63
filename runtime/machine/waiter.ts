/**
 * How native functions wait. The scheduler installs its implementation before it runs tasks, so that the library can
 * park without knowing of them.
 */
import { RaisedError, runtimeError } from "../errors.ts";
import type { Value } from "../values/value.ts";
import type { Outcome } from "./machine.ts";

/**
 * What becomes of a call of the host. `subject` is what `waitFor` was given as the call's subject, so that many calls
 * can share one reader.
 */
export interface OutcomeReader {
  /** The promise was fulfilled: what it is in Ion. Used when the waiting task goes on, as `error`. */
  value(result: unknown): Value;
  /** The promise was rejected: what the call raises. */
  error(reason: unknown): RaisedError;
  /** Nobody waits for the call any more; called at most once, after which the outcome of the promise is ignored. */
  abandon?(subject: unknown, reason: unknown): void;
}

export interface Waiter {
  /** False under the synchronous evaluators, which refuse whatever would have to wait for the host. */
  readonly canWait: boolean;
  /**
   * Performs a suspending operation under the start rule (concurrency M-12): if the running task has spawned children
   * that did not start yet, they run first. The operation's own arguments are checked before.
   */
  operate(operation: () => Outcome): Outcome;
  /**
   * Parks the running task until `promise` settles; a rejection is raised at the call (H-4). `name` is what the
   * synchronous evaluator's refusal mentions. When the task is cancelled meanwhile, the reader hears of it. Without a reader
   * the promise is one of an Ion value.
   */
  waitFor(promise: PromiseLike<unknown>, name: string, reader?: OutcomeReader, subject?: unknown): Outcome;
  /**
   * Called when the running task has used up its slice (concurrency M-15): refills the budget. True when the task is to
   * yield at once because others are to run; it is resumed later. Throws when a time limit is over.
   */
  endSlice(): boolean;
}

/** For promises of Ion values; what is no Ion error already becomes one (H-4). */
export const ION_OUTCOME: OutcomeReader = {
  value: (result) => result as Value,
  error(reason) {
    if (reason instanceof RaisedError) return reason;
    const error = runtimeError(reason instanceof Error ? reason.message : String(reason));
    error.cause = reason;
    return error;
  },
};

let installed: Waiter | null = null;

/** How the running task waits. */
export function waiter(): Waiter {
  if (installed === null) throw new Error("internal error: no task is running");
  return installed;
}

/** Installs the scheduler's implementation, or that of a test, and answers the previous one. */
export function installWaiter(next: Waiter | null): Waiter | null {
  const previous = installed;
  installed = next;
  return previous;
}

/** Ends the running task's slice; without a scheduler there is nobody else to run. */
export function endSlice(): boolean {
  return installed?.endSlice() ?? false;
}
