/** The results as a table of plain text, or as data. */
import { cpus } from "node:os";

export function describeMachine() {
  const [cpu] = cpus();
  return `Node ${process.version}, ${process.platform} ${process.arch}, ${cpus().length} × ${cpu?.model.trim() ?? "unknown CPU"}`;
}

export function formatTable(results) {
  const rows = results.map((result) => [
    result.name,
    milliseconds(result.ionMs),
    milliseconds(result.jsMs),
    times(result.ratio),
    result.immutableRatio === undefined ? "" : times(result.immutableRatio),
    each(result),
  ]);
  const head = ["row", "Ion", "JavaScript", "Ion / JS", "Ion / immutable JS", "Ion, each"];
  const widths = head.map((title, column) => Math.max(title.length, ...rows.map((row) => row[column].length)));
  const line = (cells) =>
    `| ${cells.map((cell, i) => (i === 0 ? cell.padEnd(widths[i]) : cell.padStart(widths[i]))).join(" | ")} |`;
  const rule = `|${widths.map((width, i) => (i === 0 ? "-".repeat(width + 2) : `${"-".repeat(width + 1)}:`)).join("|")}|`;
  return [line(head), rule, ...rows.map(line)].join("\n");
}

function times(ratio) {
  return `${ratio.toFixed(ratio < 10 ? 2 : 0)} ×`;
}

function milliseconds(ms) {
  return `${ms.toFixed(ms < 10 ? 2 : ms < 100 ? 1 : 0)} ms`;
}

/** What one operation costs, or how fast text goes through. */
function each({ ionMs, operations, bytes }) {
  if (bytes !== undefined) return `${(bytes / 1000 / ionMs).toFixed(2)} MB/s`;
  if (operations === undefined) return "";
  return `${((ionMs * 1e6) / operations).toFixed(0)} ns`;
}
