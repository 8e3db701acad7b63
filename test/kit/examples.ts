/**
 * Examples in the notation of language.md: a fence holds programs separated by blank lines, and the comment at the end
 * of a program's last line says how it ends: `// => VALUE` or `// !! Kind LINE:COLUMN message`.
 */

import type { Fence } from "./markdown.ts";
import type { Outcome } from "./outcome.ts";
import { quotedDisplay } from "./quoted-display.ts";

export interface Example {
  /** The program, its closing comment included. */
  readonly source: string;
  /** Line of the program's first line in the Markdown file. */
  readonly line: number;
  readonly heading: string;
  /** `VALUE`, or `!! Kind LINE:COLUMN message`; undefined when the program has no closing comment. */
  readonly expected: string | undefined;
}

export function readExamples(fence: Fence): Example[] {
  const examples: Example[] = [];
  let line = fence.line;
  for (const part of fence.code.split(/(\n\n+)/)) {
    const source = part.replace(/\n+$/, "");
    if (source !== "") examples.push({ source, line, heading: fence.heading, expected: closingComment(source) });
    line += part.split("\n").length - 1;
  }
  return examples;
}

function closingComment(source: string): string | undefined {
  const lastLine = source.slice(source.lastIndexOf("\n") + 1);
  const comment = /.*\/\/ (?:=> |(?=!! ))(.*)$/.exec(lastLine);
  return comment?.[1]?.replace(/\s+\(LD\d.*\)$/, "").trimEnd();
}

/** The outcome in the notation of `Example.expected`. */
export function renderOutcome(outcome: Outcome): string {
  if (outcome.type === "value") return quotedDisplay(outcome.value);
  return `!! ${outcome.kind} ${outcome.line}:${outcome.column} ${outcome.message}`;
}
