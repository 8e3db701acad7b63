/**
 * Hashes of values, for finding members of sets. Values that are equal (3.4) have equal keys: an int and a float that
 * it equals share a key, and the order of dict entries does not matter. A hash looks at a bounded part of a value only,
 * so it costs O(1) and needs no care for deep values; values that share a key are told apart by `equals`.
 */
import type { Value } from "./value.ts";

/** How many levels, elements and characters a hash looks at. */
const DEPTH = 3;
const SEQUENCE_SAMPLE = 6;
const STRING_SAMPLE = 16;

/** The key of `value` in a JavaScript `Map`; distinct values may share one. */
export function memberKey(value: Value): unknown {
  if (typeof value === "bigint") return Number(value);
  if (typeof value !== "object") return value;
  const hash = value.hash(DEPTH);
  if (hash === null) return value;
  // Shared by no other member: nobody looks for what equals nothing, and many of them must not be compared.
  if (Number.isNaN(hash)) return Symbol();
  // Ints and floats hash to themselves; everything else to half integers, away from the ints that programs use.
  return value.typeName === "float" ? hash : hash + 0.5;
}

/** The hash of a part of a value, for `mixHash`; NaN for a part that equals nothing. */
export function hashPart(value: Value, depth: number): number {
  switch (typeof value) {
    case "number":
      return value | 0;
    case "bigint":
      return Number(value) | 0;
    case "string":
      return hashString(value);
    case "boolean":
      return value ? 3 : 5;
    case "undefined":
      return 7;
    default:
      return value.hash(depth) ?? 11;
  }
}

/** Combines hashes; the order matters, and small parts spread over all bits. */
export function mixHash(hash: number, part: number): number {
  const mixed = Math.imul((hash << 5) ^ (hash >>> 27) ^ part, 0x9e3779b1);
  return mixed ^ (mixed >>> 15);
}

/** The hash of a sequence: its kind, its length, and its first and last elements; NaN if one of the first ones has it. */
export function hashSequence(kind: number, length: number, at: (index: number) => Value, depth: number): number {
  let hash = mixHash(kind, length);
  if (depth === 0) return hash;
  const sample = Math.min(length, SEQUENCE_SAMPLE);
  for (let i = 0; i < sample; i++) {
    const part = hashPart(at(i), depth - 1);
    if (Number.isNaN(part)) return part;
    hash = mixHash(hash, part);
  }
  return length > sample ? mixHash(hash, hashPart(at(length - 1), depth - 1)) : hash;
}

export function hashString(text: string): number {
  let hash = text.length;
  const step = text.length <= STRING_SAMPLE ? 1 : (text.length / STRING_SAMPLE) | 0;
  for (let i = 0; i < text.length; i += step) hash = mixHash(hash, text.charCodeAt(i));
  return hash;
}
