/**
 * The machine: the execution state that compiled code, native functions and the scheduler share, and the protocol by
 * which a call suspends.
 *
 * The protocol (design: calling a generator function without `yield*`). Every call answers a value, or SUSPENDED. It
 * answers SUSPENDED after it recorded its own continuation, a generator, with `record`; the caller then yields at
 * once, and whoever drives the caller records that one, too. So a suspension walks up the JavaScript stack once, the frames
 * end up in the stack of the task, and `drive` later resumes the innermost one directly, handing each result or error
 * to the frame below. In compiled code the whole shape is one expression:
 *
 *     (t = $.run(load(id), 120)) === $S ? yield : t
 *
 * There is one machine per JavaScript thread, because "what runs right now" is a property of the thread. Whoever
 * enters Ion code from outside (the scheduler, a nested evaluation) saves and restores it with `enter`.
 */
import { NO_POSITION, RaisedError, runtimeError, type SourceModule } from "../errors.ts";
import type { Value } from "../values/value.ts";
import { endSlice } from "./waiter.ts";

class Suspended {
  readonly description = "suspended";
}
const suspended: Suspended = new Suspended();
/** The answer of a call that will go on later. Never a value: it must not be stored or passed on. */
export const SUSPENDED = suspended;

/** Whether a call will go on later. Hot paths ask this way: compared with a constant, `===` is one instruction. */
export function isSuspended(outcome: unknown): outcome is Suspended {
  return outcome === suspended;
}

class TailCall {
  readonly description = "tail call";
}
const tailCall: TailCall = new TailCall();
/** What a generator returns to be replaced by the call that `machine.tail` holds (tail calls grow no stack). */
export const TAIL_CALL = tailCall;

export type Outcome = Value | Suspended;
export type IonGenerator = Generator<undefined, Value | TailCall, Value>;

/**
 * The methods of all generators. Looked up in a generator they would be found anew for each generator function, of which
 * there are more than V8 keeps apart at one place (benchmark "suspension at depth 1").
 */
const { next, throw: throwInto }: IonGenerator = Object.getPrototypeOf(function* () {}).prototype;

/** Runs a generator up to its first `yield`. */
export function startGenerator(generator: IonGenerator): IteratorResult<undefined, Value | TailCall> {
  return next.call(generator, undefined);
}

/** One suspended call: its continuation and where it was called from. */
export class Frame {
  generator: IonGenerator;
  /** False for frames of native functions, which do not count toward the call depth. */
  readonly isCounted: boolean;
  /** The call depth while the frame runs, itself included when it counts. */
  readonly depth: number;
  /** The call site; a native function learns its own from `markSuspension`. */
  module: SourceModule | null;
  at: number;
  /** The frame that called this one and goes on with its result; null while it is not known, and for a task's first. */
  below: Frame | null = null;

  constructor(generator: IonGenerator, isCounted: boolean, depth: number, module: SourceModule | null, at: number) {
    this.generator = generator;
    this.isCounted = isCounted;
    this.depth = depth;
    this.module = module;
    this.at = at;
  }
}

/**
 * What holds the suspended frames of a task, linked from the innermost one down: a suspension at any depth is taken over
 * in one step, and a parked task pays for no array (benchmark "bytes per parked task").
 */
export interface FrameStack {
  top: Frame | null;
}

/** How many Ion calls may nest on the JavaScript stack before calls continue on the heap (see `runDeep`). */
const NATIVE_DEPTH = 300;

/** What a slice holds while no scheduler counts: practically endless, and a small integer for V8. */
const UNLIMITED_BUDGET = 2 ** 30 - 1;

/** What bounds a program while it runs (embedding 2.3). */
export interface RunLimits {
  readonly maxCallDepth: number;
  /** Iterations that one execution of a loop may make; infinite for no limit. */
  readonly maxLoopIterations: number;
}

class Machine {
  /** Those of the task that ran last; the three fields that follow from them are for compiled code. */
  limits: RunLimits | null = null;
  /** Number of active Ion calls of the running task (language 4.13). */
  depth = 0;
  /** The depth at which `run` and plain functions leave their fast path: the limit, or the end of the native stack. */
  ceiling = NATIVE_DEPTH;
  maxDepth = 10_000;
  /** Iterations that one execution of a loop may make (embedding 2.3). */
  maxLoopIterations = Number.POSITIVE_INFINITY;
  /**
   * The budget below which `while` and `loop` look up from their work: 0, or more than any budget while their
   * iterations are counted, so that the count costs nothing where there is no limit.
   */
  budgetFloor = 0;
  /** Loop iterations and calls left in the running task's slice (concurrency M-15). */
  budget = UNLIMITED_BUDGET;
  /** True while a deep plain recursion runs on the heap: functions use their generator twins. */
  isDeep = false;
  /** The innermost continuation recorded by the suspension that is under way, which links to those outside it. */
  innermost: Frame | null = null;
  /** The one recorded last. */
  outermost: Frame | null = null;
  /** Set when the suspension is only there to free the JavaScript stack: the driver goes on at once. */
  isUnwinding = false;
  /** The call that a TAIL_CALL asks for: already bound, so that it can only start. */
  tail: (() => IonGenerator) | null = null;
  /** Where the operation stands for which the running task parks; null and NO_POSITION until a call site says it. */
  siteModule: SourceModule | null = null;
  siteAt = NO_POSITION;
  /**
   * Where the innermost call of a native function or method stands; null and NO_POSITION when only the library knows.
   * Valid when a native function is entered: later calls move on (`ctx.callSite`, embedding 2.7).
   */
  callModule: SourceModule | null = null;
  callAt = NO_POSITION;
}

/**
 * What a module declares and does not export is a constant for V8, while an import is loaded and checked at each use:
 * hot modules, this one included, give the machine and SUSPENDED a name of their own (benchmark "suspension at depth 1").
 */
const state = new Machine();
export const machine = state;

/** Sets the limits for the task that is about to run. Most often they are those of the one before. */
export function obey(limits: RunLimits): void {
  if (state.limits !== limits) changeLimits(limits);
}

function changeLimits(limits: RunLimits): void {
  const { maxCallDepth, maxLoopIterations } = limits;
  state.limits = limits;
  state.maxDepth = maxCallDepth;
  state.maxLoopIterations = maxLoopIterations;
  state.budgetFloor = maxLoopIterations === Number.POSITIVE_INFINITY ? 0 : UNLIMITED_BUDGET;
}

/** Starts a counted call. Answers its value, or SUSPENDED with the call recorded. */
export function run(generator: IonGenerator, module: SourceModule | null, at: number): Outcome {
  const depth = ++state.depth;
  if (depth > state.ceiling || --state.budget < 0) return runElsewhere(generator, module, at);
  const result = startGenerator(generator);
  if (!result.done) {
    return record(new Frame(generator, true, depth, module, at));
  }
  state.depth = depth - 1;
  const value = result.value;
  return value === tailCall ? runTail(module, at) : (value as Value);
}

/** Starts a native function that is written as a generator (it calls back or waits more than once). */
export function runNative(generator: IonGenerator): Outcome {
  const { depth } = state;
  const result = startGenerator(generator);
  if (result.done) return result.value as Value;
  return record(new Frame(generator, false, depth, null, NO_POSITION));
}

/** Records the continuation of a call that suspends, after those of the calls inside it. */
function record(frame: Frame): Suspended {
  const { outermost } = state;
  if (outermost === null) state.innermost = frame;
  else outermost.below = frame;
  state.outermost = frame;
  return suspended;
}

/** Records the continuation of a plain function that counted its call, after what it called has suspended. */
export function recordCaller(generator: IonGenerator, module: SourceModule, at: number): Suspended {
  const { outermost, depth } = state;
  const own = outermost === null ? depth : outermost.isCounted ? outermost.depth - 1 : outermost.depth;
  return record(new Frame(generator, true, own, module, at));
}

/** Forgets what a suspension recorded that did not come about. */
export function dropPending(): void {
  state.innermost = null;
  state.outermost = null;
}

/**
 * Tells the suspension that is under way where the native call stands that just answered SUSPENDED: for errors that
 * arise when it goes on, and for the deadlock report. The innermost call site that knows a position wins.
 */
export function markSuspension(module: SourceModule, at: number): void {
  const frame = state.outermost;
  if (frame === null) {
    if (state.siteModule !== null) return;
    state.siteModule = module;
    state.siteAt = at;
  } else if (frame.module === null) {
    frame.module = module;
    frame.at = at;
  }
}

/** Carries out the tail call of a generator that just returned; loops, so that a chain of them grows no stack. */
function runTail(module: SourceModule | null, at: number): Outcome {
  for (;;) {
    const generator = takeTail();
    const depth = ++state.depth;
    if (--state.budget < 0) return unwind(generator, module, at);
    const result = startGenerator(generator);
    if (!result.done) return record(new Frame(generator, true, depth, module, at));
    state.depth = depth - 1;
    if (result.value !== tailCall) return result.value as Value;
  }
}

export function takeTail(): IonGenerator {
  const start = state.tail!;
  state.tail = null;
  return start();
}

/**
 * Past the native depth, and when the slice is used up, the callee is not driven here: the caller unwinds, and the
 * driver starts the callee from the bottom of the stack, in the next slice if other tasks are to run.
 */
function runElsewhere(generator: IonGenerator, module: SourceModule | null, at: number): Outcome {
  if (state.depth > state.maxDepth) {
    state.depth--;
    throw callDepthError();
  }
  return unwind(generator, module, at);
}

function unwind(generator: IonGenerator, module: SourceModule | null, at: number): Outcome {
  state.isUnwinding = true;
  return record(new Frame(generator, true, state.depth, module, at));
}

export function callDepthError(): RaisedError {
  return runtimeError("maximum call depth exceeded", "call-depth");
}

/** Stands for no error where any value may be one: as `error` when `drive` is to resume with a value. */
const NO_ERROR: unique symbol = Symbol("no error");

/** Starts a task's outermost call from the bottom of the stack; `stack` and the answer are as in `drive`. */
export function begin(
  stack: FrameStack,
  call: { readonly module: SourceModule | null; readonly at: number; start(): Outcome },
): Outcome {
  state.depth = 0;
  state.ceiling = Math.min(state.maxDepth, NATIVE_DEPTH);
  state.callModule = call.module;
  state.callAt = call.at;
  const outcome = call.start();
  return isSuspended(outcome) ? settle(stack) : outcome;
}

/**
 * Moves the frames of the suspension that is under way onto `stack`, and drives on when it was only there to free the
 * JavaScript stack and the slice is not over.
 */
export function settle(stack: FrameStack): Outcome {
  takePending(stack);
  if (!state.isUnwinding) return suspended;
  state.isUnwinding = false;
  return driveNext(stack);
}

/** Starts the innermost frame, unless the slice is over. */
function driveNext(stack: FrameStack): Outcome {
  const error = startError();
  return error === suspended ? suspended : driveOn(stack, undefined, error);
}

/**
 * Asked before the call starts that the JavaScript stack was freed for. SUSPENDED when the slice is over and others run
 * first. An expired time limit is an error of that call: it fails in its place, with the position of its call site.
 */
function startError(): unknown {
  if (state.budget >= 0) return NO_ERROR;
  try {
    return endSlice() ? suspended : NO_ERROR;
  } catch (error) {
    return error;
  }
}

function takePending(stack: FrameStack): void {
  const { innermost, outermost } = state;
  if (outermost === null) return;
  outermost.below = stack.top;
  stack.top = innermost;
  dropPending();
}

/**
 * Resumes the innermost frame of `stack` with a value, and goes on with the frames below. Answers the value of the
 * outermost frame, or SUSPENDED when a frame parked or the slice is over; throws what leaves the outermost frame. `stack`
 * holds the suspended frames afterwards. Most often the frame parks anew: what else may happen is `driveOn`'s business
 * (benchmark "suspension at depth 1").
 */
export function drive(stack: FrameStack, value: Value): Outcome {
  const frame = stack.top;
  if (frame === null) return value;
  enterFrame(frame);
  let result: IteratorResult<undefined, Value | TailCall>;
  try {
    result = next.call(frame.generator, value);
  } catch (thrown) {
    return driveOn(stack, undefined, leaveByError(stack, frame, thrown));
  }
  return result.done ? driveReturned(stack, frame, result.value) : settle(stack);
}

/** Apart from `drive`, which V8 is to put into its callers. */
function driveReturned(stack: FrameStack, frame: Frame, returned: Value | TailCall): Outcome {
  if (returned === tailCall) {
    replaceByTail(frame);
    return driveNext(stack);
  }
  leaveFrame(stack, frame);
  return driveOn(stack, returned as Value, NO_ERROR);
}

/** As `drive`, whatever happens; resumes with `error` unless that is NO_ERROR. */
export function driveOn(stack: FrameStack, value: Value, error: unknown): Outcome {
  for (let frame = stack.top; frame !== null; frame = stack.top) {
    enterFrame(frame);
    let result: IteratorResult<undefined, Value | TailCall>;
    try {
      result = error === NO_ERROR ? next.call(frame.generator, value) : throwInto.call(frame.generator, error);
    } catch (thrown) {
      error = leaveByError(stack, frame, thrown);
      continue;
    }
    if (result.done && result.value !== tailCall) {
      leaveFrame(stack, frame);
      value = result.value as Value;
      error = NO_ERROR;
      continue;
    }
    if (result.done) {
      replaceByTail(frame);
    } else {
      takePending(stack);
      if (!state.isUnwinding) return suspended;
      state.isUnwinding = false;
    }
    value = undefined;
    error = startError();
    if (error === suspended) return suspended;
  }
  if (error !== NO_ERROR) throw error;
  return value;
}

function enterFrame(frame: Frame): void {
  state.depth = frame.depth;
  state.ceiling = Math.min(state.maxDepth, frame.depth + NATIVE_DEPTH);
  state.callModule = frame.module;
  state.callAt = frame.at;
}

function leaveFrame(stack: FrameStack, frame: Frame): void {
  stack.top = frame.below;
  state.depth = frame.isCounted ? frame.depth - 1 : frame.depth;
}

/** Answers the error for the frame below. */
function leaveByError(stack: FrameStack, frame: Frame, thrown: unknown): unknown {
  dropPending();
  const error = fromNativeOverflow(thrown);
  leaveFrame(stack, frame);
  if (error instanceof RaisedError && frame.module !== null) passThrough(error, frame.module, frame.at);
  return error;
}

/** The frame ended with a tail call: the call takes its place. */
function replaceByTail(frame: Frame): void {
  frame.generator = takeTail();
  state.budget--;
}

/** An error leaves a call: it takes the call's position if it has none, else the call becomes a frame of its stack. */
export function passThrough(error: RaisedError, module: SourceModule, at: number): void {
  if (error.at === NO_POSITION) error.locate(module, at);
  else error.leaveCall(module, at);
}

/** An exhausted JavaScript stack is reported as the call-depth error (language 4.13). */
export function fromNativeOverflow(thrown: unknown): unknown {
  return isNativeOverflow(thrown) ? callDepthError() : thrown;
}

function isNativeOverflow(thrown: unknown): boolean {
  try {
    return thrown instanceof RangeError && /call stack/i.test(thrown.message);
  } catch {
    // What the host throws may be a proxy whose traps throw.
    return false;
  }
}

/**
 * Runs `body` from a clean execution state and restores the present one afterwards: for a nested evaluation, and for
 * the deep part of a plain recursion. Who enters Ion code from the host's event loop needs no such thing: a step leaves
 * the state clean (benchmark "suspension at depth 1").
 */
export function enter<T>(body: () => T): T {
  const outside = { ...state };
  dropPending();
  state.isDeep = false;
  state.isUnwinding = false;
  state.tail = null;
  state.siteModule = null;
  state.callModule = null;
  try {
    return body();
  } finally {
    Object.assign(state, outside);
  }
}

/**
 * Continues a plain recursion that reached the native depth with its generator twin, frames on the heap. Plain
 * functions are proven never to wait, so it always comes back with a value.
 */
export function runOnHeap(generator: IonGenerator, module: SourceModule | null, at: number): Value {
  if (state.depth > state.maxDepth) {
    state.depth--;
    throw callDepthError();
  }
  const depth = state.depth;
  return enter(() => {
    state.isDeep = true;
    state.depth = depth;
    return drive({ top: new Frame(generator, true, depth, module, at) }, undefined) as Value;
  });
}
