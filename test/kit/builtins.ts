/** The builtins of the library as values, as an engine has them. */
import { STANDARD_BUILTINS } from "../../runtime/stdlib/index.ts";
import type { Services } from "../../runtime/stdlib/services.ts";
import type { NativeFunction } from "../../runtime/values/function.ts";

/** No builtin uses the services of the library's modules. */
export function createBuiltins(): Map<string, NativeFunction> {
  return new Map(STANDARD_BUILTINS.map(({ name, create }) => [name, create({} as Services) as NativeFunction]));
}
