/** The scheduler's side of machine/waiter.ts: how native functions of the running task wait. */
import type { Waiter } from "../machine/waiter.ts";
import { ION_OUTCOME, waitForHost } from "./host-call.ts";
import { operate } from "./park.ts";
import { sliceEnd } from "./slice.ts";
import { runningTask } from "./task.ts";

export const taskWaiter: Waiter = {
  get canWait() {
    return runningTask().loop.mode === "async";
  },
  operate,
  waitFor(promise, name, onCancel, reader = ION_OUTCOME, subject) {
    return waitForHost(runningTask(), promise, name, onCancel, reader, subject);
  },
  endSlice: sliceEnd,
};
