import { HeapValue, type Value } from "./value.ts";

export class Dict extends HeapValue {
  readonly size: number;
  readonly #map: ReadonlyMap<string, Value>;

  constructor(map: ReadonlyMap<string, Value> = new Map()) {
    super();
    this.#map = map;
    this.size = map.size;
  }

  /** Later entries of one key replace the value and keep the first place (3.9). */
  static from(entries: Iterable<readonly [string, Value]>): Dict {
    return new Dict(new Map(entries));
  }

  override get typeName(): string {
    return "dict";
  }

  override displayText(): string {
    return "#{…}";
  }

  has(key: string): boolean {
    return this.#map.has(key);
  }

  /** The value of `key`, or `absent` (default: undefined, which is also the unit value) when there is none. */
  get<T>(key: string, absent?: T): Value | T {
    return this.#map.has(key) ? this.#map.get(key) : (absent as T);
  }

  /** A dict with `key` set: an existing key keeps its place, a new one goes to the end; amortised O(1) in a loop. */
  insert(key: string, value: Value): Dict {
    return new Dict(new Map(this.#map).set(key, value));
  }

  remove(key: string): Dict {
    const map = new Map(this.#map);
    map.delete(key);
    return new Dict(map);
  }

  keys(): string[] {
    return [...this.#map.keys()];
  }

  values(): Value[] {
    return [...this.#map.values()];
  }

  entries(): [string, Value][] {
    return [...this.#map.entries()];
  }
}
