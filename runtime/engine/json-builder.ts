/**
 * A value as JSON sees it, built instead of written (embedding 1.7): `walkStructure` tells what it meets, and `JsonMaker`
 * makes each part, either plain JavaScript data or Ion values. Dicts come with sorted keys, as in the library's JSON.
 */

import { inOrder, sortedOrder } from "../stdlib/json/sort-keys.ts";
import { type MapParts, type StructureSink, walkStructure } from "../stdlib/json/walk.ts";
import type { Value } from "../values/value.ts";

export interface JsonMaker<T> {
  scalar(value: Value): T;
  list(items: T[]): T;
  /** The keys are sorted and distinct. */
  dict(keys: readonly string[], values: T[]): T;
}

export function buildJson<T>(value: Value, maker: JsonMaker<T>): T {
  const builder = new JsonBuilder(maker);
  walkStructure(value, builder);
  return builder.result;
}

interface OpenPart<T> {
  /** Null for an array. */
  readonly keys: readonly string[] | null;
  readonly items: T[];
}

interface Arrangement {
  readonly keys: readonly string[];
  readonly sorted: readonly string[];
  /** Null when the keys are sorted already. */
  readonly order: readonly number[] | null;
}

/** The last few arrangements of keys: most data is many records of few kinds. */
export class Arrangements {
  readonly #recent: Arrangement[] = [];
  #nextPlace = 0;

  of(keys: readonly string[]): Arrangement {
    const known = this.#recent.find((recent) => areSame(recent.keys, keys));
    if (known !== undefined) return known;
    const order = sortedOrder(keys);
    const arrangement = { keys, order, sorted: order === null ? keys : inOrder(keys, order) };
    this.#recent[this.#nextPlace] = arrangement;
    this.#nextPlace = (this.#nextPlace + 1) % MAX_ARRANGEMENTS;
    return arrangement;
  }
}

const MAX_ARRANGEMENTS = 8;

function areSame(a: readonly string[], b: readonly string[]): boolean {
  if (a.length !== b.length) return false;
  for (let i = 0; i < a.length; i++) if (a[i] !== b[i]) return false;
  return true;
}

class JsonBuilder<T> implements StructureSink {
  readonly #maker: JsonMaker<T>;
  readonly #outer: OpenPart<T>[] = [];
  /** What is being filled; at first the place of the result. */
  #open: OpenPart<T> = { keys: null, items: [] };
  /** Of the map that is about to open. */
  #keys: readonly string[] = [];
  readonly #arrangements = new Arrangements();

  constructor(maker: JsonMaker<T>) {
    this.#maker = maker;
  }

  get result(): T {
    return this.#open.items[0]!;
  }

  scalar(value: Value): void {
    this.#open.items.push(this.#maker.scalar(value));
  }

  openArray(): void {
    this.#enter(null);
  }

  item(): void {}

  closeArray(): void {
    this.#leave((items) => this.#maker.list(items));
  }

  arrange(parts: MapParts): MapParts {
    const { order, sorted } = this.#arrangements.of(parts.keys);
    this.#keys = sorted;
    return order === null ? parts : { keys: sorted, values: inOrder(parts.values, order) };
  }

  openMap(): void {
    this.#enter(this.#keys);
  }

  key(): void {}

  closeMap(): void {
    this.#leave((items, keys) => this.#maker.dict(keys!, items));
  }

  #enter(keys: readonly string[] | null): void {
    this.#outer.push(this.#open);
    this.#open = { keys, items: [] };
  }

  #leave(make: (items: T[], keys: readonly string[] | null) => T): void {
    const { keys, items } = this.#open;
    this.#open = this.#outer.pop()!;
    this.#open.items.push(make(items, keys));
  }
}
