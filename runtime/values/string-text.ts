/**
 * Strings as Ion sees them: lengths in UTF-8 bytes, positions in code points (language 3.8, stdlib 1.5), over
 * JavaScript's UTF-16. What a long string needs for that is measured once and remembered for the last few strings, so
 * that `while i < s.len() { s[i] }` is linear.
 */
import { runtimeError } from "../errors.ts";

/** V8's limit, in UTF-16 units. */
export const MAX_STRING_LENGTH = 2 ** 29 - 24;

/** What is known of a string. */
interface Measure {
  readonly text: string;
  /** Length in UTF-8 bytes. */
  readonly bytes: number;
  /** Number of code points. */
  readonly codePoints: number;
  /** The UTF-16 offset of every `STRIDE`th code point; made when a text with surrogates is first indexed. */
  offsets: number[] | null;
}

/** Shorter strings are measured each time. */
const MIN_REMEMBERED = 32;
const STRIDE = 64;

const remembered: Measure[] = [];
const MAX_REMEMBERED = 4;
let nextPlace = 0;

/** Length in UTF-8 bytes. */
export function utf8Length(text: string): number {
  return text.length < MIN_REMEMBERED ? measure(text).bytes : measureOf(text).bytes;
}

/** Number of code points. */
export function codePointLength(text: string): number {
  return text.length < MIN_REMEMBERED ? measure(text).codePoints : measureOf(text).codePoints;
}

/** The one-character string at `index`, which must be in 0..codePointLength. */
export function codePointAt(text: string, index: number): string {
  const offset = offsetOf(text, index);
  return isLeadSurrogate(text.charCodeAt(offset)) ? text.slice(offset, offset + 2) : text[offset]!;
}

/** The code points from `start` to before `end`, 0 <= start <= end <= codePointLength. */
export function sliceCodePoints(text: string, start: number, end: number): string {
  return text.slice(offsetOf(text, start), offsetOf(text, end));
}

/** The UTF-16 offset of the code point at `index` (or of the end). */
export function offsetOf(text: string, index: number): number {
  if (text.length < MIN_REMEMBERED) return skipCodePoints(text, 0, index);
  const known = measureOf(text);
  if (known.codePoints === text.length) return index;
  known.offsets ??= strideOffsets(text);
  const stride = Math.floor(index / STRIDE);
  return skipCodePoints(text, known.offsets[stride]!, index - stride * STRIDE);
}

/** The number of code points before the UTF-16 `offset` (library functions that search). */
export function codePointIndex(text: string, offset: number): number {
  if (text.length >= MIN_REMEMBERED && measureOf(text).codePoints === text.length) return offset;
  let index = 0;
  for (let i = 0; i < offset; i++) {
    if (!isTrailSurrogate(text.charCodeAt(i))) index++;
  }
  return index;
}

/** The text with each lone surrogate replaced by U+FFFD, as every string that enters Ion must be. */
export function toWellFormed(text: string): string {
  // Looking first: almost every text is well formed (benchmark "host call with a string").
  const checked = text as string & WellFormedness;
  return checked.isWellFormed() ? text : checked.toWellFormed();
}

/** ES2024; in every engine that runs this package. */
interface WellFormedness {
  isWellFormed(): boolean;
  toWellFormed(): string;
}

/**
 * `a` and then `b`; RuntimeError when no string can be that long. What is known of a long `a` carries over, so that
 * measuring a string while building it up is linear.
 */
export function concatStrings(a: string, b: string): string {
  if (a.length + b.length > MAX_STRING_LENGTH) throw runtimeError("string too large");
  const text = a + b;
  if (a.length >= MIN_REMEMBERED && b.length <= a.length) carryOver(a, b, text);
  return text;
}

function carryOver(a: string, b: string, text: string): void {
  const known = findRemembered(a);
  if (known === undefined) return;
  const added = measure(b);
  const bytes = known.bytes + added.bytes;
  remember({ text, bytes, codePoints: known.codePoints + added.codePoints, offsets: null });
}

function measureOf(text: string): Measure {
  return findRemembered(text) ?? remember(measure(text));
}

function findRemembered(text: string): Measure | undefined {
  for (const known of remembered) {
    if (known.text === text) return known;
  }
  return undefined;
}

function remember(known: Measure): Measure {
  remembered[nextPlace] = known;
  nextPlace = (nextPlace + 1) % MAX_REMEMBERED;
  return known;
}

function measure(text: string): Measure {
  let bytes = text.length;
  let codePoints = text.length;
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    if (unit < 0x80) continue;
    // A pair of surrogates is four bytes: one more for each half.
    bytes += unit < 0x800 || (unit >= 0xd800 && unit < 0xe000) ? 1 : 2;
    if (isTrailSurrogate(unit)) codePoints--;
  }
  return { text, bytes, codePoints, offsets: null };
}

function strideOffsets(text: string): number[] {
  const offsets: number[] = [];
  for (let offset = 0; offset <= text.length; offset = skipCodePoints(text, offset, STRIDE)) {
    offsets.push(offset);
    if (offset === text.length) break;
  }
  return offsets;
}

/** The offset `count` code points behind `offset`, at most the end. */
function skipCodePoints(text: string, offset: number, count: number): number {
  for (; count > 0 && offset < text.length; count--) offset += isLeadSurrogate(text.charCodeAt(offset)) ? 2 : 1;
  return offset;
}

function isLeadSurrogate(unit: number): boolean {
  return (unit & 0xfc00) === 0xd800;
}

function isTrailSurrogate(unit: number): boolean {
  return (unit & 0xfc00) === 0xdc00;
}
