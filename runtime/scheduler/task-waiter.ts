/** The scheduler's side of machine/waiter.ts: how native functions of the running task wait. */
import { ION_OUTCOME, type Waiter } from "../machine/waiter.ts";
import { ignoreOutcome, waitForHost } from "./host-call.ts";
import { operate, refusal } from "./park.ts";
import { sliceEnd } from "./slice.ts";
import { runningTask } from "./task.ts";

export const taskWaiter: Waiter = {
  get canWait() {
    return runningTask().loop.isAsync;
  },
  operate,
  waitFor(promise, name, reader = ION_OUTCOME, subject) {
    const task = runningTask();
    if (!task.loop.isAsync) {
      ignoreOutcome(promise);
      throw refusal(name);
    }
    try {
      return waitForHost(task, promise, reader, subject);
    } catch (thrown) {
      throw reader.error(thrown);
    }
  },
  endSlice: sliceEnd,
};
