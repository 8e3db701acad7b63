/**
 * The `#!` line of a script. The language has none (1.1), so those who read files blank it before they compile: the
 * line stays, so line numbers are those of the file (embedding 2.12).
 */
export function blankShebang(source: string): string {
  return source.startsWith("#!") ? source.replace(/^[^\n]*/, "") : source;
}
