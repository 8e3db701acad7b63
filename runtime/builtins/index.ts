/**
 * The top-level builtins that never wait (stdlib 3). `sleep`, `timeout` and `channel` come with the scheduler, and
 * `bytes` is a module that can be called.
 */
import type { NativeFunction } from "../values/function.ts";
import { assertionBuiltins } from "./assertions.ts";
import { collectionBuiltins } from "./collections.ts";
import { conversionBuiltins } from "./conversion.ts";
import type { BuiltinDefinition } from "./definition.ts";
import { defineNative } from "./native.ts";

export const BUILTINS: readonly BuiltinDefinition[] = [
  ...collectionBuiltins,
  ...conversionBuiltins,
  ...assertionBuiltins,
];

/** New function values for all builtins of this folder, by name. */
export function createBuiltins(): Map<string, NativeFunction> {
  return new Map(BUILTINS.map(({ name, call }) => [name, defineNative(name, false, call)]));
}
