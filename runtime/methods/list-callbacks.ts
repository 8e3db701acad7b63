/**
 * The list methods that call back (stdlib 4.2, 7): items strictly one after the other, on the list as it was at the
 * call. Hot path of benchmark "map / filter / fold": plain loops, and a generator that never yields for plain callbacks.
 */
import { runtimeError } from "../errors.ts";
import { callValue1, callValue2 } from "../machine/call.ts";
import { type IonGenerator, SUSPENDED } from "../machine/machine.ts";
import { List } from "../values/list.ts";
import { isTruthy } from "../values/truthiness.ts";
import type { Value } from "../values/value.ts";
import { requireFunction } from "./arguments.ts";
import type { CallbackMethod } from "./definition.ts";
import { checkListLength } from "./limits.ts";
import { sortBy } from "./sort-by.ts";

function* map(list: List, args: readonly Value[]): IonGenerator {
  const f = requireFunction(args, "map");
  const results: Value[] = [];
  for (let i = 0; i < list.length; i++) {
    const outcome = callValue1(f, list.at(i));
    results.push(outcome === SUSPENDED ? yield : (outcome as Value));
  }
  return List.of(results);
}

function* filter(list: List, args: readonly Value[]): IonGenerator {
  const f = requireFunction(args, "filter");
  const kept: Value[] = [];
  for (let i = 0; i < list.length; i++) {
    const item = list.at(i);
    const outcome = callValue1(f, item);
    if (isTruthy(outcome === SUSPENDED ? yield : (outcome as Value))) kept.push(item);
  }
  return List.of(kept);
}

function* flatMap(list: List, args: readonly Value[]): IonGenerator {
  const f = requireFunction(args, "flat_map");
  const results: Value[] = [];
  for (let i = 0; i < list.length; i++) {
    const outcome = callValue1(f, list.at(i));
    const result = outcome === SUSPENDED ? yield : (outcome as Value);
    if (result instanceof List) appendAll(results, result);
    else results.push(result);
  }
  return List.of(results);
}

function appendAll(target: Value[], list: List): void {
  checkListLength("flat_map", target.length + list.length);
  for (let i = 0; i < list.length; i++) target.push(list.at(i));
}

function fold(list: List, args: readonly Value[]): IonGenerator {
  requireFunction(args, "fold");
  if (args.length === 1) throw runtimeError("fold requires an initial value and a function");
  return accumulate(list, 0, args[0], args[1]);
}

function reduce(list: List, args: readonly Value[]): IonGenerator {
  const f = requireFunction(args, "reduce");
  if (list.length === 0) throw runtimeError("reduce on empty list");
  return accumulate(list, 1, list.at(0), f);
}

function* accumulate(list: List, from: number, start: Value, f: Value): IonGenerator {
  let accumulator = start;
  for (let i = from; i < list.length; i++) {
    const outcome = callValue2(f, accumulator, list.at(i));
    accumulator = outcome === SUSPENDED ? yield : (outcome as Value);
  }
  return accumulator;
}

function* any(list: List, args: readonly Value[]): IonGenerator {
  const f = requireFunction(args, "any");
  for (let i = 0; i < list.length; i++) {
    const outcome = callValue1(f, list.at(i));
    if (isTruthy(outcome === SUSPENDED ? yield : (outcome as Value))) return true;
  }
  return false;
}

function* all(list: List, args: readonly Value[]): IonGenerator {
  const f = requireFunction(args, "all");
  for (let i = 0; i < list.length; i++) {
    const outcome = callValue1(f, list.at(i));
    if (!isTruthy(outcome === SUSPENDED ? yield : (outcome as Value))) return false;
  }
  return true;
}

export const listCallbackMethods: readonly CallbackMethod<List>[] = [
  { name: "map", params: "f", doc: "The results of f(item).", callWith: map },
  { name: "filter", params: "f", doc: "The items for which f(item) is truthy.", callWith: filter },
  { name: "flat_map", params: "f", doc: "The results of f(item), list results spliced in.", callWith: flatMap },
  { name: "fold", params: "init, f", doc: "Combines from the left: acc = f(acc, item).", callWith: fold },
  { name: "reduce", params: "f", doc: "As fold, starting with the first item.", callWith: reduce },
  { name: "any", params: "f", doc: "Whether f(item) is truthy for some item.", callWith: any },
  { name: "all", params: "f", doc: "Whether f(item) is truthy for every item.", callWith: all },
  {
    name: "sort_by",
    params: "f",
    doc: "Sorted stably by f(a, b): negative puts a first, positive b.",
    callWith: (list, args) => sortBy(list, requireFunction(args, "sort_by")),
  },
];
