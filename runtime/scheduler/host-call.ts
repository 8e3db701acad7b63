/**
 * A call of the host that answered with a promise (concurrency 8.1). The promise's settlement is an external event: it
 * is appended to the evaluation's events and taken in a turn (M-16, step 3).
 */
import { RaisedError, runtimeError } from "../errors.ts";
import { type Outcome, SUSPENDED } from "../machine/machine.ts";
import type { OutcomeReader } from "../machine/waiter.ts";
import type { Value } from "../values/value.ts";
import type { Cancellation } from "./cancelled.ts";
import { deferHostAbort } from "./host-aborts.ts";
import type { ExternalEvent } from "./loop.ts";
import { park, refusal } from "./park.ts";
import type { Waiting } from "./request.ts";
import { runningTask, type Task, wake } from "./task.ts";

type OnCancel = (reason: unknown) => void;

/** Parks the running task until `promise` settles; see `Waiter.waitFor`. */
export function waitForHost(
  promise: PromiseLike<unknown>,
  name: string,
  onCancel?: OnCancel,
  reader: OutcomeReader = ION_OUTCOME,
): Outcome {
  const task = runningTask();
  if (task.loop.mode !== "async") {
    ignoreOutcome(promise);
    throw refusal(name);
  }
  if (task.cancellation === null) return park(task, new HostCall(task, promise, onCancel, reader));
  // The host function itself caused the cancellation of its caller, which ends here (C-3).
  const { cancellation } = task;
  ignoreOutcome(promise);
  if (onCancel !== undefined) deferHostAbort(() => onCancel(cancellation.reason));
  return SUSPENDED;
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

export class HostCall implements Waiting, ExternalEvent {
  readonly type = "host";
  readonly #task: Task;
  readonly #onCancel: OnCancel | undefined;
  readonly #reader: OutcomeReader;
  #state: "pending" | "fulfilled" | "rejected" | "aborted" = "pending";
  /** The result or the reason. */
  #outcome: unknown;

  constructor(task: Task, promise: PromiseLike<unknown>, onCancel: OnCancel | undefined, reader: OutcomeReader) {
    this.#task = task;
    this.#onCancel = onCancel;
    this.#reader = reader;
    task.loop.hostCalls++;
    try {
      Promise.resolve(promise).then(
        (result) => this.#settle("fulfilled", result),
        (reason: unknown) => this.#settle("rejected", reason),
      );
    } catch (thrown) {
      // Only a promise that somebody tampered with throws here: that is how the call ends.
      this.#settle("rejected", thrown);
    }
  }

  /** The settlement's turn has come. */
  take(): void {
    wake(this.#task);
  }

  resume(): Outcome {
    if (this.#state === "rejected") throw this.#reader.error(this.#outcome);
    return this.#reader.value(this.#outcome);
  }

  /** Aborts the host's signal unless the call is over; a later outcome is ignored. */
  abort(cancellation: Cancellation): void {
    if (this.#state !== "pending") return;
    this.#state = "aborted";
    this.#task.loop.hostCalls--;
    const onCancel = this.#onCancel;
    if (onCancel !== undefined) deferHostAbort(() => onCancel(cancellation.reason));
  }

  #settle(state: "fulfilled" | "rejected", outcome: unknown): void {
    if (this.#state !== "pending") return;
    this.#state = state;
    this.#outcome = outcome;
    this.#task.loop.hostCalls--;
    this.#task.loop.addSettlement(this);
  }
}

/** For promises of Ion values; what is no Ion error already becomes one (H-4). */
const ION_OUTCOME: OutcomeReader = {
  value: (result) => result as Value,
  error(reason) {
    if (reason instanceof RaisedError) return reason;
    const error = runtimeError(reason instanceof Error ? reason.message : String(reason));
    error.cause = reason;
    return error;
  },
};
