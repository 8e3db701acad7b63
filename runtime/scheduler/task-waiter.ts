/** The scheduler's side of machine/waiter.ts: how native functions of the running task wait. */
import type { Waiter } from "../machine/waiter.ts";
import { waitForHost } from "./host-call.ts";
import { canStart, operate } from "./park.ts";
import { sliceEnd } from "./slice.ts";
import { runningTask } from "./task.ts";

export const taskWaiter: Waiter = {
  get canWait() {
    return runningTask().loop.mode === "async";
  },
  get canStart() {
    return canStart(runningTask());
  },
  operate,
  waitFor: waitForHost,
  endSlice: sliceEnd,
};
