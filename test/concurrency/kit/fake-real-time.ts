/** The real clock over faked host timers: the same code as in production, but a test decides when time passes. */
import { vi } from "vitest";
import { RealClock } from "../../../runtime/scheduler/clock.ts";
import type { StageClock } from "./stage.ts";

class SleepingRealClock extends RealClock implements StageClock {
  readonly #start = super.now();

  /** Counts from the start, as virtual clocks do. */
  override now(): number {
    return super.now() - this.#start;
  }

  sleep(ms: number): Promise<void> {
    return new Promise((resolve) => setTimeout(resolve, ms));
  }
}

export class FakeRealTime {
  readonly clock: StageClock;

  constructor() {
    vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout", "performance"] });
    this.clock = new SleepingRealClock();
  }

  /** Lets time pass, timer by timer, until `promise` settles. */
  async drive<T>(promise: Promise<T>): Promise<T> {
    let isSettled = false;
    const settle = () => {
      isSettled = true;
    };
    promise.then(settle, settle);
    while (!isSettled) {
      for (let turns = 0; turns < 4; turns++) await new Promise((resolve) => setImmediate(resolve));
      if (!isSettled) vi.advanceTimersToNextTimer();
    }
    return promise;
  }

  restore(): void {
    vi.useRealTimers();
  }
}
