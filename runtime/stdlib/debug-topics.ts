/** The environment variable `ION_DEBUG` (embedding 2.11): a comma-separated list of what to show on the error stream. */
import type { Platform } from "./platform.ts";

/** `codegen`: the code that an engine's scripts are compiled to. `scheduler`: what their tasks do. */
export type DebugTopic = "codegen" | "scheduler";

export function isDebugged(platform: Platform, topic: DebugTopic): boolean {
  const topics = platform.process?.variable("ION_DEBUG") ?? "";
  return topics.split(",").some((name) => name.trim() === topic);
}
