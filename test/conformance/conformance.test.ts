/**
 * Runs every program of fixtures/conformance from its source and compares what it prints and how it ends, to the
 * letter. Programs of the `conc-*` areas run under `evalAsync` with the virtual clock; all others run under `eval` and
 * under `evalAsync`, with equal results.
 */
import { describe, expect, test } from "vitest";
import { readConformanceAreas } from "../kit/conformance-cases.ts";
import { checkCase } from "../kit/conformance-run.ts";
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
