/** `spawn f(x)` (concurrency 2.4): a new task at the back of the ready queue; the spawner goes on. */
import { createAsyncTag, debuggers } from "../debugging.ts";
import { runtimeError, type SourceModule } from "../errors.ts";
import type { PreparedCall } from "../machine/call.ts";
import { BlockNursery, type Nursery } from "./nursery.ts";
import { runningTask, type Task } from "./task.ts";

/** Never suspends. `at` is the spawn site, which traces of the child's errors mention (B-11). */
export function spawnTask(nursery: Nursery, call: PreparedCall, module: SourceModule, at: number): Task {
  const task = nursery.owner.loop.createTask(call, "spawned", nursery);
  nursery.owner.unstarted++;
  task.spawnModule = module;
  task.spawnAt = at;
  if (debuggers.isAttached || module.isDev === true) task.asyncTag = createAsyncTag(`spawn ${call.name}`);
  return task;
}

/** The innermost open `async {}` of the running task, where the text does not tell (L-3). */
export function enclosingNursery(): BlockNursery {
  for (let nursery = runningTask().nursery; nursery !== null; nursery = nursery.outer) {
    if (nursery instanceof BlockNursery && nursery.module !== null) return nursery;
  }
  throw runtimeError("spawn is only allowed inside async {}");
}
