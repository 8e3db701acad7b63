/**
 * A bounded channel (concurrency §7): a buffer, the senders that wait for room and the receivers that wait for a value,
 * each served first come, first served. Invariants: nobody waits to receive while the buffer holds a value, and nobody
 * waits to send while it has room.
 *
 * A value for a waiting receiver is handed over by storing it in the receiver's request; the receiver takes it when it
 * runs again. If it is cancelled before that, the value goes back to the front, so cancellation neither loses nor
 * duplicates one (C-4). That is the only way in which a buffer can come to hold more than its capacity. Hand-overs are
 * numbered, so that several values that come back stand in the order in which they were sent (K-9, P-3).
 */
import { runtimeError } from "../errors.ts";
import { type Outcome, SUSPENDED } from "../machine/machine.ts";
import { NONE, Some } from "../values/option.ts";
import type { Value } from "../values/value.ts";
import { Deque } from "./deque.ts";
import { ASYNC_DIALECT, type Dialect } from "./dialect.ts";
import { parkForTasks } from "./park.ts";
import type { Waiting } from "./request.ts";
import { type Task, wake } from "./task.ts";
import type { Expiring, Timer } from "./timers.ts";
import { leaveQueue, type WaitNode, WaitQueue } from "./wait-queue.ts";

const RECEIVER_CLOSED = "channel send failed: channel is closed";

export class Channel {
  readonly capacity: number;
  readonly dialect: Dialect;
  readonly #buffer = new Deque<Value>();
  readonly #senders = new WaitQueue<Send>();
  readonly #receivers = new WaitQueue<Receive>();
  #handOvers = 0;
  /** The numbers of the values at the front of the buffer that came back, ascending. */
  readonly #returned: number[] = [];
  #isSenderClosed = false;
  #isReceiverClosed = false;

  constructor(capacity: number, dialect: Dialect = ASYNC_DIALECT) {
    this.capacity = Math.max(1, capacity);
    this.dialect = dialect;
  }

  /** Values that were accepted and not received. */
  get buffered(): number {
    return this.#buffer.length;
  }

  get hasWaitingSenders(): boolean {
    return !this.#senders.isEmpty;
  }

  get hasWaitingReceivers(): boolean {
    return !this.#receivers.isEmpty;
  }

  /** Hands `value` over, or buffers it, or parks `task` until there is room. */
  send(task: Task, value: Value): Outcome {
    const closed = this.#closedError();
    if (closed !== null) throw runtimeError(closed);
    const receiver = this.#receivers.shift();
    if (receiver !== null) {
      receiver.handOver(value, this.#handOvers++);
    } else if (this.#buffer.length < this.capacity) {
      this.#buffer.push(value);
    } else {
      const request = Send.of(task, value);
      this.#senders.push(request);
      return parkForTasks(task, request) ? request.resume() : SUSPENDED;
    }
    return undefined;
  }

  /** `Some(value)`, or `None` when nothing will come, or parks `task`; a deadline gives `None`, too. */
  receive(task: Task, milliseconds: number | null): Outcome {
    if (this.#canAnswer()) return this.tryReceive();
    const request = milliseconds === null ? Receive.of(task, this) : new TimedReceive(task, this, milliseconds);
    this.#receivers.push(request);
    return parkForTasks(task, request) ? request.resume() : SUSPENDED;
  }

  /** `Some(value)`, or `None` when there is nothing now. */
  tryReceive(): Value {
    if (this.#buffer.length === 0) return NONE;
    const value = this.#buffer.shift();
    if (this.#returned.length > 0) this.#returned.shift();
    this.#admit();
    return new Some(value);
  }

  closeSender(): void {
    this.#isSenderClosed = true;
    this.#dismissReceivers();
  }

  closeReceiver(): void {
    this.#isReceiverClosed = true;
    this.#dismissReceivers();
    const message = this.#closedError()!;
    for (let sender = this.#senders.shift(); sender !== null; sender = this.#senders.shift()) sender.refuse(message);
  }

  /** A receiver that was handed `value` is gone before it ran: the next one gets it, or it goes back to the front. */
  giveBack(value: Value, handOver: number): void {
    const receiver = this.#receivers.shift();
    if (receiver === null) this.#putBack(value, handOver);
    else receiver.handOver(value, handOver);
  }

  /** Puts a value back before all that were sent after it. */
  #putBack(value: Value, handOver: number): void {
    const older: Value[] = [];
    while (older.length < this.#returned.length && this.#returned[older.length]! < handOver) {
      older.push(this.#buffer.shift());
    }
    this.#returned.splice(older.length, 0, handOver);
    this.#buffer.pushFront(value);
    for (let item = older.length; item > 0; ) this.#buffer.pushFront(older[--item]);
  }

  #canAnswer(): boolean {
    return this.#buffer.length > 0 || this.#isSenderClosed || this.#isReceiverClosed;
  }

  /** Taking a value made room: the values of waiting senders move up (K-4). */
  #admit(): void {
    while (this.#buffer.length < this.capacity) {
      const sender = this.#senders.shift();
      if (sender === null) return;
      this.#buffer.push(sender.value);
      sender.accept();
    }
  }

  #dismissReceivers(): void {
    for (let r = this.#receivers.shift(); r !== null; r = this.#receivers.shift()) r.dismiss();
  }

  #closedError(): string | null {
    if (this.#isSenderClosed) return this.dialect.senderClosed;
    return this.#isReceiverClosed ? RECEIVER_CLOSED : null;
  }
}

/** A task waits in `tx.send` until its value is accepted. */
export class Send implements WaitNode, Waiting {
  queue: WaitNode["queue"];
  previous: WaitNode | null;
  next: WaitNode | null;
  value: Value;
  readonly #task: Task;
  #refusal: string | null;

  constructor(task: Task, value: Value) {
    this.queue = null;
    this.previous = null;
    this.next = null;
    this.#task = task;
    this.value = value;
    this.#refusal = null;
  }

  /** The spare request of the task if it has one. */
  static of(task: Task, value: Value): Send {
    const { spare } = task;
    if (!(spare instanceof Send)) return new Send(task, value);
    task.spare = null;
    spare.value = value;
    return spare;
  }

  get type(): "send" {
    return "send";
  }

  accept(): void {
    wake(this.#task);
  }

  refuse(message: string): void {
    this.#refusal = message;
    wake(this.#task);
  }

  resume(): Outcome {
    if (this.#refusal !== null) throw runtimeError(this.#refusal);
    this.value = undefined;
    this.#task.spare = this;
    return undefined;
  }

  /** A value that was accepted stays accepted. */
  abort(): void {
    leaveQueue(this);
  }
}

/** A task waits in `rx.recv`. */
export class Receive implements WaitNode, Waiting {
  queue: WaitNode["queue"];
  previous: WaitNode | null;
  next: WaitNode | null;
  protected readonly task: Task;
  /** Null while it is a spare one. */
  #channel: Channel | null;
  #handedOver: Some | null;
  /** The number of the hand-over. */
  #handOver: number;

  constructor(task: Task, channel: Channel) {
    this.queue = null;
    this.previous = null;
    this.next = null;
    this.task = task;
    this.#channel = channel;
    this.#handedOver = null;
    this.#handOver = 0;
  }

  /** As `Send.of`. */
  static of(task: Task, channel: Channel): Receive {
    const { spare } = task;
    if (!(spare instanceof Receive)) return new Receive(task, channel);
    task.spare = null;
    spare.#channel = channel;
    return spare;
  }

  get type(): "receive" {
    return "receive";
  }

  /** The method that waits, for the synchronous evaluator's refusal. */
  get method(): "recv" | "recv_timeout" {
    return "recv";
  }

  handOver(value: Value, handOver: number): void {
    this.#handedOver = new Some(value);
    this.#handOver = handOver;
    this.dismiss();
  }

  /** The task goes on with what was handed over, or with `None`. */
  dismiss(): void {
    wake(this.task);
  }

  resume(): Outcome {
    const received = this.#handedOver;
    this.#handedOver = null;
    this.#channel = null;
    this.retire();
    return received ?? NONE;
  }

  abort(): void {
    leaveQueue(this);
    if (this.#handedOver !== null) this.#channel!.giveBack(this.#handedOver.value, this.#handOver);
  }

  /** The wait is over, and nobody holds the request any more. */
  protected retire(): void {
    this.task.spare = this;
  }
}

/** A task waits in `rx.recv_timeout`. */
class TimedReceive extends Receive implements Expiring {
  readonly #timer: Timer;

  constructor(task: Task, channel: Channel, milliseconds: number) {
    super(task, channel);
    this.#timer = task.loop.armTimer(milliseconds, "deadline", task, this);
  }

  override get method(): "recv" | "recv_timeout" {
    return "recv_timeout";
  }

  override dismiss(): void {
    this.#disarm();
    super.dismiss();
  }

  expire(): void {
    leaveQueue(this);
    wake(this.task);
  }

  override abort(): void {
    this.#disarm();
    super.abort();
  }

  protected override retire(): void {}

  #disarm(): void {
    this.task.loop.timers.disarm(this.#timer);
  }
}
