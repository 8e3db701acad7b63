/** What a parked task waits for, in words, and where: for the deadlock report (concurrency M-19) and for traces. */
import type { SourceModule } from "../errors.ts";
import type { Request } from "./request.ts";
import type { Task } from "./task.ts";

/** `at L:C waits for <what>`. */
export function describeWait(task: Task): string {
  return `at ${sitePosition(task)} waits for ${task.request === null ? "its turn" : describe(task.request)}`;
}

const DESCRIPTIONS: { readonly [T in Request["type"]]: (request: Extract<Request, { type: T }>) => string } = {
  receive: () => "a channel value",
  send: () => "room in a channel",
  await: (request) => request.target.title,
  children: () => "its children",
  sleep: () => "a timer",
  host: () => "a host call",
  deferred: () => "new tasks to start",
  sliced: () => "its turn",
  stopped: () => "its deadline",
  failed: () => "its turn",
};

function describe(request: Request): string {
  return (DESCRIPTIONS[request.type] as (request: Request) => string)(request);
}

/** A callback that a `timeout` calls has no call site of its own; the `timeout`'s stands in. */
function sitePosition(task: Task): string {
  for (let at: Task | null = task; at !== null; at = at.home?.owner ?? null) {
    if (at.siteModule !== null) return lineAndColumn(at.siteModule, at.siteAt);
  }
  return "0:0";
}

function lineAndColumn(module: SourceModule, offset: number): string {
  const next = module.lineStarts.findIndex((start) => start > offset);
  const line = next === -1 ? module.lineStarts.length : next;
  return `${line}:${offset - module.lineStarts[line - 1]! + 1}`;
}
