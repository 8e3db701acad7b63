/**
 * Adds the ignore list to the source maps below a folder: debuggers then step over the sources of the package and leave
 * them out of the call stack (embedding 2.11).
 */
import { readdirSync, readFileSync, writeFileSync } from "node:fs";

export function ignoreInDebuggers(folder) {
  for (const file of readdirSync(folder, { recursive: true })) {
    if (file.endsWith("js.map")) addIgnoreList(`${folder}${file}`);
  }
}

function addIgnoreList(path) {
  const map = JSON.parse(readFileSync(path, "utf8"));
  const all = map.sources.map((_, index) => index);
  // The second name is what browsers read that are older than the standard.
  writeFileSync(path, JSON.stringify({ ...map, ignoreList: all, x_google_ignoreList: all }));
}
