/** The trace on the error stream while `ION_DEBUG=scheduler` is set (embedding 2.11). */
import { formatTraceEvent, type TaskTracer, traceTo } from "../../scheduler/trace.ts";
import { isDebugged } from "../debug-topics.ts";
import type { Platform } from "../platform.ts";

let engines = 0;

/** A printer for one engine: `[1.2]` is the second evaluation of the first engine of the process. */
export function createTracePrinter(platform: Platform): TaskTracer | null {
  if (!isDebugged(platform, "scheduler")) return null;
  const engine = ++engines;
  return traceTo((event) => platform.writeDiagnostic(`[${engine}.${event.evaluation}] ${formatTraceEvent(event)}\n`));
}
