/**
 * What a library module is made of. The names, parameters and doc lines stand in manifest.ts; a module's file gives an
 * implementation for each of them, and the type below lets neither side forget one.
 */
import type { Outcome } from "../machine/machine.ts";
import type { FloatCode } from "../values/function.ts";
import type { Value } from "../values/value.ts";
import type { StdManifest, StdModuleName } from "./manifest.ts";
import type { Services } from "./services.ts";

/** Checks its own arguments; may park if its module is asynchronous (stdlib 1.8). */
export interface MemberFunction {
  (args: readonly Value[], services: Services): Outcome;
  /** What it does with the number of one float, for those that compute a float from it (FLOAT_FUNCTIONS). */
  readonly ofFloat?: FloatCode;
}

/** A constant, made once for each engine. */
export interface MemberConstant {
  readonly make: (services: Services) => Value;
}

export function constant(make: MemberConstant["make"]): MemberConstant {
  return { make };
}

export type ModuleDefinition<Name extends StdModuleName> = {
  readonly [Member in keyof StdManifest[Name]]: StdManifest[Name][Member] extends { readonly params: null }
    ? MemberConstant
    : MemberFunction;
};
