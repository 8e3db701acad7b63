/**
 * What `for`, comprehensions and other consumers iterate over (language 4.7). A cursor goes over the value that it was
 * made for, whatever the loop's body does to variables; nothing is copied or materialised up front.
 * One small class per kind, so that a loop's `next()` is monomorphic and inlined (benchmark "for over a list").
 */
import { typeError } from "../errors.ts";
import { Bytes } from "../values/bytes.ts";
import { Dict, DictCursor } from "../values/dict.ts";
import { normalizeInt } from "../values/int.ts";
import { List } from "../values/list.ts";
import { Range } from "../values/range.ts";
import { IonSet } from "../values/set.ts";
import { REMOVED } from "../values/slot-index.ts";
import { Tuple } from "../values/tuple.ts";
import { typeOf } from "../values/type-of.ts";
import type { Value } from "../values/value.ts";

export interface Cursor {
  /** The item that the last `next` went to. */
  value: Value;
  /** Goes to the next item; false when there is none. */
  next(): boolean;
}

/** A cursor over `source`; TypeError when it cannot be iterated. */
export function iterate(source: Value): Cursor {
  if (source instanceof List) return new ListCursor(source);
  if (source instanceof Range) return rangeCursor(source);
  if (source instanceof Dict) return new EntryCursor(source);
  if (source instanceof Tuple) return new ArrayCursor(source.items);
  if (source instanceof Bytes) return new ArrayCursor(source.data);
  if (source instanceof IonSet) return new SetCursor(source);
  if (typeof source === "string") return new StringCursor(source);
  throw typeError(`cannot iterate over ${typeOf(source)}`);
}

class ListCursor implements Cursor {
  value: Value = undefined;
  readonly #list: List;
  #index = 0;

  constructor(list: List) {
    this.#list = list;
  }

  next(): boolean {
    if (this.#index >= this.#list.length) return false;
    this.value = this.#list.at(this.#index++);
    return true;
  }
}

class ArrayCursor implements Cursor {
  value: Value = undefined;
  readonly #items: ArrayLike<Value>;
  #index = 0;

  constructor(items: ArrayLike<Value>) {
    this.#items = items;
  }

  next(): boolean {
    if (this.#index >= this.#items.length) return false;
    this.value = this.#items[this.#index++];
    return true;
  }
}

function rangeCursor(range: Range): Cursor {
  const { start, end, inclusive } = range;
  if (typeof start === "number" && typeof end === "number") {
    return new RangeCursor(start, inclusive ? end + 1 : end);
  }
  return new RangeCursor(BigInt(start), inclusive ? BigInt(end) + 1n : BigInt(end));
}

class RangeCursor implements Cursor {
  value: Value = undefined;
  #next: number | bigint;
  readonly #end: number | bigint;

  /** Either both are numbers or none is. */
  constructor(start: number | bigint, end: number | bigint) {
    this.#next = start;
    this.#end = end;
  }

  next(): boolean {
    if (this.#next >= this.#end) return false;
    const value = this.#next++;
    this.value = typeof value === "number" ? value : normalizeInt(value);
    return true;
  }
}

/** The entries of a dict as `(key, value)` tuples. */
class EntryCursor implements Cursor {
  value: Value = undefined;
  readonly #entries: DictCursor;

  constructor(dict: Dict) {
    this.#entries = new DictCursor(dict);
  }

  next(): boolean {
    if (!this.#entries.next()) return false;
    this.value = new Tuple([this.#entries.key, this.#entries.value]);
    return true;
  }
}

class SetCursor implements Cursor {
  value: Value = undefined;
  readonly #set: IonSet;
  #slot = 0;

  constructor(set: IonSet) {
    this.#set = set;
  }

  next(): boolean {
    while (this.#slot < this.#set.end) {
      const member = this.#set.memberAt(this.#slot++);
      if (member === REMOVED) continue;
      this.value = member;
      return true;
    }
    return false;
  }
}

/** The code points of a string as one-character strings. */
class StringCursor implements Cursor {
  value: Value = undefined;
  readonly #text: string;
  #offset = 0;

  constructor(text: string) {
    this.#text = text;
  }

  next(): boolean {
    const offset = this.#offset;
    if (offset >= this.#text.length) return false;
    const isPair = (this.#text.charCodeAt(offset) & 0xfc00) === 0xd800;
    this.#offset = isPair ? offset + 2 : offset + 1;
    this.value = isPair ? this.#text.slice(offset, offset + 2) : this.#text[offset];
    return true;
  }
}
