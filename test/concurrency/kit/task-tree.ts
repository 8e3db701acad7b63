/** Looks into a live evaluation: its tree of tasks, and waits that should have ended (concurrency P-1). */
import type { Channel } from "../../../runtime/scheduler/channel.ts";
import type { Task } from "../../../runtime/scheduler/task.ts";

/** `root` and all its descendants that are not done. */
export function tasksBelow(root: Task): Task[] {
  const found = [root];
  for (let i = 0; i < found.length; i++) {
    for (let nursery = found[i]!.nursery; nursery !== null; nursery = nursery.outer) {
      for (let child = nursery.first; child !== null; child = child.next) found.push(child);
    }
  }
  return found;
}

/** Waits of an evaluation at rest whose condition is true: there must be none. */
export function metWaits(root: Task, channels: readonly Channel[]): string[] {
  const tasks = tasksBelow(root).filter((task) => !task.isDone);
  const { timers, now } = root.loop;
  const found = tasks.filter(hasMetWait).map((task) => `${task.title} waits for what has happened`);
  if (timers.nextDue <= now) found.push("a timer is due");
  channels.forEach((channel, index) => {
    if (channel.hasWaitingReceivers && channel.buffered > 0) found.push(`channel ${index} has a value and a receiver`);
    if (channel.hasWaitingSenders && channel.buffered < channel.capacity) found.push(`channel ${index} has room`);
  });
  return found;
}

function hasMetWait(task: Task): boolean {
  if (!task.isParked) return !task.isJoining;
  const request = task.request!;
  if (request.type === "await") return request.target.isDone;
  if (request.type === "children") return task.nursery!.isEmpty;
  return request.type === "deferred" || request.type === "sliced" || request.type === "failed";
}
