/**
 * How many terminal columns a text takes: 0 for combining marks and other invisible characters, 2 for East Asian wide
 * characters and emoji, 1 for the rest. Ranges are coarse on purpose: they align carets, they do not lay out text.
 */

const INVISIBLE = /^[\p{Mark}\p{Control}\p{Default_Ignorable_Code_Point}]$/u;

/** First and last code point of each run of wide characters, ascending. */
const WIDE_RANGES: readonly (readonly [number, number])[] = [
  [0x1100, 0x115f],
  [0x231a, 0x231b],
  [0x23e9, 0x23ec],
  [0x2614, 0x2615],
  [0x2e80, 0x303e],
  [0x3041, 0xa4cf],
  [0xa960, 0xa97c],
  [0xac00, 0xd7a3],
  [0xf900, 0xfaff],
  [0xfe30, 0xfe6f],
  [0xff00, 0xff60],
  [0xffe0, 0xffe6],
  [0x17000, 0x18d08],
  [0x1b000, 0x1b2fb],
  [0x1f300, 0x1f64f],
  [0x1f680, 0x1f6ff],
  [0x1f7e0, 0x1f7eb],
  [0x1f900, 0x1f9ff],
  [0x1fa70, 0x1faff],
  [0x20000, 0x3fffd],
];

/** Display width of one character (a code point, as a string iterates). */
export function characterWidth(character: string): number {
  const codePoint = character.codePointAt(0)!;
  if (codePoint >= 0x20 && codePoint < 0x7f) return 1;
  if (INVISIBLE.test(character)) return 0;
  return WIDE_RANGES.some(([first, last]) => codePoint >= first && codePoint <= last) ? 2 : 1;
}
