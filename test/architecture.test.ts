/**
 * Dependencies point one way. The tables below give each room (a folder, or a file at the top of src/ or runtime/) its
 * level; a file imports from its own level and from lower ones. Type imports count as well, unless said.
 */
import { describe, expect, test } from "vitest";
import { parseImports, readSourceModules, type SourceModule } from "./kit/source-files.ts";

/** From the lowest level to the highest. */
const RUNTIME_LEVELS: readonly (readonly string[])[] = [
  [
    "display-width.ts",
    "error-format.ts",
    "error-hints.ts",
    "error-stack.ts",
    "errors.ts",
    "ion-error.ts",
    "source-position.ts",
  ],
  ["values"],
  ["machine"],
  ["methods", "builtins", "operators"],
  ["scheduler", "stdlib", "host", "error-conversion.ts"],
  ["program"],
  ["engine"],
  ["index.ts", "testing.ts"],
];

const COMPILER_LEVELS: readonly (readonly string[])[] = [
  ["diagnostics", "shebang.ts", "source.ts", "version.ts"],
  ["syntax"],
  ["analyze"],
  ["lower"],
  ["optimize"],
  ["print"],
  ["options.ts", "compile.ts"],
  ["compiler.ts", "index.ts"],
  ["cli", "integrations"],
];

/** These join the compiler with the runtime; every other file of src/ may import types and manifests only. */
const JOINS_COMPILER_AND_RUNTIME = /^src\/(index\.ts|cli\/|integrations\/)/;
/** Data-only lists of names that the compiler shares with the runtime. */
const MANIFEST = /^runtime\/(.+\/)?[\w-]*manifest\.ts$/;
const MAY_IMPORT_NODE = /^(src\/cli\/|src\/integrations\/|runtime\/stdlib\/node\/)/;
const MAX_LINES = 500;

const runtime = readSourceModules("runtime");
const compiler = readSourceModules("src");

describe("imports", () => {
  test("a room of runtime/ imports only lower rooms", () => {
    expect(upwardImports(runtime, "runtime", RUNTIME_LEVELS)).toEqual([]);
  });

  test("a room of src/ imports only lower rooms", () => {
    expect(upwardImports(compiler, "src", COMPILER_LEVELS)).toEqual([]);
  });

  test("runtime/ imports nothing of the compiler and no package", () => {
    const foreign = importsOf(runtime).filter(({ target, isRelative }) =>
      isRelative ? !target.startsWith("runtime/") : !target.startsWith("node:"),
    );
    expect(foreign.map(describeImport)).toEqual([]);
  });

  test("the compiler takes only types and data manifests from runtime/", () => {
    const foreign = importsOf(compiler).filter(
      ({ from, target, isTypeOnly }) =>
        target.startsWith("runtime/") &&
        !isTypeOnly &&
        !MANIFEST.test(target) &&
        !JOINS_COMPILER_AND_RUNTIME.test(from),
    );
    expect(foreign.map(describeImport)).toEqual([]);
  });

  test("manifests are data: they import nothing but types", () => {
    const foreign = importsOf(runtime).filter(({ from, isTypeOnly }) => MANIFEST.test(from) && !isTypeOnly);
    expect(foreign.map(describeImport)).toEqual([]);
  });

  test("only the command line, the integrations and runtime/stdlib/node import node: modules", () => {
    const foreign = importsOf([...runtime, ...compiler]).filter(
      ({ from, target }) => target.startsWith("node:") && !MAY_IMPORT_NODE.test(from),
    );
    expect(foreign.map(describeImport)).toEqual([]);
  });

  test("no cycle of imports that exist at run time", () => {
    expect(findCycle([...runtime, ...compiler])).toEqual([]);
  });

  test("import lines are found in every form", () => {
    const text = [
      'import { a } from "./a.ts";',
      'import type { B } from "../b.ts";',
      'import {\n  c,\n  type D,\n} from "./c.ts";',
      'export * from "./d.ts";',
      'export type { E } from "./e.ts";',
      'import "node:fs";',
      'const later = await import("./later.ts");',
      'export const text = "not from here";',
    ].join("\n");
    expect(parseImports("src/x/file.ts", text).map(({ target, isTypeOnly }) => [target, isTypeOnly])).toEqual([
      ["src/x/a.ts", false],
      ["src/b.ts", true],
      ["src/x/c.ts", false],
      ["src/x/d.ts", false],
      ["src/x/e.ts", true],
      ["node:fs", false],
      ["src/x/later.ts", false],
    ]);
  });
});

test(`no source or test file is longer than ${MAX_LINES} lines`, () => {
  const modules = [...compiler, ...runtime, ...readSourceModules("test"), ...readSourceModules("bench")];
  const long = modules.filter(({ lineCount }) => lineCount > MAX_LINES);
  expect(long.map(({ path, lineCount }) => `${path}: ${lineCount} lines`)).toEqual([]);
});

interface Import {
  readonly from: string;
  readonly target: string;
  readonly isRelative: boolean;
  readonly isTypeOnly: boolean;
}

function importsOf(modules: readonly SourceModule[]): Import[] {
  return modules.flatMap(({ path, imports }) => imports.map((line) => ({ from: path, ...line })));
}

function describeImport({ from, target }: Import): string {
  return `${from} → ${target}`;
}

/** Imports that lead into a higher level. */
function upwardImports(
  modules: readonly SourceModule[],
  folder: string,
  levels: readonly (readonly string[])[],
): string[] {
  const levelOf = (path: string): number => {
    const room = path.split("/")[1]!;
    const level = levels.findIndex((rooms) => rooms.includes(room));
    if (level === -1) throw new Error(`${folder}/${room} has no level: add it to the table in this test`);
    return level;
  };
  const inside = importsOf(modules).filter(({ target }) => target.startsWith(`${folder}/`));
  return inside.filter(({ from, target }) => levelOf(target) > levelOf(from)).map(describeImport);
}

/** The files along one import cycle, or none. Type imports and `import()` make no cycle that a loader meets. */
function findCycle(modules: readonly SourceModule[]): string[] {
  const byPath = new Map(modules.map((module) => [module.path, module]));
  const finished = new Set<string>();
  const path: string[] = [];
  const visit = (current: string): string[] => {
    if (path.includes(current)) return [...path.slice(path.indexOf(current)), current];
    if (finished.has(current)) return [];
    path.push(current);
    for (const { target, isTypeOnly, isDynamic } of byPath.get(current)?.imports ?? []) {
      if (isTypeOnly || isDynamic || !byPath.has(target)) continue;
      const cycle = visit(target);
      if (cycle.length > 0) return cycle;
    }
    path.pop();
    finished.add(current);
    return [];
  };
  for (const module of modules) {
    const cycle = visit(module.path);
    if (cycle.length > 0) return cycle;
  }
  return [];
}
