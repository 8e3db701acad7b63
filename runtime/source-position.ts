/**
 * Turns offsets into lines and columns when an error leaves the runtime. Offsets and columns count UTF-16 units; lines
 * and columns count from 1 (embedding D26).
 */

export interface LineColumn {
  readonly line: number;
  readonly column: number;
}

/** The position of `offset` in a text whose lines start at `lineStarts` (ascending, the first is 0). */
export function positionAt(lineStarts: readonly number[], offset: number): LineColumn {
  let low = 0;
  let high = lineStarts.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (lineStarts[middle]! <= offset) low = middle;
    else high = middle - 1;
  }
  return { line: low + 1, column: offset - (lineStarts[low] ?? 0) + 1 };
}
