/**
 * Programs for the scheduler's tests, written by hand in the shape of compiled code: an Ion function is a generator
 * that yields exactly when a call answered SUSPENDED. Time is virtual and the host is scripted.
 *
 *     const main = fn("main", function* () {
 *       return yield* block(function* (n) {
 *         const h = spawn(n, worker, 1);
 *         return yield* wait(awaitTask(h));
 *       });
 *     });
 *     await run(main);
 */
import { NO_POSITION, RaisedError, runtimeError, type SourceModule } from "../../runtime/errors.ts";
import { callValue, type PreparedCall, prepareCall } from "../../runtime/machine/call.ts";
import { machine, markSuspension, type Outcome, SUSPENDED } from "../../runtime/machine/machine.ts";
import { ION_OUTCOME, waiter } from "../../runtime/machine/waiter.ts";
import type { Receiver, Sender } from "../../runtime/scheduler/channel-ends.ts";
import { Evaluation, type EvaluationOptions } from "../../runtime/scheduler/evaluation.ts";
import { type BlockNursery, failNursery, joinNursery, openNursery } from "../../runtime/scheduler/nursery.ts";
import { type SelectOutcome, select } from "../../runtime/scheduler/select.ts";
import { spawnTask } from "../../runtime/scheduler/spawn.ts";
import type { Task } from "../../runtime/scheduler/task.ts";
import { awaitTask } from "../../runtime/scheduler/task-handle.ts";
import { VirtualClock } from "../../runtime/scheduler/virtual-clock.ts";
import { IonFunction, NativeFunction } from "../../runtime/values/function.ts";
import { NONE, Some } from "../../runtime/values/option.ts";
import type { Tuple } from "../../runtime/values/tuple.ts";
import type { Value } from "../../runtime/values/value.ts";
import { createBuiltins } from "../kit/builtins.ts";

export type Code<T extends Value = Value> = Generator<undefined, T, Value>;

/** One hundred lines of one hundred columns: `at(3, 5)` is line 3, column 5. */
export const MODULE: SourceModule = {
  name: "test.ion",
  url: undefined,
  lineStarts: Array.from({ length: 100 }, (_, line) => line * 100),
  source: undefined,
};

export function at(line: number, column: number): number {
  return (line - 1) * 100 + column - 1;
}

/** The call site of every operation that a test does not place. */
const ANYWHERE = at(1, 1);

/** An Ion function with as many plain parameters as the generator function has. */
export function fn(name: string, code: (...args: never[]) => Code): IonFunction {
  const params = Array.from({ length: code.length }, (_, i) => ({
    name: `p${i}`,
    kind: "plain" as const,
    hasDefault: false,
  }));
  return new IonFunction({ name, params, plainArity: code.length, suspends: true }, code, null);
}

/** `(t = operation) === $S ? yield : t`, with the call site that compiled code knows. */
export function* wait(outcome: Outcome, site = ANYWHERE): Code {
  if (outcome !== SUSPENDED) return outcome as Value;
  markSuspension(MODULE, site);
  return yield;
}

/** Calls an Ion or native function. */
export function* call(callee: Value, args: readonly Value[] = [], site = ANYWHERE): Code {
  const outcome = located(site, () => callValue(callee, args, null, MODULE, site));
  return outcome === SUSPENDED ? yield : (outcome as Value);
}

/** Errors of a call that arise at once get the position of the call. */
function located(site: number, operation: () => Outcome): Outcome {
  try {
    return operation();
  } catch (error) {
    if (error instanceof RaisedError) error.locate(MODULE, site);
    throw error;
  }
}

/** `async { body }` */
export function* block(body: (nursery: BlockNursery) => Code, site = ANYWHERE): Code {
  const nursery = openNursery(MODULE, site);
  try {
    const value = yield* body(nursery);
    yield* wait(joinNursery(nursery), site);
    return value;
  } catch (error) {
    throw failNursery(nursery, error);
  }
}

/** `try { body } catch e { handler }` */
export function* attempt(body: () => Code, handler: (message: string) => Value | Code): Code {
  const { depth } = machine;
  try {
    return yield* body();
  } catch (error) {
    if (!(error instanceof RaisedError && error.isCatchable)) throw error;
    machine.depth = depth;
    const handled = handler(error.message);
    return isCode(handled) ? yield* handled : handled;
  }
}

function isCode(value: Value | Code): value is Code {
  return typeof value === "object" && "next" in value;
}

export function prepare(callee: Value, args: readonly Value[] = [], site = ANYWHERE): PreparedCall {
  return prepareCall(callee, args, null, MODULE, site);
}

export function spawn(nursery: BlockNursery, callee: Value, ...args: Value[]): Task {
  return spawnTask(nursery, prepare(callee, args), MODULE, ANYWHERE);
}

/** `h.await` */
export function join(handle: Value, site = ANYWHERE): Code {
  return wait(
    located(site, () => awaitTask(handle)),
    site,
  );
}

const builtins = createBuiltins();
export const SLEEP = builtins.get("sleep")!;
export const TIMEOUT = builtins.get("timeout")!;
export const CHANNEL = builtins.get("channel")!;

export const sleep = (ms: Value, site = ANYWHERE) => call(SLEEP, [ms], site);
export const timeout = (ms: Value, callee: Value, site = ANYWHERE) => call(TIMEOUT, [ms, callee], site);

export interface Ends {
  readonly tx: Sender;
  readonly rx: Receiver;
}

/** `let (tx, rx) = channel(n)` */
export function* channel(capacity: Value): Generator<undefined, Ends, Value> {
  const [tx, rx] = ((yield* call(CHANNEL, [capacity])) as Tuple).items;
  return { tx: tx as Sender, rx: rx as Receiver };
}

type Callable = Sender | Receiver | Task;

export const method = (receiver: Callable, name: string, args: readonly Value[] = [], site = ANYWHERE): Code =>
  wait(
    located(site, () => receiver.invoke(name, args)),
    site,
  );

export const send = (tx: Sender, value: Value, site = ANYWHERE) => method(tx, "send", [value], site);
export const recv = (rx: Receiver, site = ANYWHERE) => method(rx, "recv", [], site);

/** A method as a callee, for `spawn rx.recv()`. */
export function bound(receiver: Callable, name: string, ...args: Value[]): NativeFunction {
  return new NativeFunction(name, false, () => receiver.invoke(name, args));
}

/** `select { a = f() => (index, value) , … }`; answers the index and the value of the winner. */
export function* race(calls: readonly PreparedCall[], site = ANYWHERE): Generator<undefined, SelectOutcome, Value> {
  return (yield* wait(select(calls, MODULE, site), site)) as SelectOutcome;
}

/** A runtime error as compiled code raises it. */
export function raise(message: string, site = ANYWHERE): RaisedError {
  return runtimeError(message).locate(MODULE, site);
}

/** Shows options as the language does; other values as they are. */
export function show(value: Value): unknown {
  if (value === NONE) return "None";
  if (value instanceof Some) return `Some(${show(value.value)})`;
  return value === undefined ? "()" : value;
}

/** The scripted host: asynchronous functions on the virtual clock, and a record of what was aborted. */
export class Host {
  readonly clock: VirtualClock;
  started = 0;
  readonly aborted: unknown[] = [];

  constructor(clock: VirtualClock) {
    this.clock = clock;
  }

  /** `delay(ms, v)` of the specification's examples. */
  readonly delay = new NativeFunction("delay", true, ([ms, value]) =>
    this.#invoke("delay", (signal) => this.clock.sleep(ms as number, { signal }).then(() => value)),
  );

  /** `fail_after(ms, message)` */
  readonly failAfter = new NativeFunction("fail_after", true, ([ms, message]) =>
    this.#invoke("fail_after", async (signal) => {
      await this.clock.sleep(ms as number, { signal });
      throw runtimeError(message as string);
    }),
  );

  /** Resolves without waiting. */
  readonly ready = new NativeFunction("ready", true, ([value]) => this.#invoke("ready", () => Promise.resolve(value)));

  /** An asynchronous host function over any promise. */
  promise(name: string, start: (signal: AbortSignal) => PromiseLike<Value>): NativeFunction {
    return new NativeFunction(name, true, () => this.#invoke(name, start));
  }

  #invoke(name: string, start: (signal: AbortSignal) => PromiseLike<Value>): Outcome {
    return waiter().operate(() => {
      this.started++;
      const controller = new AbortController();
      const abandon = (_subject: unknown, reason: unknown) => {
        this.aborted.push(reason);
        controller.abort(reason);
      };
      return waiter().waitFor(start(controller.signal), name, { ...ION_OUTCOME, abandon });
    });
  }
}

export interface Run {
  readonly value?: Value;
  readonly error?: unknown;
  /** The error's text and position: `1:28 deadlock…`. */
  readonly text?: string;
  readonly elapsed: number;
}

export function options(changes: Partial<EvaluationOptions> = {}): EvaluationOptions {
  return {
    clock: new VirtualClock(),
    mode: "async",
    maxCallDepth: 10_000,
    maxLoopIterations: Number.POSITIVE_INFINITY,
    timeoutMs: Number.POSITIVE_INFINITY,
    hasOpenHandles: () => false,
    ...changes,
  };
}

/** Runs `main` to its end under a virtual clock. */
export async function run(main: IonFunction, changes: Partial<EvaluationOptions> = {}): Promise<Run> {
  const settings = options(changes);
  const start = settings.clock.now();
  try {
    const value = await new Evaluation(settings).runAsync(() => callValue(main, []));
    return { value, elapsed: settings.clock.now() - start };
  } catch (error) {
    return { ...describe(error), elapsed: settings.clock.now() - start };
  }
}

/** Runs `main` on the spot. */
export function runSync(main: IonFunction, changes: Partial<EvaluationOptions> = {}): Run {
  const settings = options({ mode: "sync", ...changes });
  const start = settings.clock.now();
  try {
    const value = new Evaluation(settings).runSync(() => callValue(main, []));
    return { value, elapsed: settings.clock.now() - start };
  } catch (error) {
    return { ...describe(error), elapsed: settings.clock.now() - start };
  }
}

function describe(error: unknown): { error: unknown; text: string } {
  if (!(error instanceof RaisedError)) return { error, text: String(error) };
  const position = error.at === NO_POSITION ? "0:0" : `${Math.floor(error.at / 100) + 1}:${(error.at % 100) + 1}`;
  return { error, text: `${position} ${error.message}` };
}
