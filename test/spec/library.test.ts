/**
 * fixtures/library: each line ends as it says, under `eval` and `evalAsync`; and the lines cover the specification.
 * `FILTER=text` keeps the files whose path contains the text.
 */
import { mkdtempSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { BUILTIN_PARAMS, METHOD_PARAMS } from "../../runtime/builtins/manifest.ts";
import { OBJECT_METHODS } from "../../runtime/scheduler/manifest.ts";
import { STD_MODULES } from "../../runtime/stdlib/manifest.ts";
import type { Engine } from "../../src/index.ts";
import { createTestHost } from "../kit/hosts.ts";
import { completeFile, type LibraryCase, readLibraryFiles, renderLibraryOutcome } from "../kit/library-cases.ts";
import { readSpecifiedErrors, type SpecifiedError } from "../kit/library-spec.ts";
import { outcomeOf, outcomeOfAsync } from "../kit/outcome.ts";
import { REPOSITORY } from "../kit/source-files.ts";
import { useTempDir } from "../kit/temp-dir.ts";

const UPDATE = process.env.UPDATE_SNAPSHOTS === "true";
const FILTER = process.env.FILTER ?? "";
/** What `eval` says of a program that has to wait (stdlib 3). */
const REFUSED = /^!! R async host function '.+' cannot be called by the synchronous evaluator; use evalAsync$/;

const root = useTempDir();

function createEngine(): { engine: Engine; dir: string } {
  const dir = mkdtempSync(join(root, "case-"));
  const { engine } = createTestHost({ log: { log: () => {}, enabled: (level) => level !== "trace" } });
  engine.set("dir", dir).registerStruct({ name: "Item", fields: ["name"] });
  return { engine, dir };
}

const files = readLibraryFiles();

for (const file of files.filter(({ path }) => path.includes(FILTER))) {
  describe(`stdlib ${file.sections.join(", ")}`, () => {
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

/** Errors that no program raises by itself; the test file has their text. */
const TESTED_ELSEWHERE: Readonly<Record<string, string>> = {
  "async host function '{name}' cannot be called by the synchronous evaluator; use evalAsync": "test/stdlib/io.test.ts",
  "io output handler is not configured; call Engine.setOutput": "test/stdlib/io.test.ts",
  "io write failed: {detail}": "test/stdlib/platform.test.ts",
};

describe("the lines cover the specification", () => {
  const casesOf = (section: string): readonly LibraryCase[] =>
    files.find(({ sections }) => sections.includes(section))!.cases;

  const specified = readSpecifiedErrors((section) => /^(1\.3|[2-5](\.\d+)?)$/.test(section) && section !== "5");

  test("every error text of a row has a line that raises it in one of the row's functions", () => {
    const isCovered = ({ section, names, kind, pattern, text }: SpecifiedError) =>
      Object.hasOwn(TESTED_ELSEWHERE, text) ||
      casesOf(section).some(({ source, expected }) => {
        if (expected === undefined || !pattern.test(expected)) return false;
        if (names.length > 0 && !names.some((name) => uses(source, name))) return false;
        return kind === null || !expected.startsWith("!!") || expected[3] === kind;
      });
    const missing = specified.filter((error) => !isCovered(error));
    expect(missing.map(({ section, names, text, kind }) => `${section} ${names.join("/")}: ${kind} ${text}`)).toEqual(
      [],
    );
    expect(specified.length).toBeGreaterThan(250);
  });

  test("what is tested elsewhere is specified, and there", () => {
    for (const [text, path] of Object.entries(TESTED_ELSEWHERE)) {
      expect(specified.map((error) => error.text)).toContain(text);
      const longestPart = text.split(/\{\w+\}/).sort((a, b) => b.length - a.length)[0]!;
      expect(readFileSync(`${REPOSITORY}${path}`, "utf8").includes(longestPart), text).toBe(true);
    }
  });

  test.each(groups())("every name of $owner has a line of its normal use", ({ section, names, written }) => {
    const values = casesOf(section).filter(({ expected }) => expected?.startsWith("=>"));
    expect(names.filter((name) => !values.some(({ source }) => source.includes(written(name))))).toEqual([]);
  });
});

interface Group {
  readonly owner: string;
  readonly section: string;
  readonly names: readonly string[];
  written(name: string): string;
}

function uses(source: string, name: string): boolean {
  return new RegExp(`\\b${name}\\b`).test(source);
}

/** The names of each group of section 10, how a program writes them, and the section they are in. */
function groups(): Group[] {
  const types: Readonly<Record<string, object>> = { ...METHOD_PARAMS, ...OBJECT_METHODS };
  return [
    { owner: "core", section: "3", names: Object.keys(BUILTIN_PARAMS), written: (name) => `${name}(` },
    ...Object.entries(SECTION_OF_TYPE).map(([owner, section]) => {
      return { owner, section, names: Object.keys(types[owner]!), written: (name: string) => `.${name}(` };
    }),
    ...Object.entries(STD_MODULES).map(([owner, members], index) => {
      const written = (name: string): string => `${owner}::${name}`;
      return { owner, section: `5.${index + 1}`, names: Object.keys(members), written };
    }),
  ];
}

const SECTION_OF_TYPE: Readonly<Record<string, string>> = {
  string: "4.1",
  list: "4.2",
  dict: "4.3",
  tuple: "4.4",
  set: "4.5",
  range: "4.6",
  bytes: "4.7",
  cell: "4.8",
  Option: "4.9",
  Result: "4.10",
  AsyncTask: "4.11",
  AsyncChannelSender: "4.12",
  AsyncChannelReceiver: "4.12",
};
