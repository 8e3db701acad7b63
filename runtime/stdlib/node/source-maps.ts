/**
 * The source map of a loaded module: the one that Node knows when it maps stacks itself (`--enable-source-maps`, loader
 * hooks), else the one that the module's file names or contains. Whatever is missing or broken means: no map.
 */
import { readFileSync } from "node:fs";
import { findSourceMap } from "node:module";
import { fileURLToPath } from "node:url";
import { createModuleMap, type ModuleMap } from "../../generated-places.ts";

/** The part of a version 3 source map that tells where code comes from. */
interface RawSourceMap {
  readonly sources: readonly string[];
  readonly mappings: string;
}

export function readModuleMap(moduleUrl: string, sourceName: string): ModuleMap | null {
  const map = readSourceMap(moduleUrl);
  if (map === null) return null;
  const { sources, mappings } = map;
  const isOurs = (source: string): boolean => lastPart(source) === lastPart(sourceName);
  const sourceIndex = sources.length === 1 ? 0 : sources.findIndex(isOurs);
  return sourceIndex === -1 ? null : createModuleMap(mappings, sourceIndex);
}

function lastPart(path: string): string {
  return path.slice(path.lastIndexOf("/") + 1);
}

function readSourceMap(moduleUrl: string): RawSourceMap | null {
  try {
    return checkMap(findSourceMap(moduleUrl)?.payload ?? readMapOf(new URL(moduleUrl)));
  } catch {
    // The map only adds detail to an error that is on its way to the host, so nothing here may hide that error.
    return null;
  }
}

const MAP_COMMENT = /^\/\/# sourceMappingURL=(\S+)\s*$/gm;

function readMapOf(module: URL): unknown {
  const code = readFileSync(fileURLToPath(module), "utf8");
  const [, reference] = [...code.matchAll(MAP_COMMENT)].at(-1) ?? [];
  if (reference === undefined) return JSON.parse(readFileSync(`${fileURLToPath(module)}.map`, "utf8"));
  if (!reference.startsWith("data:")) {
    return JSON.parse(readFileSync(fileURLToPath(new URL(reference, module)), "utf8"));
  }
  return JSON.parse(Buffer.from(reference.slice(reference.indexOf(",") + 1), "base64").toString("utf8"));
}

function checkMap(map: unknown): RawSourceMap | null {
  const { sources, mappings } = map as Partial<RawSourceMap>;
  const isMap = typeof mappings === "string" && Array.isArray(sources) && sources.every((it) => typeof it === "string");
  return isMap ? { sources, mappings } : null;
}
