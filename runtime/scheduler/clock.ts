/**
 * Where time comes from (embedding 2.3). The scheduler asks a clock for the time and for one timer, the next instant at
 * which something is due; everything else about time is its own business. This file and virtual-clock.ts are the only
 * ones that know of real time.
 */
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

/** Blocks the thread until `clock` has reached `dueMs` (concurrency L-1). */
export function blockUntil(clock: Clock, dueMs: number): void {
  const gate = new Int32Array(new SharedArrayBuffer(4));
  for (let left = dueMs - clock.now(); left > 0; left = dueMs - clock.now()) Atomics.wait(gate, 0, 0, left);
}
