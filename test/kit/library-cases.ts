/** The one-line programs of fixtures/library (format: its README). */
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import type { Outcome } from "./outcome.ts";
import { quotedDisplay } from "./quoted-display.ts";

export interface LibraryFile {
  readonly path: string;
  /** The numbers of the specification's sections, such as `4.2`. */
  readonly sections: readonly string[];
  readonly cases: readonly LibraryCase[];
}

export interface LibraryCase {
  readonly source: string;
  /** `=> VALUE` or `!! KIND MESSAGE`; undefined when the line does not say it yet. */
  readonly expected: string | undefined;
}

const ROOT = fileURLToPath(new URL("../../fixtures/library/", import.meta.url));

export function readLibraryFiles(): LibraryFile[] {
  return readdirSync(ROOT)
    .filter((name) => name.endsWith(".ion"))
    .map((name) => readFile(`${ROOT}${name}`));
}

function readFile(path: string): LibraryFile {
  const [head, ...lines] = readFileSync(path, "utf8").trimEnd().split("\n");
  const [, sections] = /^\/\/ stdlib ([\d., ]+): /.exec(head!) ?? [];
  if (sections === undefined) throw new Error(`${path} does not say which sections it covers`);
  return { path, sections: sections.split(", "), cases: lines.map(readCase) };
}

function readCase(line: string): LibraryCase {
  const [, source, expected] = /^(.*?) +\/\/ ((?:=>|!!) .*)$/.exec(line) ?? [];
  return { source: source ?? line, expected };
}

/** Writes the outcome behind each line that has none. */
export function completeFile({ path, cases }: LibraryFile, outcomes: ReadonlyMap<string, string>): void {
  const [head] = readFileSync(path, "utf8").split("\n");
  const lines = cases.map(({ source, expected }) => `${source}  // ${expected ?? outcomes.get(source)}`);
  writeFileSync(path, `${[head, ...lines].join("\n")}\n`);
}

/** The outcome in the notation of `LibraryCase.expected`. */
export function renderLibraryOutcome(outcome: Outcome): string {
  if (outcome.type === "value") return `=> ${quotedDisplay(outcome.value)}`;
  const message = outcome.message.replace(/\p{Cc}/gu, (char) => `\\u{${char.charCodeAt(0).toString(16)}}`);
  return `!! ${outcome.kind[0]} ${message}`;
}
