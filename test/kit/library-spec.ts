/**
 * What fixtures/spec/stdlib.md lists: the error texts of each table row and paragraph, with the functions that the row
 * is about. A text is a code span that reads like a message; its placeholders stand for anything.
 */
import { readFileSync } from "node:fs";

export interface SpecifiedError {
  /** `1.3`, `4.2`, …. */
  readonly section: string;
  /** The functions of the table row; empty for a paragraph, which speaks of all of them. */
  readonly names: readonly string[];
  readonly text: string;
  /** T, R or N where the specification marks the text. */
  readonly kind: string | null;
  /** Matches the end of a library case, `!! KIND MESSAGE` or a value with the text in an `Err`. */
  readonly pattern: RegExp;
}

const SPEC = new URL("../../fixtures/spec/stdlib.md", import.meta.url);

/** The errors of the sections whose number `isWanted` accepts. */
export function readSpecifiedErrors(isWanted: (section: string) => boolean): SpecifiedError[] {
  const found: SpecifiedError[] = [];
  let section = "";
  for (const line of readFileSync(SPEC, "utf8").split("\n")) {
    section = /^#+ ([\d.]+) /.exec(line)?.[1] ?? section;
    if (isWanted(section)) found.push(...readLine(section, line));
  }
  return found;
}

const MARK_OR_CODE = /\*\*([TRN])\*\*|``(.+?) ?``|`([^`]+)`/g;

function readLine(section: string, line: string): SpecifiedError[] {
  const firstCell = line.startsWith("| ") ? line.split(" | ")[0]! : "";
  const names = [...firstCell.matchAll(/`(\w+)\(/g)].map(([, name]) => name!);
  const found: SpecifiedError[] = [];
  let kind: string | null = null;
  for (const [, mark, quoted, plain] of line.matchAll(MARK_OR_CODE)) {
    if (mark !== undefined) kind = mark;
    const text = (quoted ?? plain ?? "").replaceAll("\\|", "|");
    if (isMessage(text)) found.push({ section, names, text, kind, pattern: patternOf(text, section) });
  }
  return found;
}

/** Two words in a row, or a shape that only messages have; what is left is an expression. */
const MESSAGE = /[a-z{][\w:'}]*\S? [a-z{]|(takes|requires) \d argument|^\w+(\(\))? …$|^… |^expected `/;
const EXPRESSION = /^[#[(](?![)'])|^use |^let |^acc = |^\w+\([^)]*,(?!.* requires )|^write\(|^[A-Z]+ .*\[/;
/** Code spans that read like messages. */
const OTHER_TEXTS: ReadonlySet<string> = new Set([
  "'.' after patch version number",
  "'a.txt/x': Not a directory (os error 20)",
  "a b",
  "a string",
  "an object",
  "build metadata",
  "floor ceil round sqrt sin cos tan log log2 log10 is_nan is_inf",
  "ignoreBOM: true",
  "major version number",
  "math json bytes rand io string log semver os path fs",
  "minor version number",
  "patch version number",
  "pre-release identifier",
  "size, is_file, is_dir, readonly, modified",
]);

function isMessage(text: string): boolean {
  return MESSAGE.test(text) && !EXPRESSION.test(text) && !OTHER_TEXTS.has(text);
}

/** Letters that stand for something in the texts of a section. */
const STAND_INS: Readonly<Record<string, readonly (readonly [letter: RegExp, pattern: string])[]>> = {
  "4.7": [
    [/^bytes\\.m\\\(\\\)/, "bytes\\.\\w+\\(\\)"],
    [/^m /, "\\w+ "],
  ],
  "5.3": [[/^bytes::f /, "bytes::\\w+ "]],
  "5.8": [
    [/ P\b/, " .+"],
    [/ c\b/, " '.+'"],
  ],
};

function patternOf(text: string, section: string): RegExp {
  let pattern = text.replace(/[\\^$.*+?()[\]{}|]/g, "\\$&");
  for (const [letter, replacement] of STAND_INS[section] ?? []) pattern = pattern.replace(letter, replacement);
  pattern = pattern.replace(/\\\{[^}]+\\\}/g, ".+").replace("…", ".*");
  return new RegExp(`(^!! [TRN] |: |\\(")${pattern}($|"\\)$| at line | \\(os error )`);
}
