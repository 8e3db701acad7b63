/**
 * Runs one task until it parks, ends or has used up its slice: the only place where the scheduler enters Ion code.
 * Everything that can come back from there is told apart here.
 */
import type { AsyncTag } from "../debugging.ts";
import { TASK_ENTRY } from "../error-trace.ts";
import { RaisedError, handlers as theHandlers } from "../errors.ts";
import {
  begin,
  drive,
  driveOn,
  dropPending,
  fromNativeOverflow,
  isSuspended,
  markSuspension,
  type Outcome,
  obey,
  settle,
  machine as theMachine,
} from "../machine/machine.ts";
import type { Value } from "../values/value.ts";
import { closeFrames, endCancelled, endTask, markStarted } from "./cancel.ts";
import { flushHostAborts } from "./host-aborts.ts";
import type { HostCall } from "./host-call.ts";
import { TASK_STOPPED } from "./interrupt.ts";
import type { Request } from "./request.ts";
import { Stopped } from "./slice.ts";
import { setRunningTask, type Task } from "./task.ts";

/** Of its own: see machine.ts. */
const machine = theMachine;
const handlers = theHandlers;

export const { [TASK_ENTRY]: step } = {
  [TASK_ENTRY](task: Task): void {
    setRunningTask(task);
    handlers.active = task.handlers;
    task.becomeRunning();
    machine.budget = task.loop.sliceLength;
    obey(task.loop.limits);
    const outcome = attempt(task);
    setRunningTask(null);
    task.handlers = handlers.active;
    handlers.active = 0;
    if (isSuspended(outcome)) suspend(task);
    else conclude(task, outcome);
    flushHostAborts();
  },
};

/** What left the outermost frame of a task. */
class Failure {
  readonly error: unknown;

  constructor(error: unknown) {
    this.error = error;
  }
}

function attempt(task: Task): Outcome | Failure {
  try {
    return task.asyncTag === null ? advance(task) : advanceTagged(task, task.asyncTag);
  } catch (error) {
    return new Failure(error);
  }
}

function conclude(task: Task, outcome: Outcome | Failure): void {
  if (outcome instanceof Failure) fail(task, outcome.error);
  else endTask(task, { type: "value", value: outcome as Value });
}

function advanceTagged(task: Task, tag: AsyncTag): Outcome {
  return tag.run(() => advance(task));
}

function advance(task: Task): Outcome {
  const { request, hostCall } = task;
  if (request === null) return start(task);
  task.request = null;
  let value: Outcome;
  try {
    value = request === hostCall ? resumeCall(hostCall) : resumeOther(task, request);
  } catch (error) {
    return fall(task, error);
  }
  return isSuspended(value) ? suspendAgain(task) : drive(task, value);
}

/**
 * In a place of its own, where V8 finds one kind of request (benchmark "suspension at depth 1"). Nothing but values is
 * converted here: the frame that goes on then enters its own place.
 */
function resumeCall(call: HostCall): Outcome {
  machine.siteModule = null;
  return call.resume();
}

/** The operation that the task waited for goes on where the task waited. */
function resumeOther(task: Task, request: Request): Outcome {
  machine.siteModule = null;
  machine.callModule = task.siteModule;
  machine.callAt = task.siteAt;
  machine.depth = task.top === null ? 0 : task.top.depth;
  return request.resume();
}

function fall(task: Task, error: unknown): Outcome {
  if (error instanceof RaisedError && task.siteModule !== null) error.locate(task.siteModule, task.siteAt);
  return driveOn(task, undefined, error);
}

/** The operation goes on waiting. Its call site is not on the JavaScript stack: it is the one where the task waited before. */
function suspendAgain(task: Task): Outcome {
  if (task.siteModule !== null) markSuspension(task.siteModule, task.siteAt);
  return settle(task);
}

function start(task: Task): Outcome {
  const call = task.call!;
  markStarted(task);
  machine.siteModule = null;
  task.loop.trace?.("start", task);
  try {
    return begin(task, call);
  } catch (thrown) {
    const error = fromNativeOverflow(thrown);
    if (error instanceof RaisedError && call.module !== null) error.locate(call.module, call.at);
    throw error;
  }
}

/** The task yielded. Most often it parked. */
function suspend(task: Task): void {
  if (!task.isParked || task.isBuried || task.cancellation !== null) {
    suspendOtherwise(task);
    return;
  }
  noteSite(task);
  task.loop.trace?.("park", task);
}

/** It went to the back of the queue, or is to end here because it was cancelled, or its frames were under those of others. */
function suspendOtherwise(task: Task): void {
  const { isBuried } = task;
  task.isBuried = false;
  if (isBuried && !task.isWaiting) {
    // It was cancelled while others ran on top of its frames (see `Loop.runBefore`).
    closeFrames(task);
    return;
  }
  if (task.cancellation !== null) {
    endCancelled(task);
    return;
  }
  if (task.isRunning) {
    fail(task, new Error("internal error: a task yielded without a request"));
    return;
  }
  noteSite(task);
  if (!isBuried) task.loop.trace?.(task.isParked ? "park" : "yield", task);
}

function noteSite(task: Task): void {
  if (machine.siteModule === null) {
    noteSiteOfFrame(task);
    return;
  }
  task.siteModule = machine.siteModule;
  task.siteAt = machine.siteAt;
}

/** Without a call site of the operation itself, the innermost frame that has one stands in. */
function noteSiteOfFrame(task: Task): void {
  let frame = task.top;
  while (frame !== null && frame.module === null) frame = frame.below;
  if (frame === null) return;
  task.siteModule = frame.module;
  task.siteAt = frame.at;
}

function fail(task: Task, error: unknown): void {
  dropPending();
  machine.isUnwinding = false;
  task.top = null;
  if (error !== TASK_STOPPED) endTask(task, { type: "error", error });
  else if (task.cancellation !== null) endCancelled(task);
  else {
    task.request = new Stopped();
    task.becomeParked();
    task.loop.resample();
  }
}
