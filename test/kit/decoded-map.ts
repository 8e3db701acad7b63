/** A source map decoded by trace-mapping, and asked in offsets of the source (embedding 2.11). */
import { decodedMappings, originalPositionFor, TraceMap } from "@jridgewell/trace-mapping";
import type { SourceFile } from "../../src/source.ts";

/** A stretch of generated code: where it begins, and where it comes from. */
export interface Segment {
  /** Line from 1, column from 0, as in source maps. */
  readonly line: number;
  readonly column: number;
  /** Offset in the source; null for code of the compiler's own. */
  readonly origin: number | null;
  /** What the source calls the identifier here, where the map tells. */
  readonly name: string | null;
}

export class DecodedMap {
  readonly segments: readonly Segment[];
  readonly #map: TraceMap;
  readonly #file: SourceFile;
  readonly #byOrigin = new Map<number, Segment>();

  constructor(map: string, file: SourceFile) {
    this.#map = new TraceMap(map);
    this.#file = file;
    const { names } = this.#map;
    this.segments = decodedMappings(this.#map).flatMap((segments, index) =>
      segments.map((segment): Segment => {
        const origin = segment.length === 1 ? null : this.#offsetAt(segment[2] + 1, segment[3]);
        return {
          line: index + 1,
          column: segment[0],
          origin,
          name: segment.length === 5 ? names[segment[4]]! : null,
        };
      }),
    );
    for (const segment of this.segments) {
      const { origin } = segment;
      if (origin !== null && !this.#byOrigin.has(origin)) this.#byOrigin.set(origin, segment);
    }
  }

  /** The first generated code that comes from exactly this offset. */
  find(offset: number): Segment | undefined {
    return this.#byOrigin.get(offset);
  }

  /** Where a place of the generated text comes from (column from 0); null for code of the compiler's own. */
  originOf(line: number, column: number): number | null {
    const { line: originalLine, column: originalColumn } = originalPositionFor(this.#map, { line, column });
    return originalLine === null ? null : this.#offsetAt(originalLine, originalColumn);
  }

  #offsetAt(line: number, column: number): number {
    return this.#file.lineStarts[line - 1]! + column;
  }
}
