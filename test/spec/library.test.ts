/**
 * fixtures/library: each line ends as it says, under `eval` and `evalAsync`; and the lines cover the specification.
 * `FILTER=text` keeps the files whose path contains the text.
 */
import { mkdtempSync } from "node:fs";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import type { Engine } from "../../src/index.ts";
import { createTestHost } from "../kit/hosts.ts";
import { completeFile, readLibraryFiles, renderLibraryOutcome } from "../kit/library-cases.ts";
import { outcomeOf, outcomeOfAsync } from "../kit/outcome.ts";
import { useTempDir } from "../kit/temp-dir.ts";

const UPDATE = process.env.UPDATE_SNAPSHOTS === "true";
const FILTER = process.env.FILTER ?? "";
/** What `eval` says of a program that has to wait (stdlib 3). */
const REFUSED = /^!! R async host function '.+' cannot be called by the synchronous evaluator; use evalAsync$/;

const root = useTempDir();

function createEngine(): { engine: Engine; dir: string } {
  const dir = mkdtempSync(join(root, "case-"));
  const { engine } = createTestHost({ log: { log: () => {}, enabled: (level) => level !== "trace" } });
  engine.set("dir", dir);
  return { engine, dir };
}

for (const file of readLibraryFiles().filter(({ path }) => path.includes(FILTER))) {
  describe(`stdlib ${file.section}`, () => {
    const outcomes = new Map<string, string>();

    test.each(file.cases)("$source  // $expected", async ({ source, expected }) => {
      const { engine, dir } = createEngine();
      const waiting = await outcomeOfAsync(() => engine.evalAsync(source, { raw: true }));
      const found = renderLibraryOutcome(waiting).replaceAll(dir, "DIR");
      outcomes.set(source, found);
      if (UPDATE && expected === undefined) return;
      expect(found, "under evalAsync").toBe(expected);

      const other = createEngine();
      const outcome = outcomeOf(() => other.engine.eval(source, { raw: true }));
      const foundSync = renderLibraryOutcome(outcome).replaceAll(other.dir, "DIR");
      if (!REFUSED.test(foundSync)) expect(foundSync, "under eval").toBe(expected);
    });

    afterAll(() => {
      if (UPDATE && file.cases.some(({ expected }) => expected === undefined)) completeFile(file, outcomes);
    });
  });
}
