/** Spawned tasks as programs get hold of them, and `.await` (concurrency §3). Of a task that is done little is left but its result. */
import { runtimeError, typeError } from "../errors.ts";
import { type Outcome, SUSPENDED } from "../machine/machine.ts";
import { NONE, Some } from "../values/option.ts";
import { typeOf } from "../values/type-of.ts";
import type { Value } from "../values/value.ts";
import { requireMilliseconds } from "./arguments.ts";
import { cancelTask } from "./cancel.ts";
import { Cancellation } from "./cancelled.ts";
import { parkForTasks, postpone, raiseAgain } from "./park.ts";
import type { Waiting } from "./request.ts";
import { runningTask, Task, wake } from "./task.ts";
import type { Expiring, Timer } from "./timers.ts";
import { type WaitNode, WaitQueue } from "./wait-queue.ts";

/** A spawned task is its own handle (benchmark "spawn 100k, then await all"). */
Task.prototype.invoke = function (name, args): Outcome {
  switch (name) {
    case "await_timeout":
      return waitForTask(this, requireMilliseconds(args[0], name, "await_timeout requires int (ms)"));
    case "is_finished":
      return this.isDone;
    case "is_cancelled":
      return this.cancellation !== null;
    case "cancel":
      cancelTask(this, Cancellation.by("handle"));
      return undefined;
    default:
      throw typeError(this.loop.dialect.unknownTaskMethod(name), "unknown-method");
  }
};

/** `x.await` (T-1 to T-3). Suspends unless the task is done. */
export function awaitTask(value: Value): Outcome {
  if (!(value instanceof Task)) throw typeError(`cannot await ${typeOf(value)}`);
  return waitForTask(value, null);
}

/**
 * Waits for the task, at most `milliseconds` if that is not null. The caller counts as a waiter of the task from this
 * moment, also while the start rule sends it to the back of the queue first (B-5).
 */
function waitForTask(task: Task, milliseconds: number | null): Outcome {
  const waiter = runningTask();
  if (waiter === task) throw runtimeError("a task cannot await itself");
  if (waiter.cancellation !== null) return SUSPENDED;
  if (milliseconds === null && waiter.unstarted === 0 && task.isDone) return answerOf(task);
  const request = milliseconds === null ? new Await(waiter, task) : new TimedAwait(waiter, task, milliseconds);
  return waiter.unstarted === 0 || postpone(waiter, request) ? request.resume() : SUSPENDED;
}

/** What awaiting a task that is done answers (T-1 to T-3). */
function answerOf({ result }: Task): Value {
  if (result!.type === "error") throw raiseAgain(result!.error);
  if (result!.type === "cancelled") throw runtimeError("task cancelled");
  return result!.value;
}

/** A task waits for another one, for as long as it takes. */
export class Await implements WaitNode, Waiting {
  queue: WaitNode["queue"];
  previous: WaitNode | null;
  next: WaitNode | null;
  readonly waiter: Task;
  readonly target: Task;

  constructor(waiter: Task, target: Task) {
    this.queue = null;
    this.previous = null;
    this.next = null;
    this.waiter = waiter;
    this.target = target;
    if (!target.isDone) this.enlist();
  }

  get type(): "await" {
    return "await";
  }

  get method(): "await" | "await_timeout" {
    return "await";
  }

  /** The target is done and has taken this request off its list; true, as somebody waited. */
  targetDone(): boolean {
    wake(this.waiter);
    return true;
  }

  /** The first step of the operation as well as the last: it parks as long as there is nothing to answer. */
  resume(): Outcome {
    return this.target.isDone ? this.answer() : this.wait();
  }

  abort(): void {
    this.withdraw();
  }

  /** Its place among the waiters is that of the moment when it really began to wait (M-13). */
  protected wait(): Outcome {
    if (this.target.waiters !== this) {
      this.withdraw();
      this.enlist();
    }
    return parkForTasks(this.waiter, this) ? this.resume() : SUSPENDED;
  }

  protected answer(): Value {
    return answerOf(this.target);
  }

  protected enlist(): void {
    if (this.target.waiters === null) this.target.waiters = this;
    // Programs wait for tasks that they spawned, and the host for others.
    else enlistBehind(this.target.waiters as Await | Awaits, this);
  }

  protected withdraw(): void {
    const { target } = this;
    if (target.waiters === this) target.waiters = null;
    else if (target.waiters instanceof Awaits) target.waiters.remove(this);
  }
}

function enlistBehind(waiters: Await | Awaits, next: Await): void {
  if (waiters instanceof Awaits) {
    waiters.push(next);
    return;
  }
  const queue = new Awaits();
  queue.push(waiters);
  queue.push(next);
  next.target.waiters = queue;
}

/** Several tasks wait for the same one. */
export class Awaits extends WaitQueue<Await> {
  /** Wakes them in order; false when all have withdrawn. */
  targetDone(): boolean {
    if (this.isEmpty) return false;
    for (let waiter = this.shift(); waiter !== null; waiter = this.shift()) waiter.targetDone();
    return true;
  }
}

/** A task waits for another one until a deadline. */
class TimedAwait extends Await implements Expiring {
  readonly #milliseconds: number;
  #timer: Timer | null;
  #isExpired: boolean;

  constructor(waiter: Task, target: Task, milliseconds: number) {
    super(waiter, target);
    this.#milliseconds = milliseconds;
    this.#timer = null;
    this.#isExpired = false;
  }

  override get method(): "await" | "await_timeout" {
    return "await_timeout";
  }

  override targetDone(): boolean {
    this.#disarm();
    return super.targetDone();
  }

  expire(): void {
    this.#isExpired = true;
    this.withdraw();
    wake(this.waiter);
  }

  override resume(): Outcome {
    return this.#isExpired ? NONE : super.resume();
  }

  override abort(): void {
    this.#disarm();
    super.abort();
  }

  protected override wait(): Outcome {
    this.#timer = this.waiter.loop.armTimer(this.#milliseconds, "deadline", this.waiter, this);
    return super.wait();
  }

  protected override answer(): Value {
    return new Some(super.answer());
  }

  #disarm(): void {
    if (this.#timer !== null) this.waiter.loop.timers.disarm(this.#timer);
  }
}
