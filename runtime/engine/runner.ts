/**
 * Runs Ion code for the host: makes an evaluation for each entry, remembers those that are under way, and decides
 * which of them takes a request of a handle (concurrency 8.3, 8.4; embedding 2.7). One runner belongs to an engine,
 * and one to each program instance, which has a scope of its own.
 */
import { NO_POSITION, runtimeError, typeError } from "../errors.ts";
import type { Caller, CallRequest, HostEnvironment } from "../host/host-environment.ts";
import { misuse } from "../host/misuse.ts";
import type { EngineHandle } from "../host/types.ts";
import { isCallable, type PreparedCall, prepareCall } from "../machine/call.ts";
import type { Outcome } from "../machine/machine.ts";
import type { GlobalScope } from "../program/scope.ts";
import { IonCancelled } from "../scheduler/cancelled.ts";
import type { Clock } from "../scheduler/clock.ts";
import type { Dialect } from "../scheduler/dialect.ts";
import { Evaluation } from "../scheduler/evaluation.ts";
import type { Mode } from "../scheduler/loop.ts";
import type { Task } from "../scheduler/task.ts";
import type { TaskTracer } from "../scheduler/trace.ts";
import { IonModule } from "../values/function.ts";
import { typeOf } from "../values/type-of.ts";
import type { Value } from "../values/value.ts";
import type { Limits } from "./limits.ts";

/** What all runners of one engine share. */
export interface RunnerSettings {
  readonly clock: Clock;
  readonly syncMode: Exclude<Mode, "async">;
  limits: Limits;
  /** Handles that the host did not close (concurrency H-24). */
  openHandles: number;
  readonly dialect: Dialect;
  /** Evaluations so far: traces number them. */
  evaluations: number;
  /** Hears of every task; null for nobody. */
  trace: TaskTracer | null;
  /** The slice of concurrency M-15; null for the default. */
  sliceLength: number | null;
}

/** The owner of a loop: a task knows its loop only. */
class Entry {
  readonly runner: Runner;
  /** Set right after it was made. */
  evaluation: Evaluation | null = null;

  constructor(runner: Runner) {
    this.runner = runner;
  }
}

export class Runner implements HostEnvironment {
  readonly scope: GlobalScope;
  readonly settings: RunnerSettings;
  readonly #createContextHandle: (runner: Runner) => EngineHandle;
  #contextHandle: EngineHandle | null = null;
  /** Everything under way, in order of start. */
  readonly #active = new Set<Evaluation>();
  /** Those of them that take requests of handles: programs, but not single calls, which end too soon. */
  readonly #programs = new Set<Evaluation>();
  #isDisposed = false;

  constructor(scope: GlobalScope, settings: RunnerSettings, createContextHandle: (runner: Runner) => EngineHandle) {
    this.scope = scope;
    this.settings = settings;
    this.#createContextHandle = createContextHandle;
  }

  get isDisposed(): boolean {
    return this.#isDisposed;
  }

  get contextHandle(): EngineHandle {
    this.#contextHandle ??= this.#createContextHandle(this);
    return this.#contextHandle;
  }

  /** Runs a program; it starts at once, and requests of handles belong to it while it runs (H-22). */
  runProgram(root: () => Outcome, signal?: AbortSignal): Promise<Value> {
    return this.#runAsync(root, signal, true);
  }

  runSync(root: () => Outcome): Value {
    if (this.#isDisposed) throw misuse("this engine is disposed");
    const evaluation = this.#createEvaluation(this.settings.syncMode);
    try {
      return evaluation.runSync(root);
    } finally {
      this.#active.delete(evaluation);
    }
  }

  callAsync(request: CallRequest): Promise<Value> {
    return this.#runAsync(() => this.prepare(request).start(), request.signal, false);
  }

  callSync(request: CallRequest): Value {
    return this.runSync(() => this.prepare(request).start());
  }

  /** A request of a handle: never runs inside this call (H-19); without a program it runs by itself (H-23). */
  async enqueue(request: CallRequest): Promise<Value> {
    const running = this.#firstProgram();
    if (running !== undefined) return running.enqueueCallback(() => this.prepare(request), request.signal);
    await null;
    // On its own even if a program has begun since: the end of that one is none of its business.
    return this.callAsync(request);
  }

  callerFor(task: Task): Caller {
    return new TaskCaller(task);
  }

  /** To be called when the last handle was closed. */
  recheckDeadlock(): void {
    for (const evaluation of [...this.#active]) evaluation.recheck();
  }

  /** Cancels everything that is under way and refuses what comes later. */
  dispose(): void {
    this.#isDisposed = true;
    for (const evaluation of [...this.#active]) evaluation.dispose();
  }

  async #runAsync(root: () => Outcome, signal: AbortSignal | undefined, isProgram: boolean): Promise<Value> {
    if (this.#isDisposed) throw new IonCancelled("dispose");
    const evaluation = this.#createEvaluation("async");
    if (isProgram) this.#programs.add(evaluation);
    try {
      return await evaluation.runAsync(root, signal);
    } finally {
      this.#active.delete(evaluation);
      this.#programs.delete(evaluation);
    }
  }

  #createEvaluation(mode: Mode): Evaluation {
    const { settings } = this;
    const owner = new Entry(this);
    const evaluation = new Evaluation({
      owner,
      ...settings.limits,
      clock: settings.clock,
      mode,
      hasOpenHandles: () => settings.openHandles > 0,
      dialect: settings.dialect,
      trace: settings.trace ?? undefined,
      evaluation: ++settings.evaluations,
      sliceLength: settings.sliceLength ?? undefined,
    });
    owner.evaluation = evaluation;
    this.#active.add(evaluation);
    return evaluation;
  }

  #firstProgram(): Evaluation | undefined {
    for (const evaluation of this.#programs) if (evaluation.isRunning) return evaluation;
    return undefined;
  }

  /** Looks the target up and binds the arguments; the errors have no position (H-20). */
  prepare({ target, args, keywords }: CallRequest): PreparedCall {
    return prepareCall(
      typeof target === "string" ? this.#findTarget(target) : target,
      args,
      keywords,
      null,
      NO_POSITION,
    );
  }

  #findTarget(name: string): Value {
    const binding = this.scope.find(name);
    if (binding === undefined && !this.scope.table.has(name)) {
      throw runtimeError(`external Ion call target '${name}' not found`);
    }
    const value = binding === undefined ? this.scope.table.get(name) : binding.value;
    if (isCallable(value) || value instanceof IonModule) return value;
    throw typeError(`external Ion call target '${name}' is ${typeOf(value)}, not callable`);
  }
}

/** A task as the parent of what its host calls ask for. */
class TaskCaller implements Caller {
  readonly #task: Task;

  constructor(task: Task) {
    this.#task = task;
  }

  get engine(): EngineHandle {
    return this.#entry.runner.contextHandle;
  }

  call(request: CallRequest): Promise<Value> {
    const { runner, evaluation } = this.#entry;
    return evaluation!.callAsChild(this.#task, () => runner.prepare(request), request.signal);
  }

  /** A host function belongs to the engine, but names mean what they mean to the program that calls it. */
  get #entry(): Entry {
    const { owner } = this.#task.loop;
    if (owner instanceof Entry) return owner;
    throw new Error("internal error: a task of an evaluation that no runner made");
  }
}
