/** The methods of the library by type of the receiver, under the type names of the manifest. */
import type { MethodDefinition } from "../../runtime/methods/definition.ts";
import { STANDARD_METHODS } from "../../runtime/methods/index.ts";
import type { LibraryMethod } from "../../runtime/methods/library.ts";

type Receiver = Exclude<keyof LibraryMethod, "name">;

const RECEIVERS: Readonly<Record<string, Receiver>> = {
  any: "value",
  string: "string",
  list: "list",
  dict: "dict",
  tuple: "tuple",
  set: "set",
  range: "range",
  bytes: "bytes",
  cell: "cell",
  Option: "option",
  Result: "result",
};

/** What is there for every value is among the methods of each type. */
export const METHODS: Readonly<Record<string, ReadonlyMap<string, MethodDefinition<never>>>> = Object.fromEntries(
  Object.entries(RECEIVERS).map(([type, receiver]) => [type, methodsOf(receiver)]),
);

function methodsOf(receiver: Receiver): Map<string, MethodDefinition<never>> {
  const methods = new Map<string, MethodDefinition<never>>();
  for (const method of STANDARD_METHODS) {
    const definition = method.value ?? method[receiver];
    if (definition !== undefined) methods.set(method.name, definition as MethodDefinition<never>);
  }
  return methods;
}
