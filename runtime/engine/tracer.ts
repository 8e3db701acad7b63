/**
 * Who hears of the tasks of an engine: the host's `trace` option, and the error stream while `ION_DEBUG=scheduler` is
 * set (embedding 2.11).
 */
import { misuse } from "../host/misuse.ts";
import { formatTraceEvent, type TraceEvent, type Tracer } from "../scheduler/trace.ts";
import { isDebugged } from "../stdlib/debug-topics.ts";
import type { Platform } from "../stdlib/platform.ts";

let engines = 0;

/** Null when nobody listens, which costs the scheduler nothing. */
export function createTracer(trace: Tracer | undefined, platform: Platform): Tracer | null {
  if (trace !== undefined && typeof trace !== "function") throw misuse("trace must be a function");
  const listeners: Tracer[] = [];
  if (isDebugged(platform, "scheduler")) listeners.push(createPrinter(platform, ++engines));
  if (trace !== undefined) listeners.push(guard(trace));
  if (listeners.length === 0) return null;
  return (event) => {
    for (const listener of listeners) listener(event);
  };
}

/** `[1.2]` is the second evaluation of the first engine of the process. */
function createPrinter(platform: Platform, engine: number): Tracer {
  return (event) => platform.writeDiagnostic(`[${engine}.${event.evaluation}] ${formatTraceEvent(event)}\n`);
}

/** The host's error must not unwind the scheduler: it is reported as any error of a listener is. */
function guard(trace: Tracer): Tracer {
  return (event: TraceEvent) => {
    try {
      trace(event);
    } catch (error) {
      queueMicrotask(() => {
        throw error;
      });
    }
  };
}
