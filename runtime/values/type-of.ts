/** `type_of` (language 3.1, stdlib 1.8). */
import type { HeapValue, Value } from "./value.ts";

export function typeOf(value: Value): string {
  switch (typeof value) {
    case "number":
    case "bigint":
      return "int";
    case "string":
      return "string";
    case "boolean":
      return "bool";
    case "undefined":
      return "()";
    default:
      return (value as HeapValue).typeName;
  }
}
