/**
 * What the tasks of an evaluation do, event by event (concurrency P-9): for people who want to see why a script waits,
 * and for tests. The same program with the same answers of the host gives the same events. `TraceEvent` is part of the
 * public API.
 */
import { NO_POSITION, RaisedError } from "../errors.ts";
import { positionAt } from "../source-position.ts";
import type { Task } from "./task.ts";
import { siteOf, waitText } from "./wait-text.ts";

/**
 * | type | the task … | `position` | `detail` |
 * |---|---|---|---|
 * | `create` | exists and is to start | the call that it runs | `child of <task>` |
 * | `start` | begins to run | the same | |
 * | `park` | waits | the operation that waits | `waits for …` |
 * | `yield` | goes to the back of the queue | the operation | `new tasks start first`, `its slice is over` |
 * | `wake` | may go on, at the back of the queue | where it waited | |
 * | `cancel` | is cancelled | where it is | `by select`, `timeout`, `nursery`, `handle`, `dispose` or `the host` |
 * | `end` | is done, and all below it | where its error arose | `value`, `cancelled` or `error: …` |
 */
export type TraceEventType = "create" | "start" | "park" | "yield" | "wake" | "cancel" | "end";

export interface TracePosition {
  /** The name of the source. */
  readonly file: string;
  /** Counted from 1, as is `column`. */
  readonly line: number;
  readonly column: number;
}

export interface TraceEvent {
  readonly type: TraceEventType;
  /** Milliseconds since the evaluation began, by the engine's clock. */
  readonly time: number;
  /** Counts the evaluations of the engine, from 1. */
  readonly evaluation: number;
  /** `main` or `task #k name`, as in the deadlock report. */
  readonly task: string;
  readonly position: TracePosition | null;
  readonly detail: string;
}

export type Tracer = (event: TraceEvent) => void;

/**
 * What the scheduler tells of a task. It is all that it knows of tracing, so that a bundle without a tracer has nothing
 * of this file.
 */
export type TaskTracer = (type: TraceEventType, task: Task, time: number, evaluation: number) => void;

export function traceTo(tracer: Tracer): TaskTracer {
  return (type, task, time, evaluation) =>
    tracer({
      type,
      time,
      evaluation,
      task: task.title,
      position: positionOf(type, task),
      detail: detailOf(type, task),
    });
}

/** One line: `    12 ms  park    task #2 worker      3:5    waits for a channel value`. */
export function formatTraceEvent({ type, time, task, position, detail }: TraceEvent): string {
  const place = position === null ? "" : `${position.line}:${position.column}`;
  const moment = String(Math.round(time * 10) / 10).padStart(6);
  return `${moment} ms  ${type.padEnd(6)}  ${task.padEnd(18)}  ${place.padEnd(6)} ${detail}`.trimEnd();
}

function positionOf(type: TraceEventType, task: Task): TracePosition | null {
  const place = type === "end" ? errorOf(task) : siteOf(task);
  if (place === null || place.module === null || place.at === NO_POSITION) return null;
  return { file: place.module.name, ...positionAt(place.module.lineStarts, place.at) };
}

function errorOf({ result }: Task): RaisedError | null {
  return result?.type === "error" && result.error instanceof RaisedError ? result.error : null;
}

function detailOf(type: TraceEventType, task: Task): string {
  switch (type) {
    case "create":
      return task.home === null ? "" : `child of ${task.home.owner.title}`;
    case "park":
      return waitText(task);
    case "yield":
      return task.request?.type === "sliced" ? "its slice is over" : "new tasks start first";
    case "cancel":
      return `by ${task.cancellation?.cause ?? "the host"}`;
    case "end":
      return endText(task);
    default:
      return "";
  }
}

function endText({ result }: Task): string {
  if (result?.type !== "error") return result?.type ?? "";
  const { error } = result;
  return `error: ${error instanceof RaisedError || error instanceof Error ? error.message : String(error)}`;
}
