/**
 * The machine: the execution state that compiled code, native functions and the scheduler share, and the protocol by
 * which a call suspends.
 *
 * The protocol (design: calling a generator function without `yield*`). Every call answers a value, or SUSPENDED. It
 * answers SUSPENDED after it recorded its own continuation, a generator, in `pending`; the caller then yields at once,
 * and whoever drives the caller records that one, too. So a suspension walks up the JavaScript stack once, the frames
 * end up in the list of the task, and `drive` later resumes the innermost one directly, handing each result or error
 * to the frame below. In compiled code the whole shape is one expression:
 *
 *     (t = $.run(load(id), 120)) === $S ? yield : t
 *
 * There is one machine per JavaScript thread, because "what runs right now" is a property of the thread. Whoever
 * enters Ion code from outside (the scheduler, a nested evaluation) saves and restores it with `enter`.
 */
import { NO_POSITION, RaisedError, runtimeError, type SourceModule } from "../errors.ts";
import type { Value } from "../values/value.ts";

class Suspended {
  readonly description = "suspended";
}
/** The answer of a call that will go on later. Never a value: it must not be stored or passed on. */
export const SUSPENDED: Suspended = new Suspended();

class TailCall {
  readonly description = "tail call";
}
/** What a generator returns to be replaced by the call that `machine.tail` holds (tail calls grow no stack). */
export const TAIL_CALL: TailCall = new TailCall();

export type Outcome = Value | Suspended;
export type IonGenerator = Generator<undefined, Value | TailCall, Value>;

/** One suspended call: its continuation and where it was called from. */
export class Frame {
  generator: IonGenerator;
  /** False for frames of native functions, which do not count toward the call depth. */
  readonly isCounted: boolean;
  readonly module: SourceModule | null;
  readonly at: number;

  constructor(generator: IonGenerator, isCounted: boolean, module: SourceModule | null, at: number) {
    this.generator = generator;
    this.isCounted = isCounted;
    this.module = module;
    this.at = at;
  }
}

/** How many Ion calls may nest on the JavaScript stack before calls continue on the heap (see `runDeep`). */
const NATIVE_DEPTH = 300;

class Machine {
  /** Number of active Ion calls of the running task (language 4.13). */
  depth = 0;
  /** The depth at which `run` and plain functions leave their fast path: the limit, or the end of the native stack. */
  ceiling = NATIVE_DEPTH;
  maxDepth = 10_000;
  /** Loop iterations and calls left in the running task's slice (concurrency M-15). */
  budget = 10_000;
  /** True while a deep plain recursion runs on the heap: functions use their generator twins. */
  isDeep = false;
  /** Continuations recorded by the suspension that is under way, innermost first. */
  pending: Frame[] = [];
  /** Set when the suspension is only there to free the JavaScript stack: the driver goes on at once. */
  isUnwinding = false;
  /** The call that a TAIL_CALL asks for: already bound, so that it can only start. */
  tail: (() => IonGenerator) | null = null;
}

export const machine = new Machine();

/** Starts a counted call. Answers its value, or SUSPENDED with the call recorded in `machine.pending`. */
export function run(generator: IonGenerator, module: SourceModule | null, at: number): Outcome {
  if (++machine.depth > machine.ceiling) return runDeep(generator, module, at);
  const result = generator.next();
  if (!result.done) {
    machine.pending.push(new Frame(generator, true, module, at));
    return SUSPENDED;
  }
  machine.depth--;
  const value = result.value;
  return value === TAIL_CALL ? runTail(module, at) : (value as Value);
}

/** Starts a native function that is written as a generator (it calls back or waits more than once). */
export function runNative(generator: IonGenerator): Outcome {
  const result = generator.next();
  if (result.done) return result.value as Value;
  machine.pending.push(new Frame(generator, false, null, NO_POSITION));
  return SUSPENDED;
}

/** Carries out the tail call of a generator that just returned; loops, so that a chain of them grows no stack. */
function runTail(module: SourceModule | null, at: number): Outcome {
  for (;;) {
    const generator = takeTail();
    machine.depth++;
    if (--machine.budget < 0) return unwind(generator, module, at);
    const result = generator.next();
    if (!result.done) {
      machine.pending.push(new Frame(generator, true, module, at));
      return SUSPENDED;
    }
    machine.depth--;
    if (result.value !== TAIL_CALL) return result.value as Value;
  }
}

function takeTail(): IonGenerator {
  const start = machine.tail!;
  machine.tail = null;
  return start();
}

/** Past the native depth the callee is not driven here: the caller unwinds and the driver starts it from below. */
function runDeep(generator: IonGenerator, module: SourceModule | null, at: number): Outcome {
  if (machine.depth > machine.maxDepth) {
    machine.depth--;
    throw callDepthError();
  }
  return unwind(generator, module, at);
}

function unwind(generator: IonGenerator, module: SourceModule | null, at: number): Outcome {
  machine.isUnwinding = true;
  machine.pending.push(new Frame(generator, true, module, at));
  return SUSPENDED;
}

export function callDepthError(): RaisedError {
  return runtimeError("maximum call depth exceeded", "call-depth");
}

/** Passed as `error` when `drive` is to resume with a value. */
export const NO_ERROR: unique symbol = Symbol("no error");

/**
 * Resumes the innermost frame of `stack` (its last one) with a value or an error, and goes on with the frames below.
 * Answers the value of the outermost frame, or SUSPENDED when a frame parked; throws what leaves the outermost frame.
 * `stack` holds the suspended frames afterwards.
 */
export function drive(stack: Frame[], value: Value, error: unknown = NO_ERROR): Outcome {
  for (;;) {
    const frame = stack[stack.length - 1];
    if (frame === undefined) {
      if (error !== NO_ERROR) throw error;
      return value;
    }
    machine.ceiling = Math.min(machine.maxDepth, machine.depth + NATIVE_DEPTH);
    let result: IteratorResult<undefined, Value | TailCall>;
    try {
      result = error === NO_ERROR ? frame.generator.next(value) : frame.generator.throw(error);
    } catch (thrown) {
      machine.pending.length = 0;
      error = fromNativeOverflow(thrown);
      if (error instanceof RaisedError && frame.module !== null) error.locate(frame.module, frame.at);
      stack.pop();
      continue;
    }
    error = NO_ERROR;
    if (!result.done) {
      for (let i = machine.pending.length - 1; i >= 0; i--) stack.push(machine.pending[i]!);
      machine.pending.length = 0;
      if (!machine.isUnwinding) return SUSPENDED;
      machine.isUnwinding = false;
      value = undefined;
      continue;
    }
    if (result.value === TAIL_CALL) {
      frame.generator = takeTail();
      value = undefined;
      continue;
    }
    value = result.value as Value;
    if (frame.isCounted) machine.depth--;
    stack.pop();
  }
}

/** An exhausted JavaScript stack is reported as the call-depth error (language 4.13). */
export function fromNativeOverflow(thrown: unknown): unknown {
  return thrown instanceof RangeError && /call stack/i.test(thrown.message) ? callDepthError() : thrown;
}

/**
 * Runs `body` from a clean execution state and restores the present one afterwards: for a nested evaluation, and for
 * the deep part of a plain recursion.
 */
export function enter<T>(body: () => T): T {
  const { depth, ceiling, maxDepth, budget, isDeep, pending, isUnwinding, tail } = machine;
  machine.pending = [];
  machine.isUnwinding = false;
  machine.tail = null;
  try {
    return body();
  } finally {
    Object.assign(machine, { depth, ceiling, maxDepth, budget, isDeep, pending, isUnwinding, tail });
  }
}

/**
 * Continues a plain recursion that reached the native depth with its generator twin, frames on the heap. Plain
 * functions are proven never to wait, so it always comes back with a value.
 */
export function runOnHeap(generator: IonGenerator, module: SourceModule | null, at: number): Value {
  if (machine.depth > machine.maxDepth) {
    machine.depth--;
    throw callDepthError();
  }
  const depth = machine.depth;
  return enter(() => {
    machine.isDeep = true;
    machine.depth = depth;
    return drive([new Frame(generator, true, module, at)], undefined) as Value;
  });
}
