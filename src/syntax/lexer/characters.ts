/**
 * Character codes and classes of Ion source (language 1.1, 1.2). Codes are UTF-16 units; past the end of the text
 * `charCodeAt` gives NaN, which belongs to no class.
 */

export const CODE = {
  tab: 0x09,
  newline: 0x0a,
  formFeed: 0x0c,
  carriageReturn: 0x0d,
  space: 0x20,
  quote: 0x22,
  apostrophe: 0x27,
  dot: 0x2e,
  slash: 0x2f,
  digit0: 0x30,
  digit9: 0x39,
  backslash: 0x5c,
  underscore: 0x5f,
  lowerB: 0x62,
  lowerF: 0x66,
  lowerN: 0x6e,
  lowerR: 0x72,
  lowerT: 0x74,
  lowerU: 0x75,
  lowerX: 0x78,
  leftBrace: 0x7b,
  rightBrace: 0x7d,
} as const;

const IDENTIFIER_START = 1;
const DIGIT = 2;
const UNDERSCORE = 4;
const CLASSES = classify();

function classify(): Uint8Array {
  const classes = new Uint8Array(128);
  for (let letter = 0; letter < 26; letter++) {
    classes[0x41 + letter] = IDENTIFIER_START;
    classes[0x61 + letter] = IDENTIFIER_START;
  }
  classes[CODE.underscore] = IDENTIFIER_START | UNDERSCORE;
  classes.fill(DIGIT, CODE.digit0, CODE.digit9 + 1);
  return classes;
}

export function isDigit(code: number): boolean {
  return code >= CODE.digit0 && code <= CODE.digit9;
}

/** `[0-9_]`: what may follow the first digit of a number. */
export function isDigitOrUnderscore(code: number): boolean {
  return code < 128 && (CLASSES[code]! & (DIGIT | UNDERSCORE)) !== 0;
}

export function isIdentifierStart(code: number): boolean {
  return code < 128 && (CLASSES[code]! & IDENTIFIER_START) !== 0;
}

export function isIdentifierPart(code: number): boolean {
  return code < 128 && CLASSES[code] !== 0;
}

/** The offset just after the identifier characters from `offset` on. */
export function skipIdentifier(text: string, offset: number, limit: number): number {
  while (offset < limit && isIdentifierPart(text.charCodeAt(offset))) offset++;
  return offset;
}
