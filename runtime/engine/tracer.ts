/** Who hears of the tasks of an engine (embedding 2.11). */
import { misuse } from "../host/misuse.ts";
import { type TaskTracer, type TraceEvent, type Tracer, traceTo } from "../scheduler/trace.ts";

/** The host's option `trace`. */
export function hostTracer(trace: unknown): TaskTracer | undefined {
  if (trace === undefined) return undefined;
  if (typeof trace !== "function") throw misuse("trace must be a function");
  return traceTo(guard(trace as Tracer));
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
