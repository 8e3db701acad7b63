/**
 * How tasks end. Cancelling walks the tree of nurseries with an explicit stack (concurrency C-5): children before
 * parents, innermost nurseries first, siblings in order of creation; then the task withdraws from what it waits for and
 * its frames are closed, innermost first. All of it happens inside the operation that cancels, and no Ion code runs.
 *
 * A task that is running right now cannot be closed: it is only marked and ends at its next suspending operation, and
 * its ancestors are done when it is (C-3).
 */
import { RaisedError } from "../errors.ts";
import { machine } from "../machine/machine.ts";
import { Cancellation } from "./cancelled.ts";
import { flushHostAborts } from "./host-aborts.ts";
import { Interrupt, Interrupted } from "./interrupt.ts";
import type { Nursery } from "./nursery.ts";
import { CANCELLED, type Task, type TaskResult, wake } from "./task.ts";

/** Cancels a task and everything below it, and aborts their host calls. Idempotent. */
export function cancelTask(task: Task, cancellation: Cancellation): void {
  cancelTree(task, cancellation);
  task.loop.poke();
  flushHostAborts();
}

/** Cancels the children of a nursery that are not done, in order of creation. */
export function cancelChildren(nursery: Nursery, cancellation: Cancellation): void {
  nursery.isCancelled = true;
  for (let child = findCancellable(nursery); child !== null; child = findCancellable(nursery)) {
    cancelTree(child, cancellation);
  }
}

/** The running task's own code is over, by itself. */
export function endTask(task: Task, result: TaskResult): void {
  task.result = result;
  if (task.childCount === 0) {
    finish(task);
    return;
  }
  // Only children that the host started can be left here. They are joined like any others, or cancelled by an error.
  task.becomeJoining();
  if (result.type === "error") {
    const cancellation = Cancellation.by("nursery");
    for (let nursery = task.nursery; nursery !== null; nursery = nursery.outer) cancelChildren(nursery, cancellation);
  }
}

/** The running task reached a suspending operation after its cancellation was requested (C-3). */
export function endCancelled(task: Task): void {
  task.becomeEnding();
  task.result = CANCELLED;
  closeTree(task, task.cancellation!);
}

/**
 * Withdraws the owner of a failing nursery from whatever it waits for inside the block, and resumes it with an
 * interrupt (B-6, step 3). An owner that is ready keeps its place.
 */
export function interruptOwner(nursery: Nursery): void {
  const { owner } = nursery;
  if (!owner.isWaiting) return;
  const cancellation = Cancellation.by("nursery");
  for (let inner = owner.nursery!; inner !== nursery; inner = inner.outer!) cancelChildren(inner, cancellation);
  owner.request?.abort(cancellation);
  owner.request = new Interrupted(new Interrupt(nursery));
  wake(owner);
}

function cancelTree(task: Task, cancellation: Cancellation): void {
  if (beginCancel(task, cancellation)) closeTree(task, cancellation);
}

/** Marks a task; false when there is nothing (more) to close. */
function beginCancel(task: Task, cancellation: Cancellation): boolean {
  if (task.cancellation !== null) return false;
  task.cancellation = cancellation;
  if (task.isDone) return false;
  task.loop.trace?.("cancel", task);
  if (task.isRunning) return false;
  task.becomeEnding();
  task.result ??= CANCELLED;
  return true;
}

/** Ends a marked task after all its descendants. */
function closeTree(top: Task, cancellation: Cancellation): void {
  if (top.nursery === null) {
    // Most tasks have nobody below them (benchmark "cancel 10k parked tasks").
    close(top, cancellation);
    return;
  }
  const path = [top];
  for (let task = path.at(-1); task !== undefined; task = path.at(-1)) {
    const child = nextDescendant(task);
    if (child === null) {
      path.pop();
      close(task, cancellation);
    } else if (beginCancel(child, cancellation)) {
      path.push(child);
    }
  }
}

/** The next child that is to be cancelled; nurseries that have none left are taken off on the way. */
function nextDescendant(task: Task): Task | null {
  while (task.nursery !== null) {
    task.nursery.isCancelled = true;
    const child = findCancellable(task.nursery);
    if (child !== null) return child;
    task.nursery = task.nursery.outer;
  }
  return null;
}

/** The first child that was not cancelled yet. Those that are done have left the list. */
function findCancellable(nursery: Nursery): Task | null {
  for (let child = nursery.first; child !== null; child = child.next) if (child.cancellation === null) return child;
  return null;
}

function close(task: Task, cancellation: Cancellation): void {
  task.request?.abort(cancellation);
  task.request = null;
  if (!task.isBuried) closeFrames(task);
  if (task.childCount === 0) finish(task);
  else task.becomeJoining();
}

/** `finally` clauses of compiled code restore execution state, which here is somebody else's. */
export function closeFrames(task: Task): void {
  const { depth } = machine;
  for (let frame = task.top; frame !== null; frame = task.top) {
    task.top = frame.below;
    frame.generator.return(undefined);
  }
  machine.depth = depth;
}

/**
 * The task and all its descendants are done: wakes who awaits it (M-13: before the owner), leaves the nursery, and
 * finishes the owner, too, if it was only waiting for this.
 */
function finish(task: Task): void {
  for (let ended: Task | null = task; ended !== null; ) {
    const { loop }: Task = ended;
    const home: Nursery | null = ended.home;
    markStarted(ended);
    ended.becomeDone();
    ended.nursery = null;
    loop.liveTasks--;
    loop.trace?.("end", ended);
    const result: TaskResult = ended.result!;
    if (result.type === "error") noteSpawnSite(ended, result.error);
    const isObserved = wakeWaiters(ended);
    if (home === null) return;
    home.remove(ended);
    home.childDone(ended, isObserved);
    const owner: Task = home.owner;
    ended = owner.isJoining && owner.childCount === 0 ? owner : null;
  }
}

/** Wakes who waits for a task that is done, in order; false when nobody does. */
function wakeWaiters(task: Task): boolean {
  const { waiters } = task;
  task.waiters = null;
  return waiters?.targetDone() ?? false;
}

/** An error that leaves a spawned task remembers where the task was spawned (B-11). */
function noteSpawnSite({ spawnModule, spawnAt, name }: Task, error: unknown): void {
  if (spawnModule === null || !(error instanceof RaisedError)) return;
  error.frames = [...(error.frames ?? []), { kind: "spawn", name, module: spawnModule, at: spawnAt }];
}

/** Takes a task off its spawner's count of children that have not started. */
export function markStarted(task: Task): void {
  if (task.call === null) return;
  task.call = null;
  if (task.role === "spawned") task.home!.owner.unstarted--;
}
