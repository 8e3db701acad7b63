/**
 * Where time comes from (embedding 2.3). The scheduler asks a clock for the time and for one timer, the next instant at
 * which something is due; everything else about time is its own business. This file and virtual-clock.ts are the only
 * ones that know of real time.
 */
import { runtimeError } from "../errors.ts";

export interface Clock {
  /** Milliseconds from an arbitrary start; never goes back. */
  now(): number;
  /** Calls `fire` once when `now()` has reached `dueMs`; answers a function that takes the timer back. */
  setTimer(dueMs: number, fire: () => void): () => void;
  /**
   * For clocks that move on their own when nothing happens (VirtualClock): time stands still until every function
   * answered here has been called.
   */
  hold?(): () => void;
  /**
   * For clocks that have timers of the host, too: fires those up to `dueMs`, because timers of an evaluation that are
   * due by then are about to fire (concurrency M-16).
   */
  beforeTimers?(dueMs: number): void;
  /** For the blocking backend: returns when `now()` has reached `dueMs`. */
  block?(dueMs: number): void;
}

/** The longest delay that `setTimeout` takes; longer waits are split (concurrency M-18). */
const LONGEST_DELAY = 2 ** 31 - 1;

/** Real milliseconds, for what is about the host and not about the program: slices and time limits. */
export function realNow(): number {
  return performance.now();
}

export class RealClock implements Clock {
  now(): number {
    return performance.now();
  }

  /** A host timer that fires early, or was only a part of a long wait, is set again. */
  setTimer(dueMs: number, fire: () => void): () => void {
    let timer: ReturnType<typeof setTimeout>;
    const arm = () => {
      timer = setTimeout(check, Math.min(Math.max(Math.ceil(dueMs - this.now()), 0), LONGEST_DELAY));
    };
    const check = () => {
      if (this.now() >= dueMs) fire();
      else arm();
    };
    arm();
    return () => clearTimeout(timer);
  }

  block(dueMs: number): void {
    blockUntil(this, dueMs);
  }
}

/** A clock that has not moved for so long will not move while the thread is blocked. */
const STANDSTILL_MS = 1000;

/** Blocks the thread until `clock` has reached `dueMs` (concurrency L-1); never hangs on a clock that stands still. */
export function blockUntil(clock: Clock, dueMs: number): void {
  let stoodMs = 0;
  let now = clock.now();
  while (now < dueMs) {
    const waitMs = Math.min(dueMs - now, STANDSTILL_MS);
    blockThread(waitMs);
    const later = clock.now();
    stoodMs = later > now ? 0 : stoodMs + Math.max(waitMs, 1);
    if (stoodMs >= STANDSTILL_MS) {
      throw runtimeError("the engine's clock stands still while the thread is blocked: it needs a method block(dueMs)");
    }
    now = later;
  }
}

/** Not every thread may block: that of a web page may not. */
function blockThread(milliseconds: number): void {
  try {
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, milliseconds);
  } catch (error) {
    const refused = runtimeError("this thread must not block; use evalAsync");
    refused.cause = error;
    throw refused;
  }
}
