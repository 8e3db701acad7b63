/**
 * Sizes beyond which the library refuses to build a result, so that no program can bring the JavaScript engine down
 * (stdlib 4.1 `repeat`, 4.6 "range too large to materialize").
 */
import { type RaisedError, runtimeError, typeError } from "../errors.ts";
import { MAX_LIST_LENGTH } from "../values/list.ts";

/** In UTF-16 units; below V8's own limit, so that a result can still be converted and concatenated. */
export const MAX_STRING_LENGTH = 2 ** 28;
/** The cap on every bytes result (stdlib 4.7, 5.3). */
export const MAX_BYTES_LENGTH = 10_000_000;

export function checkListLength(method: string, length: number): void {
  if (length > MAX_LIST_LENGTH) throw resultTooLarge(method);
}

export function checkStringLength(method: string, length: number): void {
  if (length > MAX_STRING_LENGTH) throw resultTooLarge(method);
}

/** `length` may be a bigint where a product is exact; the text is that of stdlib 4.7. */
export function checkBytesLength(method: string, length: number | bigint): void {
  if (length > MAX_BYTES_LENGTH) throw typeError(`${method} would create ${length} bytes`);
}

/** Runs a string operation whose result length is not known beforehand. */
export function buildString(method: string, build: () => string): string {
  try {
    return build();
  } catch (error) {
    // V8 reports a string past its length limit this way; everything else passes through.
    if (error instanceof RangeError && error.message === "Invalid string length") throw resultTooLarge(method);
    throw error;
  }
}

function resultTooLarge(method: string): RaisedError {
  return runtimeError(`${method} result too large`);
}
