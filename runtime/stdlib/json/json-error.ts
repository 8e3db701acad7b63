/**
 * Positions of JSON errors (stdlib 5.2): lines from 1; the column counts UTF-8 bytes since the last newline up to and
 * including the offending byte, and is the length of the last line at the end of input.
 */
import { type RaisedError, runtimeError } from "../../errors.ts";
import { utf8Length } from "../../values/string-text.ts";

/** `index` is the UTF-16 offset of the offending character, or the length of `text` at the end of input. */
export function jsonError(text: string, index: number, reason: string): RaisedError {
  const { line, column } = locate(text, index);
  return runtimeError(`error: ${reason} at line ${line} column ${column}`);
}

function locate(text: string, index: number): { line: number; column: number } {
  // An offending newline itself counts as the start of the next line, with column 0.
  const isAtEnd = index >= text.length;
  const end = isAtEnd ? text.length : index + 1;
  let line = 1;
  let lineStart = 0;
  for (let at = text.indexOf("\n"); at !== -1 && at < end; at = text.indexOf("\n", at + 1)) {
    line++;
    lineStart = at + 1;
  }
  if (isAtEnd) return { line, column: utf8Length(text.slice(lineStart)) };
  return { line, column: lineStart > index ? 0 : utf8Length(text.slice(lineStart, index)) + 1 };
}
