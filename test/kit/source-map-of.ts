/** Where a source map leads: marks in a source and the places of the generated text that come from them. */
import { SourceMapConsumer } from "source-map";

export interface OriginalPlace {
  readonly source: string | null;
  /** From 1; the column from 0. */
  readonly line: number | null;
  readonly column: number | null;
}

/** The place in the source of the first occurrence of `text` in `code`. */
export async function originalPlaceOf(text: string, code: string, map: string): Promise<OriginalPlace> {
  const offset = code.indexOf(text);
  if (offset === -1) throw new Error(`the generated code has no ${text}`);
  const before = code.slice(0, offset).split("\n");
  const position = { line: before.length, column: before.at(-1)!.length };
  return SourceMapConsumer.with(JSON.parse(map), null, (consumer) => {
    const { source, line, column } = consumer.originalPositionFor(position);
    return { source, line, column };
  });
}
