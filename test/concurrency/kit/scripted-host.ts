/**
 * The host of the concurrency tests: one asynchronous function, `ask(id)`, that answers `id` or fails with
 * `ask <id> failed`, either when the test says so or after the time that a script gives. It keeps the books of every
 * call: how it ended, and each abort of its signal with the reason.
 */
import type { Engine } from "../../../src/index.ts";

export interface Answer {
  readonly ms: number;
  readonly fails: boolean;
}

/** What the host does with a call; `null` leaves it pending until the test settles it. */
export type Script = (id: string) => Answer | null;

export class HostCall {
  readonly id: string;
  /** The reasons with which the signal was aborted: one at most, if all is well. */
  readonly aborts: unknown[] = [];
  isSettled = false;
  readonly #resolve: (value: string) => void;
  readonly #reject: (reason: unknown) => void;
  readonly #onSettled: (call: HostCall, fails: boolean) => void;

  constructor(
    id: string,
    signal: AbortSignal,
    settlers: { resolve(value: string): void; reject(reason: unknown): void },
    onSettled: (call: HostCall, fails: boolean) => void,
  ) {
    this.id = id;
    this.#resolve = settlers.resolve;
    this.#reject = settlers.reject;
    this.#onSettled = onSettled;
    signal.addEventListener("abort", () => this.aborts.push(signal.reason));
  }

  get isPending(): boolean {
    return !this.isSettled && this.aborts.length === 0;
  }

  /** Settles the call, also one that was aborted: a host may be late. */
  settle(fails: boolean): void {
    if (this.isSettled) return;
    this.isSettled = true;
    this.#onSettled(this, fails);
    if (fails) this.#reject(new Error(`ask ${this.id} failed`));
    else this.#resolve(this.id);
  }
}

export class ScriptedHost {
  readonly calls: HostCall[] = [];
  /** Told of every call that settles, before the engine can know. */
  onSettled: (call: HostCall, fails: boolean) => void = () => {};
  readonly #script: Script;
  readonly #sleep: (ms: number) => Promise<void>;

  constructor(script: Script, sleep: (ms: number) => Promise<void>) {
    this.#script = script;
    this.#sleep = sleep;
  }

  register(engine: Engine): void {
    engine.registerAsyncFn("ask", ({ signal }, id) => this.ask(String(id), signal, this.#script(String(id))));
  }

  get pending(): readonly HostCall[] {
    return this.calls.filter((call) => call.isPending);
  }

  /** The newest call with that id. */
  find(id: string): HostCall | undefined {
    return this.calls.findLast((call) => call.id === id);
  }

  /** A call; without an answer it stays pending until the test settles it. One that was aborted fails at its time. */
  ask(id: string, signal: AbortSignal, answer: Answer | null): Promise<string> {
    return new Promise((resolve, reject) => {
      const call = new HostCall(id, signal, { resolve, reject }, (settled, fails) => this.onSettled(settled, fails));
      this.calls.push(call);
      if (answer !== null) void this.#sleep(answer.ms).then(() => call.settle(answer.fails || call.aborts.length > 0));
    });
  }
}
