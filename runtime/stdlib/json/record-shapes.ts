/**
 * Makes the dicts of a JSON text. Most texts hold many objects with the same keys in the same order; these are sorted
 * once, and their dicts share the index of their keys (benchmark "json decode").
 */
import { Dict, DictShape } from "../../values/dict.ts";
import type { Value } from "../../values/value.ts";
import { areSame, inOrder, sortedOrder } from "./sort-keys.ts";

/** The keys of some objects: as they are written, and as the dict has them. */
interface RecordShape {
  readonly written: readonly string[];
  /** Null when they are written in sorted order. */
  readonly order: readonly number[] | null;
  readonly sorted: DictShape;
}

const MAX_SHAPES = 8;
/** Objects with more keys are hardly records. */
const MAX_RECORD_SIZE = 32;

export class RecordShapes {
  readonly #recent: RecordShape[] = [];
  #nextPlace = 0;

  /** The dict of an object, sorted by key; a repeated key has its last value. */
  dictOf(keys: string[], values: Value[]): Dict {
    const shape = keys.length <= MAX_RECORD_SIZE ? this.#find(keys) : undefined;
    if (shape === undefined) return this.#newDict(keys, values);
    return Dict.ofShape(shape.sorted, shape.order === null ? values : inOrder(values, shape.order));
  }

  #find(keys: readonly string[]): RecordShape | undefined {
    return this.#recent.find(({ written }) => areSame(written, keys));
  }

  #newDict(keys: string[], values: Value[]): Dict {
    const order = sortedOrder(keys);
    const sortedKeys = order === null ? keys : inOrder(keys, order);
    const sortedValues = order === null ? values : inOrder(values, order);
    if (hasRepetition(sortedKeys)) return Dict.from(sortedKeys.map((key, index) => [key, sortedValues[index]]));
    if (keys.length > MAX_RECORD_SIZE) return Dict.of(sortedKeys, sortedValues);
    const sorted = new DictShape(sortedKeys);
    this.#recent[this.#nextPlace] = { written: keys, order, sorted };
    this.#nextPlace = (this.#nextPlace + 1) % MAX_SHAPES;
    return Dict.ofShape(sorted, sortedValues);
  }
}

function hasRepetition(sortedKeys: readonly string[]): boolean {
  return sortedKeys.some((key, index) => index > 0 && key === sortedKeys[index - 1]);
}
