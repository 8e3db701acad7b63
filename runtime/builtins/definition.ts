/** What a top-level builtin is (stdlib 3). Its parameters and doc line stand in the manifests. */
import type { Value } from "../values/value.ts";

export interface BuiltinDefinition {
  readonly name: string;
  /** Checks its own arity. Never suspends: builtins that may wait live with the scheduler. */
  call(args: readonly Value[]): Value;
}
