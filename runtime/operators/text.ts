/**
 * Repetition of strings and concatenation of bytes (language 3.2). Results that no JavaScript engine can hold are
 * RuntimeErrors, never its RangeError.
 */
import { runtimeError } from "../errors.ts";
import { Bytes } from "../values/bytes.ts";
import type { Int } from "../values/int.ts";
import { MAX_STRING_LENGTH } from "../values/string-text.ts";

const MAX_BYTES_LENGTH = 2 ** 30;

export function repeatString(text: string, count: Int): string {
  if (count < 0) throw runtimeError("repeat count must be non-negative");
  if (text === "") return "";
  if (typeof count === "bigint" || text.length * count > MAX_STRING_LENGTH) {
    throw runtimeError("repeat result too large");
  }
  return text.repeat(count);
}

export function concatBytes(a: Bytes, b: Bytes): Bytes {
  if (a.data.length + b.data.length > MAX_BYTES_LENGTH) throw runtimeError("bytes too large");
  const data = new Uint8Array(a.data.length + b.data.length);
  data.set(a.data);
  data.set(b.data, a.data.length);
  return new Bytes(data);
}
