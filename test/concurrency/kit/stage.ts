/**
 * An engine under observation: it runs Ion source through `evalAsync`, and one log holds everything that happens in the
 * order in which it happens: the events of the trace, the notes that the program takes, and the settlements of the host.
 * The programs have, besides `ask` of the scripted host:
 *
 *     note(v)          puts the display of `v` into the log, under the running task
 *     fail(text)       raises a RuntimeError
 *     check(ok, text)  notes a violation unless `ok`
 *     watch(channel)   answers its argument; the stage keeps an eye on the channel
 */
import { stateOf } from "../../../runtime/engine/engine.ts";
import type { Channel } from "../../../runtime/scheduler/channel.ts";
import type { Receiver } from "../../../runtime/scheduler/channel-ends.ts";
import type { Clock } from "../../../runtime/scheduler/clock.ts";
import type { Loop } from "../../../runtime/scheduler/loop.ts";
import { isTaskRunning, runningTask, type Task } from "../../../runtime/scheduler/task.ts";
import type { TraceEvent, TraceEventType } from "../../../runtime/scheduler/trace.ts";
import { display } from "../../../runtime/values/display.ts";
import { NativeFunction } from "../../../runtime/values/function.ts";
import type { Tuple } from "../../../runtime/values/tuple.ts";
import type { Value } from "../../../runtime/values/value.ts";
import { Engine } from "../../../src/index.ts";
import { renderOutcome } from "../../kit/examples.ts";
import { outcomeOfAsync } from "../../kit/outcome.ts";
import { type HostCall, type Script, ScriptedHost } from "./scripted-host.ts";
import { tasksBelow } from "./task-tree.ts";
import { WatchedClock } from "./watched-clock.ts";

export interface Entry {
  readonly type: TraceEventType | "note" | "host";
  readonly time: number;
  /** `main` or `task #k name`; the call's id for entries of the host. */
  readonly task: string;
  readonly detail: string;
  /** Whose code ran at that moment; empty between tasks. */
  readonly by: string;
}

/** What there was when the whole evaluation began to be cancelled. */
export interface Teardown {
  readonly timers: number;
  readonly pendingCalls: number;
  readonly readyTasks: number;
}

/** A clock that host functions can wait with, too. */
export interface StageClock extends Clock {
  sleep(ms: number): Promise<void>;
}

export interface StageOptions {
  readonly clock?: StageClock;
  /** Without one, the test settles the host's calls. */
  readonly script?: Script;
  readonly sliceLength?: number;
}

const LEAVE_PENDING: Script = () => null;

export class Stage {
  readonly engine: Engine;
  readonly clock: StageClock;
  readonly host: ScriptedHost;
  readonly log: Entry[] = [];
  readonly violations: string[] = [];
  readonly channels: Channel[] = [];
  /** The root of the newest evaluation. */
  root: Task | null = null;
  teardown: Teardown | null = null;

  constructor({ clock = new WatchedClock(), script = LEAVE_PENDING, sliceLength }: StageOptions = {}) {
    this.clock = clock;
    this.engine = new Engine({ clock, output: "ignore", trace: (event) => this.#hear(event) });
    this.host = new ScriptedHost(script, (ms) => clock.sleep(ms));
    this.host.register(this.engine);
    this.host.onSettled = (call, fails) => this.#hearHost(call, fails);
    this.#register();
    stateOf(this.engine).settings.sliceLength = sliceLength ?? null;
  }

  get loop(): Loop {
    return this.root!.loop;
  }

  /** Runs a program to its end: `value`, `!! Kind L:C message`, or `rejected: reason` when it was aborted. */
  async run(source: string, signal?: AbortSignal): Promise<string> {
    const options = { raw: true as const, ...(signal === undefined ? {} : { signal }) };
    try {
      return renderOutcome(await outcomeOfAsync(() => this.engine.evalAsync(source, options)));
    } catch (reason) {
      return `rejected: ${String(reason)}`;
    }
  }

  /** What was noted, in order. */
  get notes(): string[] {
    return this.log.filter(({ type }) => type === "note").map(({ detail }) => detail);
  }

  /** The whole log as text, for comparisons. */
  get lines(): string[] {
    return this.log.map(({ time, task, type, detail }) => `${time} ${task} ${type} ${detail}`.trimEnd());
  }

  /** What an evaluation that is over must not leave behind: all zero (P-2). */
  get leftovers(): { tasks: number; timers: number; hostCalls: number; pending: number; waiters: number } {
    const { liveTasks, timers, hostCalls } = this.loop;
    return {
      tasks: liveTasks,
      timers: timers.size,
      hostCalls,
      pending: this.host.pending.length,
      waiters: this.channels.filter((channel) => channel.hasWaitingReceivers || channel.hasWaitingSenders).length,
    };
  }

  note(detail: string): void {
    this.#append("note", runningTask().title, detail);
  }

  /** The tasks of the newest evaluation that are not done. */
  liveTasks(): Task[] {
    return this.root === null ? [] : tasksBelow(this.root).filter((task) => !task.isDone);
  }

  #append(type: Entry["type"], task: string, detail: string): void {
    this.log.push({ type, time: this.clock.now(), task, detail, by: runningTitle() });
  }

  /** A late answer to a call that was aborted is none of the evaluation's events. */
  #hearHost({ id, aborts }: HostCall, fails: boolean): void {
    if (aborts.length === 0) this.#append("host", id, fails ? "fails" : "answers");
  }

  #hear({ type, time, task, detail }: TraceEvent): void {
    this.log.push({ type, time, task, detail, by: runningTitle() });
    if (type === "start" && task === "main") this.root = runningTask();
    if (type !== "cancel" || task !== "main" || this.root === null) return;
    this.teardown = {
      timers: this.loop.timers.size,
      pendingCalls: this.host.pending.length,
      readyTasks: this.liveTasks().filter((task) => task.isReady).length,
    };
  }

  #register(): void {
    this.native("note", ([value]) => {
      this.note(display(value));
      return undefined;
    });
    this.native("watch", ([ends]) => {
      const [, receiver] = (ends as Tuple).items;
      this.channels.push((receiver as Receiver).channel);
      return ends;
    });
    this.engine.registerFn("fail", (text) => {
      throw new Error(String(text));
    });
    this.engine.registerFn("check", (ok, text) => {
      if (ok !== true) this.violations.push(`${runningTask().title}: ${String(text)}`);
    });
  }

  /** A function that gets Ion values as they are. */
  native(name: string, code: (args: readonly Value[]) => Value | undefined): void {
    stateOf(this.engine).table.set(name, new NativeFunction(name, false, code));
  }
}

export const NOTHING_LEFT: Stage["leftovers"] = { tasks: 0, timers: 0, hostCalls: 0, pending: 0, waiters: 0 };

function runningTitle(): string {
  return isTaskRunning() ? runningTask().title : "";
}
