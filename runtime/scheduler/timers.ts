/**
 * The timers of one evaluation (concurrency M-16, step 4). When an instant is due, all its timers leave the heap
 * together: first every sleep in order of creation, then the deadlines one by one, deeper tasks first. Timers that are
 * armed meanwhile for the same instant form a later batch.
 */
import { type HeapTimer, TimerHeap } from "./timer-heap.ts";

export type TimerType = "sleep" | "deadline";

/** What a timer belongs to. */
export interface Expiring {
  expire(): void;
}

export class Timer implements HeapTimer {
  readonly due: number;
  readonly order: number;
  slot = -1;
  readonly type: TimerType;
  /** Depth of the waiting task in the task tree, for deadlines. */
  readonly level: number;
  readonly target: Expiring;
  isArmed = true;

  constructor(due: number, order: number, type: TimerType, level: number, target: Expiring) {
    this.due = due;
    this.order = order;
    this.type = type;
    this.level = level;
    this.target = target;
  }

  fire(): void {
    this.isArmed = false;
    this.target.expire();
  }
}

export class Timers {
  readonly #heap = new TimerHeap<Timer>();
  #created = 0;
  #sleeps: Timer[] = [];
  /** The deadlines of the instant in progress, next one last. */
  #deadlines: Timer[] = [];

  /** Counts the timers that were armed and those that were disarmed: while it stands, no task has touched any. */
  changes = 0;

  /** Number of timers that wait for their instant. */
  get size(): number {
    return this.#heap.size;
  }

  get nextDue(): number {
    return this.#heap.nextDue;
  }

  /** True while an instant that was taken up has timers left to fire. */
  get isFiring(): boolean {
    return this.#sleeps.length > 0 || this.#deadlines.length > 0;
  }

  arm(due: number, type: TimerType, level: number, target: Expiring): Timer {
    const timer = new Timer(due, this.#created++, type, level, target);
    this.#heap.add(timer);
    this.changes++;
    return timer;
  }

  disarm(timer: Timer): void {
    timer.isArmed = false;
    this.#heap.remove(timer);
    this.changes++;
  }

  /** Takes up the earliest instant. */
  takeInstant(): void {
    for (const timer of this.#heap.takeInstant()) {
      if (timer.type === "sleep") this.#sleeps.push(timer);
      else this.#deadlines.push(timer);
    }
    this.#deadlines.sort((a, b) => a.level - b.level || b.order - a.order);
  }

  /** Fires the next step of the instant in progress: all its sleeps, or one deadline. */
  fireNext(): void {
    if (this.#sleeps.length > 0) {
      const sleeps = this.#sleeps;
      this.#sleeps = [];
      for (const timer of sleeps) if (timer.isArmed) timer.fire();
      return;
    }
    const deadline = this.#deadlines.pop();
    if (deadline?.isArmed) deadline.fire();
  }
}
