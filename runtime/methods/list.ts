/**
 * The list methods that read, rearrange and cut (stdlib 4.2); the others are in list-order.ts and list-callbacks.ts.
 * Ranges have them, too (4.6). No method changes its receiver.
 */
import { runtimeError, typeError } from "../errors.ts";
import { display } from "../values/display.ts";
import { equals } from "../values/equality.ts";
import { isInt } from "../values/int.ts";
import { List } from "../values/list.ts";
import { NONE, Some } from "../values/option.ts";
import { IonSet } from "../values/set.ts";
import { Tuple } from "../values/tuple.ts";
import type { Value } from "../values/value.ts";
import type { FastMethod } from "./definition.ts";
import { buildString, checkListLength } from "./limits.ts";

function pushAll(list: List, args: readonly Value[]): List {
  let result = list;
  for (const value of args) result = result.push(value);
  return result;
}

export function pop(list: List): Tuple {
  const last = list.length - 1;
  return last < 0 ? new Tuple([list, NONE]) : new Tuple([list.slice(0, last), new Some(list.at(last))]);
}

function itemOption(list: List, index: number): Value {
  return index >= 0 && index < list.length ? new Some(list.at(index)) : NONE;
}

function indexOf(list: List, value: Value): number {
  for (let i = 0; i < list.length; i++) if (equals(list.at(i), value)) return i;
  return -1;
}

export function index(list: List, args: readonly Value[]): Value {
  if (args.length === 0) throw typeError("index requires an argument");
  const found = indexOf(list, args[0]);
  return found === -1 ? NONE : new Some(found);
}

export function count(list: List, args: readonly Value[]): number {
  if (args.length === 0) throw typeError("count requires an argument");
  let matches = 0;
  for (let i = 0; i < list.length; i++) if (equals(list.at(i), args[0])) matches++;
  return matches;
}

export function flatten(list: List): List {
  let length = 0;
  for (const item of list) length += item instanceof List ? item.length : 1;
  checkListLength("flatten", length);
  const items: Value[] = [];
  for (const item of list) {
    if (item instanceof List) for (const part of item) items.push(part);
    else items.push(item);
  }
  return List.of(items);
}

/** The display texts with `separator` between them; `string::join` is the same (stdlib 5.4). */
export function joinDisplayed(list: List, separator: Value): string {
  const glue = typeof separator === "string" ? separator : "";
  return buildString("join", () => list.toArray().map(display).join(glue));
}

export function enumerate(list: List): List {
  const pairs: Value[] = [];
  for (let i = 0; i < list.length; i++) pairs.push(new Tuple([i, list.at(i)]));
  return List.of(pairs);
}

export function zip(list: List, args: readonly Value[]): List {
  const other = args[0];
  if (!(other instanceof List)) throw typeError("zip requires a list argument");
  const pairs: Value[] = [];
  const length = Math.min(list.length, other.length);
  for (let i = 0; i < length; i++) pairs.push(new Tuple([list.at(i), other.at(i)]));
  return List.of(pairs);
}

export function slice(list: List, args: readonly Value[]): List {
  const start = bound(list, args[0], 0);
  const end = bound(list, args[1], list.length);
  return list.slice(start, Math.max(start, end));
}

/** A slice bound clamped into the list; anything but an int counts as absent. */
function bound(list: List, value: Value, absent: number): number {
  return isInt(value) ? Math.min(Math.max(Number(value), 0), list.length) : absent;
}

export function dedup(list: List): List {
  const kept: Value[] = [];
  for (let i = 0; i < list.length; i++) {
    const item = list.at(i);
    if (i === 0 || !equals(item, kept[kept.length - 1])) kept.push(item);
  }
  return List.of(kept);
}

export function window(list: List, args: readonly Value[]): List {
  const size = args[0];
  if (!isInt(size)) throw typeError("window requires int argument");
  if (size === 0) throw runtimeError("window size must be > 0");
  if (size < 0 || size > list.length) return List.of([]);
  const width = Number(size);
  const count = list.length - width + 1;
  checkListLength("window", count * width);
  const runs: Value[] = [];
  for (let start = 0; start < count; start++) runs.push(list.slice(start, start + width));
  return List.of(runs);
}

export function chunk(list: List, args: readonly Value[]): List {
  const size = args[0];
  if (!isInt(size)) throw typeError("chunk requires int argument");
  if (size === 0) throw typeError("chunk size must be > 0");
  const width = size < 0 ? list.length : Number(size);
  const chunks: Value[] = [];
  for (let start = 0; start < list.length; start += width) {
    chunks.push(list.slice(start, Math.min(start + width, list.length)));
  }
  return List.of(chunks);
}

export const len = (list: List): number => list.length;
export const isEmpty = (list: List): boolean => list.length === 0;
export const contains = (list: List, args: readonly Value[]): boolean =>
  args.length > 0 && indexOf(list, args[0]) !== -1;
export const push: FastMethod<List> = { call: pushAll, call1: (list, value) => list.push(value) };
export const first = (list: List): Value => itemOption(list, 0);
export const last = (list: List): Value => itemOption(list, list.length - 1);
export const reverse = (list: List): List => List.of(list.toArray().reverse());
export const join = (list: List, args: readonly Value[]): string => joinDisplayed(list, args[0]);
export const unique = (list: List): List => List.of(IonSet.from(list).toArray());
