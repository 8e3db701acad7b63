/**
 * Evaluations that can never go on (concurrency M-19): the report that names every waiting task, and, under the
 * synchronous evaluator, the wait to refuse instead (H-12).
 */
import { type RaisedError, runtimeError } from "../errors.ts";
import type { Request } from "./request.ts";
import type { Task } from "./task.ts";
import { describeWait } from "./wait-text.ts";

/** The error of the whole evaluation, at the place where the root task waits. Ion code cannot catch it. */
export function deadlockError(root: Task, roots: Iterable<Task>): RaisedError {
  const items = parkedTasks(roots).map((task) => `${task.title} ${describeWait(task)}`);
  const error = runtimeError(`deadlock: all tasks are waiting: ${items.join("; ")}`);
  error.isCatchable = false;
  if (root.siteModule !== null) error.locate(root.siteModule, root.siteAt);
  return error;
}

/** A wait that the synchronous evaluator can refuse, with its name as the refusal says it. */
export interface RefusableWait {
  readonly task: Task;
  readonly name: string;
}

/**
 * When nothing can run any more, the first task that waits at a channel is refused, so that the error arises where the
 * waiting starts; only tasks that await each other are refused at the await.
 */
export function findRefusableWait(roots: Iterable<Task>): RefusableWait | null {
  let firstAwait: RefusableWait | null = null;
  for (const task of parkedTasks(roots)) {
    const name = task.request === null ? null : refusalName(task.request);
    if (name === null) continue;
    if (task.request!.type !== "await") return { task, name };
    firstAwait ??= { task, name };
  }
  return firstAwait;
}

function refusalName(request: Request): string | null {
  if (request.type === "receive") return `rx.${request.method}`;
  if (request.type === "send") return "tx.send";
  return request.type === "await" ? `h.${request.method}` : null;
}

/** All parked tasks below `roots`, in order of creation. */
function parkedTasks(roots: Iterable<Task>): Task[] {
  const found = [...roots];
  for (let i = 0; i < found.length; i++) {
    for (let nursery = found[i]!.nursery; nursery !== null; nursery = nursery.outer) {
      for (let child = nursery.first; child !== null; child = child.next) found.push(child);
    }
  }
  return found.filter((task) => task.isParked).sort((a, b) => a.number - b.number);
}
