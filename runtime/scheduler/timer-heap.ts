/**
 * A binary heap of timers, earliest due time first and in order of creation within one instant. A timer knows its slot,
 * so that removal is O(log n); withdrawn timers leave nothing behind.
 */
export interface HeapTimer {
  readonly due: number;
  readonly order: number;
  /** Index in the heap, -1 while in none. */
  slot: number;
}

export class TimerHeap<T extends HeapTimer> {
  readonly #slots: T[] = [];

  get size(): number {
    return this.#slots.length;
  }

  /** The due time of the earliest timer; infinite when there is none. */
  get nextDue(): number {
    return this.#slots.length === 0 ? Number.POSITIVE_INFINITY : this.#slots[0]!.due;
  }

  add(timer: T): void {
    this.#slots.push(timer);
    this.#rise(timer, this.#slots.length - 1);
  }

  remove(timer: T): void {
    const { slot } = timer;
    if (slot === -1) return;
    timer.slot = -1;
    const last = this.#slots.pop()!;
    if (last === timer) return;
    this.#rise(last, slot);
    this.#sink(last, last.slot);
  }

  /** Takes out all timers of the earliest instant, in order of creation. */
  takeInstant(): T[] {
    const due = this.nextDue;
    const taken: T[] = [];
    for (let timer = this.#slots[0]; timer !== undefined && timer.due === due; timer = this.#slots[0]) {
      this.remove(timer);
      taken.push(timer);
    }
    return taken;
  }

  #rise(timer: T, slot: number): void {
    while (slot > 0) {
      const parent = (slot - 1) >> 1;
      const above = this.#slots[parent]!;
      if (isEarlier(above, timer)) break;
      this.#put(above, slot);
      slot = parent;
    }
    this.#put(timer, slot);
  }

  #sink(timer: T, slot: number): void {
    for (;;) {
      let child = 2 * slot + 1;
      const left = this.#slots[child];
      if (left === undefined) break;
      const right = this.#slots[child + 1];
      if (right !== undefined && isEarlier(right, left)) child++;
      const below = this.#slots[child]!;
      if (isEarlier(timer, below)) break;
      this.#put(below, slot);
      slot = child;
    }
    this.#put(timer, slot);
  }

  #put(timer: T, slot: number): void {
    this.#slots[slot] = timer;
    timer.slot = slot;
  }
}

function isEarlier(a: HeapTimer, b: HeapTimer): boolean {
  return a.due < b.due || (a.due === b.due && a.order < b.order);
}
