/**
 * The texts of an error: the source excerpt of language 5.4 and the longer layout with location and frames of
 * embedding 2.8. In comes a read-only view of the error, out goes text; nothing here knows of the IonError class.
 */
import { blanksFor } from "./display-width.ts";
import type { ErrorKind } from "./errors.ts";

/** One line of an Ion stack as the host sees it (embedding 2.8). */
export interface IonFrame {
  readonly kind: "call" | "spawn" | "host";
  readonly name: string;
  readonly file: string;
  readonly line: number;
  readonly column: number;
}

/** What the layouts need to know of an error. */
export interface ErrorView {
  readonly kind: ErrorKind;
  readonly message: string;
  readonly line: number;
  readonly column: number;
  readonly sourceName: string | undefined;
  readonly source: string | undefined;
  readonly hint: string | undefined;
  readonly frames: readonly IonFrame[];
  readonly additional: readonly ErrorView[];
}

type Style = "error" | "gutter" | "help" | "plain";
export type Paint = (style: Style, text: string) => string;

const ANSI: Readonly<Record<Style, string>> = {
  error: "\x1b[1;31m",
  gutter: "\x1b[34m",
  help: "\x1b[1;36m",
  plain: "",
};

export const paintAnsi: Paint = (style, text) => (style === "plain" ? text : `${ANSI[style]}${text}\x1b[0m`);
export const paintNothing: Paint = (_style, text) => text;

/** Language 5.4: the error and then each additional one, with an empty line between two. */
export function renderExcerpts(error: ErrorView, source: string, paint: Paint): string {
  return [error, ...error.additional].map((each) => renderExcerpt(each, source, paint)).join("\n");
}

function renderExcerpt(error: ErrorView, source: string, paint: Paint): string {
  const width = String(error.line).length + 1;
  return `${headerLine(error, paint)}${excerptLines(error, source, width, paint)}${helpLine(error, paint)}`;
}

/** Embedding 2.8: as above with a location line, and with the frames unless they are left out. */
export function renderReport(error: ErrorView, source: string | undefined, showFrames: boolean, paint: Paint): string {
  return [error, ...error.additional].map((each) => reportBlock(each, source, showFrames, paint)).join("\n\n");
}

function reportBlock(error: ErrorView, given: string | undefined, showFrames: boolean, paint: Paint): string {
  const source = given ?? error.source;
  const width = Math.max(2, String(error.line).length);
  const excerpt = source === undefined ? "" : excerptLines(error, source, width, paint);
  const frames = showFrames ? error.frames.map((frame) => ` ${describeFrame(frame)}\n`).join("") : "";
  const text = `${headerLine(error, paint)}${locationLine(error, width, paint)}${excerpt}${helpLine(error, paint)}${frames}`;
  return text.slice(0, -1);
}

function headerLine(error: ErrorView, paint: Paint): string {
  return `${paint("error", `error[${error.kind}]`)}: ${error.message}\n`;
}

function locationLine(error: ErrorView, width: number, paint: Paint): string {
  if (error.line === 0) return "";
  return `${" ".repeat(width)}${paint("gutter", "-->")} ${locationText(error.sourceName ?? "<source>", error)}\n`;
}

function excerptLines(error: ErrorView, source: string, width: number, paint: Paint): string {
  const text = error.line > 0 ? lineOf(source, error.line) : undefined;
  if (text === undefined) return "";
  const empty = `${" ".repeat(width)} ${paint("gutter", "|")}`;
  const hasCaret = error.column > 0 && error.column <= text.length + 1;
  const caret = hasCaret ? `${blanksFor(text.slice(0, error.column - 1))}${paint("error", "^")}` : "";
  const number = String(error.line);
  const numbered = `${" ".repeat(width - number.length)}${paint("gutter", `${number} |`)} ${text}`;
  return `${empty}\n${numbered}\n${empty} ${caret}\n`;
}

function helpLine(error: ErrorView, paint: Paint): string {
  return error.hint === undefined ? "" : ` ${paint("help", "help")}: ${error.hint}\n`;
}

/** The text of a line (from 1) without its line break; undefined beyond the source. */
function lineOf(source: string, line: number): string | undefined {
  let start = 0;
  for (let i = 1; i < line; i++) {
    const end = source.indexOf("\n", start);
    if (end === -1) return undefined;
    start = end + 1;
  }
  const end = source.indexOf("\n", start);
  const text = source.slice(start, end === -1 ? undefined : end);
  return text.endsWith("\r") ? text.slice(0, -1) : text;
}

function describeFrame(frame: IonFrame): string {
  const verb = frame.kind === "spawn" ? "spawned at" : "at";
  return `${verb} ${frame.name} (${locationText(frame.file, frame)})`;
}

function locationText(file: string, at: { readonly line: number; readonly column: number }): string {
  return at.line === 0 ? file : `${file}:${at.line}:${at.column}`;
}
