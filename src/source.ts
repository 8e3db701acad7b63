/**
 * A source text with its name and line table: the one place that turns offsets into lines and columns.
 * Offsets, columns and lengths count UTF-16 units; lines and columns count from 1 (language 1.1).
 */

export interface Position {
  readonly line: number;
  readonly column: number;
}

/** Ion text is Unicode (language 1.1); what is not becomes the replacement character, which is as long. */
const LONE_SURROGATES = /\p{Surrogate}/gu;

export class SourceFile {
  readonly name: string;
  readonly text: string;
  /** Offset at which each line starts; the first entry is 0. */
  readonly lineStarts: readonly number[];
  /** The line of the last look-up: most offsets are asked for in order. */
  #lastLine = 0;

  constructor(name: string, text: string) {
    this.name = name;
    this.text = text.replace(LONE_SURROGATES, "\uFFFD");
    this.lineStarts = findLineStarts(this.text);
  }

  positionAt(offset: number): Position {
    const line = this.#lineIndexAt(offset);
    return { line: line + 1, column: offset - this.lineStarts[line]! + 1 };
  }

  isOneLine(start: number, end: number): boolean {
    const line = this.#lineIndexAt(start);
    return this.lineStarts[line]! <= end && end < (this.lineStarts[line + 1] ?? Number.POSITIVE_INFINITY);
  }

  /** The text of a line without its line break; lines count from 1. */
  lineText(line: number): string {
    const start = this.lineStarts[line - 1];
    if (start === undefined) return "";
    const next = this.lineStarts[line];
    const text = this.text.slice(start, next === undefined ? undefined : next - 1);
    return text.endsWith("\r") ? text.slice(0, -1) : text;
  }

  #lineIndexAt(offset: number): number {
    const starts = this.lineStarts;
    let low = starts[this.#lastLine]! <= offset ? this.#lastLine : 0;
    const near = starts[low + 2];
    let high = near === undefined || offset < near ? Math.min(low + 1, starts.length - 1) : starts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (starts[middle]! <= offset) low = middle;
      else high = middle - 1;
    }
    this.#lastLine = low;
    return low;
  }
}

function findLineStarts(text: string): number[] {
  const starts = [0];
  for (let at = text.indexOf("\n"); at !== -1; at = text.indexOf("\n", at + 1)) starts.push(at + 1);
  return starts;
}
