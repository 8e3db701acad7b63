/** A clock for tests of deadlines in code that computes: it moves one millisecond whenever somebody looks. */
import type { Clock } from "../../runtime/scheduler/clock.ts";

export function impatientClock(): Clock {
  let now = 0;
  return {
    now: () => now++,
    setTimer: (_due, fire) => {
      const timer = setImmediate(fire);
      return () => clearImmediate(timer);
    },
  };
}
