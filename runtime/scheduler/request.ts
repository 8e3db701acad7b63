/**
 * The protocol by which a task waits. An operation that cannot go on at once makes a request, stores it in its task
 * with `park`, and answers SUSPENDED; the frames above unwind, and the driver runs other tasks. Later exactly one of two
 * things happens to the request:
 *
 *   resume   the task runs again: the answer is the operation's value, what it throws is the operation's error, and
 *            SUSPENDED means that it parked anew
 *   abort    the task is cancelled or interrupted, before or after it was woken but before it ran again: the request
 *            withdraws whatever it left behind (a timer, a place in a waiting list, a host call, a value handed over)
 *
 * To add a way to wait, write a class with these two functions and put it into `Request`; the deadlock report and the
 * cancellation test then ask for it.
 */
import type { Outcome } from "../machine/machine.ts";
import type { Cancellation } from "./cancelled.ts";
import type { Receive, Send } from "./channel.ts";
import type { HostCall } from "./host-call.ts";
import type { Interrupted } from "./interrupt.ts";
import type { Children } from "./nursery.ts";
import type { Deferred, Failed } from "./park.ts";
import type { Sleep } from "./sleep.ts";
import type { Sliced, Stopped } from "./slice.ts";
import type { Await } from "./task-handle.ts";

export interface Waiting {
  readonly type: string;
  resume(): Outcome;
  abort(cancellation: Cancellation): void;
}

export type Request =
  | Deferred
  | Failed
  | Interrupted
  | Sliced
  | Stopped
  | Sleep
  | Await
  | Children
  | Send
  | Receive
  | HostCall;
