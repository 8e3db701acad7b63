/**
 * The cases of fixtures/conformance: AREA/NAME.ion with what it prints and how it ends in AREA/NAME.out
 * (format: fixtures/conformance/README.md). `FILTER=text` keeps the cases whose AREA/NAME contains the text.
 */
import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { type Outcome, resultLine } from "./outcome.ts";

export interface ConformanceCase {
  readonly area: string;
  /** `AREA/NAME`. */
  readonly id: string;
  readonly source: string;
  readonly expected: Expectation;
}

export interface Expectation {
  /** Printed text, result line: the file without its `##` lines. */
  readonly text: string;
  readonly elapsedMs: number | undefined;
  readonly aborted: number | undefined;
}

const ROOT = fileURLToPath(new URL("../../fixtures/conformance/", import.meta.url));

export function readConformanceAreas(): Map<string, ConformanceCase[]> {
  const filter = process.env.FILTER ?? "";
  const areas = new Map<string, ConformanceCase[]>();
  for (const area of readdirSync(ROOT, { withFileTypes: true })) {
    if (!area.isDirectory()) continue;
    const cases = readArea(area.name).filter(({ id }) => id.includes(filter));
    if (cases.length > 0) areas.set(area.name, cases);
  }
  return areas;
}

function readArea(area: string): ConformanceCase[] {
  const names = readdirSync(`${ROOT}/${area}`)
    .filter((file) => file.endsWith(".ion"))
    .map((file) => file.slice(0, -".ion".length))
    .sort();
  return names.map((name) => ({
    area,
    id: `${area}/${name}`,
    source: readFileSync(`${ROOT}/${area}/${name}.ion`, "utf8"),
    expected: parseExpectation(readFileSync(`${ROOT}/${area}/${name}.out`, "utf8")),
  }));
}

const TRAILER = /\n## (elapsed|aborted) (\d+)\n$/;

/** Splits off the `##` lines at the end. */
export function parseExpectation(file: string): Expectation {
  let text = file;
  let elapsedMs: number | undefined;
  let aborted: number | undefined;
  for (let trailer = TRAILER.exec(text); trailer !== null; trailer = TRAILER.exec(text)) {
    if (trailer[1] === "elapsed") elapsedMs = Number(trailer[2]);
    else aborted = Number(trailer[2]);
    text = text.slice(0, trailer.index + 1);
  }
  return { text, elapsedMs, aborted };
}

/** What a run produced, in the form of `Expectation.text`. */
export function renderResult(printed: string, outcome: Outcome): string {
  const separator = printed === "" || printed.endsWith("\n") ? "" : "\n";
  return `${printed}${separator}${resultLine(outcome)}\n`;
}
