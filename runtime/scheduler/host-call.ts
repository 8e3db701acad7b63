/**
 * A call of the host that answered with a promise (concurrency 8.1). The promise's settlement is an external event: it
 * is appended to the evaluation's events and taken in a turn (M-16, step 3).
 */
import { type Outcome, SUSPENDED } from "../machine/machine.ts";
import { ION_OUTCOME, type OutcomeReader } from "../machine/waiter.ts";
import type { Cancellation } from "./cancelled.ts";
import { deferHostAbort } from "./host-aborts.ts";
import type { ExternalEvent } from "./loop.ts";
import { park } from "./park.ts";
import type { Waiting } from "./request.ts";
import { makeReady, type Task } from "./task.ts";

/**
 * Parks `task`, which is running and may wait for the host, until `promise` settles; see `Waiter.waitFor`. Throws what a
 * promise throws that somebody tampered with; the task has not parked then.
 */
export function waitForHost(
  task: Task,
  promise: PromiseLike<unknown>,
  reader: OutcomeReader,
  subject: unknown,
): Outcome {
  if (task.cancellation !== null) return abandon(promise, reader, subject, task.cancellation);
  return (task.hostCall ?? hostCallOf(task)).begin(promise, reader, subject);
}

function hostCallOf(task: Task): HostCall {
  task.hostCall = new HostCall(task);
  return task.hostCall;
}

/** The host function itself caused the cancellation of its caller, which ends here (C-3). */
function abandon(
  promise: PromiseLike<unknown>,
  reader: OutcomeReader,
  subject: unknown,
  cancellation: Cancellation,
): Outcome {
  ignoreOutcome(promise);
  tellLater(reader, subject, cancellation);
  return SUSPENDED;
}

function tellLater(reader: OutcomeReader, subject: unknown, cancellation: Cancellation): void {
  if (reader.abandon !== undefined) deferHostAbort(() => reader.abandon!(subject, cancellation.reason));
}

/**
 * A promise nobody waits for must not become an unhandled rejection (C-4, H-9). Only promises proper are listened to: the
 * `then` of another object may start what it stands for, or be a function of Ion.
 */
export function ignoreOutcome(promise: PromiseLike<unknown>): void {
  try {
    Promise.prototype.then.call(promise, undefined, () => {});
  } catch {
    // Not a promise proper, or one that was tampered with: it has no outcome to ignore.
  }
}

/** The states of a request, numbers for speed as those of tasks: no promise so far, or none any more. */
const NEW = 0;
const IDLE = 1;
const PENDING = 2;
const FULFILLED = 3;
const REJECTED = 4;
const ABORTED = 5;
type State = typeof NEW | typeof IDLE | typeof PENDING | typeof FULFILLED | typeof REJECTED | typeof ABORTED;

/** Taken from the prototype at once: what a promise of the host settles as is not for its own methods to say. */
const listen = Promise.prototype.then;

/**
 * The calls of one task to the host, which it makes one after the other: they share this request. The promise of the
 * first one, which for many tasks is the only one, calls bound functions, which are lighter (benchmark "10k pending host
 * calls"); those of the others share two closures, which are faster (benchmark "suspension at depth 1"). A call that was
 * aborted leaves its request to the promise, which may still settle.
 */
export class HostCall implements Waiting, ExternalEvent {
  readonly #task: Task;
  #subject: unknown;
  #reader: OutcomeReader = ION_OUTCOME;
  #state: State = NEW;
  /** The result or the reason. */
  #outcome: unknown;
  #listeners: Listeners | null = null;

  constructor(task: Task) {
    this.#task = task;
  }

  get type(): "host" {
    return "host";
  }

  /** Parks the task for a promise; the request is new or idle. Throws what a promise throws that somebody tampered with. */
  begin(promise: PromiseLike<unknown>, reader: OutcomeReader, subject: unknown): Outcome {
    const task = this.#task;
    const listeners = this.#listeners;
    if (listeners === null) this.listenAnew(promise);
    else listen.call(Promise.resolve(promise), listeners.fulfil, listeners.reject);
    this.#subject = subject;
    this.#reader = reader;
    this.#state = PENDING;
    task.loop.hostCalls++;
    return park(task, this);
  }

  /** The settlement's turn has come. */
  take(): Task | null {
    // An interrupt may have withdrawn the call between the settlement and its turn: the task waits for something else.
    const task = this.#task;
    return task.request === this && makeReady(task) ? task : null;
  }

  resume(): Outcome {
    const outcome = this.#outcome;
    const reader = this.#reader;
    const isRejected = this.#state === REJECTED;
    this.#state = IDLE;
    this.#outcome = undefined;
    this.#subject = undefined;
    if (isRejected) throw reader.error(outcome);
    return reader.value(outcome);
  }

  /** Aborts the host's signal unless the call is over; a later outcome is ignored. */
  abort(cancellation: Cancellation): void {
    this.#task.hostCall = null;
    if (this.#state !== PENDING) return;
    this.#state = ABORTED;
    this.#task.loop.hostCalls--;
    tellLater(this.#reader, this.#subject, cancellation);
  }

  /** Not private, as `settle`: private methods would be installed in every request. */
  listenAnew(promise: PromiseLike<unknown>): void {
    if (this.#state === NEW) {
      listen.call(Promise.resolve(promise), fulfil.bind(this), reject.bind(this));
    } else {
      this.#listeners = closuresOf(this);
      listen.call(Promise.resolve(promise), this.#listeners.fulfil, this.#listeners.reject);
    }
  }

  settle(state: typeof FULFILLED | typeof REJECTED, outcome: unknown): void {
    if (this.#state !== PENDING) return;
    this.#state = state;
    this.#outcome = outcome;
    const { loop } = this.#task;
    loop.hostCalls--;
    loop.addSettlement(this);
  }
}

interface Listeners {
  readonly fulfil: (result: unknown) => void;
  readonly reject: (reason: unknown) => void;
}

function closuresOf(call: HostCall): Listeners {
  return {
    fulfil: (result: unknown) => call.settle(FULFILLED, result),
    reject: (reason: unknown) => call.settle(REJECTED, reason),
  };
}

function fulfil(this: HostCall, result: unknown): void {
  this.settle(FULFILLED, result);
}

function reject(this: HostCall, reason: unknown): void {
  this.settle(REJECTED, reason);
}
