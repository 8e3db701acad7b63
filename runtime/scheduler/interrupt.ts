/**
 * The exceptions that are not Ion errors. They travel through the frames of one task and end them: compiled `catch`
 * clauses and library functions pass on whatever is not a catchable `RaisedError`.
 */
import type { Nursery } from "./nursery.ts";
import type { Waiting } from "./request.ts";

/**
 * Ends the body of a failing nursery (concurrency B-6, step 3). It is thrown where the owner waits, and the epilogue of
 * the nursery's own block turns it into the error of the failure.
 */
export class Interrupt {
  readonly nursery: Nursery;

  constructor(nursery: Nursery) {
    this.nursery = nursery;
  }
}

/** What a withdrawn owner goes on with in place of its request. */
export class Interrupted implements Waiting {
  readonly #interrupt: Interrupt;

  constructor(interrupt: Interrupt) {
    this.#interrupt = interrupt;
  }

  get type(): "interrupted" {
    return "interrupted";
  }

  resume(): never {
    throw this.#interrupt;
  }

  abort(): void {}
}

class TaskStopped {
  readonly description = "the running task is cancelled or its deadline is over";
}
/** Ends code that has no suspension points when its task is cancelled or a `timeout` around it is over (M-15). */
export const TASK_STOPPED: TaskStopped = new TaskStopped();
