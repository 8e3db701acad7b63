/** `select { … }` (concurrency §5): runs one task per branch and answers the first that is done. */
import { type RaisedError, runtimeError, type SourceModule } from "../errors.ts";
import type { PreparedCall } from "../machine/call.ts";
import { isSuspended, markSuspension, type Outcome } from "../machine/machine.ts";
import { waitForChildren } from "./nursery.ts";
import { operate } from "./park.ts";
import { SelectRace } from "./race.ts";
import { runningTask } from "./task.ts";

export { SelectOutcome } from "./select-outcome.ts";

/**
 * Races calls whose callees and arguments were evaluated in source order (S-4). Suspends; the value is a
 * `SelectOutcome`, the error that of the winning branch (S-6). When the task is cancelled, all branches are.
 */
export function select(calls: readonly PreparedCall[], module: SourceModule, at: number): Outcome {
  if (calls.length === 0) throw runtimeError("select requires at least one branch");
  const outcome = operate(() => {
    const owner = runningTask();
    const race = new SelectRace(owner);
    for (const call of calls) race.addBranch(owner.loop.createTask(call, "branch", race));
    return waitForChildren(race);
  });
  if (isSuspended(outcome)) markSuspension(module, at);
  return outcome;
}

/** The error of a branch whose pattern does not match the winner's value (S-7). */
export function selectMismatch(): RaisedError {
  return runtimeError(runningTask().loop.dialect.selectMismatch);
}
