/**
 * The names of the scheduler's builtins and methods, with parameters and a line of help: data only, so that the
 * compiler and the manual may import it (stdlib 3, 4.11, 4.12). A test compares it with what the classes answer to.
 */

export interface OperationInfo {
  readonly params: string;
  readonly doc: string;
  /** Whether the operation is a suspension point (concurrency M-9): it may wait, or let new children start first. */
  readonly suspends: boolean;
}

type Operations = Readonly<Record<string, OperationInfo>>;

/* @__NO_SIDE_EFFECTS__ */
function suspending(params: string, doc: string): OperationInfo {
  return { params, doc, suspends: true };
}

/* @__NO_SIDE_EFFECTS__ */
function immediate(params: string, doc: string): OperationInfo {
  return { params, doc, suspends: false };
}

const toText = immediate("", "The display text.");

export const CONCURRENCY_BUILTINS: Operations = {
  sleep: suspending("ms", "Suspends the task for that many milliseconds."),
  timeout: suspending("ms, f", "Some(f()), or None when that takes longer; f is cancelled then."),
  channel: suspending("n", "The ends (tx, rx) of a new channel that buffers n values, at least one."),
};

export const OBJECT_METHODS = {
  AsyncTask: {
    await_timeout: suspending("ms", "Some(result) if the task ends in time, else None; the task goes on."),
    is_finished: immediate("", "Whether the task has a result, an error, or has been cancelled."),
    cancel: immediate("", "Asks the task to stop at its current or next suspension point."),
    is_cancelled: immediate("", "Whether the task was ever asked to stop."),
    to_string: toText,
  },
  AsyncChannelSender: {
    send: suspending("value", "Waits while the buffer is full; raises once the channel is closed."),
    close: immediate("", "Ends the channel after the values that are buffered."),
    to_string: toText,
  },
  AsyncChannelReceiver: {
    recv: suspending("", "Some(next value), or None once the channel is closed and drained."),
    try_recv: immediate("", "As recv, but None instead of waiting."),
    recv_timeout: suspending("ms", "As recv, but None after that many milliseconds."),
    close: suspending("", "Later sends fail; what is buffered can still be received."),
    to_string: toText,
  },
} as const satisfies Readonly<Record<string, Operations>>;

/** `legacy-threaded` is the blocking backend, which keeps the names and texts of the reference's threads (L-1, L-3). */
export const CONCURRENCY_BACKENDS = ["async", "legacy-threaded"] as const;
export type ConcurrencyBackend = (typeof CONCURRENCY_BACKENDS)[number];
