/**
 * A call into Ion that the host asked for through a handle or `ctx.call` (concurrency 8.4, embedding 2.7). It is queued
 * as an external event; when it is taken, its target is looked up and bound and becomes a task. Its promise settles
 * exactly once, and never inside the request.
 */
import { NO_POSITION, runtimeError } from "../errors.ts";
import type { PreparedCall } from "../machine/call.ts";
import type { Value } from "../values/value.ts";
import { cancelTask } from "./cancel.ts";
import { Cancellation } from "./cancelled.ts";
import type { ExternalEvent, Loop } from "./loop.ts";
import { BlockNursery, type Nursery } from "./nursery.ts";
import { CANCELLED, HostWait, type Task, type TaskResult } from "./task.ts";

export interface CallbackRequest {
  readonly prepare: () => PreparedCall;
  readonly signal: AbortSignal | undefined;
  /** The task whose host call asks with `ctx.call`: the callback becomes its child. */
  readonly caller: Task | null;
}

export class Callback implements ExternalEvent {
  readonly promise: Promise<Value>;
  readonly #loop: Loop;
  readonly #request: CallbackRequest;
  readonly #onSettled: (callback: Callback) => void;
  readonly #onAbort: () => void;
  #task: Task | null = null;
  #isSettled = false;
  #endReason: unknown;
  #resolve!: (value: Value) => void;
  #reject!: (reason: unknown) => void;

  constructor(loop: Loop, request: CallbackRequest, onSettled: (callback: Callback) => void) {
    this.#loop = loop;
    this.#request = request;
    this.#onSettled = onSettled;
    this.promise = new Promise((resolve, reject) => {
      this.#resolve = resolve;
      this.#reject = reject;
    });
    const { signal } = request;
    this.#onAbort = () => this.cancel(Cancellation.because(signal!.reason));
    signal?.addEventListener("abort", this.#onAbort, { once: true });
  }

  /** The task, unless it is a child of its caller. */
  get rootTask(): Task | null {
    return this.#request.caller === null ? this.#task : null;
  }

  take(): null {
    if (!this.#isSettled) this.#start();
    return null;
  }

  #start(): void {
    const { caller, prepare } = this.#request;
    if (caller !== null && !canHaveChildren(caller)) {
      this.#settle(CANCELLED);
      return;
    }
    let call: PreparedCall;
    try {
      call = prepare();
    } catch (error) {
      this.#settle({ type: "error", error });
      return;
    }
    const home = caller === null ? null : nurseryFor(caller);
    this.#task = this.#loop.createTask(call, caller === null ? "root" : "called", home);
    this.#task.waiters = new HostWait(this.#task, (result) => this.#settle(result));
  }

  /** The signal was aborted. Idempotent, no effect after the end. */
  cancel(cancellation: Cancellation): void {
    if (this.#isSettled) return;
    if (this.#task !== null) cancelTask(this.#task, cancellation);
    else this.#settle(CANCELLED, cancellation.reason);
  }

  /** The evaluation that the callback belongs to is over (H-22). */
  endWithEvaluation(cancellation: Cancellation): void {
    if (this.#isSettled) return;
    this.#endReason = cancellation.isDisposal ? cancellation.reason : callbackCancelled();
    if (this.#task !== null) cancelTask(this.#task, cancellation);
    else this.#settle(CANCELLED);
  }

  #settle(result: TaskResult, reason: unknown = this.#cancelReason()): void {
    if (this.#isSettled) return;
    this.#isSettled = true;
    this.#request.signal?.removeEventListener("abort", this.#onAbort);
    if (result.type === "value") this.#resolve(result.value);
    else if (result.type === "error") this.#reject(result.error);
    else {
      // That a call was cancelled is not an unhandled rejection of whoever dropped its promise.
      this.promise.catch(() => {});
      this.#reject(reason);
    }
    this.#onSettled(this);
  }

  #cancelReason(): unknown {
    return this.#endReason ?? this.#task?.cancellation?.reason ?? callbackCancelled();
  }
}

/** H-22. */
export function callbackCancelled() {
  return runtimeError("scheduled Ion call was cancelled");
}

function canHaveChildren(task: Task): boolean {
  return task.result === null && task.cancellation === null;
}

/** The innermost open block of the caller, or a nursery around all that the caller does. */
function nurseryFor(caller: Task): Nursery {
  for (let nursery = caller.nursery; nursery !== null; nursery = nursery.outer) {
    if (nursery instanceof BlockNursery) return nursery;
  }
  return new BlockNursery(caller, null, NO_POSITION);
}
