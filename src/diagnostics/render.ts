/**
 * Errors as text for people: the reference layout (language 5.4), the layout with a location line (embedding 2.8) and
 * the one-line form of `ion check` (embedding 2.12).
 *
 * In: a source file and plain records of kind, message, position and hint, so that errors of any origin can be shown.
 * Out: text whose every line ends in `\n`. Carets stand under their column by display width; tabs are copied.
 */
import type { SourceFile } from "../source.ts";
import type { Severity } from "./codes.ts";
import { characterWidth } from "./width.ts";

export interface Excerpt {
  readonly severity: Severity;
  /** The header word of language 5.1. */
  readonly kind: string;
  readonly message: string;
  /** From 1; 0 means that the error has no position. */
  readonly line: number;
  readonly column: number;
  readonly hint?: string;
}

/** How the parts of an excerpt are dressed; the text itself never depends on it. */
export interface ExcerptStyle {
  readonly header: (text: string, severity: Severity) => string;
  readonly gutter: (text: string) => string;
  readonly caret: (text: string) => string;
  readonly help: (text: string) => string;
}

const ansi = (sgr: string) => (text: string) => `\x1b[${sgr}m${text}\x1b[0m`;
const boldRed = ansi("1;31");
const boldYellow = ansi("1;33");

export const ANSI_STYLE: ExcerptStyle = {
  header: (text, severity) => (severity === "error" ? boldRed : boldYellow)(text),
  gutter: ansi("34"),
  caret: boldRed,
  help: ansi("1;36"),
};

const asIs = (text: string) => text;

export const PLAIN_STYLE: ExcerptStyle = { header: asIs, gutter: asIs, caret: asIs, help: asIs };

/** The layout of language 5.4; in ANSI_STYLE byte for byte. */
export function renderReference(file: SourceFile, excerpts: readonly Excerpt[], style: ExcerptStyle): string {
  return excerpts.map((excerpt) => referenceBlock(file, excerpt, style)).join("\n");
}

/** The layout of embedding 2.8: the location has a line of its own. */
export function renderLocated(file: SourceFile, excerpts: readonly Excerpt[], style: ExcerptStyle): string {
  return excerpts.map((excerpt) => locatedBlock(file, excerpt, style)).join("\n");
}

/** `FILE:LINE:COL: error[parse]: message` (embedding 2.12). */
export function renderLine(file: SourceFile, { severity, kind, message, line, column }: Excerpt): string {
  return `${file.name}:${line}:${column}: ${severity}[${kind}]: ${message}\n`;
}

function referenceBlock(file: SourceFile, excerpt: Excerpt, style: ExcerptStyle): string {
  const lines = [headerLine(excerpt, style)];
  if (hasLine(file, excerpt.line)) {
    const padding = " ".repeat(String(excerpt.line).length);
    const bar = ` ${padding} ${style.gutter("|")}`;
    lines.push(bar, ` ${style.gutter(`${excerpt.line} |`)} ${file.lineText(excerpt.line)}`);
    lines.push(`${bar} ${caretText(file, excerpt, style)}`);
  }
  return endBlock(lines, excerpt, style);
}

function locatedBlock(file: SourceFile, excerpt: Excerpt, style: ExcerptStyle): string {
  const lines = [headerLine(excerpt, style)];
  const padding = " ".repeat(String(excerpt.line).length);
  if (excerpt.line > 0) {
    lines.push(`${padding}${style.gutter("-->")} ${file.name}:${excerpt.line}:${excerpt.column}`);
  }
  if (hasLine(file, excerpt.line)) {
    const bar = `${padding} ${style.gutter("|")}`;
    lines.push(bar, `${style.gutter(`${excerpt.line} |`)} ${file.lineText(excerpt.line)}`);
    lines.push(`${bar} ${caretText(file, excerpt, style)}`);
  }
  return endBlock(lines, excerpt, style);
}

function headerLine({ severity, kind, message }: Excerpt, style: ExcerptStyle): string {
  return `${style.header(`${severity}[${kind}]`, severity)}: ${message}`;
}

function endBlock(lines: string[], { hint }: Excerpt, style: ExcerptStyle): string {
  if (hint !== undefined) lines.push(` ${style.help("help")}: ${hint}`);
  return `${lines.join("\n")}\n`;
}

/** Lines end at `\n`: what follows the last one is a line only if there is something in it. */
function hasLine(file: SourceFile, line: number): boolean {
  const start = file.lineStarts[line - 1];
  return start !== undefined && start < file.text.length;
}

function caretText(file: SourceFile, { line, column }: Excerpt, style: ExcerptStyle): string {
  const text = file.lineText(line);
  if (column === 0 || column > text.length + 1) return "";
  let spaces = "";
  for (const character of text.slice(0, column - 1)) {
    spaces += character === "\t" ? "\t" : " ".repeat(characterWidth(character));
  }
  return spaces + style.caret("^");
}
