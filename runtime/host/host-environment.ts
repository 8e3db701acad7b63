/** What host functions and function objects need of the engine they belong to; the engine room implements it. */
import type { KeywordArguments } from "../values/function.ts";
import type { Value } from "../values/value.ts";
import { misuse } from "./misuse.ts";
import type { EngineHandle, IonFunction } from "./types.ts";

/** A call that the host asks for: a function value, or the name of one, which is looked up when the call is taken. */
export interface CallRequest {
  readonly target: string | Value;
  readonly args: readonly Value[];
  readonly keywords: KeywordArguments | null;
  readonly signal: AbortSignal | undefined;
}

export interface HostEnvironment {
  /** Runs a call as a root of its own. */
  callAsync(request: CallRequest): Promise<Value>;
  /** Runs a call to its end on the present stack. */
  callSync(request: CallRequest): Value;
  /** A task as the parent of what its host call asks for with `ctx.call`. */
  callerFor(task: RunningTask): Caller;
}

/** A task of the scheduler; not for the host's side to look into. */
export type RunningTask = object;

export interface Caller {
  /** What `ctx.engine` answers: a handle that does not count as open (concurrency H-24). */
  readonly engine: EngineHandle;
  call(request: CallRequest): Promise<Value>;
}

function refuse(): never {
  throw misuse("this function belongs to no engine yet: pass it through one first");
}

/** The environment of values that no engine has seen: everything that would run Ion code is refused. */
export const detachedEnvironment: HostEnvironment = {
  callAsync: async () => refuse(),
  callSync: refuse,
  callerFor: () => ({
    get engine() {
      return refuse();
    },
    call: async () => refuse(),
  }),
};

/** The target of a request: a name, or the function that an IonFunction stands for. */
export type CallTarget = string | IonFunction;
