/**
 * Carries out a file operation: step by step with blocking calls, or with waiting ones between which other tasks run
 * (stdlib 5.11). Errors of a call are thrown into the operation, which may handle them.
 */
import type { Value } from "../../values/value.ts";
import type { AsyncFileCalls, FileCalls } from "../platform.ts";
import type { FileCall, FileOperation } from "./operations.ts";

type AnyCalls = Readonly<Record<keyof FileCalls, (...args: readonly unknown[]) => unknown>>;

export function runBlocking(operation: FileOperation, calls: FileCalls): Value {
  let step = operation.next();
  while (!step.done) {
    let answer: unknown;
    try {
      answer = makeCall(calls as unknown as AnyCalls, step.value);
    } catch (error) {
      step = operation.throw(error);
      continue;
    }
    step = operation.next(answer);
  }
  return step.value;
}

/** Makes no further call once `signal` is aborted: nobody waits for the rest of the operation then. */
export async function runWaiting(operation: FileOperation, calls: AsyncFileCalls, signal: AbortSignal): Promise<Value> {
  let step = operation.next();
  while (!step.done) {
    signal.throwIfAborted();
    let answer: unknown;
    try {
      answer = await makeCall(calls as unknown as AnyCalls, step.value);
    } catch (error) {
      step = operation.throw(error);
      continue;
    }
    step = operation.next(answer);
  }
  return step.value;
}

function makeCall(calls: AnyCalls, [name, ...args]: FileCall): unknown {
  return calls[name](...args);
}
