/**
 * The printing laws over all programs of the conformance suite and over random ones: what is printed is JavaScript, it
 * is the tree that lowering made, and it takes nothing from the JavaScript global object.
 */
import { generate } from "astring";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type CompiledSource, compileSource, isCompiled } from "../../src/compile.ts";
import { resolveOptions } from "../../src/options.ts";
import { print } from "../../src/print/printer.ts";
import { readConformanceAreas } from "../kit/conformance-cases.ts";
import { freeIdentifiers, parseJs, treeText } from "../kit/js-tree.ts";
import { ionProgram } from "../kit/reference/random-program.ts";

type Format = "module" | "script";
const FORMATS: readonly Format[] = ["module", "script"];

function compileAs(format: Format, source: string): CompiledSource | null {
  const result = compileSource(source, resolveOptions({ filename: "test.ion", format }));
  return isCompiled(result) ? result : null;
}

function checkLaws(source: string, format: Format): void {
  const compiled = compileAs(format, source);
  if (compiled === null) return;
  const parsed = parseJs(compiled.code, format);
  expect(treeText(parsed), "parse(print(tree)) is the tree").toBe(treeText(compiled.tree));
  expect(freeIdentifiers(parsed), "free identifiers").toEqual([]);
}

const areas = readConformanceAreas();

describe("law 2: what is printed parses to the tree that was lowered, and has no free identifiers", () => {
  for (const [area, cases] of areas) {
    test(area, () => {
      for (const { source } of cases) for (const format of FORMATS) checkLaws(source, format);
    });
  }

  test("random programs", () => {
    fc.assert(
      fc.property(ionProgram, fc.constantFrom(...FORMATS), (source, format) => checkLaws(source, format)),
      { numRuns: 60 },
    );
  });
});

describe("D27: printing is deterministic", () => {
  test("the same source gives identical code and map", () => {
    for (const { source } of [...areas.values()].flat()) {
      const [first, second] = [compileAs("module", source), compileAs("module", source)];
      expect(second?.code).toBe(first?.code);
      expect(second?.map?.toString()).toBe(first?.map?.toString());
    }
  });

  test("position marks leave the text unchanged: it is astring's, but for the comment on pure calls", () => {
    for (const { source } of [...areas.values()].flat()) {
      const compiled = compileAs("module", source);
      if (compiled === null) continue;
      const plain = generate(compiled.tree);
      expect(compiled.code.replaceAll("/* @__PURE__ */ ", "")).toBe(plain);
      expect(print(compiled.tree, null)).toBe(compiled.code);
    }
  });
});

describe("names of JavaScript are names of Ion like all others", () => {
  const names = (
    "class arguments __proto__ constructor undefined eval yield new this null NaN Infinity static package enum " +
    "hasOwnProperty toString Object Symbol globalThis $p"
  ).split(" ");

  for (const name of names.filter((each) => !each.includes("$"))) {
    test(name, () => {
      const program = `
        let ${name} = 1;
        fn outer(${name}) { let f = || ${name}; let mut ${name} = ${name} + 1; ${name} += f(); ${name} }
        let d = #{${name}: outer(${name})};
        [${name} for ${name} in [d.${name}, d["${name}"]]]`;
      for (const format of FORMATS) checkLaws(program, format);
    });
  }
});
