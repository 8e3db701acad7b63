/**
 * Host functions as Ion values (embedding 2.7; concurrency H-1 to H-9). In comes a JavaScript function with or without
 * a signature, out goes a `NativeFunction` that converts arguments and result, and that parks the calling task until
 * an asynchronous function is done.
 */
import { refuseKeywords } from "../builtins/native.ts";
import { type RaisedError, runtimeError } from "../errors.ts";
import type { Outcome } from "../machine/machine.ts";
import type { OutcomeReader } from "../machine/waiter.ts";
import { ignoreOutcome, waitForHost } from "../scheduler/host-call.ts";
import { canStart, operate, refusal } from "../scheduler/park.ts";
import { runningTask, type Task } from "../scheduler/task.ts";
import { type KeywordArguments, NativeFunction } from "../values/function.ts";
import type { Value } from "../values/value.ts";
import type { Codec } from "./codec.ts";
import { abortContext, CallContext } from "./host-context.ts";
import { raisedFromConversion, raisedFromHost } from "./host-error.ts";
import type { Marshaller } from "./marshaller.ts";
import type { HostSignature } from "./signature.ts";
import type { HostCallback } from "./types.ts";

export interface HostFunctionDefinition {
  /** As displayed and named in messages: `mix`, `geo::dist`. */
  readonly name: string;
  readonly isAsync: boolean;
  readonly signature: HostSignature | null;
  readonly callback: HostCallback;
}

export function createHostFunction(definition: HostFunctionDefinition, marshaller: Marshaller): NativeFunction {
  const { name, isAsync } = definition;
  const target = isAsync ? new AsyncTarget(definition, marshaller) : new SyncTarget(definition, marshaller);
  return new NativeFunction(
    name,
    isAsync,
    (args, keywords) => target.call(args, keywords),
    (args, keywords) => target.check(args, keywords),
  );
}

/** True for functions that were written with `async`, which can only be registered as asynchronous (D23). */
export function isAsyncFunction(callback: HostCallback): boolean {
  try {
    const tag = Object.prototype.toString.call(callback);
    return tag === "[object AsyncFunction]" || tag === "[object AsyncGeneratorFunction]";
  } catch {
    // A proxy whose traps throw is an ordinary function until it is called.
    return false;
  }
}

abstract class Target {
  protected readonly name: string;
  protected readonly callback: HostCallback;
  protected readonly marshaller: Marshaller;
  readonly #signature: HostSignature | null;
  /** The declared type of the result; null: the default mapping. */
  readonly #result: Codec<unknown> | null;

  constructor({ name, callback, signature }: HostFunctionDefinition, marshaller: Marshaller) {
    this.name = name;
    this.callback = callback;
    this.marshaller = marshaller;
    this.#signature = signature;
    this.#result = signature?.result ?? null;
  }

  abstract call(args: readonly Value[], keywords: KeywordArguments | null): Outcome;

  /** Raises the binding errors of a call that is to start later (concurrency B-18). */
  check(args: readonly Value[], keywords: KeywordArguments | null): void {
    if (this.#signature === null) refuseKeywords(args, keywords);
    else this.#signature.check(this.name, args, keywords);
  }

  /**
   * Whether the arguments are those of the callback already. Most are the same in both worlds (benchmarks "host call" and
   * "suspension at depth 1").
   */
  protected isBound(args: readonly Value[], keywords: KeywordArguments | null): boolean {
    return this.#signature === null && keywords === null && areScalars(args);
  }

  protected convertArguments(args: readonly Value[], keywords: KeywordArguments | null): readonly unknown[] {
    if (this.#signature !== null) return this.#signature.bind(this.name, args, keywords, this.marshaller);
    refuseKeywords(args, keywords);
    return areScalars(args) ? args : this.#convertEach(args);
  }

  #convertEach(args: readonly Value[]): unknown[] {
    const converted: unknown[] = [];
    for (let i = 0; i < args.length; i++) {
      try {
        converted.push(this.marshaller.toJs(args[i]));
      } catch (thrown) {
        throw raisedFromConversion(`${this.name}: argument ${i + 1}`, thrown);
      }
    }
    return converted;
  }

  protected convertAnswer(answer: unknown): Value {
    try {
      return this.#result === null ? this.marshaller.toIon(answer) : this.marshaller.encode(this.#result, answer);
    } catch (thrown) {
      throw raisedFromConversion(`${this.name}: result`, thrown);
    }
  }
}

function areScalars(args: readonly Value[]): boolean {
  for (let i = 0; i < args.length; i++) if (typeof args[i] === "object") return false;
  return true;
}

class SyncTarget extends Target {
  override call(args: readonly Value[], keywords: KeywordArguments | null): Value {
    const answer = this.#enter(this.isBound(args, keywords) ? args : this.convertArguments(args, keywords));
    if (isPromise(answer)) {
      ignoreOutcome(answer);
      throw runtimeError(`host function '${this.name}' returned a Promise; register it with registerAsyncFn`);
    }
    return this.convertAnswer(answer);
  }

  #enter(args: readonly unknown[]): unknown {
    const { callback } = this;
    try {
      // A call with spread arguments costs several times one without (benchmark "host call").
      switch (args.length) {
        case 1:
          return callback(args[0]);
        case 2:
          return callback(args[0], args[1]);
        default:
          return callback(...args);
      }
    } catch (thrown) {
      throw raisedFromHost(thrown);
    }
  }
}

class AsyncTarget extends Target implements OutcomeReader {
  /** A suspending operation: children that the task spawned start before the host is entered (concurrency M-12). */
  override call(args: readonly Value[], keywords: KeywordArguments | null): Outcome {
    const task = runningTask();
    return task.loop.isAsync && canStart(task) && this.isBound(args, keywords)
      ? this.start(task, args)
      : this.bindAndStart(task, args, keywords);
  }

  /** As `call`, where there is more to do before. Not private, as `start`. */
  protected bindAndStart(task: Task, args: readonly Value[], keywords: KeywordArguments | null): Outcome {
    if (!task.loop.isAsync) throw refusal(this.name);
    const converted = this.convertArguments(args, keywords);
    return canStart(task) ? this.start(task, converted) : operate(() => this.start(task, converted));
  }

  /** The result of the promise that the host function answered. */
  value(result: unknown): Value {
    return this.convertAnswer(result);
  }

  error(reason: unknown): RaisedError {
    return raisedFromHost(reason);
  }

  /** The call is over for Ion: its context hears of it. */
  abandon(context: unknown, reason: unknown): void {
    abortContext(context as CallContext, reason);
  }

  /** Not private: with less code on its way, V8 puts a call into one piece (benchmark "suspension at depth 1"). */
  protected start(task: Task, args: readonly unknown[]): Outcome {
    const { callback } = this;
    const context = new CallContext(this.marshaller, task);
    let answer: unknown;
    try {
      answer = args.length === 0 ? callback(context) : enterWith(callback, context, args);
      if (isThenable(answer)) return waitForHost(task, answer, this, context);
    } catch (thrown) {
      throw raisedFromHost(thrown);
    }
    return this.convertAnswer(answer);
  }
}

function enterWith(callback: HostCallback, context: CallContext, args: readonly unknown[]): unknown {
  // Without a spread for one argument (benchmark "10k pending host calls").
  return args.length === 1 ? callback(context, args[0]) : callback(context, ...args);
}

function isPromise(answer: unknown): answer is PromiseLike<unknown> {
  try {
    return isThenable(answer);
  } catch (thrown) {
    throw raisedFromHost(thrown);
  }
}

/** Looking at `then` may run code of the host, which may throw. */
function isThenable(answer: unknown): answer is PromiseLike<unknown> {
  return isObject(answer) && typeof answer.then === "function";
}

function isObject(answer: unknown): answer is { readonly then?: unknown } {
  return (typeof answer === "object" && answer !== null) || typeof answer === "function";
}
