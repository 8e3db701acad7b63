/**
 * fixtures/errors/mistakes: what people write who come from other languages. Each file is one mistake; the `//~` lines
 * at its end say what they are told: `LINE:COLUMN-END code: help`, and for what only shows when the program runs
 * `run LINE:COLUMN kind: help`. `FILTER=name` picks, `UPDATE_SNAPSHOTS=true` rewrites.
 */
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { check, Engine, IonError } from "../../src/index.ts";

const ROOT = fileURLToPath(new URL("../../fixtures/errors/mistakes/", import.meta.url));
const FILTER = process.env.FILTER ?? "";
const UPDATE = process.env.UPDATE_SNAPSHOTS === "true";

/** The help that a message has where nothing better is known. */
const GENERIC_HELP = /this statement needs a `;`$|a block in braces belongs here|check the spelling, or/;

const names = readdirSync(ROOT).map((file) => file.slice(0, -".ion".length));

function read(name: string): { readonly source: string; readonly marks: string } {
  const text = readFileSync(`${ROOT}${name}.ion`, "utf8");
  const start = text.search(/^\/\/~/m);
  return start === -1 ? { source: text, marks: "" } : { source: text.slice(0, start), marks: text.slice(start) };
}

function findings(source: string): string[] {
  const found = check(source);
  const lines = found.map(
    ({ line, column, endColumn, code, hint }) => `${line}:${column}-${endColumn} ${code}: ${hint}`,
  );
  return found.some(({ severity }) => severity === "error") ? lines : [...lines, ...failure(source)];
}

function failure(source: string): string[] {
  try {
    new Engine({ output: "ignore" }).eval(source);
    return [];
  } catch (error) {
    if (!IonError.isIonError(error)) throw error;
    return [`run ${error.line}:${error.column} ${error.kind}: ${error.hint}`];
  }
}

describe("fixtures/errors/mistakes", () => {
  test("there are at least 100", () => {
    expect(names.length).toBeGreaterThanOrEqual(100);
  });

  test.each(names.filter((name) => name.includes(FILTER)))("%s", (name) => {
    const { source, marks } = read(name);
    const found = findings(source)
      .map((line) => `//~ ${line}\n`)
      .join("");
    if (UPDATE) writeFileSync(`${ROOT}${name}.ion`, `${source}${found}`);
    else expect(found).toBe(marks);
  });

  test.each(names)("%s: the first message says what to write, and at most one other follows", (name) => {
    const marks = read(name).marks.split("\n").filter(Boolean);
    const before = marks.filter((line) => !line.startsWith("//~ run"));
    expect(before.length).toBeLessThanOrEqual(2);
    expect(marks[0]).toMatch(/: (?!undefined$)\S/);
    if (name !== "missing-semicolon") expect(marks[0]).not.toMatch(GENERIC_HELP);
  });
});
