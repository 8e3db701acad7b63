/**
 * What one engine gives its library: output handler, log sink and threshold, script arguments, entropy, platform. The
 * engine owns the object and may change its fields at any time; library functions read them at each call
 * (stdlib 5.5, 5.6, 5.7, 5.9; embedding 1.8).
 */
import type { Value } from "../values/value.ts";
import { initialLogLevel } from "./log-level.ts";
import type { LogLevel } from "./manifest.ts";
import type { Platform } from "./platform.ts";

export type OutputStream = "stdout" | "stderr";

/** `text` is complete: arguments are joined and `println` has its newline. May answer a promise (embedding 2.2). */
export interface OutputHandler {
  write(stream: OutputStream, text: string): void | PromiseLike<void>;
}

/** Where log records go. Called synchronously; `enabled` is asked before anything of a record is looked at. */
export interface LogSink {
  log(level: LogLevel, message: string, fields: readonly (readonly [name: string, value: Value])[]): void;
  enabled(level: LogLevel): boolean;
}

export interface Services {
  /** Null until the embedder installs one: `io` then refuses (stdlib 5.6). */
  output: OutputHandler | null;
  /** Null until the embedder installs one: records go to the error stream (log-level.ts). */
  logSink: LogSink | null;
  /** The engine-wide threshold, moved by `log::set_level`. */
  logLevel: LogLevel;
  /** What `os::args()` answers. */
  args: readonly string[];
  /** Entropy of `rand` and of `fs::*_random`: fills the whole array. */
  fillRandom: (target: Uint8Array) => void;
  readonly platform: Platform;
}

/** The services of a new engine: no output handler, records to the error stream, threshold from `ION_LOG`. */
export function createServices(platform: Platform): Services {
  return {
    output: null,
    logSink: null,
    logLevel: initialLogLevel(platform),
    args: [],
    fillRandom: (target) => platform.fillRandom(target),
    platform,
  };
}
