/** What a parked task waits for, in words, and where: for the deadlock report (concurrency M-19) and for traces. */
import type { SourceModule } from "../errors.ts";
import { positionAt } from "../source-position.ts";
import type { Request } from "./request.ts";
import type { Task } from "./task.ts";

/** `at L:C waits for <what>`. */
export function describeWait(task: Task): string {
  return `at ${sitePosition(task)} ${waitText(task)}`;
}

/** `waits for <what>`. */
export function waitText({ request }: Task): string {
  return `waits for ${request === null ? "its turn" : describe(request)}`;
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
  interrupted: () => "its turn",
};

function describe(request: Request): string {
  return (DESCRIPTIONS[request.type] as (request: Request) => string)(request);
}

export interface Site {
  readonly module: SourceModule;
  readonly at: number;
}

/**
 * Where the task stands in the source. A callback that a `timeout` calls has no call site of its own; the `timeout`'s
 * stands in.
 */
export function siteOf(task: Task): Site | null {
  for (let at: Task | null = task; at !== null; at = at.home?.owner ?? null) {
    if (at.siteModule !== null) return { module: at.siteModule, at: at.siteAt };
  }
  return null;
}

function sitePosition(task: Task): string {
  const site = siteOf(task);
  if (site === null) return "0:0";
  const { line, column } = positionAt(site.module.lineStarts, site.at);
  return `${line}:${column}`;
}
