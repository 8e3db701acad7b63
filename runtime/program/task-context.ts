/**
 * The runtime context of programs that have tasks: `async`, `spawn`, `.await` or `select`. Compiled modules import it only
 * if their program mentions one of these, so that the bundles of others have nothing of it.
 */
import { typeError } from "../errors.ts";
import { isCallable, PreparedCall, prepareCall } from "../machine/call.ts";
import { isSuspended, markSuspension, type Outcome } from "../machine/machine.ts";
import { methodKeywordsError, type Selector } from "../methods/dispatch.ts";
import { type BlockNursery, cancelNursery, failNursery, joinNursery, openNursery } from "../scheduler/nursery.ts";
import { select, selectMismatch } from "../scheduler/select.ts";
import { enclosingNursery, spawnTask } from "../scheduler/spawn.ts";
import type { Task } from "../scheduler/task.ts";
import { awaitTask } from "../scheduler/task-handle.ts";
import { IonFunction, IonModule, type KeywordArguments } from "../values/function.ts";
import { typeOf } from "../values/type-of.ts";
import type { Value } from "../values/value.ts";
import { ProgramContext } from "./context.ts";

export class TaskContext extends ProgramContext {
  openNursery(at: number): BlockNursery {
    return openNursery(this.module, at);
  }

  joinNursery(nursery: BlockNursery): Outcome {
    this.enterNative(nursery.at);
    return joinNursery(nursery);
  }

  failNursery(nursery: BlockNursery, error: unknown): unknown {
    return failNursery(nursery, error);
  }

  cancelNursery(nursery: BlockNursery): void {
    cancelNursery(nursery);
  }

  /**
   * Binds the call of a `spawn` or `select` branch (concurrency B-18). Its errors are the spawner's, at `spawnAt`; the
   * call itself stands at `at`.
   */
  prepareCall(
    callee: Value,
    args: readonly Value[],
    keywords: KeywordArguments | null,
    at: number,
    spawnAt: number,
  ): PreparedCall {
    if (!isCallable(callee) && !(callee instanceof IonModule)) {
      throw typeError(`cannot spawn ${typeOf(callee)}`).locate(this.module, spawnAt);
    }
    try {
      return prepareCall(callee, args, keywords, this.module, at);
    } catch (error) {
      throw this.located(error, spawnAt);
    }
  }

  /** `prepareCall` with one argument, which a task that has not started keeps without an array (benchmark "spawn 100k"). */
  prepareCall1(callee: Value, a: Value, at: number, spawnAt: number): PreparedCall {
    return callee instanceof IonFunction && callee.signature.plainArity === 1
      ? new PreparedCall(callee, a, this.module, at)
      : this.prepareCall(callee, [a], null, at, spawnAt);
  }

  prepareMethod(
    method: Selector,
    receiver: Value,
    args: readonly Value[],
    keywords: KeywordArguments | null,
    at: number,
    spawnAt: number,
  ): PreparedCall {
    if (keywords !== null) throw methodKeywordsError().locate(this.module, spawnAt);
    const start = () => this.invokeWith(method, receiver, args, at);
    return new PreparedCall({ name: method.name, start }, undefined, this.module, at);
  }

  /** The nursery of a `spawn` that no block of its function encloses (concurrency L-3). */
  enclosingNursery(at: number): BlockNursery {
    try {
      return enclosingNursery();
    } catch (error) {
      throw this.located(error, at);
    }
  }

  spawn(nursery: BlockNursery, call: PreparedCall, at: number): Task {
    return spawnTask(nursery, call, this.module, at);
  }

  await(value: Value, at: number): Outcome {
    this.enterNative(at);
    try {
      const outcome = awaitTask(value);
      if (isSuspended(outcome)) markSuspension(this.module, at);
      return outcome;
    } catch (error) {
      throw this.located(error, at);
    }
  }

  select(calls: readonly PreparedCall[], at: number): Outcome {
    this.enterNative(at);
    try {
      return select(calls, this.module, at);
    } catch (error) {
      throw this.located(error, at);
    }
  }

  /** The winner's value does not match the pattern of its branch. */
  noBranch(at: number): never {
    throw selectMismatch().locate(this.module, at);
  }
}
