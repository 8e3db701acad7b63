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
  { name: "len", params: "", doc: "The number of elements.", call: (set) => set.size },
  { name: "is_empty", params: "", doc: "Whether there are no elements.", call: (set) => set.size === 0 },
  {
    name: "contains",
    params: "value",
    doc: "Whether the value is an element.",
    call: (set, args) => args.length > 0 && set.has(args[0]),
    call1: (set, value) => set.has(value),
  },
  {
    name: "add",
    params: "value",
    doc: "A set with the value added.",
    call: (set, args) => set.add(requireArgument(args, "add")),
    call1: (set, value) => set.add(value),
  },
  {
    name: "remove",
    params: "value",
    doc: "A set without the value.",
    call: (set, args) => set.remove(requireArgument(args, "remove")),
  },
  {
    name: "union",
    params: "other",
    doc: "The elements of both sets.",
    call: (set, args) => union(set, requireSet(args, "union")),
  },
  {
    name: "intersection",
    params: "other",
    doc: "The elements that are in both sets.",
    call: (set, args) => intersection(set, requireSet(args, "intersection")),
  },
  {
    name: "difference",
    params: "other",
    doc: "The elements that are not in the other set.",
    call: (set, args) => difference(set, requireSet(args, "difference")),
  },
  { name: "to_list", params: "", doc: "The elements as a list.", call: (set) => List.of(set.toArray()) },
];
