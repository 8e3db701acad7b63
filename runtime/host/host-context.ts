/**
 * The context of one asynchronous host call (embedding 2.7): its signal, the engine, and calls back into Ion. Most
 * calls never look at the signal, so it is made on first access.
 */

import type { IonFrame } from "../error-format.ts";
import { callFrame } from "../error-frames.ts";
import type { SourceModule } from "../errors.ts";
import { machine as theMachine } from "../machine/machine.ts";
import { answerCall, createRequest, targetOf } from "./call-options.ts";
import type { CallTarget, RunningTask } from "./host-environment.ts";
import type { Marshaller } from "./marshaller.ts";
import type { CallAsyncOptions, EngineHandle, HostContext, IonInput } from "./types.ts";

/** Of its own: see machine.ts. */
const machine = theMachine;

/** Aborts the signal of a context; called once, when the calling task is cancelled. Not for the host to see. */
export let abortContext: (context: CallContext, reason: unknown) => void;

export class CallContext implements HostContext {
  readonly #marshaller: Marshaller;
  readonly #task: RunningTask;
  /** Where the call stands in the source. */
  readonly #module: SourceModule | null;
  readonly #at: number;
  /** Made when somebody asks for the signal; of a call that was aborted before, there is the reason only. */
  #controller: AbortController | { readonly reason: unknown } | null = null;

  /** For the native call that `task` is about to make, whose place the machine holds. */
  constructor(marshaller: Marshaller, task: RunningTask) {
    this.#marshaller = marshaller;
    this.#task = task;
    this.#module = machine.callModule;
    this.#at = machine.callAt;
  }

  static {
    abortContext = (context, reason) => {
      if (context.#controller instanceof AbortController) context.#controller.abort(reason);
      else context.#controller = { reason };
    };
  }

  get signal(): AbortSignal {
    if (!(this.#controller instanceof AbortController)) {
      const aborted = this.#controller;
      this.#controller = new AbortController();
      if (aborted !== null) this.#controller.abort(aborted.reason);
    }
    return this.#controller.signal;
  }

  /** Line and column are looked up when somebody asks. */
  get callSite(): IonFrame {
    return callFrame(this.#module, this.#at);
  }

  /** A host function that takes the context for its first argument fails at once (D22). */
  [Symbol.toPrimitive](): never {
    throw new TypeError("the first parameter of an asynchronous host function is its context, the arguments follow");
  }

  get engine(): EngineHandle {
    return this.#marshaller.environment.callerFor(this.#task).engine;
  }

  // The form of the answer is known to the overloads of HostContext only.
  call(target: CallTarget, args?: readonly IonInput[], options?: CallAsyncOptions): Promise<never> {
    const marshaller = this.#marshaller;
    return answerCall(marshaller, options, () =>
      marshaller.environment.callerFor(this.#task).call(createRequest(targetOf(target), args, options, marshaller)),
    ) as Promise<never>;
  }
}
