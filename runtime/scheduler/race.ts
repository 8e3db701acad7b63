/**
 * The nursery of `select` and `timeout`: the first child that is done decides, all others are cancelled at that moment,
 * and the owner goes on when they are gone (concurrency S-5, Z-4). A deadline, if there is one, may decide first.
 */
import type { Outcome } from "../machine/machine.ts";
import { NONE, Some } from "../values/option.ts";
import type { Value } from "../values/value.ts";
import { cancelChildren } from "./cancel.ts";
import { Cancellation } from "./cancelled.ts";
import { Nursery } from "./nursery.ts";
import { raiseAgain } from "./park.ts";
import { SelectOutcome } from "./select-outcome.ts";
import { type Task, wake } from "./task.ts";
import type { Expiring, Timer } from "./timers.ts";

abstract class Race extends Nursery {
  #winner: Task | null = null;

  override childDone(child: Task): void {
    if (this.isCancelled) return;
    this.#winner = child;
    this.decide();
  }

  /** Ends the race: what is still running is cancelled and the owner goes on. */
  protected decide(): void {
    cancelChildren(this, Cancellation.by(this.cause));
    wake(this.owner);
  }

  override conclude(): Outcome {
    this.abandon();
    const winner = this.#winner;
    if (winner === null) return this.expiredValue();
    const result = winner.result!;
    if (result.type === "error") throw raiseAgain(result.error);
    return this.wonBy(winner, result.type === "value" ? result.value : undefined);
  }

  override abandon(): void {
    this.close();
  }

  protected abstract readonly cause: "select" | "timeout";
  protected abstract wonBy(winner: Task, value: Value): Value;
  /** The value when no child decided. */
  protected abstract expiredValue(): Value;
}

export class SelectRace extends Race {
  protected override readonly cause = "select";
  readonly #branches: Task[] = [];

  addBranch(task: Task): void {
    this.#branches.push(task);
  }

  protected override wonBy(winner: Task, value: Value): Value {
    return new SelectOutcome(this.#branches.indexOf(winner), value);
  }

  protected override expiredValue(): Value {
    throw new Error("internal error: a select has no deadline");
  }
}

export class TimeoutRace extends Race implements Expiring {
  protected override readonly cause = "timeout";
  readonly #timer: Timer;

  constructor(owner: Task, milliseconds: number) {
    super(owner);
    this.#timer = owner.loop.armTimer(milliseconds, "deadline", owner, this);
  }

  override get due(): number {
    return this.#timer.due;
  }

  expire(): void {
    this.decide();
  }

  override abandon(): void {
    this.owner.loop.timers.disarm(this.#timer);
    super.abandon();
  }

  protected override decide(): void {
    this.owner.loop.timers.disarm(this.#timer);
    super.decide();
  }

  protected override wonBy(_winner: Task, value: Value): Value {
    return new Some(value);
  }

  protected override expiredValue(): Value {
    return NONE;
  }
}
