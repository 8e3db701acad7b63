/** Fenced code blocks of a Markdown text, each with the heading it stands under. */

export interface Fence {
  /** The first word after the opening backticks; empty when there is none. */
  readonly language: string;
  /** The code without the fence's own indentation, ending in a newline. */
  readonly code: string;
  /** Line of the first code line, from 1. */
  readonly line: number;
  /** Text of the nearest heading above, without its `#` marks. */
  readonly heading: string;
}

export function readFences(markdown: string): Fence[] {
  const fences: Fence[] = [];
  const lines = markdown.split("\n");
  let heading = "";
  for (let i = 0; i < lines.length; i++) {
    const title = /^#+ (.*)$/.exec(lines[i]!);
    if (title) heading = title[1]!;
    const open = /^( *)(`{3,})(\S*)/.exec(lines[i]!);
    if (!open) continue;
    const [, indent, marks, language] = open;
    const first = i + 1;
    do i++;
    while (i < lines.length && lines[i]!.trim() !== marks);
    if (i === lines.length) throw new Error(`the code block that opens in line ${first} is never closed`);
    const code = lines.slice(first, i).map((line) => line.slice(Math.min(indent!.length, leadingSpaces(line))));
    fences.push({ language: language!, code: `${code.join("\n")}\n`, line: first + 1, heading });
  }
  return fences;
}

function leadingSpaces(line: string): number {
  return line.length - line.trimStart().length;
}
