/**
 * From places in generated code to offsets in the Ion source, by the module's own source map (embedding 2.8). In come
 * the `mappings` of a version 3 map and some places; only what is needed to answer for them is read. Lines and columns
 * count from 1, offsets from 0.
 */

/** What is needed of a source map: its mappings, and which of its sources the module is. */
export interface ModuleMap {
  readonly mappings: string;
  readonly sourceIndex: number;
  /** `offsetsOf`, which a bundle has only if there is a map to read. */
  offsetsOf(places: readonly GeneratedPlace[], lineStarts: readonly number[]): (number | null)[];
}

export function createModuleMap(mappings: string, sourceIndex: number): ModuleMap {
  return {
    mappings,
    sourceIndex,
    offsetsOf(places, lineStarts) {
      return offsetsOf(places, this, lineStarts);
    },
  };
}

export interface GeneratedPlace {
  readonly line: number;
  readonly column: number;
}

interface Segment {
  /** Where it begins in its line, from 0. */
  readonly start: number;
  /** Null for code that comes from no source, or from another one. */
  readonly offset: number | null;
}

/** The offset of each place; null for code of the compiler's own. */
function offsetsOf(
  places: readonly GeneratedPlace[],
  map: ModuleMap,
  lineStarts: readonly number[],
): (number | null)[] {
  const lines = readLines(new Set(places.map(({ line }) => line)), map, lineStarts);
  return places.map(({ line, column }) => lines.get(line)?.findLast(({ start }) => start < column)?.offset ?? null);
}

/** Every number of a map is relative to the one before it, so all lines up to the last wanted one are read. */
function readLines(wanted: ReadonlySet<number>, map: ModuleMap, lineStarts: readonly number[]): Map<number, Segment[]> {
  const found = new Map<number, Segment[]>();
  let [source, line, column] = [0, 0, 0];
  const lines = map.mappings.split(";", Math.max(0, ...wanted));
  for (const [index, text] of lines.entries()) {
    const segments: Segment[] = [];
    let start = 0;
    for (const fields of text === "" ? [] : text.split(",").map(decodeFields)) {
      start += fields[0] ?? 0;
      source += fields[1] ?? 0;
      line += fields[2] ?? 0;
      column += fields[3] ?? 0;
      const isOurs = fields.length > 1 && source === map.sourceIndex && line < lineStarts.length;
      segments.push({ start, offset: isOurs ? lineStarts[line]! + column : null });
    }
    if (wanted.has(index + 1)) found.set(index + 1, segments);
  }
  return found;
}

const DIGITS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
const VALUES: ReadonlyMap<string, number> = new Map([...DIGITS].map((digit, value) => [digit, value]));

/** Base64 VLQ: five bits a digit, the sixth says that more follow; the lowest bit of the number is its sign. */
function decodeFields(segment: string): number[] {
  const fields: number[] = [];
  let [number, shift] = [0, 0];
  for (const digit of segment) {
    const value = VALUES.get(digit) ?? 0;
    number += (value & 31) << shift;
    shift += 5;
    if ((value & 32) !== 0) continue;
    fields.push((number & 1) === 0 ? number >>> 1 : -(number >>> 1));
    [number, shift] = [0, 0];
  }
  return fields;
}
