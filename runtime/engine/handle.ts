/** Handles: calls into an engine from anywhere and at any time (embedding 2.7; concurrency H-19 to H-25). */
import { runtimeError } from "../errors.ts";
import { answerCall, createRequest, targetOf } from "../host/call-options.ts";
import type { Mapper } from "../host/mapper.ts";
import type { CallAsyncOptions, EngineHandle, IonFunction, IonInput } from "../host/types.ts";
import type { Runner } from "./runner.ts";

/**
 * A handle of the host counts as open, so that waiting for it is no deadlock, until it is closed. The one that host
 * functions find in their context does not count and cannot be closed (H-24).
 */
export function createHandle(runner: Runner, mapper: Mapper, isCounted: boolean): EngineHandle {
  const { settings } = runner;
  let isOpen = true;
  if (isCounted) settings.openHandles++;
  const callAsync = (
    target: string | IonFunction,
    args?: readonly IonInput[],
    options?: CallAsyncOptions,
  ): Promise<unknown> =>
    answerCall(mapper, options, async () => {
      if (!isOpen) throw runtimeError("engine handle is closed");
      return runner.enqueue(createRequest(targetOf(target), args, options, mapper));
    });
  const close = (): void => {
    if (!isCounted || !isOpen) return;
    isOpen = false;
    if (--settings.openHandles === 0) runner.recheckDeadlock();
  };
  return Object.freeze({ callAsync, close }) as EngineHandle;
}
