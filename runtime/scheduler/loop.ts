/**
 * The heart of an evaluation: its ready queue, timers and external events, and the turn that works through them
 * (concurrency M-11 to M-18). A loop knows nothing of promises and of what started it; evaluation.ts decides when a turn
 * is taken and what happens between turns.
 *
 * Invariant between turns: everything that can go on without time passing or the host doing something has done so,
 * unless the turn ended `busy`.
 */
import type { PreparedCall } from "../machine/call.ts";
import type { RunLimits } from "../machine/machine.ts";
import { type Clock, RealClock, realNow } from "./clock.ts";
import { Deque } from "./deque.ts";
import { ASYNC_DIALECT, type Dialect } from "./dialect.ts";
import { flushHostAborts } from "./host-aborts.ts";
import type { Nursery } from "./nursery.ts";
import { step } from "./step.ts";
import { Task, type TaskRole } from "./task.ts";
import { type Expiring, type Timer, Timers, type TimerType } from "./timers.ts";
import type { TaskTracer, TraceEventType } from "./trace.ts";

/**
 * `async` waits through promises. `sync` refuses whatever would have to wait (H-12). `blocking` waits by blocking the
 * thread and refuses only the host (L-1).
 */
export type Mode = "async" | "sync" | "blocking";

export interface LoopOptions extends RunLimits {
  readonly clock: Clock;
  readonly mode: Mode;
  /** Default: that of the asynchronous backend. */
  readonly dialect?: Dialect | undefined;
  /** Loop iterations and calls that a task may make before others get their turn (M-15). */
  readonly sliceLength?: number | undefined;
  /** How long one synchronous stretch may take by real time; infinite for no limit. */
  readonly timeoutMs: number;
  readonly trace?: TaskTracer | undefined;
  /** The number of the evaluation in traces. */
  readonly evaluation?: number | undefined;
  /** Whoever runs the evaluation; not for the scheduler to look at. */
  readonly owner?: unknown;
}

/** Something that came from outside; taken in order of arrival (M-16, step 3). */
export interface ExternalEvent {
  /** Answers the task that it woke and that is to be appended to the ready queue, if there is one. */
  take(): Task | null;
}

/** Takes the turns of a loop. */
export interface TurnTaker {
  /** A turn is needed: after what the host does right now, so that what comes together shares it. */
  turnSoon(): void;
  /** As `turnSoon`, at once. Called from the reaction to a promise only. */
  turnNow(): void;
}

/**
 * How a turn ended: all tasks are done; nothing can happen before a timer or an event; the host must get its turn
 * before timers fire; or the tasks have run for long enough and more is to do.
 */
export type Pause = "over" | "idle" | "host" | "busy";

/** Phases, numbers for speed as the states of tasks: in a turn. */
const TURN = 0;
/** Between turns, with another one due. */
const DUE = 1;
/** Between turns, idle, with nothing new since. */
const REST = 2;
type Phase = typeof TURN | typeof DUE | typeof REST;

const DEFAULT_SLICE_LENGTH = 10_000;
/** How long tasks run before the host gets a turn (M-15). */
const STRETCH_MS = 10;
const UNKNOWN = Number.NEGATIVE_INFINITY;
/** The clock is read once per this many steps: a step may take less than a microsecond. */
const STEPS_PER_LOOK = 64;
/** How many tasks may wait under the frames of others: each takes some of the JavaScript stack. */
const MOST_BURIED = 4;

function depthInTree(task: Task): number {
  let depth = 0;
  for (let { home } = task; home !== null; home = home.owner.home) depth++;
  return depth;
}

export class Loop {
  readonly clock: Clock;
  readonly mode: Mode;
  /** Whether tasks may wait for the host. Follows from `mode`, and is asked at each call of the host. */
  readonly isAsync: boolean;
  readonly dialect: Dialect;
  readonly sliceLength: number;
  readonly limits: RunLimits;
  /** From the options. A weak map from loops to owners would cost more than the rest of a short evaluation. */
  readonly owner: unknown;
  readonly timers = new Timers();
  /** Host calls in flight. */
  hostCalls = 0;
  /** Tasks that are not done. */
  liveTasks = 0;
  /** Counts the drains of the ready queue; tasks start with 0. */
  drainNumber = 1;
  /** Set by the driver when the host had its turn before the next instant (M-16). */
  hostHadTurn = false;
  /** Set by the evaluation before anything happens; null when it takes all turns by itself. */
  driver: TurnTaker | null = null;
  readonly trace: ((type: TraceEventType, task: Task) => void) | null;

  readonly #ready = new Deque<Task>();
  /** False between the end of a drain and what follows it: no turn may begin with the tasks again (P-13). */
  #isDraining = true;
  /** What was let in last were events. */
  #hadEvents = false;
  readonly #events = new Deque<ExternalEvent>();
  #created = 0;
  #phase: Phase = DUE;
  /** `timers.changes` as the loop came to rest. */
  #timersAtRest = 0;
  readonly #timeLimitMs: number;
  /** The start of a turn is of interest: there is a time limit, or the clock is not the real one. */
  readonly #isTimed: boolean;
  #now: number;
  /** Nobody has asked for the time in this turn yet. */
  #isNowStale = false;
  /** By real time; kept for the sake of a time limit only. */
  #turnStart = UNKNOWN;
  /** By real time; UNKNOWN until somebody looks: a look at the clock takes as long as a short turn. */
  #stretchStart = UNKNOWN;
  /** Steps since the real time was looked at; a slice that was used up counts for many. */
  #unseenSteps = 0;
  /** Tasks that wait under the frames of others. */
  #buried = 0;

  constructor(options: LoopOptions) {
    this.clock = options.clock;
    this.mode = options.mode;
    this.isAsync = options.mode === "async";
    this.dialect = options.dialect ?? ASYNC_DIALECT;
    this.sliceLength = options.sliceLength ?? DEFAULT_SLICE_LENGTH;
    this.limits = options;
    this.owner = options.owner;
    this.#timeLimitMs = options.timeoutMs;
    this.#isTimed = options.timeoutMs !== Number.POSITIVE_INFINITY || !(options.clock instanceof RealClock);
    this.#now = options.clock.now();
    const { trace, evaluation = 1 } = options;
    const start = this.#now;
    this.trace = trace === undefined ? null : (type, task) => trace(type, task, this.now - start, evaluation);
  }

  /** Makes a task and appends it to the ready queue; it does not run yet. */
  createTask(call: PreparedCall, role: TaskRole, home: Nursery | null): Task {
    const task = new Task(this, this.#created++, call, role, home);
    this.liveTasks++;
    home?.add(task);
    this.trace?.("create", task);
    this.#ready.push(task);
    this.poke();
    return task;
  }

  /** Appends a task that can go on to the ready queue. */
  enqueue(task: Task): void {
    this.#ready.push(task);
    this.poke();
  }

  addEvent(event: ExternalEvent): void {
    this.#events.push(event);
    this.poke();
  }

  /**
   * A host call settled; `hostCalls` does not count it any more. The only one in flight shares its turn with no other,
   * so that the turn begins at once. Called from the reaction to a promise.
   */
  addSettlement(event: ExternalEvent): void {
    if (this.#phase === REST && this.hostCalls === 0) this.#takeAlone(event);
    else this.addEvent(event);
  }

  /**
   * The shortest turn: takes one event and runs the task that it wakes. When that only waits for the host anew, the loop
   * rests as before, and its driver need not hear of it (benchmark "suspension at depth 1").
   */
  #takeAlone(event: ExternalEvent): void {
    this.#beginTurn();
    const task = event.take();
    if (task !== null) step(task);
    if (this.#hasNews() || (++this.#unseenSteps >= STEPS_PER_LOOK && this.#isOutOfTime())) {
      this.#phase = DUE;
      this.driver!.turnNow();
    } else {
      this.#phase = REST;
    }
  }

  /** Whether there is more to do, or to wait for, than when the loop came to rest: more than a call of the host. */
  #hasNews(): boolean {
    return (
      this.hostCalls === 0 ||
      this.#ready.length > 0 ||
      this.#events.length > 0 ||
      this.timers.changes !== this.#timersAtRest
    );
  }

  /** Arms a timer for `milliseconds` after the start of this turn. */
  armTimer(milliseconds: number, type: TimerType, task: Task, target: Expiring): Timer {
    return this.timers.arm(this.now + milliseconds, type, type === "deadline" ? depthInTree(task) : 0, target);
  }

  /** Something may have changed: asks for a turn unless one is under way. */
  poke(): void {
    if (this.#phase === TURN) return;
    this.#phase = DUE;
    this.driver?.turnSoon();
  }

  get isInTurn(): boolean {
    return this.#phase === TURN;
  }

  /**
   * The time that this turn works with: timers made in it start from here. The real clock is looked at when the turn
   * first needs the time, which most turns never do (benchmark "suspension at depth 1").
   */
  get now(): number {
    if (this.#isNowStale) this.resample();
    return this.#now;
  }

  /** Looks at the clock anew, when time was spent that matters. */
  resample(): void {
    this.#isNowStale = false;
    this.#now = this.clock.now();
  }

  get isWithinTimeLimit(): boolean {
    return this.#timeLimitMs === Number.POSITIVE_INFINITY || realNow() - this.#turnStart <= this.#timeLimitMs;
  }

  /** Whether a task that has used up its slice must let others run: tasks, events, timers or the host. */
  get hasOtherWork(): boolean {
    return (
      this.#ready.length > 0 ||
      this.#events.length > 0 ||
      this.timers.isFiring ||
      this.timers.nextDue <= this.clock.now() ||
      this.#isStretchOver()
    );
  }

  /** Whether something that is under way outside can still wake a task. */
  get isExpectingEvents(): boolean {
    return this.hostCalls > 0 || this.#events.length > 0;
  }

  /** One turn (M-16). */
  turn(): Pause {
    this.#beginTurn();
    let pause: Pause = "busy";
    try {
      pause = this.#work();
    } finally {
      this.#phase = pause === "idle" ? REST : DUE;
    }
    return pause;
  }

  #beginTurn(): void {
    this.#phase = TURN;
    this.#isNowStale = true;
    if (this.#isTimed) this.#noteStart();
  }

  #noteStart(): void {
    this.resample();
    if (this.#timeLimitMs !== Number.POSITIVE_INFINITY) this.#turnStart = realNow();
  }

  /** The host had a turn of its event loop: a new stretch begins. */
  beginStretch(): void {
    this.#stretchStart = UNKNOWN;
    this.#unseenSteps = 0;
  }

  #work(): Pause {
    for (;;) {
      const isInTime = !this.#isDraining || this.#drain();
      if (this.liveTasks === 0) return "over";
      if (!isInTime || this.#isOutOfTime()) return "busy";
      const pause = this.#letIn();
      if (pause !== null) return pause;
      this.#beginDrain();
    }
  }

  #beginDrain(): void {
    this.#isDraining = true;
    this.drainNumber++;
  }

  /**
   * Runs ready tasks until there are none, or until one comes up again that has used up a slice in this drain: then
   * each ready task had its slice, and events and timers get in (P-13). False when the tasks have run for long enough:
   * the drain goes on in the next turn.
   */
  #drain(): boolean {
    while (this.#ready.length > 0 && this.#ready.peek().slicedIn !== this.drainNumber) {
      const task = this.#ready.shift();
      // A task that was cancelled while it was ready leaves its place in the queue behind.
      if (!task.isReady) continue;
      step(task);
      if (this.liveTasks === 0) return true;
      this.#unseenSteps += task.slicedIn === this.drainNumber ? STEPS_PER_LOOK : 1;
      if (this.#isOutOfTime()) return false;
    }
    this.#isDraining = false;
    return true;
  }

  /**
   * Whether others may run on top of the frames of `task`, which waits: see `runBefore`. One that is to end because it was
   * cancelled leaves the stack first (C-3).
   */
  canBury(task: Task): boolean {
    const { cancellation, asyncTag } = task;
    return this.#ready.length > 0 && this.#buried < MOST_BURIED && cancellation === null && asyncTag === null;
  }

  /**
   * Part of a drain in the middle of `task`, which waits: runs the tasks before it in the queue on top of its frames. True
   * when its turn has come and it was taken off the queue. False when it must leave the stack first, because something
   * else comes before it or because it was cancelled.
   */
  runBefore(task: Task): boolean {
    flushHostAborts();
    this.#buried++;
    task.isBuried = true;
    const isItsTurn = this.#drainUpTo(task);
    this.#buried--;
    if (isItsTurn) task.isBuried = false;
    return isItsTurn;
  }

  #drainUpTo(task: Task): boolean {
    while (this.#ready.length > 0) {
      const next = this.#ready.peek();
      if (next.slicedIn === this.drainNumber || (next.isBuried && next !== task)) return false;
      this.#ready.shift();
      if (next === task) return true;
      if (!next.isReady) continue;
      step(next);
      if (!task.isWaiting) return false;
      this.#unseenSteps += next.slicedIn === this.drainNumber ? STEPS_PER_LOOK : 1;
      if (this.#isOutOfTime()) return false;
    }
    return false;
  }

  /**
   * Between two drains: lets in all events, or one step of the timers that are due. Null when a drain is to follow.
   * Events come first; while tasks that use up their slices keep the queue from getting empty, they take turns.
   */
  #letIn(): Pause | null {
    if (this.timers.isFiring) return this.#fire();
    const hasEvents = this.#events.length > 0;
    const isBusy = this.#ready.length > 0;
    if (isBusy) this.resample();
    const isDue = this.timers.size > 0 && this.timers.nextDue <= this.now;
    if (isDue && (!hasEvents || (isBusy && this.#hadEvents))) return this.#takeInstant();
    if (hasEvents) return this.#takeEvents();
    if (isBusy) return null;
    this.hostHadTurn = false;
    this.#timersAtRest = this.timers.changes;
    this.#beginDrain();
    return "idle";
  }

  #takeInstant(): "host" | null {
    if (this.hostCalls > 0 && !this.hostHadTurn) return "host";
    this.hostHadTurn = false;
    this.#hadEvents = false;
    this.timers.takeInstant();
    return this.#fire();
  }

  #fire(): null {
    this.timers.fireNext();
    flushHostAborts();
    return null;
  }

  #takeEvents(): null {
    this.#hadEvents = true;
    // Those that arrive meanwhile come later.
    for (let left = this.#events.length; left > 0; left--) {
      const task = this.#events.shift().take();
      if (task !== null) this.#ready.push(task);
    }
    return null;
  }

  /** `#isStretchOver`, at the cost of a look at the clock now and then. */
  #isOutOfTime(): boolean {
    if (this.#unseenSteps < STEPS_PER_LOOK) return false;
    if (this.#isStretchOver()) return true;
    this.#unseenSteps = 0;
    return false;
  }

  /** Counts from the first look, and counts what the host did between turns: the tasks cannot tell it from a wait. */
  #isStretchOver(): boolean {
    if (!this.isAsync) return false;
    const now = realNow();
    if (this.#stretchStart === UNKNOWN) this.#stretchStart = now;
    return now - this.#stretchStart > STRETCH_MS;
  }
}
