/**
 * A queue with two ends over a ring buffer: every operation is O(1) amortised, and emptied slots keep nothing alive.
 * The ready queue and the channel buffers are made of it (benchmark "channel ping-pong").
 */
const SMALLEST = 8;

export class Deque<T> {
  #ring: (T | undefined)[] = new Array(SMALLEST);
  #head = 0;
  #length = 0;

  get length(): number {
    return this.#length;
  }

  push(item: T): void {
    if (this.#length === this.#ring.length) this.#grow();
    this.#ring[(this.#head + this.#length) & (this.#ring.length - 1)] = item;
    this.#length++;
  }

  pushFront(item: T): void {
    if (this.#length === this.#ring.length) this.#grow();
    this.#head = (this.#head - 1) & (this.#ring.length - 1);
    this.#ring[this.#head] = item;
    this.#length++;
  }

  /** The first item; only for a queue that is not empty. */
  peek(): T {
    return this.#ring[this.#head] as T;
  }

  /** Takes the first item off; only for a queue that is not empty. */
  shift(): T {
    const item = this.#ring[this.#head] as T;
    this.#ring[this.#head] = undefined;
    this.#head = (this.#head + 1) & (this.#ring.length - 1);
    this.#length--;
    return item;
  }

  /** The capacity stays a power of two, so that the index arithmetic is a mask. */
  #grow(): void {
    const { length } = this.#ring;
    const larger: (T | undefined)[] = new Array(length * 2);
    for (let i = 0; i < this.#length; i++) larger[i] = this.#ring[(this.#head + i) & (length - 1)];
    this.#ring = larger;
    this.#head = 0;
  }
}
