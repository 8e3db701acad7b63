/**
 * Joins a compiled module with its source map in the way that `--sourcemap` names: a comment that points to the map's
 * file (linked), the map inside the comment (inline), or a file that nothing points to (external).
 */
import type { MapMode } from "./options.ts";

export interface LinkedOutput {
  readonly code: string;
  /** The text of the map's own file; null when there is none. */
  readonly mapFile: string | null;
}

/** `code` comes without a map comment; `mapName` is the map's file name as the module sees it. */
export function linkMap(code: string, map: object | null, mode: MapMode, mapName: string): LinkedOutput {
  if (map === null) return { code, mapFile: null };
  const json = JSON.stringify(map);
  switch (mode) {
    case "linked":
      return { code: withMapComment(code, encodeURI(mapName)), mapFile: `${json}\n` };
    case "external":
      return { code, mapFile: `${json}\n` };
    case "inline":
      return { code: withMapComment(code, `data:application/json;base64,${toBase64(json)}`), mapFile: null };
  }
}

function withMapComment(code: string, url: string): string {
  return `${code}${code.endsWith("\n") ? "" : "\n"}//# sourceMappingURL=${url}\n`;
}

function toBase64(text: string): string {
  return Buffer.from(text, "utf8").toString("base64");
}
