/** The published declarations (embedding 2.1, D4): TypeScript users need no package but those that the package brings. */
import { readFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";

interface Manifest {
  readonly exports: Readonly<Record<string, { readonly types?: string } | string>>;
  readonly dependencies: Readonly<Record<string, string>>;
  readonly peerDependencies: Readonly<Record<string, string>>;
}

const ROOT = fileURLToPath(new URL("../../", import.meta.url));
const manifest = JSON.parse(readFileSync(`${ROOT}package.json`, "utf8")) as Manifest;

/** The packages that a declaration file and the files it reaches import. */
function packagesOf(file: string, seen = new Set<string>(), packages = new Set<string>()): Set<string> {
  if (seen.has(file)) return packages;
  seen.add(file);
  for (const [, target] of readFileSync(file, "utf8").matchAll(/(?:from|import)[ (]"([^"]+)"/g)) {
    if (!target!.startsWith(".")) packages.add(target!);
    else packagesOf(resolve(dirname(file), target!.replace(/\.[jt]s$/, ".d.ts")), seen, packages);
  }
  return packages;
}

const entries = Object.entries(manifest.exports).flatMap(([name, entry]) =>
  typeof entry === "object" && entry.types !== undefined ? [[name, join(ROOT, entry.types)] as const] : [],
);

test.each(entries)("%s imports declared packages only", (_name, file) => {
  const declared = [...Object.keys(manifest.dependencies), ...Object.keys(manifest.peerDependencies)];
  const foreign = [...packagesOf(file)].filter((name) => !name.startsWith("node:") && !declared.includes(name));
  expect(foreign).toEqual([]);
});
