/** Reading base64 text (stdlib 5.3, `from_base64`): standard alphabet, blanks ignored, padding optional. */
import { Bytes } from "../values/bytes.ts";
import { Err, Ok } from "../values/result.ts";

const DIGITS: ReadonlyMap<string, number> = new Map(
  [..."ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"].map((digit, value) => [digit, value]),
);
const NOT_ASCII = /[^\0-\x7f]/;
const BLANKS = /[ \t\n\f\r]+/g;

/** The bytes that `text` denotes, or why it denotes none. */
export function decodeBase64(text: string): Ok<Bytes> | Err<string> {
  if (NOT_ASCII.test(text)) return new Err("base64 string must be ASCII");
  const digits = text.replace(BLANKS, "");
  if (digits.length % 4 === 1) return new Err("invalid base64 length");
  const padding = digits.indexOf("=");
  const end = padding === -1 ? digits.length : padding;
  const stranger = [...digits.slice(0, end)].find((digit) => !DIGITS.has(digit));
  if (stranger !== undefined) return new Err(`invalid base64 character: ${stranger}`);
  if (padding !== -1 && !isPadding(digits, padding)) return new Err("invalid base64 padding");
  return new Ok(new Bytes(bytesOfDigits(digits.slice(0, end))));
}

/** Padding completes the last group of four, which must have two digits at least. */
function isPadding(digits: string, start: number): boolean {
  return start % 4 >= 2 && digits.length === start - (start % 4) + 4 && /^=+$/.test(digits.slice(start));
}

/** Bits that fill no byte are ignored. */
function bytesOfDigits(digits: string): Uint8Array {
  const data = new Uint8Array(Math.floor((digits.length * 3) / 4));
  let bits = 0;
  let written = 0;
  for (let i = 0; i < digits.length; i++) {
    bits = ((bits << 6) | DIGITS.get(digits[i]!)!) & 0xffffff;
    if (i % 4 !== 0) data[written++] = (bits >> (6 - 2 * (i % 4))) & 0xff;
  }
  return data;
}
