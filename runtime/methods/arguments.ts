/** Argument checks that methods of several types share. Texts and kinds follow the rows of stdlib 4. */
import { runtimeError } from "../errors.ts";
import type { Value } from "../values/value.ts";

/** The callback, which must be given; whether it can be called shows at the first call (stdlib 7). */
export function requireFunction(args: readonly Value[], method: string): Value {
  if (args.length === 0) throw runtimeError(`${method} requires a function argument`);
  return args[0];
}
