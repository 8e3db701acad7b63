/**
 * A clock for tests (embedding 2.3): it starts at 0 and jumps to the next timer when nothing else can happen, so that a
 * script with hours of `sleep` ends at once and in the right order.
 *
 * Nothing else can happen when no evaluation holds the clock and one turn of the event loop brought nothing that
 * touched it. Of one instant the host's timers (`sleep`) fire first, all together; what they set off runs before the
 * evaluations see the instant (concurrency M-16).
 */
import type { Clock } from "./clock.ts";
import { afterHostTurn } from "./event-loop.ts";
import { type HeapTimer, TimerHeap } from "./timer-heap.ts";

class VirtualTimer implements HeapTimer {
  readonly due: number;
  readonly order: number;
  slot = -1;
  readonly fire: () => void;

  constructor(due: number, order: number, fire: () => void) {
    this.due = due;
    this.order = order;
    this.fire = fire;
  }
}

export class VirtualClock implements Clock {
  #now = 0;
  #created = 0;
  #holds = 0;
  /** Changes whenever anybody uses the clock: a turn of the event loop without a change brought nothing. */
  #activity = 0;
  #isChecking = false;
  readonly #hostTimers = new TimerHeap<VirtualTimer>();
  readonly #evaluationTimers = new TimerHeap<VirtualTimer>();

  now(): number {
    return this.#now;
  }

  /** Virtual milliseconds since the clock was made. */
  get elapsed(): number {
    return this.#now;
  }

  /** For host functions of tests: resolves `ms` virtual milliseconds from now; rejects when `signal` aborts. */
  sleep(ms: number, options: { readonly signal?: AbortSignal | undefined } = {}): Promise<void> {
    const { signal } = options;
    return new Promise((resolve, reject) => {
      if (signal?.aborted) {
        reject(signal.reason);
        return;
      }
      const abort = () => {
        this.#remove(this.#hostTimers, timer);
        reject(signal!.reason);
      };
      const timer = this.#add(this.#hostTimers, this.#now + ms, () => {
        signal?.removeEventListener("abort", abort);
        resolve();
      });
      signal?.addEventListener("abort", abort, { once: true });
    });
  }

  /** Moves the time forward by hand; what is due by then fires soon, instant after instant, as under a late driver. */
  advance(ms: number): void {
    this.#now += ms;
    this.#touch();
  }

  setTimer(dueMs: number, fire: () => void): () => void {
    const timer = this.#add(this.#evaluationTimers, dueMs, fire);
    return () => this.#remove(this.#evaluationTimers, timer);
  }

  hold(): () => void {
    this.#holds++;
    return () => {
      this.#holds--;
      this.#touch();
    };
  }

  beforeTimers(dueMs: number): void {
    while (this.#hostTimers.nextDue <= dueMs) for (const timer of this.#hostTimers.takeInstant()) timer.fire();
  }

  block(dueMs: number): void {
    this.#now = Math.max(this.#now, dueMs);
  }

  #add(heap: TimerHeap<VirtualTimer>, due: number, fire: () => void): VirtualTimer {
    const timer = new VirtualTimer(due, this.#created++, fire);
    heap.add(timer);
    this.#touch();
    return timer;
  }

  #remove(heap: TimerHeap<VirtualTimer>, timer: VirtualTimer): void {
    heap.remove(timer);
    this.#touch();
  }

  #touch(): void {
    this.#activity++;
    if (this.#isChecking || this.#holds > 0 || this.#nextDue === Number.POSITIVE_INFINITY) return;
    this.#isChecking = true;
    const seen = this.#activity;
    afterHostTurn(() => {
      this.#isChecking = false;
      if (this.#activity === seen && this.#holds === 0) this.#fireInstant();
      this.#touch();
    });
  }

  get #nextDue(): number {
    return Math.min(this.#hostTimers.nextDue, this.#evaluationTimers.nextDue);
  }

  #fireInstant(): void {
    const due = this.#nextDue;
    this.#now = Math.max(this.#now, due);
    const timers = this.#hostTimers.nextDue === due ? this.#hostTimers : this.#evaluationTimers;
    for (const timer of timers.takeInstant()) timer.fire();
  }
}
