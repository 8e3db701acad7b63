/** All methods of the library by receiver type. The methods of tasks and channel ends live with their classes. */
import type { Value } from "../values/value.ts";
import { anyMethods } from "./any.ts";
import { bytesMethods } from "./bytes.ts";
import { bytesReadMethods } from "./bytes-read.ts";
import { bytesSearchMethods } from "./bytes-search.ts";
import { cellMethods } from "./cell.ts";
import type { MethodDefinition } from "./definition.ts";
import { dictMethods } from "./dict.ts";
import { listMethods } from "./list.ts";
import { listCallbackMethods } from "./list-callbacks.ts";
import { listOrderMethods } from "./list-order.ts";
import { optionMethods } from "./option.ts";
import { rangeMethods } from "./range.ts";
import { resultMethods } from "./result.ts";
import { setMethods } from "./set.ts";
import { stringMethods } from "./string.ts";
import { tupleMethods } from "./tuple.ts";

/** The types that have methods of their own; every other value has those of `any`. */
export type MethodOwner =
  | "any"
  | "string"
  | "list"
  | "dict"
  | "tuple"
  | "set"
  | "range"
  | "bytes"
  | "cell"
  | "Option"
  | "Result";

/** A table for dispatch, which has tested the receiver: the definitions are not told apart by receiver any more. */
type Table = readonly MethodDefinition<Value>[];

export const METHODS: { readonly [Owner in MethodOwner]: Table } = {
  any: anyMethods,
  string: [...stringMethods, ...anyMethods],
  list: [...listMethods, ...listOrderMethods, ...listCallbackMethods, ...anyMethods],
  dict: [...dictMethods, ...anyMethods],
  tuple: [...tupleMethods, ...anyMethods],
  set: [...setMethods, ...anyMethods],
  range: [...rangeMethods, ...anyMethods],
  bytes: [...bytesMethods, ...bytesSearchMethods, ...bytesReadMethods, ...anyMethods],
  cell: [...cellMethods, ...anyMethods],
  Option: [...optionMethods, ...anyMethods],
  Result: [...resultMethods, ...anyMethods],
};
