/**
 * One evaluation: a root task with its loop, driven through promises, on the spot, or by blocking (concurrency 8.3,
 * embedding 2.3). Promises exist only here and at host calls. Several evaluations may overlap on one engine, and a
 * synchronous one may run inside a host function of another.
 *
 * Teardown, in this order: all tasks are cancelled, children before parents; host calls are aborted; promises settle.
 * When the promise of an evaluation settles, nothing of it is left (H-18).
 */
import { NO_POSITION } from "../errors.ts";
import { PreparedCall } from "../machine/call.ts";
import type { Outcome } from "../machine/machine.ts";
import { installWaiter } from "../machine/waiter.ts";
import type { Value } from "../values/value.ts";
import { Callback, type CallbackRequest, callbackCancelled } from "./callback.ts";
import { cancelTask } from "./cancel.ts";
import { Cancellation } from "./cancelled.ts";
import { blockUntil, type Clock } from "./clock.ts";
import { deadlockError, findRefusableWait } from "./deadlock.ts";
import { HostDriver } from "./host-driver.ts";
import { Loop, type LoopOptions, type Pause } from "./loop.ts";
import { Failed, refusal } from "./park.ts";
import { HostWait, insideRunningTask, isTaskRunning, type Task, type TaskResult, wake } from "./task.ts";
import { taskWaiter } from "./task-waiter.ts";

export type { Clock };

export interface EvaluationOptions extends LoopOptions {
  /** Whether the host can still call in, so that waiting for it is no deadlock (H-24). */
  hasOpenHandles(): boolean;
}

export class Evaluation {
  readonly #options: EvaluationOptions;
  readonly #loop: Loop;
  readonly #driver: HostDriver | null;
  #root: Task | null = null;
  /** Set when the evaluation's fate is sealed, though tasks may still be ending. */
  #outcome: TaskResult | null = null;
  /** Why the host cancelled it, which decides what the promise answers, whatever the program still does (H-17). */
  #hostCancellation: Cancellation | null = null;
  /** Callbacks that have not settled, in order of request. */
  readonly #callbacks = new Set<Callback>();
  #onSettled: (() => void) | null = null;

  constructor(options: EvaluationOptions) {
    this.#options = options;
    this.#loop = new Loop(options);
    this.#driver = options.mode === "async" ? new HostDriver(this.#loop, () => this.#takeTurn()) : null;
    this.#loop.driver = this.#driver;
  }

  /** False once the result is certain: requests made later belong to another evaluation. */
  get isRunning(): boolean {
    return this.#root !== null && this.#outcome === null;
  }

  /**
   * Runs the program up to its first wait, then answers the promise of its value. Rejects with the error that was
   * raised, or with `signal.reason` itself.
   */
  runAsync(root: () => Outcome, signal?: AbortSignal): Promise<Value> {
    if (signal?.aborted) return Promise.reject(signal.reason);
    return new Promise((resolve, reject) => {
      const onAbort = () => this.cancel(signal!.reason);
      signal?.addEventListener("abort", onAbort, { once: true });
      this.#onSettled = () => {
        signal?.removeEventListener("abort", onAbort);
        const outcome = this.#outcome!;
        if (this.#hostCancellation !== null) reject(this.#hostCancellation.reason);
        else if (outcome.type === "value") resolve(outcome.value);
        else reject(outcome.type === "error" ? outcome.error : this.#root!.cancellation!.reason);
      };
      this.#start(root);
      this.#driver!.start();
      this.#takeTurn();
    });
  }

  /** Runs the program to its end on this stack, in mode `sync` or `blocking`. */
  runSync(root: () => Outcome): Value {
    this.#start(root);
    while (this.#enterLoop() === "idle") this.#waitOnTheSpot();
    const outcome = this.#outcome!;
    if (outcome.type === "value") return outcome.value;
    throw outcome.type === "error" ? outcome.error : this.#root!.cancellation!.reason;
  }

  /** A request of a handle (H-19): taken in order, answered by a promise, never run inside this call. */
  enqueueCallback(prepare: () => PreparedCall, signal?: AbortSignal): Promise<Value> {
    return this.#enqueue({ prepare, signal, caller: null });
  }

  /** A request of `ctx.call`: as `enqueueCallback`, but the call is a child of `caller` and cancelled with it. */
  callAsChild(caller: Task, prepare: () => PreparedCall, signal?: AbortSignal): Promise<Value> {
    return this.#enqueue({ prepare, signal, caller });
  }

  /** Cancels everything; the promise rejects with `reason`. Idempotent, no effect after the end (H-17). */
  cancel(reason: unknown): void {
    this.#cancelAll(Cancellation.because(reason));
  }

  /** As `cancel`, when the engine is disposed. */
  dispose(): void {
    this.#cancelAll(Cancellation.by("dispose"));
  }

  /** To be called when the last open handle was closed: the deadlock rule holds again (H-24). */
  recheck(): void {
    if (this.isRunning) this.#loop.poke();
  }

  #start(root: () => Outcome): void {
    const call = new PreparedCall({ name: "main", start: root }, undefined, null, NO_POSITION);
    installWaiter(taskWaiter);
    this.#root = this.#loop.createTask(call, "root", null);
    this.#root.waiters = new HostWait(this.#root, (result) => this.#rootDone(result));
  }

  /** A deadlock has decided before its cancellation arrives here. */
  #rootDone(result: TaskResult): void {
    this.#outcome ??= result;
    const cancellation = this.#root!.cancellation ?? Cancellation.by("nursery");
    for (const callback of [...this.#callbacks]) callback.endWithEvaluation(cancellation);
  }

  #cancelAll(cancellation: Cancellation): void {
    if (!this.isRunning) return;
    this.#hostCancellation ??= cancellation;
    cancelTask(this.#root!, cancellation);
    this.#settleIfOver();
  }

  #enqueue(request: CallbackRequest): Promise<Value> {
    if (request.signal?.aborted) return Promise.reject(request.signal.reason);
    if (!this.isRunning) return Promise.reject(callbackCancelled());
    const callback = new Callback(this.#loop, request, (settled) => this.#callbacks.delete(settled));
    this.#callbacks.add(callback);
    this.#loop.addEvent(callback);
    return callback.promise;
  }

  #takeTurn(): void {
    const pause = this.#enterLoop();
    if (pause === "idle" && this.#isDeadlocked) this.#reportDeadlock();
    if (pause !== "over" && this.#loop.liveTasks > 0) this.#driver!.rest(pause);
    else this.#settleIfOver();
  }

  #settleIfOver(): void {
    if (this.#loop.liveTasks > 0 || this.#loop.isInTurn) return;
    this.#driver?.stop();
    this.#onSettled?.();
    this.#onSettled = null;
  }

  /** One turn; a host function may ask for it in the middle of another evaluation's. */
  #enterLoop(): Pause {
    return isTaskRunning() ? insideRunningTask(() => this.#loop.turn()) : this.#loop.turn();
  }

  get #isDeadlocked(): boolean {
    const { timers, isExpectingEvents } = this.#loop;
    return !isExpectingEvents && timers.size === 0 && !this.#options.hasOpenHandles();
  }

  /** The evaluation can never go on: everything is cancelled, and `error` is its outcome. */
  #giveUp(error: unknown): void {
    this.#outcome = { type: "error", error };
    cancelTask(this.#root!, Cancellation.by("nursery"));
  }

  #reportDeadlock(): void {
    this.#giveUp(deadlockError(this.#root!, this.#rootTasks()));
  }

  #rootTasks(): Task[] {
    const callbacks = [...this.#callbacks].map((callback) => callback.rootTask).filter((task) => task !== null);
    return [this.#root!, ...callbacks];
  }

  /** Nothing is ready and no promise may help: time must pass, or somebody's wait is refused. */
  #waitOnTheSpot(): void {
    const { timers, mode } = this.#loop;
    if (mode === "blocking" && timers.size > 0) return this.#block(timers.nextDue);
    const wait = mode === "sync" ? findRefusableWait(this.#rootTasks()) : null;
    if (wait === null) this.#reportDeadlock();
    else refuse(wait.task, wait.name);
  }

  /** Blocks the thread until the next timer; an error means that it cannot be done (the clock, or the thread). */
  #block(dueMs: number): void {
    const { clock } = this.#loop;
    try {
      if (clock.block === undefined) blockUntil(clock, dueMs);
      else clock.block(dueMs);
    } catch (error) {
      this.#giveUp(error);
    }
  }
}

function refuse(task: Task, name: string): void {
  task.request!.abort(Cancellation.by("nursery"));
  task.request = new Failed(refusal(name));
  wake(task);
}
