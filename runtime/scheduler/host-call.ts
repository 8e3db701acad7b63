/**
 * A call of the host that answered with a promise (concurrency 8.1). The promise's settlement is an external event: it
 * is appended to the evaluation's events and taken in a turn (M-16, step 3).
 */
import { RaisedError, runtimeError } from "../errors.ts";
import { type Outcome, SUSPENDED } from "../machine/machine.ts";
import type { Value } from "../values/value.ts";
import type { Cancellation } from "./cancelled.ts";
import { deferHostAbort } from "./host-aborts.ts";
import type { ExternalEvent } from "./loop.ts";
import { park, refusal } from "./park.ts";
import type { Waiting } from "./request.ts";
import { runningTask, type Task, wake } from "./task.ts";

type OnCancel = (reason: unknown) => void;

/** Parks the running task until `promise` settles; see `Waiter.waitFor`. */
export function waitForHost(promise: PromiseLike<Value>, name: string, onCancel?: OnCancel): Outcome {
  const task = runningTask();
  if (task.loop.mode !== "async") {
    ignore(promise);
    throw refusal(name);
  }
  if (task.cancellation === null) return park(task, new HostCall(task, promise, onCancel));
  // The host function itself caused the cancellation of its caller, which ends here (C-3).
  const { cancellation } = task;
  ignore(promise);
  if (onCancel !== undefined) deferHostAbort(() => onCancel(cancellation.reason));
  return SUSPENDED;
}

/** A promise nobody waits for any more must not become an unhandled rejection (C-4). */
function ignore(promise: PromiseLike<unknown>): void {
  Promise.resolve(promise).catch(() => {});
}

export class HostCall implements Waiting, ExternalEvent {
  readonly type = "host";
  readonly #task: Task;
  readonly #onCancel: OnCancel | undefined;
  #state: "pending" | "settled" | "aborted" = "pending";
  #value: Value;
  #error: RaisedError | null = null;

  constructor(task: Task, promise: PromiseLike<Value>, onCancel: OnCancel | undefined) {
    this.#task = task;
    this.#onCancel = onCancel;
    task.loop.hostCalls++;
    Promise.resolve(promise).then(
      (value) => this.#settle(value, null),
      (reason: unknown) => this.#settle(undefined, asRaisedError(reason)),
    );
  }

  /** The settlement's turn has come. */
  take(): void {
    wake(this.#task);
  }

  resume(): Outcome {
    if (this.#error !== null) throw this.#error;
    return this.#value;
  }

  /** Aborts the host's signal unless the call is over; a later outcome is ignored. */
  abort(cancellation: Cancellation): void {
    if (this.#state !== "pending") return;
    this.#state = "aborted";
    this.#task.loop.hostCalls--;
    const onCancel = this.#onCancel;
    if (onCancel !== undefined) deferHostAbort(() => onCancel(cancellation.reason));
  }

  #settle(value: Value, error: RaisedError | null): void {
    if (this.#state !== "pending") return;
    this.#state = "settled";
    this.#value = value;
    this.#error = error;
    this.#task.loop.hostCalls--;
    this.#task.loop.addEvent(this);
  }
}

/** What the host layer has not made an Ion error already becomes one here (H-4). */
function asRaisedError(reason: unknown): RaisedError {
  if (reason instanceof RaisedError) return reason;
  const error = runtimeError(reason instanceof Error ? reason.message : String(reason));
  error.cause = reason;
  return error;
}
