/**
 * Dependencies point one way. The tables below give each room (a folder, or a file at the top of src/ or runtime/) its
 * level; a file imports from its own level and from lower ones. Type imports count as well, unless said.
 */
import { describe, expect, test } from "vitest";
import { type ImportLine, parseImports, readSourceModules, type SourceModule } from "./kit/source-files.ts";

/** From the lowest level to the highest. */
const RUNTIME_LEVELS: readonly (readonly string[])[] = [
  [
    "debugging.ts",
    "display-width.ts",
    "error-format.ts",
    "error-frames.ts",
    "error-hints.ts",
    "error-stack.ts",
    "error-trace.ts",
    "errors.ts",
    "generated-places.ts",
    "inherit.ts",
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
  ["diagnostics", "misuse.ts", "shebang.ts", "source.ts", "version.ts"],
  ["syntax"],
  ["analyze"],
  ["lower"],
  ["optimize"],
  ["print"],
  ["options.ts", "compile.ts"],
  ["compiler.ts", "rewrite.ts"],
  ["script.ts", "index.ts"],
  ["cli", "integrations"],
];

/** These join the compiler with the runtime; every other file of src/ may import types and manifests only. */
const JOINS_COMPILER_AND_RUNTIME = /^src\/(index\.ts|script\.ts|cli\/|integrations\/)/;
/** The error that the compiler throws is the one that the runtime throws. */
const SHARED_ERROR = "src/diagnostics/error-of.ts → runtime/ion-error.ts";
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
      isRelative ? !target.startsWith("runtime/") : !/^(node:|#platform$)/.test(target),
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
    expect(foreign.map(describeImport).filter((line) => line !== SHARED_ERROR)).toEqual([]);
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

  test("no cycle of rooms by imports that exist at run time", () => {
    expect(findRoomCycle([...runtime, ...compiler])).toEqual([]);
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

interface Import extends ImportLine {
  readonly from: string;
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

/**
 * The rooms along one import cycle, or none. Within a room files may need each other, as the functions of a recursive
 * parser do. Type imports and `import()` make no cycle that a loader meets.
 */
function findRoomCycle(modules: readonly SourceModule[]): string[] {
  const imported = roomImports(modules);
  const finished = new Set<string>();
  const path: string[] = [];
  const visit = (room: string): string[] => {
    if (path.includes(room)) return [...path.slice(path.indexOf(room)), room];
    if (finished.has(room)) return [];
    path.push(room);
    for (const next of imported.get(room) ?? []) {
      const cycle = visit(next);
      if (cycle.length > 0) return cycle;
    }
    path.pop();
    finished.add(room);
    return [];
  };
  for (const room of imported.keys()) {
    const cycle = visit(room);
    if (cycle.length > 0) return cycle;
  }
  return [];
}

function roomImports(modules: readonly SourceModule[]): Map<string, Set<string>> {
  const rooms = new Map<string, Set<string>>();
  for (const { from, target, isRelative, isTypeOnly, isDynamic } of importsOf(modules)) {
    if (!isRelative || isTypeOnly || isDynamic || roomOf(from) === roomOf(target)) continue;
    rooms.set(roomOf(from), (rooms.get(roomOf(from)) ?? new Set()).add(roomOf(target)));
  }
  return rooms;
}

function roomOf(path: string): string {
  return path.split("/").slice(0, 2).join("/");
}
