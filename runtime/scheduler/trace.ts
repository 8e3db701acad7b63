/** What a tracer hears of an evaluation (concurrency P-9): one record per event, readable by a person. */
import type { Task } from "./task.ts";
import { describeWait } from "./wait-text.ts";

export type TraceEventType = "create" | "start" | "park" | "wake" | "cancel" | "end";

export interface TraceEvent {
  readonly type: TraceEventType;
  /** Milliseconds of the evaluation's clock. */
  readonly time: number;
  /** `main` or `task #k name`. */
  readonly task: string;
  /** Where the task waits, or how it ended; empty for other events. */
  readonly detail: string;
}

export type Tracer = (event: TraceEvent) => void;

export function traceEvent(type: TraceEventType, time: number, task: Task): TraceEvent {
  return { type, time, task: task.title, detail: detailOf(type, task) };
}

/** One line: `12 ms  task #2 worker  park    at 3:5 waits for a channel value`. */
export function traceLine(event: TraceEvent): string {
  return `${event.time} ms  ${event.task}  ${event.type.padEnd(6)}  ${event.detail}`.trimEnd();
}

function detailOf(type: TraceEventType, task: Task): string {
  if (type === "park") return describeWait(task);
  if (type === "end") return task.result?.type ?? "";
  return "";
}
