/** The one way to park, and the start rule that precedes every suspending operation (concurrency M-9, M-12). */
import { RaisedError, runtimeError, type SourceModule, handlers as theHandlers } from "../errors.ts";
import { type Outcome, SUSPENDED, machine as theMachine } from "../machine/machine.ts";
import type { Request, Waiting } from "./request.ts";
import { runningTask, setRunningTask, type Task } from "./task.ts";

/** Of its own: see machine.ts. */
const machine = theMachine;
const handlers = theHandlers;

/**
 * Lets `task`, which is running, wait for `request`, which only the host or the time can answer. The caller answers what
 * this answers, at once.
 */
export function park(task: Task, request: Request): Outcome {
  task.request = request;
  task.becomeParked();
  return SUSPENDED;
}

/**
 * As `park`, for a request that other tasks answer. True when the task's turn has come already: the caller resumes the
 * request itself. Raises what has taken the place of the request meanwhile.
 */
export function parkForTasks(task: Task, request: Request): boolean {
  park(task, request);
  return letOthersRun(task, request);
}

/**
 * `task` has parked, or is ready again at the back of the queue. Those before it in the queue run on top of its frames,
 * in the order in which they would run without them. Where its own turn comes up then, it goes on as though the operation
 * had not had to wait; otherwise its frames are taken down, and it is resumed like any other task (benchmarks "spawn and
 * await" and "ping-pong over channel(1)").
 */
function letOthersRun(task: Task, request: Request): boolean {
  const { loop } = task;
  const state = machine;
  const { depth, ceiling, callModule, callAt } = state;
  const { active } = handlers;
  if (!loop.canBury(task) || (loop.trace !== null && !announce(task, callModule, callAt))) return false;
  const isItsTurn = loop.runBefore(task);
  setRunningTask(task);
  handlers.active = active;
  state.depth = depth;
  state.ceiling = ceiling;
  state.callModule = callModule;
  state.callAt = callAt;
  state.siteModule = null;
  if (!isItsTurn) return false;
  state.budget = loop.sliceLength;
  task.becomeRunning();
  const current = task.request!;
  task.request = null;
  // While others ran, the task was interrupted or its wait was refused: what is to be resumed now raises that.
  if (current !== request) current.resume();
  return true;
}

/** Tells the trace that a task waits, before its frames could tell where; false if the call site is not known. */
function announce(task: Task, module: SourceModule | null, at: number): boolean {
  if (module === null) return false;
  task.siteModule = module;
  task.siteAt = at;
  task.loop.trace!(task.isParked ? "park" : "yield", task);
  return true;
}

/**
 * Whether a suspending operation of the running task can go on at once: nobody cancelled the task, and all its children
 * have started. Otherwise the operation goes through `operate`. Hot paths ask first and need no closure (benchmarks
 * "ping-pong over channel(1)" and "suspension at depth 1").
 */
export function canStart(task: Task): boolean {
  return task.unstarted === 0 && task.cancellation === null;
}

/**
 * Performs a suspending operation. A task whose cancellation was requested while it ran ends here (C-3); one that
 * spawned children which have not started goes to the back of the queue first (M-12).
 */
export function operate(operation: () => Outcome): Outcome {
  const task = runningTask();
  if (task.cancellation !== null) return SUSPENDED;
  return startsNow(task, operation) ? operation() : SUSPENDED;
}

/** The start rule for operations that never wait and do not end a cancelled task: `channel`, `rx.close` (M-9). */
export function operateWithoutWaiting(operation: () => Outcome): Outcome {
  const task = runningTask();
  return startsNow(task, operation) ? operation() : SUSPENDED;
}

function startsNow(task: Task, operation: () => Outcome): boolean {
  return task.unstarted === 0 || postpone(task, new Deferred(operation));
}

/**
 * Sends the running task to the back of the queue; when it is its turn again, `request` is resumed: by the caller if this
 * answers true. Raises what has taken the place of the request meanwhile.
 */
export function postpone(task: Task, request: Request): boolean {
  requeue(task, request);
  return letOthersRun(task, request);
}

/** As `postpone`, for a caller whose frames leave the stack at once. */
export function requeue(task: Task, request: Request): void {
  task.request = request;
  task.becomeReady();
  task.loop.enqueue(task);
}

/** A suspending operation that lets new children start first. */
export class Deferred implements Waiting {
  readonly type = "deferred";
  readonly #operation: () => Outcome;

  constructor(operation: () => Outcome) {
    this.#operation = operation;
  }

  resume(): Outcome {
    return this.#operation();
  }

  abort(): void {}
}

/** A wait that was refused after it had begun: the operation raises an error (H-12). */
export class Failed implements Waiting {
  readonly type = "failed";
  readonly #error: RaisedError;

  constructor(error: RaisedError) {
    this.#error = error;
  }

  resume(): Outcome {
    throw this.#error;
  }

  abort(): void {}
}

/** What the synchronous evaluator answers to an operation that would have to wait (H-11, H-12). */
export function refusal(name: string): RaisedError {
  return runtimeError(`async host function '${name}' cannot be called by the synchronous evaluator; use evalAsync`);
}

/** A stored error, to be raised once more: each raise collects frames of its own (T-1). */
export function raiseAgain(error: unknown): unknown {
  if (!(error instanceof RaisedError)) return error;
  const copy = new RaisedError(error.kind, error.message, error.hint);
  copy.cause = error.cause;
  copy.at = error.at;
  copy.module = error.module;
  copy.isCatchable = error.isCatchable;
  copy.frames = error.frames?.slice();
  return copy;
}
