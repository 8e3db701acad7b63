/**
 * Runs every program of fixtures/conformance from its source and compares what it prints and how it ends, to the
 * letter. Programs of the `conc-*` areas run under `evalAsync` with the virtual clock; all others run under `eval` and
 * under `evalAsync`, with equal results.
 */
import { describe, expect, test } from "vitest";
import { type ConformanceCase, readConformanceAreas, renderResult } from "../kit/conformance-cases.ts";
import { createTestHost } from "../kit/hosts.ts";
import { outcomeOf, outcomeOfAsync } from "../kit/outcome.ts";
import { isolateTempDir } from "../kit/temp-dir.ts";
import { KNOWN_FAILURES } from "./known-failures.ts";

isolateTempDir();

const areas = readConformanceAreas();

for (const [area, cases] of areas) {
  describe(area, () => {
    for (const conformanceCase of cases) {
      const declare = Object.hasOwn(KNOWN_FAILURES, conformanceCase.id) ? test.fails : test;
      declare(conformanceCase.id, () => checkCase(conformanceCase));
    }
  });
}

test("every known failure names a case", () => {
  if (process.env.FILTER) return;
  const ids = new Set([...areas.values()].flat().map(({ id }) => id));
  expect(Object.keys(KNOWN_FAILURES).filter((id) => !ids.has(id))).toEqual([]);
});

async function checkCase(conformanceCase: ConformanceCase): Promise<void> {
  if (!conformanceCase.area.startsWith("conc-")) checkSynchronous(conformanceCase);
  await checkAsynchronous(conformanceCase);
}

function checkSynchronous({ source, expected }: ConformanceCase): void {
  const host = createTestHost();
  const outcome = outcomeOf(() => host.engine.eval(source, { raw: true }));
  expect(renderResult(host.printed(), outcome), "under eval").toBe(expected.text);
}

async function checkAsynchronous({ source, expected }: ConformanceCase): Promise<void> {
  const host = createTestHost();
  const outcome = await outcomeOfAsync(() => host.engine.evalAsync(source, { raw: true }));
  expect(renderResult(host.printed(), outcome), "under evalAsync").toBe(expected.text);
  if (expected.elapsedMs !== undefined) expect(host.clock.elapsed, "elapsed ms").toBe(expected.elapsedMs);
  if (expected.aborted !== undefined) expect(host.calls.aborted, "aborted host calls").toBe(expected.aborted);
}
