/** The three predefined names of this room: `sleep`, `timeout`, `channel` (stdlib 3). They take no keywords (Z-1). */
import { runtimeError } from "../errors.ts";
import type { Outcome } from "../machine/machine.ts";
import { NativeFunction } from "../values/function.ts";
import type { Value } from "../values/value.ts";
import { channel } from "./channel-ends.ts";
import { ASYNC_DIALECT, type Dialect } from "./dialect.ts";
import { sleep } from "./sleep.ts";
import { timeout } from "./timeout.ts";

export function createConcurrencyBuiltins(dialect: Dialect = ASYNC_DIALECT): Map<string, NativeFunction> {
  return new Map([
    asyncBuiltin("sleep", sleep),
    asyncBuiltin("timeout", (args) => timeout(args, dialect)),
    asyncBuiltin("channel", (args) => channel(args, dialect)),
  ]);
}

function asyncBuiltin(name: string, call: (args: readonly Value[]) => Outcome): [string, NativeFunction] {
  const builtin = new NativeFunction(name, true, (args, keywords) => {
    if (keywords !== null) {
      throw runtimeError("host callable does not declare a signature; cannot pass keyword arguments");
    }
    return call(args);
  });
  return [name, builtin];
}
