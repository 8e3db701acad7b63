/**
 * A nursery is the run-time scope of one execution of an `async {}` block (concurrency §2): it holds the children that
 * are not done. What happens when a child gets done is its policy. Here is the policy of blocks, join and fail fast;
 * `select` and `timeout` race their children instead (race.ts).
 *
 * Compiled code calls it in this shape; all blocks of one function share its generator:
 *
 *     const n = $.openNursery(at);
 *     try { …body…; (t = $.joinNursery(n)) === $S ? yield : t; } catch (e) { throw $.failNursery(n, e); }
 */
import type { SourceModule } from "../errors.ts";
import { isSuspended, markSuspension, type Outcome, SUSPENDED } from "../machine/machine.ts";
import { cancelChildren, interruptOwner } from "./cancel.ts";
import { Cancellation } from "./cancelled.ts";
import { flushHostAborts } from "./host-aborts.ts";
import { Interrupt } from "./interrupt.ts";
import { operate, parkForTasks, raiseAgain } from "./park.ts";
import type { Waiting } from "./request.ts";
import { runningTask, type Task, wake } from "./task.ts";

export abstract class Nursery {
  readonly owner: Task;
  /** The owner's next nursery outward. */
  outer: Nursery | null;
  /** The children that are not done, in order of creation. */
  first: Task | null = null;
  last: Task | null = null;
  /** Its remaining children were cancelled: how they end does not matter any more. */
  isCancelled = false;

  constructor(owner: Task) {
    this.owner = owner;
    this.outer = owner.nursery;
    owner.nursery = this;
  }

  get isEmpty(): boolean {
    return this.first === null;
  }

  /** The time by which its children have to be done. */
  get due(): number {
    return Number.POSITIVE_INFINITY;
  }

  add(child: Task): void {
    child.previous = this.last;
    if (this.last === null) this.first = child;
    else this.last.next = child;
    this.last = child;
    this.owner.childCount++;
  }

  remove(child: Task): void {
    if (child.previous === null) this.first = child.next;
    else child.previous.next = child.next;
    if (child.next === null) this.last = child.previous;
    else child.next.previous = child.previous;
    child.previous = null;
    child.next = null;
    this.owner.childCount--;
  }

  /** Called when a child is done, after it left the list. `isObserved`: somebody waited for it (B-5). */
  abstract childDone(child: Task, isObserved: boolean): void;

  /** The owner waited for the children and goes on: the value of the wait, or its error. */
  abstract conclude(): Outcome;

  /** The owner is withdrawn from waiting for the children. */
  abstract abandon(): void;

  /** Leaves the nursery. It is the innermost one, unless the host opened one for its calls inside it. */
  close(): void {
    let inner: Nursery | null = null;
    for (let n = this.owner.nursery; n !== this; n = n.outer) {
      if (n === null) return;
      inner = n;
    }
    if (inner === null) this.owner.nursery = this.outer;
    else inner.outer = this.outer;
  }
}

/** The owner waits for the children of its innermost nursery. */
export class Children implements Waiting {
  readonly type = "children";
  readonly #nursery: Nursery;

  constructor(nursery: Nursery) {
    this.#nursery = nursery;
  }

  resume(): Outcome {
    return this.#nursery.conclude();
  }

  abort(): void {
    this.#nursery.abandon();
  }
}

/** Parks the owner, which is running, until its innermost nursery wakes it; then the nursery concludes. */
export function waitForChildren(nursery: Nursery): Outcome {
  return parkForTasks(nursery.owner, new Children(nursery)) ? nursery.conclude() : SUSPENDED;
}

/** The nursery of an `async {}` block, or of what the host calls in a task that has no block open. */
export class BlockNursery extends Nursery {
  readonly module: SourceModule | null;
  readonly at: number;
  /** The first unobserved failure of a child. */
  #failure: { readonly error: unknown } | null = null;
  #isJoining = false;

  constructor(owner: Task, module: SourceModule | null, at: number) {
    super(owner);
    this.module = module;
    this.at = at;
  }

  /** Waits for all children; under the start rule if there are any. */
  join(): Outcome {
    if (this.isEmpty) return this.conclude();
    return operate(() => {
      if (this.isEmpty) return this.conclude();
      this.#isJoining = true;
      return waitForChildren(this);
    });
  }

  override childDone(child: Task, isObserved: boolean): void {
    if (this.isCancelled) return;
    const { result } = child;
    if (result?.type === "error" && child.role === "spawned" && !isObserved && child.cancellation === null) {
      this.#fail(result.error);
    } else if (this.#isJoining && this.isEmpty) {
      wake(this.owner);
    }
  }

  /** Fail fast (B-6). */
  #fail(error: unknown): void {
    this.#failure = { error };
    cancelChildren(this, Cancellation.by("nursery"));
    interruptOwner(this);
  }

  override conclude(): Outcome {
    this.close();
    return undefined;
  }

  override abandon(): void {}

  /** What the block raises when `error` leaves its body. */
  errorOf(error: unknown): unknown {
    const isOwn = error instanceof Interrupt && error.nursery === this;
    return isOwn && this.#failure !== null ? raiseAgain(this.#failure.error) : error;
  }
}

/** Enters an `async {}` block. Never suspends. */
export function openNursery(module: SourceModule, at: number): BlockNursery {
  return new BlockNursery(runningTask(), module, at);
}

/** Normal end of a block, or a jump out of it: waits for the children, then leaves (B-2, B-13). */
export function joinNursery(nursery: BlockNursery): Outcome {
  const outcome = nursery.join();
  if (isSuspended(outcome) && nursery.module !== null) markSuspension(nursery.module, nursery.at);
  return outcome;
}

/** An exception leaves a block: cancels the children, leaves, and answers what to throw (B-6, B-12). Never suspends. */
export function failNursery(nursery: BlockNursery, error: unknown): unknown {
  cancelNursery(nursery);
  return nursery.errorOf(error);
}

/** A `?` leaves a block: cancels the children and leaves (B-13). Never suspends. */
export function cancelNursery(nursery: BlockNursery): void {
  if (!nursery.isEmpty) cancelChildren(nursery, Cancellation.by("nursery"));
  nursery.close();
  flushHostAborts();
}
