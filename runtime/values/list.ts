/**
 * Lists: immutable to everybody who holds one, written in place underneath (versions.ts). A list is a window of
 * `length` elements from `#offset` on into a versioned array, so that appending shares the array with the older,
 * shorter lists and `[head, ...rest]` does not copy the rest.
 */

import { type RaisedError, runtimeError } from "../errors.ts";
import { inherit } from "../inherit.ts";
import { hashSequence } from "./hash.ts";
import { type Composition, HeapValue, type INSPECT, type PendingPairs, samePart, type Value } from "./value.ts";
import { Version } from "./versions.ts";

/** More elements than this are refused: V8 ends the process near twice as many. */
export const MAX_LIST_LENGTH = 2 ** 26;

/** Up to this length a copy is as cheap as any other way to write. */
const SHORT_LENGTH = 8;

export class List implements HeapValue {
  declare [INSPECT]: HeapValue[typeof INSPECT];

  /** Changes only while the list is owned. */
  length: number;
  /**
   * True while exactly one variable of a running function holds the list, and the list alone its array: then it is
   * written in place (pass ownedValues). Whatever hands the list on sets it to false first.
   */
  isOwned = false;
  /** Writes since the array was made: when they add up to a part of its length, making one's own pays off. */
  #writes = 0;
  readonly #version: Version<Value>;
  readonly #offset: number;

  private constructor(version: Version<Value>, offset: number, length: number) {
    this.#version = version;
    this.#offset = offset;
    this.length = length;
  }

  /** Wraps `items`, which the list owns from then on. */
  static of(items: Value[]): List {
    return new List(new Version(items), 0, items.length);
  }

  get typeName(): string {
    return "list";
  }

  displayText(): string {
    return "[…]";
  }

  composition(): Composition {
    return { open: "[", parts: this.toArray(), labels: null, close: "]" };
  }

  sameAs(other: Value, pending: PendingPairs): boolean {
    if (!(other instanceof List) || other.length !== this.length) return false;
    for (let i = 0; i < this.length; i++) {
      if (!samePart(this.at(i), other.at(i), pending)) return false;
    }
    return true;
  }

  hash(depth: number): number {
    return hashSequence(1, this.length, (index) => this.at(index), depth);
  }

  /** The element at `index`, which must be an integer in 0..length. */
  at(index: number): Value {
    const items = this.#version.items;
    return items === null ? this.#version.read()[this.#offset + index] : items[this.#offset + index];
  }

  /** A fresh JavaScript array of the elements. */
  toArray(): Value[] {
    return this.#version.read().slice(this.#offset, this.#offset + this.length);
  }

  /** A list with `value` appended; amortised O(1). */
  push(value: Value): List {
    if (this.length >= MAX_LIST_LENGTH) throw listTooLarge();
    return new List(this.#version.appended(this.#offset + this.length, value), this.#offset, this.length + 1);
  }

  /** A list with the element at `index` (in 0..length) replaced; amortised O(1) in a loop `x[i] = v`. */
  with(index: number, value: Value): List {
    return new List(this.#version.replaced(this.#offset + index, value), this.#offset, this.length);
  }

  /** `with`, for the variable that holds the list alone after it. */
  written(index: number, value: Value): List {
    if (!this.#isWorthOwning()) return this.#counted(this.with(index, value));
    const own = this.#ownCopy();
    own.write(index, value);
    return own;
  }

  /** `push`, as `written`. */
  extended(value: Value): List {
    if (!this.#isWorthOwning()) return this.#counted(this.push(value));
    const own = this.#ownCopy();
    own.append(value);
    return own;
  }

  /** Replaces the element at `index` (in 0..length) of an owned list. */
  write(index: number, value: Value): void {
    this.#version.items![this.#offset + index] = value;
  }

  /** Appends to an owned list. */
  append(value: Value): void {
    if (this.length >= MAX_LIST_LENGTH) throw listTooLarge();
    this.#version.items!.push(value);
    this.length++;
  }

  #isWorthOwning(): boolean {
    return this.length <= SHORT_LENGTH || this.#writes * 4 >= this.length;
  }

  #counted(next: List): List {
    next.#writes = this.#writes + 1;
    return next;
  }

  #ownCopy(): List {
    const copy = List.of(this.toArray());
    copy.isOwned = true;
    return copy;
  }

  /** The elements from `start` to before `end`, both in 0..=length, start <= end. */
  slice(start: number, end: number): List {
    const length = end - start;
    const items = this.#version.read();
    // A small part of a large array is copied, so that it does not keep the whole array alive.
    if (length * 2 < items.length || length === 0) {
      return List.of(length === 0 ? [] : items.slice(this.#offset + start, this.#offset + end));
    }
    return new List(this.#version, this.#offset + start, length);
  }

  /** This list and then `other`; costs the length of `other` when this list is the newest of its array. */
  concat(other: List): List {
    const length = this.length + other.length;
    if (length > MAX_LIST_LENGTH) throw listTooLarge();
    if (other.length === 0) return this;
    const version = this.#version.cutAt(this.#offset + this.length, other.length);
    const items = version.read();
    for (let i = 0; i < other.length; i++) items.push(other.at(i));
    return new List(version, this.#offset, length);
  }

  *[Symbol.iterator](): IterableIterator<Value> {
    for (let i = 0; i < this.length; i++) yield this.at(i);
  }
}
inherit(List, HeapValue);

/** For a list that would be longer than MAX_LIST_LENGTH. */
export function listTooLarge(): RaisedError {
  return runtimeError("list too large");
}
