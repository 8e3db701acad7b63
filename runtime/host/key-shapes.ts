/**
 * Makes dicts of records: objects of a host often have the same keys in the same order, and their dicts then share one
 * index of their keys (benchmark "1 MB of JSON-like data, in"). Keys become text of Ion here, once per shape.
 */
import { Dict, DictShape } from "../values/dict.ts";
import { toWellFormed } from "../values/string-text.ts";
import type { Value } from "../values/value.ts";

interface KeyShape {
  readonly keys: readonly string[];
  readonly shape: DictShape;
}

/** Enough for records inside records. */
const MAX_SHAPES = 8;
/** Objects with more keys are hardly records. */
const MAX_RECORD_SIZE = 32;

export class KeyShapes {
  readonly #recent: KeyShape[] = [];
  #nextPlace = 0;

  /** The dict with these keys, in this order, and their values, which it takes. Keys may become the same as text. */
  dictOf(keys: readonly string[], values: Value[]): Dict {
    if (keys.length > MAX_RECORD_SIZE) return newDict(keys, values);
    const known = this.#find(keys);
    if (known !== null) return Dict.ofShape(known, values);
    const texts = keys.map(toWellFormed);
    if (new Set(texts).size < texts.length) return newDict(keys, values);
    const shape = new DictShape(texts);
    this.#recent[this.#nextPlace] = { keys, shape };
    this.#nextPlace = (this.#nextPlace + 1) % MAX_SHAPES;
    return Dict.ofShape(shape, values);
  }

  #find(keys: readonly string[]): DictShape | null {
    for (const recent of this.#recent) if (areSame(recent.keys, keys)) return recent.shape;
    return null;
  }
}

function newDict(keys: readonly string[], values: readonly Value[]): Dict {
  return Dict.from(keys.map((key, index) => [toWellFormed(key), values[index]] as const));
}

function areSame(a: readonly string[], b: readonly string[]): boolean {
  if (a.length !== b.length) return false;
  for (let i = 0; i < a.length; i++) if (a[i] !== b[i]) return false;
  return true;
}
