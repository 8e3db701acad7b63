/**
 * Structured concurrency by hand, over promises and AbortController: what the JavaScript programs beside the Ion
 * programs use. Written to be fast: nothing makes a promise that need not wait, queues are rings or are compacted as
 * they go, and every wait is withdrawn when the signal is aborted.
 */

/** First in, first out; the consumed part of the array is dropped when it is the larger one. */
class Queue {
  #items = [];
  #head = 0;

  get length() {
    return this.#items.length - this.#head;
  }

  push(item) {
    this.#items.push(item);
  }

  shift() {
    const item = this.#items[this.#head];
    this.#items[this.#head++] = undefined;
    if (this.#head > 1024 && this.#head * 2 > this.#items.length) {
      this.#items = this.#items.slice(this.#head);
      this.#head = 0;
    }
    return item;
  }
}

export const CLOSED = Symbol("closed");

/** A bounded channel. `send` and `receive` answer at once when they need not wait, else a promise. */
export class Channel {
  #capacity;
  #buffer = new Queue();
  #senders = new Queue();
  #receivers = new Queue();
  #isClosed = false;

  constructor(capacity) {
    this.#capacity = capacity;
  }

  send(value) {
    if (this.#isClosed) throw new Error("channel is closed");
    const receiver = this.#nextReceiver();
    if (receiver !== null) receiver.resolve(value);
    else if (this.#buffer.length < this.#capacity) this.#buffer.push(value);
    else return new Promise((resolve) => this.#senders.push({ value, resolve }));
  }

  receive() {
    const value = this.tryReceive();
    if (value !== undefined) return value;
    return new Promise((resolve) => this.#receivers.push({ resolve, isGone: false }));
  }

  /** Undefined when there is nothing now. */
  tryReceive() {
    if (this.#buffer.length === 0) return this.#isClosed ? CLOSED : undefined;
    const value = this.#buffer.shift();
    if (this.#senders.length > 0) {
      const sender = this.#senders.shift();
      this.#buffer.push(sender.value);
      sender.resolve();
    }
    return value;
  }

  /** Registers for the next value; whoever sets `isGone` withdraws. */
  enlist(receiver) {
    this.#receivers.push(receiver);
  }

  close() {
    this.#isClosed = true;
    for (let r = this.#nextReceiver(); r !== null; r = this.#nextReceiver()) r.resolve(CLOSED);
  }

  #nextReceiver() {
    while (this.#receivers.length > 0) {
      const receiver = this.#receivers.shift();
      if (!receiver.isGone) return receiver;
    }
    return null;
  }
}

/** The first value of several channels, as `[index, value]`; the others keep theirs. */
export function select(channels) {
  for (let i = 0; i < channels.length; i++) {
    const value = channels[i].tryReceive();
    if (value !== undefined) return [i, value];
  }
  return new Promise((resolve) => {
    const waiters = [];
    channels.forEach((channel, i) => {
      const waiter = {
        isGone: false,
        resolve(value) {
          for (const each of waiters) each.isGone = true;
          resolve([i, value]);
        },
      };
      waiters.push(waiter);
      channel.enlist(waiter);
    });
  });
}

/**
 * Runs `body` with a nursery and waits for all that it spawned. The first failure aborts the signal of all the others
 * and is what the nursery rejects with.
 */
export async function nursery(body) {
  const scope = new Nursery();
  let value;
  try {
    value = await body(scope);
  } catch (error) {
    scope.fail(error);
  }
  await scope.join();
  return value;
}

class Nursery {
  #controller = null;
  #live = 0;
  #failure = null;
  #onIdle = null;
  #ended = () => {
    if (--this.#live === 0) this.#onIdle?.();
  };
  #failed = (error) => {
    this.fail(error);
    this.#ended();
  };

  get signal() {
    this.#controller ??= new AbortController();
    return this.#controller.signal;
  }

  /** Starts `run(...args)`, which answers a promise. */
  spawn(run, ...args) {
    this.#live++;
    const task = run(...args);
    task.then(this.#ended, this.#failed);
    return task;
  }

  fail(error) {
    if (this.#failure !== null) return;
    this.#failure = { error };
    this.#controller?.abort(error);
  }

  async join() {
    if (this.#live > 0) {
      await new Promise((resolve) => {
        this.#onIdle = resolve;
      });
    }
    if (this.#failure !== null) throw this.#failure.error;
  }
}

export function sleep(milliseconds) {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}

/** Waits until the signal is aborted, and rejects with its reason. */
export function parked(signal) {
  return new Promise((_, reject) => {
    signal.addEventListener("abort", () => reject(signal.reason), { once: true });
  });
}

/** The value of `run(signal)`, or undefined when the time is over; then the signal is aborted. */
export function withTimeout(milliseconds, run) {
  return new Promise((resolve, reject) => {
    const controller = new AbortController();
    const timer = setTimeout(() => {
      controller.abort();
      resolve(undefined);
    }, milliseconds);
    run(controller.signal).then(
      (value) => {
        clearTimeout(timer);
        resolve(value);
      },
      (error) => {
        clearTimeout(timer);
        reject(error);
      },
    );
  });
}
