/**
 * Runs every conformance program the way a user of `ion build` does: compiled to a module file, imported, run as an
 * `IonProgram` on an engine. Programs that do not compile have no module; what is said of them is checked elsewhere.
 */
import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { pathToFileURL } from "node:url";
import { describe, expect, test } from "vitest";
import { check, compile } from "../../src/compiler.ts";
import type { IonProgram } from "../../src/index.ts";
import { type ConformanceCase, readConformanceAreas, renderResult } from "../kit/conformance-cases.ts";
import { createTestHost } from "../kit/hosts.ts";
import { outcomeOf, outcomeOfAsync } from "../kit/outcome.ts";
import { isolateTempDir, useTempDir } from "../kit/temp-dir.ts";
import { KNOWN_FAILURES } from "./known-failures.ts";

isolateTempDir();

const RUNTIME = new URL("../../runtime/index.ts", import.meta.url).href;
const outputDir = useTempDir();

for (const [area, cases] of readConformanceAreas()) {
  describe(area, () => {
    for (const conformanceCase of cases) {
      if (check(conformanceCase.source).length > 0) continue;
      const declare = Object.hasOwn(KNOWN_FAILURES, conformanceCase.id) ? test.fails : test;
      declare(`${conformanceCase.id}, precompiled`, () => checkPrecompiled(conformanceCase));
    }
  });
}

async function checkPrecompiled({ area, id, source, expected }: ConformanceCase): Promise<void> {
  const program = await importCompiled(id, source);
  if (!area.startsWith("conc-")) {
    const host = createTestHost();
    const outcome = outcomeOf(() => host.engine.run(program, { raw: true }));
    expect(renderResult(host.printed(), outcome), "under run").toBe(expected.text);
  }
  const host = createTestHost();
  const outcome = await outcomeOfAsync(() => host.engine.runAsync(program, { raw: true }));
  expect(renderResult(host.printed(), outcome), "under runAsync").toBe(expected.text);
  if (expected.elapsedMs !== undefined) expect(host.clock.elapsed, "elapsed ms").toBe(expected.elapsedMs);
  if (expected.aborted !== undefined) expect(host.calls.aborted, "aborted host calls").toBe(expected.aborted);
}

/** Writes the compiled module to a file and imports it. */
async function importCompiled(id: string, source: string): Promise<IonProgram> {
  const file = join(outputDir, `${id}.mjs`);
  const { code } = compile(source, { filename: `${id}.ion`, runtime: RUNTIME });
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, code);
  const compiled: { readonly default: IonProgram } = await import(pathToFileURL(file).href);
  return compiled.default;
}
