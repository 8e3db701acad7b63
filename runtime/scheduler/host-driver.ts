/**
 * Decides when an asynchronous evaluation takes its next turn: soon after an event, when a timer is due, or after the
 * host had a turn of its event loop. While it has something to do, time stands still on a clock that can be held.
 */
import { RealClock } from "./clock.ts";
import { afterHostTurn } from "./event-loop.ts";
import type { Loop, Pause, TurnTaker } from "./loop.ts";

/** Its callbacks are microtasks, at a fraction of what Node's `queueMicrotask` costs (benchmark "async host call"). */
const SETTLED: Promise<void> = Promise.resolve();

export class HostDriver implements TurnTaker {
  readonly #loop: Loop;
  readonly #takeTurn: () => void;
  /** A turn is scheduled as a microtask. */
  #isTurnSoon = false;
  /** A turn is scheduled after a turn of the host, because of this pause. */
  #pause: "host" | "busy" | null = null;
  /** The scheduled turn is the one that the host gets before timers fire. */
  #isForTimers = false;
  #isStopped = true;
  #armedDue = Number.POSITIVE_INFINITY;
  #disarm: (() => void) | null = null;
  readonly #turnAsMicrotask = (): void => {
    this.#isTurnSoon = false;
    this.turnNow();
  };
  #release: (() => void) | null = null;
  readonly #hasRealTime: boolean;

  constructor(loop: Loop, takeTurn: () => void) {
    this.#hasRealTime = loop.clock instanceof RealClock;
    this.#loop = loop;
    this.#takeTurn = takeTurn;
  }

  /** From now on events lead to turns. */
  start(): void {
    this.#isStopped = false;
  }

  /**
   * An event arrived or a task woke up: takes a turn as a microtask, so that what comes together shares it (M-16).
   * When the tasks have run for long enough, it waits for the turn that is scheduled already.
   */
  turnSoon(): void {
    if (this.#isTurnSoon || this.#isStopped || this.#pause === "busy") return;
    this.#isTurnSoon = true;
    this.#hold();
    SETTLED.then(this.#turnAsMicrotask);
  }

  /** Takes a turn on the spot. The stack must hold nothing but a callback of the host. */
  turnNow(): void {
    if (!this.#isStopped) this.#takeTurn();
  }

  /**
   * Called at the end of a turn that did not end the evaluation. A busy one has its timer armed, too, so that among
   * several evaluations the order of one instant does not depend on how long their turns took.
   */
  rest(pause: Exclude<Pause, "over">): void {
    if (pause !== "host") this.#arm(this.#loop.timers.nextDue);
    if (pause !== "idle") this.#turnAfterHost(pause);
    else if (!this.#isTurnSoon && this.#pause === null) this.#letGo();
  }

  /** The evaluation is over: leaves no timer behind. */
  stop(): void {
    this.#isStopped = true;
    this.#arm(Number.POSITIVE_INFINITY);
    this.#letGo();
  }

  #turnAfterHost(pause: "host" | "busy"): void {
    const isScheduled = this.#pause !== null;
    this.#pause = pause;
    this.#isForTimers ||= pause === "host";
    if (pause === "host") this.#loop.clock.beforeTimers?.(this.#loop.timers.nextDue);
    if (isScheduled) return;
    this.#hold();
    afterHostTurn(() => {
      this.#pause = null;
      if (this.#isForTimers) this.#loop.hostHadTurn = true;
      this.#isForTimers = false;
      this.#loop.beginStretch();
      this.turnNow();
    });
  }

  /**
   * Keeps exactly one timer at the clock, for the next instant. By real time it may fire early, which leads to a turn in
   * which nothing is due and to the next timer: so a timer that is not needed any more stays while a later one is
   * (benchmark "timeout(1000, f) that wins").
   */
  #arm(due: number): void {
    if (due !== this.#armedDue) this.#rearm(due);
  }

  #rearm(due: number): void {
    if (this.#hasRealTime && this.#armedDue < due && due !== Number.POSITIVE_INFINITY) return;
    this.#disarm?.();
    this.#disarm = null;
    this.#armedDue = due;
    if (due === Number.POSITIVE_INFINITY) return;
    this.#disarm = this.#loop.clock.setTimer(due, () => {
      this.#disarm = null;
      this.#armedDue = Number.POSITIVE_INFINITY;
      this.#loop.beginStretch();
      this.turnNow();
    });
  }

  #hold(): void {
    if (this.#isStopped) return;
    this.#release ??= this.#loop.clock.hold?.() ?? null;
  }

  #letGo(): void {
    if (this.#release === null) return;
    this.#release();
    this.#release = null;
  }
}
