/** The set methods (stdlib 4.5). Results keep the receiver's order; new elements go to the end. */
import { typeError } from "../errors.ts";
import { List } from "../values/list.ts";
import { IonSet } from "../values/set.ts";
import type { Value } from "../values/value.ts";
import type { FastMethod } from "./definition.ts";

function requireArgument(args: readonly Value[], method: string): Value {
  if (args.length === 0) throw typeError(`set.${method} requires an argument`);
  return args[0];
}

function requireSet(args: readonly Value[], method: string): IonSet {
  const other = args[0];
  if (!(other instanceof IonSet)) throw typeError(`${method} requires a set argument`);
  return other;
}

export function union(set: IonSet, args: readonly Value[]): IonSet {
  const other = requireSet(args, "union");
  let result = set;
  for (const value of other.toArray()) result = result.add(value);
  return result;
}

export function intersection(set: IonSet, args: readonly Value[]): IonSet {
  const other = requireSet(args, "intersection");
  return IonSet.from(set.toArray().filter((value) => other.has(value)));
}

export function difference(set: IonSet, args: readonly Value[]): IonSet {
  const other = requireSet(args, "difference");
  return IonSet.from(set.toArray().filter((value) => !other.has(value)));
}

export const len = (set: IonSet): number => set.size;
export const isEmpty = (set: IonSet): boolean => set.size === 0;
export const contains: FastMethod<IonSet> = {
  call: (set, args) => args.length > 0 && set.has(args[0]),
  call1: (set, value) => set.has(value),
};
export const add: FastMethod<IonSet> = {
  call: (set, args) => set.add(requireArgument(args, "add")),
  call1: (set, value) => set.add(value),
};
export const remove = (set: IonSet, args: readonly Value[]): IonSet => set.remove(requireArgument(args, "remove"));
export const toList = (set: IonSet): List => List.of(set.toArray());
