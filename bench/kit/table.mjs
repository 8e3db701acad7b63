/** The results as a table of plain text, or as data. */
import { cpus } from "node:os";

export function describeMachine() {
  const [cpu] = cpus();
  return `Node ${process.version}, ${process.platform} ${process.arch}, ${cpus().length} × ${cpu?.model.trim() ?? "unknown CPU"}`;
}

export function formatTable(results) {
  const head = ["row", "Ion", "JavaScript", "Ion / JS", "must", "goal", "", "Ion, each", "peers / JS"];
  const rows = results.map((result) => [
    result.name,
    amount(result.ion, result.unit),
    amount(result.js, result.unit),
    times(result.ratio),
    limit(result.must),
    limit(result.goal),
    mark(result),
    each(result),
    peers(result),
  ]);
  const widths = head.map((title, column) => Math.max(title.length, ...rows.map((row) => row[column].length)));
  const isText = (column) => column === 0 || column === head.length - 1;
  const line = (cells) =>
    `| ${cells.map((cell, i) => (isText(i) ? cell.padEnd(widths[i]) : cell.padStart(widths[i]))).join(" | ")} |`;
  const rule = widths.map((width, i) => (isText(i) ? "-".repeat(width + 2) : `${"-".repeat(width + 1)}:`));
  return [line(head), `|${rule.join("|")}|`, ...rows.map(line)].join("\n");
}

/** `++` goal reached, `+` must reached, `-` neither; empty where nothing was asked. */
function mark({ must, goal }) {
  if (must === null && goal === null) return "";
  if (goal?.isMet && must?.isMet !== false) return "++";
  return must?.isMet ? "+" : "-";
}

function limit(line) {
  if (line === null) return "";
  const text = `${line.times} ×`;
  return line.of === "JavaScript" ? text : `${text} ${line.of} (is ${times(line.ratio)})`;
}

function peers({ peers, js }) {
  return Object.entries(peers)
    .map(([name, figure]) => `${name} ${times(figure / js)}`)
    .join(", ");
}

function times(ratio) {
  return `${ratio < 10 ? ratio.toFixed(2) : ratio.toFixed(0)} ×`;
}

function amount(figure, unit) {
  if (unit === "B") return `${figure.toFixed(0)} B`;
  return `${figure.toFixed(figure < 10 ? 2 : figure < 100 ? 1 : 0)} ms`;
}

/** What one operation costs, or how fast text goes through. */
function each({ ion, operations, bytes }) {
  if (bytes !== undefined) return `${(bytes / 1000 / ion).toFixed(2)} MB/s`;
  if (operations === undefined) return "";
  return `${((ion * 1e6) / operations).toFixed(0)} ns`;
}
