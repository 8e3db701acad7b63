/** The tuple methods (stdlib 4.4). */
import { equals } from "../values/equality.ts";
import { List } from "../values/list.ts";
import type { Tuple } from "../values/tuple.ts";
import type { Value } from "../values/value.ts";

export const len = (tuple: Tuple): number => tuple.items.length;
export const contains = (tuple: Tuple, args: readonly Value[]): boolean =>
  args.length > 0 && tuple.items.some((item) => equals(item, args[0]));
export const toList = (tuple: Tuple): List => List.of([...tuple.items]);
