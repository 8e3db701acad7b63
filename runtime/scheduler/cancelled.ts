/**
 * Why a task is cancelled, and the error by which the host hears of it (embedding 2.4). Ion code sees neither:
 * cancellation is not an error there.
 */

/** A descendant has its ancestor's cause. */
export type CancelCause = "select" | "timeout" | "nursery" | "handle" | "dispose";

/** The reason of a host call's aborted signal, and the rejection of what a disposed engine had promised. */
export class IonCancelled extends Error {
  override readonly name = "AbortError";
  readonly code = "ion.cancelled";
  readonly cancelledBy: CancelCause;

  constructor(cancelledBy: CancelCause) {
    super(cancelledBy === "dispose" ? "scheduled Ion call was cancelled" : `task cancelled by ${cancelledBy}`);
    this.cancelledBy = cancelledBy;
  }
}

/** One act of cancelling, shared by all tasks that it reaches. The reason is made only if somebody asks for it. */
export class Cancellation {
  /** Null when it was the host, by a signal of its own. */
  readonly cause: CancelCause | null;
  #reason: unknown;

  private constructor(cause: CancelCause | null, reason: unknown) {
    this.cause = cause;
    this.#reason = reason;
  }

  static by(cause: CancelCause): Cancellation {
    return new Cancellation(cause, undefined);
  }

  /** The host's own reason: that of an aborted signal. */
  static because(reason: unknown): Cancellation {
    return new Cancellation(null, reason);
  }

  get isDisposal(): boolean {
    return this.cause === "dispose";
  }

  get reason(): unknown {
    if (this.cause !== null) this.#reason ??= new IonCancelled(this.cause);
    return this.#reason;
  }
}
