/** The set methods (stdlib 4.5). Results keep the receiver's order; new elements go to the end. */
import { typeError } from "../errors.ts";
import { List } from "../values/list.ts";
import { IonSet } from "../values/set.ts";
import type { Value } from "../values/value.ts";
import type { MethodDefinition } from "./definition.ts";

function requireArgument(args: readonly Value[], method: string): Value {
  if (args.length === 0) throw typeError(`set.${method} requires an argument`);
  return args[0];
}

function requireSet(args: readonly Value[], method: string): IonSet {
  const other = args[0];
  if (!(other instanceof IonSet)) throw typeError(`${method} requires a set argument`);
  return other;
}

function union(set: IonSet, other: IonSet): IonSet {
  let result = set;
  for (const value of other.toArray()) result = result.add(value);
  return result;
}

function intersection(set: IonSet, other: IonSet): IonSet {
  return IonSet.from(set.toArray().filter((value) => other.has(value)));
}

function difference(set: IonSet, other: IonSet): IonSet {
  return IonSet.from(set.toArray().filter((value) => !other.has(value)));
}

export const setMethods: readonly MethodDefinition<IonSet>[] = [
  { name: "len", call: (set) => set.size },
  { name: "is_empty", call: (set) => set.size === 0 },
  {
    name: "contains",
    call: (set, args) => args.length > 0 && set.has(args[0]),
    call1: (set, value) => set.has(value),
  },
  {
    name: "add",
    call: (set, args) => set.add(requireArgument(args, "add")),
    call1: (set, value) => set.add(value),
  },
  {
    name: "remove",
    call: (set, args) => set.remove(requireArgument(args, "remove")),
  },
  {
    name: "union",
    call: (set, args) => union(set, requireSet(args, "union")),
  },
  {
    name: "intersection",
    call: (set, args) => intersection(set, requireSet(args, "intersection")),
  },
  {
    name: "difference",
    call: (set, args) => difference(set, requireSet(args, "difference")),
  },
  { name: "to_list", call: (set) => List.of(set.toArray()) },
];
