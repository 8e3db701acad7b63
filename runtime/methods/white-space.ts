/** Trimming by Unicode White_Space (stdlib 4.1), which is not JavaScript's: U+0085 is in it, U+FEFF is not. */

/** One UTF-16 unit each. */
const WHITE_SPACE: ReadonlySet<string> = new Set(
  "\t\n\v\f\r \u0085\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u2028\u2029\u202f\u205f\u3000",
);

export function trimStart(text: string): string {
  let start = 0;
  while (start < text.length && WHITE_SPACE.has(text[start]!)) start++;
  return text.slice(start);
}

export function trimEnd(text: string): string {
  let end = text.length;
  while (end > 0 && WHITE_SPACE.has(text[end - 1]!)) end--;
  return text.slice(0, end);
}

export function trim(text: string): string {
  return trimEnd(trimStart(text));
}
