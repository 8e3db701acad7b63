/**
 * A virtual clock that says when evaluations come to rest: `onIdle` is called each time one of them has done whatever
 * can be done without time passing or the host doing something, and when it ends.
 */
import type { Clock } from "../../../runtime/scheduler/clock.ts";
import { VirtualClock } from "../../../runtime/testing.ts";

export class WatchedClock implements Clock {
  onIdle: () => void = () => {};
  readonly #clock = new VirtualClock();

  now(): number {
    return this.#clock.now();
  }

  setTimer(dueMs: number, fire: () => void): () => void {
    return this.#clock.setTimer(dueMs, fire);
  }

  beforeTimers(dueMs: number): void {
    this.#clock.beforeTimers(dueMs);
  }

  sleep(ms: number): Promise<void> {
    return this.#clock.sleep(ms);
  }

  advance(ms: number): void {
    this.#clock.advance(ms);
  }

  hold(): () => void {
    const release = this.#clock.hold();
    return () => {
      this.onIdle();
      release();
    };
  }
}
