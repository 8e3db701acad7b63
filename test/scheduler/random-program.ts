/**
 * Random programs for the property tests: a small tree of concurrency operations, and an interpreter that runs it as
 * hand-written Ion code and records everything that the properties speak of. Host calls, their times and outcomes are
 * part of the drawn program, so one value of `Step[]` is both the program and the host's script.
 */
import fc from "fast-check";
import { RaisedError } from "../../runtime/errors.ts";
import type { Receiver, Sender } from "../../runtime/scheduler/channel-ends.ts";
import type { Loop } from "../../runtime/scheduler/loop.ts";
import type { BlockNursery } from "../../runtime/scheduler/nursery.ts";
import type { Task } from "../../runtime/scheduler/task.ts";
import { runningTask } from "../../runtime/scheduler/task.ts";
import type { VirtualClock } from "../../runtime/scheduler/virtual-clock.ts";
import type { IonFunction } from "../../runtime/values/function.ts";
import { Some } from "../../runtime/values/option.ts";
import {
  attempt,
  block,
  type Code,
  call,
  channel,
  fn,
  Host,
  join,
  method,
  prepare,
  race,
  raise,
  sleep,
  spawn,
  timeout,
} from "./kit.ts";

export type Step =
  | { readonly type: "sleep"; readonly ms: number }
  | { readonly type: "host"; readonly ms: number; readonly fails: boolean }
  | { readonly type: "spawn"; readonly body: readonly Step[] }
  | { readonly type: "await"; readonly pick: number; readonly ms: number | null }
  | { readonly type: "cancel"; readonly pick: number }
  | { readonly type: "send"; readonly channel: number }
  | { readonly type: "receive"; readonly channel: number; readonly ms: number | null }
  | { readonly type: "close"; readonly channel: number; readonly end: "tx" | "rx" }
  | { readonly type: "block"; readonly body: readonly Step[] }
  | { readonly type: "select"; readonly branches: readonly (readonly Step[])[] }
  | { readonly type: "timeout"; readonly ms: number; readonly body: readonly Step[] }
  | { readonly type: "catch"; readonly body: readonly Step[] }
  | { readonly type: "fail" };

export const CHANNELS = 2;
const CAPACITIES = [1, 2] as const;

const ms = fc.nat(8);
const maybeMs = fc.option(fc.nat(6), { nil: null });
const channelIndex = fc.nat(CHANNELS - 1);

export const program: fc.Arbitrary<readonly Step[]> = fc.letrec<{ steps: Step[]; step: Step }>((tie) => ({
  steps: fc.array(tie("step"), { minLength: 1, maxLength: 5, depthIdentifier: "program" }),
  step: fc.oneof(
    { depthIdentifier: "program", maxDepth: 4 },
    fc.record({ type: fc.constant("sleep"), ms }),
    fc.record({ type: fc.constant("host"), ms, fails: fc.nat(4).map((n) => n === 0) }),
    fc.record({ type: fc.constant("await"), pick: fc.nat(9), ms: maybeMs }),
    fc.record({ type: fc.constant("cancel"), pick: fc.nat(9) }),
    fc.record({ type: fc.constant("send"), channel: channelIndex }),
    fc.record({ type: fc.constant("receive"), channel: channelIndex, ms: maybeMs }),
    fc.record({
      type: fc.constant("close"),
      channel: channelIndex,
      end: fc.constantFrom("tx", "rx"),
    }),
    fc.constant({ type: "fail" }),
    { arbitrary: fc.record({ type: fc.constant("spawn"), body: tie("steps") }), weight: 4 },
    { arbitrary: fc.record({ type: fc.constant("block"), body: tie("steps") }), weight: 2 },
    fc.record({ type: fc.constant("select"), branches: fc.array(tie("steps"), { minLength: 1, maxLength: 3 }) }),
    fc.record({ type: fc.constant("timeout"), ms, body: tie("steps") }),
    fc.record({ type: fc.constant("catch"), body: tie("steps") }),
  ) as fc.Arbitrary<Step>,
})).steps;

interface Body {
  readonly nursery: BlockNursery;
  readonly name: string;
}

/** Runs a drawn program and keeps the books. */
export class World {
  readonly host: Host;
  readonly log: string[] = [];
  /** Per channel: values whose send was accepted and values received, in order. */
  readonly accepted: string[][] = Array.from({ length: CHANNELS }, () => []);
  readonly received: string[][] = Array.from({ length: CHANNELS }, () => []);
  readonly violations: string[] = [];
  /** The loop that ran the program. */
  loop: Loop | null = null;
  readonly #clock: VirtualClock;
  readonly #handles: Task[] = [];
  #ends: { tx: Sender; rx: Receiver }[] = [];
  #names = 0;
  #sent = 0;

  constructor(clock: VirtualClock) {
    this.#clock = clock;
    this.host = new Host(clock);
  }

  /** What is left in a channel. */
  *drain(index: number): Code {
    const { tx, rx } = this.#ends[index]!;
    yield* method(tx, "close");
    for (;;) {
      const value = yield* method(rx, "try_recv");
      if (!(value instanceof Some)) return undefined;
      this.received[index]!.push(value.value as string);
    }
  }

  main(steps: readonly Step[]): IonFunction {
    const world = this;
    return fn("main", function* () {
      world.loop = runningTask().loop;
      for (const capacity of CAPACITIES) world.#ends.push(yield* channel(capacity));
      return yield* world.#block(steps, "main");
    });
  }

  #block(steps: readonly Step[], name: string): Code {
    const world = this;
    return block(function* (nursery) {
      for (const step of steps) yield* world.#run(step, { nursery, name });
      world.#note(name, "end");
      return name;
    });
  }

  /** A function whose body is a block of its own. */
  #task(steps: readonly Step[], kind: string): IonFunction {
    const name = `${kind}${this.#names++}`;
    const world = this;
    return fn(name, function* () {
      world.#note(name, "start");
      return yield* world.#block(steps, name);
    });
  }

  #note(name: string, what: string): void {
    this.log.push(`${this.#clock.now()} ${name} ${what}`);
  }

  *#run(step: Step, body: Body): Code {
    const value = yield* this.#perform(step, body);
    this.#note(body.name, step.type);
    return value;
  }

  *#perform(step: Step, body: Body): Code {
    switch (step.type) {
      case "sleep":
        return yield* this.#timed(step.ms, sleep(step.ms));
      case "host":
        return yield* call(step.fails ? this.host.failAfter : this.host.delay, [step.ms, body.name]);
      case "spawn": {
        const handle = spawn(body.nursery, this.#task(step.body, "task"));
        this.#handles.push(handle);
        return undefined;
      }
      case "await":
        return yield* this.#await(step.pick, step.ms);
      case "cancel":
        return yield* this.#cancel(step.pick);
      case "send":
        return yield* this.#send(step.channel, body.name);
      case "receive":
        return yield* this.#receive(step.channel, step.ms);
      case "close":
        return yield* method(this.#ends[step.channel]![step.end], "close");
      case "block":
        return yield* this.#block(step.body, body.name);
      case "select": {
        const calls = step.branches.map((branch) => prepare(this.#task(branch, "branch")));
        return (yield* race(calls)).value;
      }
      case "timeout":
        return yield* timeout(step.ms, this.#task(step.body, "limited"));
      case "catch":
        return yield* attempt(
          () => this.#block(step.body, body.name),
          (e) => e,
        );
      case "fail":
        throw raise(`failure of ${body.name}`);
    }
  }

  /** P-12: a sleep takes exactly its time. */
  *#timed(milliseconds: number, operation: Code): Code {
    const start = this.#clock.now();
    yield* operation;
    if (this.#clock.now() !== start + milliseconds) this.violations.push(`a sleep of ${milliseconds} was not exact`);
    return undefined;
  }

  #pick(index: number): Task | undefined {
    return this.#handles[index % Math.max(this.#handles.length, 1)];
  }

  *#await(pick: number, limit: number | null): Code {
    const handle = this.#pick(pick);
    if (handle === undefined) return undefined;
    const value = limit === null ? yield* join(handle) : yield* method(handle, "await_timeout", [limit]);
    if (limit === null && !(yield* method(handle, "is_finished")))
      this.violations.push("awaited a task that is not done");
    return value;
  }

  /** P-6: idempotent; P-7: at once, unless the task is running or has a running descendant. */
  *#cancel(pick: number): Code {
    const handle = this.#pick(pick);
    if (handle === undefined) return undefined;
    yield* method(handle, "cancel");
    const isDone = yield* method(handle, "is_finished");
    yield* method(handle, "cancel");
    if (isDone !== (yield* method(handle, "is_finished"))) this.violations.push("a second cancel changed something");
    return undefined;
  }

  *#send(index: number, name: string): Code {
    const value = `${name}/${this.#sent++}`;
    const result = yield* attempt(
      () => method(this.#ends[index]!.tx, "send", [value]),
      () => "refused",
    );
    if (result !== "refused") this.accepted[index]!.push(value);
    return undefined;
  }

  *#receive(index: number, limit: number | null): Code {
    const { rx } = this.#ends[index]!;
    const value = limit === null ? yield* method(rx, "recv") : yield* method(rx, "recv_timeout", [limit]);
    if (value instanceof Some) this.received[index]!.push(value.value as string);
    return undefined;
  }
}

/** What of an outcome must be the same in every run. */
export function describeOutcome(value: unknown, error: unknown): string {
  if (error === undefined) return `value ${String(value)}`;
  return error instanceof RaisedError ? `error ${error.message}` : `thrown ${String(error)}`;
}
