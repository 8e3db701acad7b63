/**
 * How the keys of an object are written: in which order, and as which texts. Most values hold many dicts with the same
 * keys in the same order; these are sorted and escaped once (benchmark "json encode").
 */
import { areSame, inOrder, sortedOrder } from "./sort-keys.ts";

/** The keys of some dicts, and how JSON has them. */
export interface WrittenKeys {
  /** In the order of the dict. */
  readonly keys: readonly string[];
  /** The positions of the keys in sorted order; null if they stand in it. */
  readonly order: readonly number[] | null;
  /** In sorted order, each with its quotes and the colon. */
  readonly texts: readonly string[];
}

const MAX_REMEMBERED = 8;
/** Objects with more keys are hardly records. */
const MAX_RECORD_SIZE = 32;

export class KeyTexts {
  readonly #colon: string;
  readonly #recent: WrittenKeys[] = [];
  #nextPlace = 0;

  /** `colon` stands between a key and its value. */
  constructor(colon: string) {
    this.#colon = colon;
  }

  of(keys: readonly string[]): WrittenKeys {
    if (keys.length > MAX_RECORD_SIZE) return this.#write(keys);
    for (const known of this.#recent) {
      if (areSame(known.keys, keys)) return known;
    }
    const written = this.#write(keys);
    this.#recent[this.#nextPlace] = written;
    this.#nextPlace = (this.#nextPlace + 1) % MAX_REMEMBERED;
    return written;
  }

  #write(keys: readonly string[]): WrittenKeys {
    const order = sortedOrder(keys);
    const sorted = order === null ? keys : inOrder(keys, order);
    return { keys, order, texts: sorted.map((key) => JSON.stringify(key) + this.#colon) };
  }
}
