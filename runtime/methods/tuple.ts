/** The tuple methods (stdlib 4.4). */
import { equals } from "../values/equality.ts";
import { List } from "../values/list.ts";
import type { Tuple } from "../values/tuple.ts";
import type { MethodDefinition } from "./definition.ts";

export const tupleMethods: readonly MethodDefinition<Tuple>[] = [
  { name: "len", call: (tuple) => tuple.items.length },
  {
    name: "contains",
    call: (tuple, args) => args.length > 0 && tuple.items.some((item) => equals(item, args[0])),
  },
  { name: "to_list", call: (tuple) => List.of([...tuple.items]) },
];
