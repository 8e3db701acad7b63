/**
 * Versioned arrays: immutable arrays whose newest version is written in place (Baker's trick). They carry lists, the
 * values of dicts and the members of sets, so that `x = x.push(v)` and `x[i] = v` in a loop cost amortised O(1).
 *
 * A `Version` either owns its JavaScript array (`items` is not null) or was overtaken: then a later version has taken
 * the array over, and `change` says how the contents differed. Reading an overtaken version copies the array once and
 * undoes the changes; from then on it owns that copy. Rules that keep this right:
 *
 *   - Appending behind the last element needs no new version: whoever holds the version also holds his own length
 *     (lists, dicts and sets do), and sees no more than that.
 *   - Any other write goes to a new version and makes this one overtaken.
 *   - After as many changes as there are elements the next write copies instead (`age`), so that an old version which
 *     somebody keeps holds O(length) changes alive and costs O(length) to read.
 */

/** How the contents of an overtaken version differed from those of the version after it. */
class Change<T> {
  readonly next: Version<T>;
  /** Where the contents differed: one element `old`, or everything from there on, `tail`. */
  readonly index: number;
  readonly old: T | undefined;
  readonly tail: readonly T[] | null;
  /** Number of elements at that time; later versions may have appended more. */
  readonly length: number;

  constructor(next: Version<T>, index: number, old: T | undefined, tail: readonly T[] | null, length: number) {
    this.next = next;
    this.index = index;
    this.old = old;
    this.tail = tail;
    this.length = length;
  }

  undo(items: T[]): void {
    if (this.tail === null) {
      items[this.index] = this.old as T;
      items.length = this.length;
    } else {
      items.length = this.index;
      for (const value of this.tail) items.push(value);
    }
  }
}

/** Up to this length a copy is as cheap as a change. */
const SHORT_LENGTH = 8;

export class Version<T> {
  /** The elements, or null when overtaken. Only this file writes into it; nobody keeps it across other code. */
  items: T[] | null;
  #change: Change<T> | null = null;
  readonly #age: number;

  constructor(items: T[], age = 0) {
    this.items = items;
    this.#age = age;
  }

  /** The elements; at least those that the holder's length covers. Valid until the next write to any version. */
  read(): T[] {
    return this.items ?? this.#recover();
  }

  /** The version with the element at `index` replaced. */
  replaced(index: number, value: T): Version<T> {
    const items = this.read();
    if (items.length <= SHORT_LENGTH || this.#age >= items.length) {
      const copy = items.slice();
      copy[index] = value;
      return new Version(copy);
    }
    const next = new Version(items, this.#age + 1);
    this.#change = new Change(next, index, items[index], null, items.length);
    this.items = null;
    items[index] = value;
    return next;
  }

  /** The version that holds the first `end` elements and then `value`; may be this one. */
  appended(end: number, value: T): Version<T> {
    const version = this.cutAt(end, 1);
    version.read().push(value);
    return version;
  }

  /** The version to which a holder of length `end` may append `count` elements; may be this one. */
  cutAt(end: number, count: number): Version<T> {
    const items = this.read();
    if (items.length === end) return this;
    const tail = items.length - end;
    if (end + count <= SHORT_LENGTH || this.#age + tail >= end) return new Version(items.slice(0, end));
    const next = new Version(items, this.#age + tail);
    this.#change = new Change<T>(next, end, undefined, items.slice(end), items.length);
    this.items = null;
    items.length = end;
    return next;
  }

  /** Gives an overtaken version its own array: a copy of the newest one, with the changes since then undone. */
  #recover(): T[] {
    const changes: Change<T>[] = [];
    let version: Version<T> = this;
    while (version.items === null) {
      changes.push(version.#change!);
      version = version.#change!.next;
    }
    const copy = version.items.slice(0, changes[changes.length - 1]!.length);
    for (let i = changes.length - 1; i >= 0; i--) changes[i]!.undo(copy);
    this.items = copy;
    this.#change = null;
    return copy;
  }
}
