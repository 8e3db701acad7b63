/** Laws of source maps over every program of the conformance suite (embedding 2.11, requirement 1). */
import { type Node as JsNode, parse } from "acorn";
import { describe, expect, test } from "vitest";
import { compileSource, isCompiled } from "../../src/compile.ts";
import { resolveOptions } from "../../src/options.ts";
import { SourceFile } from "../../src/source.ts";
import { readConformanceAreas } from "../kit/conformance-cases.ts";
import { DecodedMap } from "../kit/decoded-map.ts";

interface JsPlace extends JsNode {
  readonly name?: string;
}

function nodesOf(code: string): JsPlace[] {
  const nodes: JsPlace[] = [];
  const visit = (value: unknown): void => {
    if (Array.isArray(value)) return value.forEach(visit);
    if (typeof value !== "object" || value === null || typeof (value as JsPlace).type !== "string") return;
    nodes.push(value as JsPlace);
    Object.values(value).forEach(visit);
  };
  visit(parse(code, { ecmaVersion: 2022, sourceType: "module" }));
  return nodes;
}

/** A name alone, or with the keyword that declares it. */
const DECLARED = /^(?:fn\s+|let\s+(?:mut\s+)?|use\s+[\w:{]*)?\w*/;
/** What stands before a lambda that has the name of its variable. */
const NAMED = /(\w+)\s*(?::\s*\w+\s*)?=\s*$/;

function stands(name: string, text: string, at: number): boolean {
  if (text[at] === "|") return NAMED.exec(text.slice(0, at))?.[1] === name;
  return DECLARED.exec(text.slice(at))![0].endsWith(name);
}

/** Names in the map that the source does not have at the place that they are mapped to. */
function misplacedNames(source: string): { readonly wrong: string[]; readonly found: number } {
  const result = compileSource(source, resolveOptions({ filename: "it.ion" }));
  if (!isCompiled(result)) return { wrong: [], found: 0 };
  const named = new DecodedMap(result.map!.toString(), result.file).segments.filter(({ name }) => name !== null);
  const { text } = result.file;
  const wrong = named.filter(({ name, origin }) => !stands(name!, text, origin!));
  return {
    wrong: wrong.map(({ name, origin }) => `${name} at ${text.slice(origin!, origin! + 30)}`),
    found: named.length,
  };
}

describe("a name in the map stands in the source just where the map leads", () => {
  let total = 0;
  for (const [area, cases] of readConformanceAreas()) {
    test(area, () => {
      const wrong = cases.flatMap(({ id, source }) => {
        const result = misplacedNames(source);
        total += result.found;
        return result.wrong.map((text) => `${id}: ${text}`);
      });
      expect(wrong).toEqual([]);
    });
  }

  test("there were many", () => {
    if (!process.env.FILTER) expect(total).toBeGreaterThan(1000);
  });
});

/** Names that the compiler made from one of the program: for its function value, its deep twin, and what it captures. */
const DERIVED = /\$(value|deep|c)(\$\d+)?$/;

/** Declared names of the generated code that the program does not write, without a name in the map. */
function namelessDeclarations(source: string): string[] {
  const result = compileSource(source, resolveOptions({ filename: "it.ion" }));
  if (!isCompiled(result)) return [];
  const map = new DecodedMap(result.map!.toString(), result.file);
  const js = new SourceFile("it.mjs", result.code);
  const named = new Set(
    map.segments.filter(({ name }) => name !== null).map(({ line, column }) => `${line}:${column}`),
  );
  const nameless: string[] = [];
  for (const node of nodesOf(result.code)) {
    for (const id of declaredIn(node)) {
      const { name, start } = id;
      if (name === undefined || name.startsWith("$") || DERIVED.test(name) || !name.includes("$")) continue;
      const { line, column } = js.positionAt(start);
      if (!named.has(`${line}:${column - 1}`)) nameless.push(`${name} at ${line}:${column}`);
    }
  }
  return nameless;
}

function declaredIn(node: JsPlace): JsPlace[] {
  const { id, params } = node as unknown as { readonly id?: JsPlace | null; readonly params?: readonly JsPlace[] };
  if (node.type === "VariableDeclarator") return [id!];
  if (node.type !== "FunctionDeclaration") return [];
  return [...(id == null ? [] : [id]), ...params!];
}

describe("where the generated name differs, the map has the name of the program at the declaration", () => {
  for (const [area, cases] of readConformanceAreas()) {
    test(area, () => {
      const nameless = cases.flatMap(({ id, source }) => namelessDeclarations(source).map((text) => `${id}: ${text}`));
      expect(nameless).toEqual([]);
    });
  }
});
