/** What source maps hold (embedding 2.11), decoded by another library, over all programs of the conformance suite. */
import { describe, expect, test } from "vitest";
import { type CompiledSource, compileSource, isCompiled } from "../../src/compile.ts";
import { resolveOptions } from "../../src/options.ts";
import { readConformanceAreas } from "../kit/conformance-cases.ts";
import { DecodedMap } from "../kit/decoded-map.ts";
import { mapPoints, statementsOf } from "../kit/map-points.ts";

const areas = readConformanceAreas();

const compiled = new Map<string, [CompiledSource, DecodedMap] | null>();

function compileToMap(source: string): [CompiledSource, DecodedMap] | null {
  const known = compiled.get(source);
  if (known !== undefined) return known;
  const result = compileSource(source, resolveOptions({ filename: "test.ion" }));
  const pair: [CompiledSource, DecodedMap] | null = isCompiled(result)
    ? [result, new DecodedMap(result.map!.toString(), result.file)]
    : null;
  compiled.set(source, pair);
  return pair;
}

/** `2:4 callee`, of each point that the map does not know. */
function missingPoints(source: string): string[] {
  const pair = compileToMap(source);
  if (pair === null) return [];
  const [result, map] = pair;
  const { file } = result;
  return mapPoints(result)
    .filter(({ offset }) => map.find(offset) === undefined)
    .map(({ what, offset }) => {
      const { line, column } = file.positionAt(offset);
      return `${line}:${column} ${what}`;
    });
}

/** Statements on different lines of the source that begin on one line of the generated code. */
function sharedLines(source: string): string[] {
  const pair = compileToMap(source);
  if (pair === null) return [];
  const [{ program, file }, map] = pair;
  const takenBy = new Map<number, number>();
  const shared: string[] = [];
  for (const { start } of statementsOf(program)) {
    const generated = map.find(start)?.line;
    if (generated === undefined) continue;
    const { line } = file.positionAt(start);
    const other = takenBy.get(generated);
    if (other !== undefined && other !== line) shared.push(`line ${other} and line ${line}`);
    takenBy.set(generated, line);
  }
  return shared;
}

describe("requirement 2: mapped points, with exact columns", () => {
  for (const [area, cases] of areas) {
    test(area, () => {
      const missing = cases.flatMap(({ id, source }) => missingPoints(source).map((point) => `${id}:${point}`));
      expect(missing).toEqual([]);
    });
  }
});

describe("requirement 3: no two lines of a program share a generated line", () => {
  for (const [area, cases] of areas) {
    test(area, () => {
      expect(cases.flatMap(({ id, source }) => sharedLines(source).map((lines) => `${id}: ${lines}`))).toEqual([]);
    });
  }
});
