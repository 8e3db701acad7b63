/** Programs under the blocking backend: `eval` of an engine with `concurrency: "legacy-threaded"` and a virtual clock. */
import type { EngineOptions } from "../../src/index.ts";
import { renderOutcome } from "../kit/examples.ts";
import { createTestHost, type TestHost } from "../kit/hosts.ts";
import { outcomeOf } from "../kit/outcome.ts";

export function createLegacyHost(options: EngineOptions = {}): TestHost {
  return createTestHost({ concurrency: "legacy-threaded", ...options });
}

/** How the program ends: `VALUE`, or `!! Kind LINE:COLUMN message`. */
export function legacyResult(source: string, host: TestHost = createLegacyHost()): string {
  return renderOutcome(outcomeOf(() => host.engine.eval(source, { raw: true })));
}
