/**
 * Every rule of fixtures/spec/concurrency.md has a test: its id stands in the name of a test, or of a group of tests, in
 * one of the folders below. Only L-5 has none: a backend of worker threads is optional there, and does not exist.
 * "C-1 to C-8" in a name stands for all of them.
 */
import { readdirSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { REPOSITORY } from "../kit/source-files.ts";

const FOLDERS = ["test/scheduler", "test/concurrency", "test/concurrency-legacy", "test/engine"];
/** The name of a test or group; in tables of tests it is the field `name`. */
const TEST_NAME =
  /(?:\b(?:test|it|describe)(?:\.\w+(?:\([^)]*\))?)*\(\s*|^\s*\]\)\(|\bname: )(["'`])((?:\\.|(?!\1).)*)\1/gms;

test("every rule of the concurrency chapter is named by a test", () => {
  const tested = new Set(testNames().flatMap(idsIn));
  expect(ruleIds().filter((id) => !tested.has(id))).toEqual([]);
});

test("no test names a rule that the chapter does not have", () => {
  const rules = new Set(ruleIds());
  const unknown = testNames().flatMap((name) => idsIn(name).filter((id) => !rules.has(id)));
  expect(unknown).toEqual([]);
});

/** The ids that the chapter defines, in its order: `- **M-1** …`. */
function ruleIds(): string[] {
  const chapter = readFileSync(`${REPOSITORY}fixtures/spec/concurrency.md`, "utf8");
  const ids = [...chapter.matchAll(/^- \*\*([A-Z]-\d+)\*\*/gm)].map(([, id]) => id!);
  return ids.filter((id) => id !== "L-5");
}

function testNames(): string[] {
  const files = FOLDERS.flatMap((folder) =>
    readdirSync(`${REPOSITORY}${folder}`)
      .filter((file) => file.endsWith(".test.ts"))
      .map((file) => readFileSync(`${REPOSITORY}${folder}/${file}`, "utf8")),
  );
  return files.flatMap((text) => [...text.matchAll(TEST_NAME)].map(([, , name]) => name!));
}

function idsIn(name: string): string[] {
  const ranges = [...name.matchAll(/\b([BCHKLMPSTZ])-(\d+) to \1-(\d+)\b/g)];
  const inRanges = ranges.flatMap(([, letter, first, last]) =>
    Array.from({ length: Number(last) - Number(first) + 1 }, (_, i) => `${letter}-${Number(first) + i}`),
  );
  return [...inRanges, ...[...name.matchAll(/\b[BCHKLMPSTZ]-\d+\b/g)].map(([id]) => id)];
}
