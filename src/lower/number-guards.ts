/**
 * Guards tell V8 what it cannot find out by itself: that a variable is a number when a loop starts. Then the loop keeps
 * it in a register, and makes no object for a number beyond 31 bits at every turn.
 *
 *     x = +x;                                                 a bare float, which a generator kept over a `yield`
 *     i = typeof i === "number" ? i - 0 : $.other(i);         a likely int                        (pass guardedInts)
 *
 * A guard leaves every value as it is. V8 compiles what has run before: while `$.other` was never called, `i` is a number
 * from there on, and a small one if all were. Where it is called, V8 compiles the loop again without that idea.
 */
import type * as js from "estree";
import type { Binding } from "../analyze/scope.ts";
import * as b from "./builders.ts";
import type { FunctionContext } from "./context.ts";

export function numberGuards(ctx: FunctionContext, bindings: Iterable<Binding>): js.Statement[] {
  return [...bindings].flatMap((binding) => {
    const name = ctx.localOf(binding);
    if (name === null || !isVariable(ctx, binding)) return [];
    const variable = b.id(name);
    if (ctx.isUnboxed(binding)) return [set(variable, b.plus(variable))];
    return isGuarded(ctx, binding) ? [set(variable, guardedInt(ctx, variable))] : [];
  });
}

/** Whether it is a variable in JavaScript as well, and none that closures share: those are better never assigned. */
function isVariable(ctx: FunctionContext, binding: Binding): boolean {
  if (!binding.isMutable && binding.kind !== "parameter") return false;
  return binding.isAssigned || !ctx.module.analysis.types.isCaptured(binding);
}

/** `$3 = $3 - 0;` for what is certainly a small int. */
export function guardSmallInt(variable: js.Identifier): js.Statement {
  return set(variable, b.binary("-", variable, b.number(0)));
}

function isGuarded(ctx: FunctionContext, binding: Binding): boolean {
  const { likelyInts, passes } = ctx.module.analysis;
  return passes.guardedInts && likelyInts.has(binding);
}

function guardedInt(ctx: FunctionContext, variable: js.Identifier): js.Expression {
  const isNumber = b.binary("===", b.typeOf(variable), b.string("number"));
  return b.conditional(isNumber, b.binary("-", variable, b.number(0)), ctx.abi("other", variable));
}

function set(variable: js.Identifier, value: js.Expression): js.Statement {
  return b.silent(b.expressionStatement(b.assign(variable, value)));
}
