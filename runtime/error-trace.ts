/**
 * The JavaScript stack of an error that Ion raised, as places in scripts. It completes the frames of the error: calls
 * between functions that never wait are plain JavaScript calls, of which the runtime keeps no record (embedding 2.8).
 * A capture costs more than raising the error, so errors.ts makes one only where no Ion code can catch the error.
 */

/** A place in generated code; line and column count from 1. Native frames have no script. */
export interface ScriptPosition {
  readonly script: string | undefined;
  readonly line: number;
  readonly column: number;
}

export type ErrorTrace = object;

/**
 * The function that enters a task has this name in JavaScript stacks, also in minified bundles. The frames below it belong
 * to whoever entered the task: the host, or a task that lets others run.
 */
export const TASK_ENTRY = "ion task";

/** The runtime has several frames of its own to each call that goes through it. */
const MOST_FRAMES = 80;

/** The stack of whoever calls; undefined where the JavaScript engine has no such thing. */
export function captureTrace(): ErrorTrace | undefined {
  if (Error.captureStackTrace === undefined || Object.isFrozen(Error)) return undefined;
  const { stackTraceLimit } = Error;
  const trace = {};
  Error.stackTraceLimit = MOST_FRAMES;
  Error.captureStackTrace(trace, captureTrace);
  Error.stackTraceLimit = stackTraceLimit;
  return trace;
}

/**
 * Reads the part of a trace that belongs to the task, innermost frame first. What is asked for first is what it is: it is
 * formatted once.
 */
export function positionsOf(trace: ErrorTrace): ScriptPosition[] {
  const { prepareStackTrace } = Error;
  let positions: ScriptPosition[] = [];
  Error.prepareStackTrace = (_trace, sites) => {
    const entry = sites.findIndex((site) => site.getFunctionName() === TASK_ENTRY);
    positions = (entry === -1 ? sites : sites.slice(0, entry)).map(positionOf);
    return "";
  };
  void (trace as { readonly stack?: unknown }).stack;
  Error.prepareStackTrace = prepareStackTrace;
  return positions;
}

function positionOf(site: NodeJS.CallSite): ScriptPosition {
  const script = site.getScriptNameOrSourceURL() ?? undefined;
  return { script, line: site.getLineNumber() ?? 0, column: site.getColumnNumber() ?? 0 };
}
