/** A clock whose time passes when the test says so, and that knows whether an evaluation still has something to do. */
import type { StageClock } from "./stage.ts";

interface ManualTimer {
  readonly due: number;
  readonly fire: () => void;
}

export class ManualClock implements StageClock {
  onIdle: () => void = () => {};
  #now = 0;
  #holds = 0;
  readonly #timers = new Set<ManualTimer>();

  now(): number {
    return this.#now;
  }

  setTimer(due: number, fire: () => void): () => void {
    const timer = { due, fire };
    this.#timers.add(timer);
    return () => this.#timers.delete(timer);
  }

  hold(): () => void {
    this.#holds++;
    return () => {
      this.#holds--;
      this.onIdle();
    };
  }

  sleep(ms: number): Promise<void> {
    return new Promise((resolve) => this.setTimer(this.#now + ms, resolve));
  }

  get hasTimers(): boolean {
    return this.#timers.size > 0;
  }

  /** Moves to the next instant and fires what is due. */
  tick(): void {
    this.#now = Math.min(...[...this.#timers].map(({ due }) => due));
    for (const timer of this.#timers) {
      if (timer.due > this.#now) continue;
      this.#timers.delete(timer);
      timer.fire();
    }
  }

  /** Resolves when every evaluation has done what can be done without time or the host. */
  async settled(): Promise<void> {
    do await new Promise((resolve) => setImmediate(resolve));
    while (this.#holds > 0);
  }
}
