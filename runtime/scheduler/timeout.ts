/** `timeout(ms, f)` (concurrency Z-3 to Z-7): runs `f()` as a child and gives it up when the time is over. */
import { NO_POSITION, runtimeError, typeError } from "../errors.ts";
import { isCallable, prepareCall } from "../machine/call.ts";
import type { Outcome } from "../machine/machine.ts";
import { typeOf } from "../values/type-of.ts";
import type { Value } from "../values/value.ts";
import { isInt, requireMilliseconds } from "./arguments.ts";
import { waitForChildren } from "./nursery.ts";
import { operate } from "./park.ts";
import { TimeoutRace } from "./race.ts";
import { runningTask } from "./task.ts";

const MS_NOT_INT = "timeout: first argument must be int (ms)";

/** The builtin. Suspends; the value is `Some(result)` or `None`. */
export function timeout(args: readonly Value[]): Outcome {
  const { dialect } = runningTask().loop;
  const isCountRight = dialect.ignoresExtraArguments ? args.length >= 2 : args.length === 2;
  if (!isCountRight) throw runtimeError("timeout(ms, fn) requires 2 arguments");
  const [duration, callback] = args;
  if (!isInt(duration)) throw runtimeError(MS_NOT_INT);
  if (!isCallable(callback)) throw typeError(dialect.timeoutNotCallable(typeOf(callback)));
  const milliseconds = requireMilliseconds(duration, "timeout", MS_NOT_INT);
  const call = prepareCall(callback, [], null, null, NO_POSITION);
  return operate(() => {
    const owner = runningTask();
    const race = new TimeoutRace(owner, milliseconds);
    owner.loop.createTask(call, "branch", race);
    return waitForChildren(race);
  });
}
