/**
 * Maps to look at (embedding 2.11): every line of the generated code beside the pieces of the source that it comes from.
 * The pairs are in fixtures/maps; `npx vitest run -u test/print/map-pairs.test.ts` writes them again.
 */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { compileSource, isCompiled } from "../../src/compile.ts";
import { resolveOptions } from "../../src/options.ts";
import { DecodedMap, type Segment } from "../kit/decoded-map.ts";
import { REPOSITORY } from "../kit/source-files.ts";

const FOLDER = join(REPOSITORY, "fixtures/maps");
const WIDTH = 76;
const LONGEST_PIECE = 24;

const programs = readdirSync(FOLDER).filter((name) => name.endsWith(".ion"));

test.each(programs)("%s", async (name) => {
  await expect(pairsOf(name)).toMatchFileSnapshot(join(FOLDER, name.replace(".ion", ".pairs")));
});

test("there are programs for each family of constructs", () => {
  expect(programs).toHaveLength(6);
});

function pairsOf(name: string): string {
  const result = compileSource(readFileSync(join(FOLDER, name), "utf8"), resolveOptions({ filename: name }));
  if (!isCompiled(result)) throw new Error(`${name} does not compile`);
  const { segments } = new DecodedMap(result.map!.toString(), result.file);
  const describe = ({ origin, name }: Segment): string => {
    if (origin === null) return "-";
    const { line, column } = result.file.positionAt(origin);
    const [piece = ""] = result.file.text.slice(origin, origin + LONGEST_PIECE).split("\n");
    return `${line}:${column} ${name === null ? "" : `(${name}) `}${piece.trimEnd()}`;
  };
  const lines = result.code.split("\n").map((text, index) => {
    const origins = segments.filter(({ line }) => line === index + 1).map(describe);
    return origins.every((origin) => origin === "-") ? text : `${text.padEnd(WIDTH)} <= ${origins.join("  |  ")}`;
  });
  // The header of the module has no code of the program.
  return lines.slice(result.code.split("\n").indexOf('  "use strict";')).join("\n");
}
