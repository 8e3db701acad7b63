/** What a top-level builtin is (stdlib 3). Its table entry is all there is to write; the rest derives from it. */
import type { Value } from "../values/value.ts";

export interface BuiltinDefinition {
  readonly name: string;
  /** The parameters as shown to users, for example `cond, msg?`. */
  readonly params: string;
  /** One line for help and completion. */
  readonly doc: string;
  /** Checks its own arity. Never suspends: builtins that may wait live with the scheduler. */
  call(args: readonly Value[]): Value;
}
