/**
 * How many terminal columns a text takes: what aligns the caret of an error under its column (language 5.4). Wide
 * characters take two columns, combining marks and joiners none.
 */

const COMBINING = /^[\p{Mark}\p{Default_Ignorable_Code_Point}]$/u;
const EMOJI = /^\p{Emoji_Presentation}$/u;

/** First and last code points of the East Asian wide and full-width blocks. */
const WIDE_RANGES: readonly (readonly [first: number, last: number])[] = [
  [0x1100, 0x115f],
  [0x2e80, 0x303e],
  [0x3041, 0x4dbf],
  [0x4e00, 0xa4cf],
  [0xa960, 0xa97f],
  [0xac00, 0xd7a3],
  [0xf900, 0xfaff],
  [0xfe30, 0xfe6f],
  [0xff00, 0xff60],
  [0xffe0, 0xffe6],
  [0x1f300, 0x1f64f],
  [0x1f900, 0x1f9ff],
  [0x20000, 0x3fffd],
];

/** The blanks that take the room of `text`; tabs are copied, because their width depends on where they stand. */
export function blanksFor(text: string): string {
  let blanks = "";
  for (const character of text) blanks += character === "\t" ? "\t" : " ".repeat(widthOf(character));
  return blanks;
}

function widthOf(character: string): number {
  const code = character.codePointAt(0)!;
  if (code < 0x300) return 1;
  if (COMBINING.test(character)) return 0;
  return EMOJI.test(character) || WIDE_RANGES.some(([first, last]) => code >= first && code <= last) ? 2 : 1;
}
