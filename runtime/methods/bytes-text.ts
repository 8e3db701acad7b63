/** Bytes as text: UTF-8, hex and base64 (stdlib 4.7). In come raw bytes, out go strings or an Ion Result. */
import { Err, Ok } from "../values/result.ts";

const HEX_DIGITS = asciiBytes("0123456789abcdef");
const BASE64_DIGITS = asciiBytes("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/");
const PADDING = 0x3d;

function asciiBytes(text: string): Uint8Array {
  return Uint8Array.from(text, (char) => char.charCodeAt(0));
}

const utf8Encoder = new TextEncoder();

export function encodeUtf8(text: string): Uint8Array {
  return utf8Encoder.encode(text);
}

const strictUtf8 = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });

export function hexText(data: Uint8Array): string {
  const text = new Uint8Array(data.length * 2);
  for (let i = 0; i < data.length; i++) {
    text[2 * i] = HEX_DIGITS[data[i]! >> 4]!;
    text[2 * i + 1] = HEX_DIGITS[data[i]! & 15]!;
  }
  return strictUtf8.decode(text);
}

/** Standard alphabet, padded to a multiple of four. */
export function base64Text(data: Uint8Array): string {
  const text = new Uint8Array(Math.ceil(data.length / 3) * 4).fill(PADDING);
  let written = 0;
  for (let i = 0; i < data.length; i += 3) {
    const group = (data[i]! << 16) | ((data[i + 1] ?? 0) << 8) | (data[i + 2] ?? 0);
    const digits = Math.min(data.length - i, 3) + 1;
    for (let digit = 0; digit < digits; digit++) {
      text[written + digit] = BASE64_DIGITS[(group >> (18 - 6 * digit)) & 63]!;
    }
    written += 4;
  }
  return strictUtf8.decode(text);
}

/** `Ok(text)`, or `Err` with the place of the first malformed sequence. A byte order mark is kept. */
export function decodeUtf8(data: Uint8Array): Ok<string> | Err<string> {
  try {
    return new Ok(strictUtf8.decode(data));
  } catch {
    // The decoder says only that the bytes are malformed; where and how is found by walking over them.
    return new Err(describeMalformed(data));
  }
}

/** The first byte of a multi-byte sequence decides its length and the range of its second byte. */
interface SequenceStart {
  readonly first: number;
  readonly last: number;
  readonly length: number;
  readonly secondMin: number;
  readonly secondMax: number;
}

const ASCII: SequenceStart = { first: 0, last: 0x7f, length: 1, secondMin: 0, secondMax: 0 };
/** Table 3-7 of the Unicode standard, "Well-Formed UTF-8 Byte Sequences". */
const SEQUENCE_STARTS: readonly SequenceStart[] = [
  { first: 0xc2, last: 0xdf, length: 2, secondMin: 0x80, secondMax: 0xbf },
  { first: 0xe0, last: 0xe0, length: 3, secondMin: 0xa0, secondMax: 0xbf },
  { first: 0xe1, last: 0xec, length: 3, secondMin: 0x80, secondMax: 0xbf },
  { first: 0xed, last: 0xed, length: 3, secondMin: 0x80, secondMax: 0x9f },
  { first: 0xee, last: 0xef, length: 3, secondMin: 0x80, secondMax: 0xbf },
  { first: 0xf0, last: 0xf0, length: 4, secondMin: 0x90, secondMax: 0xbf },
  { first: 0xf1, last: 0xf3, length: 4, secondMin: 0x80, secondMax: 0xbf },
  { first: 0xf4, last: 0xf4, length: 4, secondMin: 0x80, secondMax: 0x8f },
];

/** `data` must contain a malformed sequence. */
function describeMalformed(data: Uint8Array): string {
  for (let index = 0; ; ) {
    const byte = data[index]!;
    const start = byte < 0x80 ? ASCII : SEQUENCE_STARTS.find(({ first, last }) => byte >= first && byte <= last);
    if (start === undefined) return `invalid utf-8 sequence of 1 bytes from index ${index}`;
    const valid = validPrefix(data, index, start);
    if (valid < start.length) {
      return index + valid === data.length
        ? `incomplete utf-8 byte sequence from index ${index}`
        : `invalid utf-8 sequence of ${valid} bytes from index ${index}`;
    }
    index += start.length;
  }
}

/** How many bytes of the sequence that starts at `index` are well formed. */
function validPrefix(data: Uint8Array, index: number, start: SequenceStart): number {
  for (let i = 1; i < start.length; i++) {
    const byte = data[index + i];
    const min = i === 1 ? start.secondMin : 0x80;
    const max = i === 1 ? start.secondMax : 0xbf;
    if (byte === undefined || byte < min || byte > max) return i;
  }
  return start.length;
}
