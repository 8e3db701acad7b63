/**
 * A task: one line of execution of Ion code. Its frames hang on `top` while it is suspended, its nurseries form a list
 * from the innermost outward, and its children hang in those. It goes through these states:
 *
 *     ready ⇄ running ⇄ parked        ready also means: created and not started yet (`call` is set)
 *       └────────┴──→ ending → joining → done
 *
 *     ending: its own code is over and what it left is cleared away; joining: it only waits for its descendants
 *
 * Invariants: `request` is set exactly while the task is parked or was woken and has not run since; `result` is set from
 * the moment its own code is over and never changes once it is done.
 */
import type { AsyncTag } from "../debugging.ts";
import { handlers, NO_POSITION, type SourceModule } from "../errors.ts";
import { inherit } from "../inherit.ts";
import type { PreparedCall } from "../machine/call.ts";
import { enter, type Frame, type FrameStack } from "../machine/machine.ts";
import { ObjectValue } from "../machine/object.ts";
import type { INSPECT, Value } from "../values/value.ts";
import type { Cancellation } from "./cancelled.ts";
import type { Receive, Send } from "./channel.ts";
import type { HostCall } from "./host-call.ts";
import type { Loop } from "./loop.ts";
import type { Nursery } from "./nursery.ts";
import type { Request } from "./request.ts";
import type { Await, Awaits } from "./task-handle.ts";

/**
 * The states. Numbers, because V8 compares them, and stores them without a write barrier, at a fraction of what strings
 * cost (benchmark "suspension at depth 1").
 */
const READY = 0;
const RUNNING = 1;
const PARKED = 2;
const ENDING = 3;
const JOINING = 4;
const DONE = 5;
type TaskState = typeof READY | typeof RUNNING | typeof PARKED | typeof ENDING | typeof JOINING | typeof DONE;

export type TaskResult =
  | { readonly type: "value"; readonly value: Value }
  | { readonly type: "error"; readonly error: unknown }
  | { readonly type: "cancelled" };

export const CANCELLED: TaskResult = { type: "cancelled" };

/**
 * `spawned` counts for the start rule (M-12) and fails its nursery (B-6); `branch` belongs to a select or timeout;
 * `called` was started by the host with `ctx.call`, which hears of its failure instead of the nursery; `root` is a
 * program or a callback and belongs to no nursery.
 */
export type TaskRole = "root" | "spawned" | "branch" | "called";

export class Task implements ObjectValue, FrameStack {
  declare composition: ObjectValue["composition"];
  declare hash: ObjectValue["hash"];
  declare [INSPECT]: ObjectValue[typeof INSPECT];
  declare invoke0: ObjectValue["invoke0"];
  declare invoke1: ObjectValue["invoke1"];
  /** What programs call on spawned tasks; of the prototype, from task-handle.ts on. */
  declare invoke: ObjectValue["invoke"];

  readonly loop: Loop;
  /** Order of creation within the evaluation; the program itself is 0. */
  readonly number: number;
  readonly name: string;
  readonly role: TaskRole;
  /** The nursery that it is a child of. */
  readonly home: Nursery | null;

  #state: TaskState = READY;
  /** What the task is to run; null once it started. */
  call: PreparedCall | null;
  /** The innermost of the suspended frames. */
  top: Frame | null = null;
  request: Request | null = null;
  /** While it waits, its innermost frames are still on the JavaScript stack, under those of other tasks. */
  isBuried = false;
  /** The request of an earlier wait at a channel, which is over: the next one is made of it (benchmark "100 producers"). */
  spare: Send | Receive | null = null;
  /** Its calls of the host; made for the first one. */
  hostCall: HostCall | null = null;
  /** Where the operation stands for which it waits. */
  siteModule: SourceModule | null;
  siteAt: number;
  /** The `spawn` that made it: traces of its error mention the place (B-11). */
  spawnModule: SourceModule | null = null;
  spawnAt = NO_POSITION;
  /** The drain of the ready queue in which it used up its last slice (M-15). */
  slicedIn = 0;

  /** Shows a debugger where it was spawned; null without one. */
  declare asyncTag: AsyncTag | null;
  /** The active `try` bodies around it, those of its ancestors included. */
  handlers: number;

  /** The innermost open nursery. */
  nursery: Nursery | null = null;
  /** Children that are not done, in all its nurseries. */
  childCount = 0;
  /** Children that it spawned and that have not started (M-12). */
  unstarted = 0;
  /** Siblings in the nursery, in order of creation. */
  previous: Task | null = null;
  next: Task | null = null;

  /** Who waits for this task: nobody, one, a queue of several (benchmark "spawn and await"), or the host that started it. */
  waiters: Await | Awaits | HostWait | null = null;
  /** Set when cancellation was requested (T-7). */
  cancellation: Cancellation | null = null;
  result: TaskResult | null = null;

  constructor(loop: Loop, number: number, call: PreparedCall, role: TaskRole, home: Nursery | null) {
    this.loop = loop;
    this.number = number;
    this.name = call.name;
    this.role = role;
    this.home = home;
    this.call = call;
    this.handlers = home === null ? 0 : handlers.active;
    this.siteModule = call.module;
    this.siteAt = call.module === null ? NO_POSITION : call.at;
  }

  get isReady(): boolean {
    return this.#state === READY;
  }

  get isRunning(): boolean {
    return this.#state === RUNNING;
  }

  get isParked(): boolean {
    return this.#state === PARKED;
  }

  /** Whether it goes on at some time; false while it runs, and once its own code is over. */
  get isWaiting(): boolean {
    return this.#state === READY || this.#state === PARKED;
  }

  get isJoining(): boolean {
    return this.#state === JOINING;
  }

  get isDone(): boolean {
    return this.#state === DONE;
  }

  becomeReady(): void {
    this.#state = READY;
  }

  becomeRunning(): void {
    this.#state = RUNNING;
  }

  becomeParked(): void {
    this.#state = PARKED;
  }

  becomeEnding(): void {
    this.#state = ENDING;
  }

  becomeJoining(): void {
    this.#state = JOINING;
  }

  becomeDone(): void {
    this.#state = DONE;
  }

  get typeName(): string {
    return this.loop.dialect.taskType;
  }

  displayText(): string {
    return this.loop.dialect.taskText;
  }

  sameAs(other: Value): boolean {
    return this === other && this.loop.dialect.hasIdentity;
  }

  /** As messages name it (M-19). */
  get title(): string {
    return this.number === 0 ? "main" : `task #${this.number} ${this.name}`;
  }
}

inherit(Task, ObjectValue);
// Few tasks have one: the others find it here and are smaller for it (benchmark "10k pending host calls").
Task.prototype.asyncTag = null;

/** The host waits for a task that it started, a root or one of `ctx.call`; programs have no handles of these. */
export class HostWait {
  readonly #task: Task;
  readonly #onDone: (result: TaskResult) => void;

  constructor(task: Task, onDone: (result: TaskResult) => void) {
    this.#task = task;
    this.#onDone = onDone;
  }

  targetDone(): boolean {
    this.#onDone(this.#task.result!);
    return true;
  }
}

/** Makes a parked task ready; a task that is not parked, or is being cancelled, keeps its state and its place. */
export function wake(task: Task): void {
  if (makeReady(task)) task.loop.enqueue(task);
}

/** As `wake`; true when the caller is to append the task to the ready queue. */
export function makeReady(task: Task): boolean {
  if (!task.isParked) return false;
  task.becomeReady();
  task.loop.trace?.("wake", task);
  return true;
}

let running: Task | null = null;

/** The task whose code runs on this thread right now. */
export function runningTask(): Task {
  return running ?? failWithoutTask();
}

function failWithoutTask(): never {
  throw new Error("internal error: no task is running");
}

/** False when this thread runs no task: whoever enters Ion code then comes from the host's event loop. */
export function isTaskRunning(): boolean {
  return running !== null;
}

/** Notes which task runs from now on. */
export function setRunningTask(task: Task | null): void {
  running = task;
}

/** Runs `body`, which may run tasks, in the middle of the running one, whose execution state is put back afterwards. */
export function insideRunningTask<T>(body: () => T): T {
  const task = running;
  const { active } = handlers;
  try {
    return enter(body);
  } finally {
    running = task;
    handlers.active = active;
  }
}
