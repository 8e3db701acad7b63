/**
 * The standard streams of the process: the handler behind `output: "inherit"` and the sink of log lines (stdlib 5.6,
 * 5.7). A stream reports a failure, such as a closed pipe, as an event after the write; it is raised at the next one.
 */
import process from "node:process";
import type { OutputHandler, OutputStream } from "../services.ts";

const failures = new Map<OutputStream, Error>();
const watched = new Set<OutputStream>();

/** Without a listener the event of a failed write would end the process. */
function watch(stream: OutputStream): void {
  if (watched.has(stream)) return;
  watched.add(stream);
  process[stream].on("error", (error) => failures.set(stream, error));
}

export const standardOutput: OutputHandler = {
  write(stream, text) {
    watch(stream);
    const failure = failures.get(stream);
    if (failure !== undefined) throw new Error(`io write failed: ${failure.message}`);
    process[stream].write(text);
  },
};

export function writeDiagnostic(line: string): void {
  watch("stderr");
  process.stderr.write(line);
}
