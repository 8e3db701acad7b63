/** Runs a conformance case from its source, under `eval` where it is synchronous and under `evalAsync`. */
import { expect } from "vitest";
import type { CompileScript } from "../../runtime/engine/script-engine.ts";
import { type ConformanceCase, renderResult } from "./conformance-cases.ts";
import { createTestHost } from "./hosts.ts";
import { outcomeOf, outcomeOfAsync } from "./outcome.ts";

/** `compile`: instead of compiling with every optimization. */
export async function checkCase(conformanceCase: ConformanceCase, compile?: CompileScript): Promise<void> {
  if (!conformanceCase.area.startsWith("conc-")) checkSynchronous(conformanceCase, compile);
  await checkAsynchronous(conformanceCase, compile);
}

export function checkSynchronous({ source, expected }: ConformanceCase, compile?: CompileScript): void {
  const host = createTestHost({}, compile);
  const outcome = outcomeOf(() => host.engine.eval(source, { raw: true }));
  expect(renderResult(host.printed(), outcome), "under eval").toBe(expected.text);
}

async function checkAsynchronous({ source, expected }: ConformanceCase, compile?: CompileScript): Promise<void> {
  const host = createTestHost({}, compile);
  const outcome = await outcomeOfAsync(() => host.engine.evalAsync(source, { raw: true }));
  expect(renderResult(host.printed(), outcome), "under evalAsync").toBe(expected.text);
  if (expected.elapsedMs !== undefined) expect(host.clock.elapsed, "elapsed ms").toBe(expected.elapsedMs);
  if (expected.aborted !== undefined) expect(host.calls.aborted, "aborted host calls").toBe(expected.aborted);
}
