/** The TypeScript files of the repository and what each imports, read from their import and export lines. */
import { readdirSync, readFileSync } from "node:fs";
import { dirname, posix } from "node:path";
import { fileURLToPath } from "node:url";

export interface SourceModule {
  /** Path from the repository root, with `/`. */
  readonly path: string;
  readonly lineCount: number;
  readonly imports: readonly ImportLine[];
}

export interface ImportLine {
  /** The imported file from the repository root, or the specifier itself when it names a package. */
  readonly target: string;
  readonly isRelative: boolean;
  /** True for `import type` and `export type`: gone when the program runs. */
  readonly isTypeOnly: boolean;
  /** True for `import("…")`: loaded when the call is reached. */
  readonly isDynamic: boolean;
}

export const REPOSITORY: string = fileURLToPath(new URL("../../", import.meta.url));

export function readSourceModules(folder: string): SourceModule[] {
  return readdirSync(`${REPOSITORY}${folder}`, { recursive: true, encoding: "utf8" })
    .filter((file) => /\.(ts|mjs)$/.test(file))
    .map((file) => readModule(`${folder}/${file.replaceAll("\\", "/")}`))
    .sort((a, b) => (a.path < b.path ? -1 : 1));
}

function readModule(path: string): SourceModule {
  const text = readFileSync(`${REPOSITORY}${path}`, "utf8");
  return { path, lineCount: text.split("\n").length - 1, imports: parseImports(path, text) };
}

const STATIC_IMPORT = /^(?:import|export)\s+(type\s)?(?:[^"';]*?\sfrom\s+)?"([^"]+)"/gm;
const DYNAMIC_IMPORT = /\bimport\(\s*"([^"]+)"\s*\)/g;

export function parseImports(path: string, text: string): ImportLine[] {
  const found: ImportLine[] = [];
  for (const [, type, specifier] of text.matchAll(STATIC_IMPORT)) {
    found.push(importLine(path, specifier!, type !== undefined, false));
  }
  for (const [, specifier] of text.matchAll(DYNAMIC_IMPORT)) found.push(importLine(path, specifier!, false, true));
  return found;
}

function importLine(path: string, specifier: string, isTypeOnly: boolean, isDynamic: boolean): ImportLine {
  const isRelative = specifier.startsWith(".");
  return { target: isRelative ? posix.join(dirname(path), specifier) : specifier, isRelative, isTypeOnly, isDynamic };
}
