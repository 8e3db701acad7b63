/**
 * The list methods that call back (stdlib 4.2, 7): items strictly one after the other, on the list as it was at the
 * call. They are loops like any other, which let other tasks in (fairness.ts). Hot path of benchmark "map / filter /
 * fold": plain loops, and a generator that yields for nothing else.
 */
import { runtimeError } from "../errors.ts";
import { callValue1, callValue2 } from "../machine/call.ts";
import { type IonGenerator, isSuspended } from "../machine/machine.ts";
import { List, MAX_LIST_LENGTH } from "../values/list.ts";
import { isTruthy } from "../values/truthiness.ts";
import type { Value } from "../values/value.ts";
import { requireFunction } from "./arguments.ts";
import { blockEnd, endsSlice } from "./fairness.ts";
import { checkListLength } from "./limits.ts";
import { mergeSort } from "./merge-sort.ts";

/** A list, or a range's ints one by one, so that a long range need not be held as a list. */
export interface Items {
  readonly length: number;
  at(index: number): Value;
}

/** Result lists have as many items as the receiver at most, and all of the receiver's are needed to sort them. */
function requireListSize(items: Items): void {
  if (items.length > MAX_LIST_LENGTH) throw runtimeError("range too large to materialize");
}

export function* map(items: Items, args: readonly Value[]): IonGenerator {
  const f = requireFunction(args, "map");
  requireListSize(items);
  const results: Value[] = [];
  for (let i = 0; i < items.length; ) {
    if (endsSlice(items.length - i)) yield;
    for (const end = blockEnd(i, items.length); i < end; i++) {
      const outcome = callValue1(f, items.at(i));
      results.push(isSuspended(outcome) ? yield : outcome);
    }
  }
  return List.of(results);
}

export function* filter(items: Items, args: readonly Value[]): IonGenerator {
  const f = requireFunction(args, "filter");
  requireListSize(items);
  const kept: Value[] = [];
  for (let i = 0; i < items.length; ) {
    if (endsSlice(items.length - i)) yield;
    for (const end = blockEnd(i, items.length); i < end; i++) {
      const item = items.at(i);
      const outcome = callValue1(f, item);
      if (isTruthy(isSuspended(outcome) ? yield : outcome)) kept.push(item);
    }
  }
  return List.of(kept);
}

export function* flatMap(items: Items, args: readonly Value[]): IonGenerator {
  const f = requireFunction(args, "flat_map");
  requireListSize(items);
  const results: Value[] = [];
  for (let i = 0; i < items.length; ) {
    if (endsSlice(items.length - i)) yield;
    for (const end = blockEnd(i, items.length); i < end; i++) {
      const outcome = callValue1(f, items.at(i));
      const result = isSuspended(outcome) ? yield : outcome;
      if (result instanceof List) appendAll(results, result);
      else results.push(result);
    }
  }
  return List.of(results);
}

function appendAll(target: Value[], list: List): void {
  checkListLength("flat_map", target.length + list.length);
  for (let i = 0; i < list.length; i++) target.push(list.at(i));
}

export function fold(items: Items, args: readonly Value[]): IonGenerator {
  requireFunction(args, "fold");
  if (args.length === 1) throw runtimeError("fold requires an initial value and a function");
  return accumulate(items, 0, args[0], args[1]);
}

export function reduce(items: Items, args: readonly Value[]): IonGenerator {
  const f = requireFunction(args, "reduce");
  if (items.length === 0) throw runtimeError("reduce on empty list");
  return accumulate(items, 1, items.at(0), f);
}

function* accumulate(items: Items, from: number, start: Value, f: Value): IonGenerator {
  let accumulator = start;
  for (let i = from; i < items.length; ) {
    if (endsSlice(items.length - i)) yield;
    for (const end = blockEnd(i, items.length); i < end; i++) {
      const outcome = callValue2(f, accumulator, items.at(i));
      accumulator = isSuspended(outcome) ? yield : outcome;
    }
  }
  return accumulator;
}

export function* any(items: Items, args: readonly Value[]): IonGenerator {
  const f = requireFunction(args, "any");
  for (let i = 0; i < items.length; ) {
    if (endsSlice(items.length - i)) yield;
    for (const end = blockEnd(i, items.length); i < end; i++) {
      const outcome = callValue1(f, items.at(i));
      if (isTruthy(isSuspended(outcome) ? yield : outcome)) return true;
    }
  }
  return false;
}

export function* all(items: Items, args: readonly Value[]): IonGenerator {
  const f = requireFunction(args, "all");
  for (let i = 0; i < items.length; ) {
    if (endsSlice(items.length - i)) yield;
    for (const end = blockEnd(i, items.length); i < end; i++) {
      const outcome = callValue1(f, items.at(i));
      if (!isTruthy(isSuspended(outcome) ? yield : outcome)) return false;
    }
  }
  return true;
}

export function sortBy(items: Items, args: readonly Value[]): IonGenerator {
  const compare = requireFunction(args, "sort_by");
  requireListSize(items);
  const array: Value[] = [];
  for (let i = 0; i < items.length; i++) array.push(items.at(i));
  return mergeSort(array, compare);
}
