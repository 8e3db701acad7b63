/**
 * The dict methods (stdlib 4.3). Results keep the receiver's order. A key argument that is missing or not a string
 * counts as the empty string.
 */
import { typeError } from "../errors.ts";
import { callValue2 } from "../machine/call.ts";
import { type IonGenerator, isSuspended } from "../machine/machine.ts";
import { Dict } from "../values/dict.ts";
import { equals } from "../values/equality.ts";
import { List } from "../values/list.ts";
import { NONE, Some } from "../values/option.ts";
import { isTruthy } from "../values/truthiness.ts";
import { Tuple } from "../values/tuple.ts";
import type { Value } from "../values/value.ts";
import { requireFunction } from "./arguments.ts";
import type { FastMethod } from "./definition.ts";
import { blockEnd, endsSlice } from "./fairness.ts";

function keyOf(argument: Value): string {
  return typeof argument === "string" ? argument : "";
}

const ABSENT = Symbol("absent key");

function entryOption(dict: Dict, key: Value): Value {
  const value = dict.get(keyOf(key), ABSENT);
  return value === ABSENT ? NONE : new Some(value as Value);
}

/** The pairs (key, value); also what `enumerate(dict)` numbers. */
export function entryTuples(dict: Dict): Value[] {
  return dict.entries().map(([key, value]) => new Tuple([key, value]));
}

function requireDict(args: readonly Value[], method: string): Dict {
  const other = args[0];
  if (!(other instanceof Dict)) throw typeError(`${method} requires a dict argument`);
  return other;
}

function mergeEntries(dict: Dict, other: Dict): Dict {
  let merged = dict;
  for (const [key, value] of other.entries()) merged = merged.insert(key, value);
  return merged;
}

export function keysOf(dict: Dict, args: readonly Value[]): List {
  if (args.length === 0) throw typeError("keys_of requires an argument");
  const keys: Value[] = [];
  for (const [key, value] of dict.entries()) if (equals(value, args[0])) keys.push(key);
  return List.of(keys);
}

export function zip(dict: Dict, args: readonly Value[]): Dict {
  const other = requireDict(args, "zip");
  const pairs: [string, Value][] = [];
  for (const [key, value] of dict.entries()) {
    if (other.has(key)) pairs.push([key, new Tuple([value, other.get(key)])]);
  }
  return Dict.from(pairs);
}

export function* map(dict: Dict, args: readonly Value[]): IonGenerator {
  const f = requireFunction(args, "map");
  const keys = dict.keys();
  const values = dict.values();
  for (let i = 0; i < keys.length; ) {
    if (endsSlice(keys.length - i)) yield;
    for (const end = blockEnd(i, keys.length); i < end; i++) {
      const outcome = callValue2(f, keys[i], values[i]);
      values[i] = isSuspended(outcome) ? yield : outcome;
    }
  }
  return Dict.of(keys, values);
}

export function* filter(dict: Dict, args: readonly Value[]): IonGenerator {
  const f = requireFunction(args, "filter");
  const entries = dict.entries();
  const kept: [string, Value][] = [];
  for (let i = 0; i < entries.length; ) {
    if (endsSlice(entries.length - i)) yield;
    for (const end = blockEnd(i, entries.length); i < end; i++) {
      const [key, value] = entries[i]!;
      const outcome = callValue2(f, key, value);
      if (isTruthy(isSuspended(outcome) ? yield : outcome)) kept.push([key, value]);
    }
  }
  return Dict.from(kept);
}

export const len = (dict: Dict): number => dict.size;
export const isEmpty = (dict: Dict): boolean => dict.size === 0;
export const keys = (dict: Dict): List => List.of(dict.keys());
export const values = (dict: Dict): List => List.of(dict.values());
export const entries = (dict: Dict): List => List.of(entryTuples(dict));
export const containsKey: FastMethod<Dict> = {
  call: (dict, args) => dict.has(keyOf(args[0])),
  call1: (dict, key) => dict.has(keyOf(key)),
};
export const get: FastMethod<Dict> = { call: (dict, args) => entryOption(dict, args[0]), call1: entryOption };
export const insert: FastMethod<Dict> = {
  call: (dict, args) => dict.insert(keyOf(args[0]), args[1]),
  call2: (dict, key, value) => dict.insert(keyOf(key), value),
};
export const remove = (dict: Dict, args: readonly Value[]): Dict => dict.remove(keyOf(args[0]));
export const merge = (dict: Dict, args: readonly Value[]): Dict => mergeEntries(dict, requireDict(args, "merge"));
export const update = (dict: Dict, args: readonly Value[]): Dict => mergeEntries(dict, requireDict(args, "update"));
