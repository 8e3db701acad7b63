/**
 * The lines typed in earlier sessions, in `~/.ion_history`, oldest first. Sessions at the same time each add theirs. A
 * history that cannot be read or written is no reason to disturb a session: it is left out.
 */
import { appendFileSync, readFileSync, writeFileSync } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";

const MOST_LINES = 1000;

function historyFile(): string {
  return join(homedir(), ".ion_history");
}

/** The newest line first, as readline wants it. */
export function readHistory(): string[] {
  try {
    const lines = readFileSync(historyFile(), "utf8").split("\n").filter(Boolean);
    const kept = lines.slice(-MOST_LINES);
    if (kept.length < lines.length) writeFileSync(historyFile(), `${kept.join("\n")}\n`, { mode: 0o600 });
    return kept.reverse();
  } catch {
    return [];
  }
}

export function appendHistory(line: string): void {
  try {
    appendFileSync(historyFile(), `${line}\n`, { mode: 0o600 });
  } catch {
    // See above.
  }
}
