/**
 * Slices (concurrency M-15): what repeats counts its turns, and lets other tasks in when the slice that it was granted is
 * used up. A loop in which nothing waits is sliced: it counts in a local variable.
 */
import type * as js from "estree";
import type { Binding } from "../analyze/scope.ts";
import type { Node } from "../syntax/ast.ts";
import { walk } from "../syntax/walk.ts";
import * as b from "./builders.ts";
import type { FunctionContext } from "./context.ts";
import { numberGuards } from "./number-guards.ts";

/** `if (--$m.budget < 0 && $.sliceEnd(at)) yield;`: `at` is the position of what is repeated, for an expired time limit. */
export function sliceCheck(ctx: FunctionContext, at: number): js.Statement {
  const test = b.logical("&&", b.binary("<", budgetStep(ctx), b.number(0)), ctx.abiAt(at, "sliceEnd"));
  return b.ifElse(test, [b.expressionStatement(b.yieldNothing())]);
}

/** `--$m.budget` */
export function budgetStep(ctx: FunctionContext): js.Expression {
  const budget = ctx.module.constants.machine("budget");
  return b.update("--", budget, true);
}

/**
 * `while` and `loop` also count their iterations where a limit is set (4.13); then the floor lies above every budget.
 *
 *     if (--$m.budget < $m.budgetFloor) {
 *       $1 = $.countIteration($1, at);
 *       if ($m.budget < 0 && $.sliceEnd(at)) yield;
 *     }
 */
export function countedCheck(ctx: FunctionContext, counter: js.Identifier, start: number): js.Statement {
  const { constants } = ctx.module;
  const count = b.assign(counter, ctx.abiAt(start, "countIteration", counter));
  const test = b.binary("<", budgetStep(ctx), constants.machine("budgetFloor"));
  return b.ifElse(test, [b.expressionStatement(count), pause(ctx, start)]);
}

/** `if ($m.budget < 0 && $.sliceEnd(at)) yield;` */
function pause(ctx: FunctionContext, at: number): js.Statement {
  const isUsedUp = b.binary("<", ctx.module.constants.machine("budget"), b.number(0));
  const test = b.logical("&&", isUsedUp, ctx.abiAt(at, "sliceEnd"));
  if (ctx.mode === "entry") return ctx.entry.handOver(test, ctx.abi("suspend"), null);
  return b.ifElse(test, [b.expressionStatement(b.yieldNothing())]);
}

export function startCounter(ctx: FunctionContext): js.Identifier {
  return ctx.store(b.number(0));
}

/**
 * The variables of a sliced loop (pass slicedLoops, benchmark "integer loop"): a loop in which nothing waits. It is a
 * plain loop that counts its turns in a local variable, inside one that goes round once a slice. V8 keeps what such a
 * loop computes in registers, which it does not where the loop itself has a `yield`.
 *
 *     for (;;) {
 *       $1 = $2 = $m.budget;
 *       while (--$2 >= 0 && test) { … }
 *       $m.budget -= $1 - $2;
 *       if ($2 >= 0) break;
 *       if ($m.budget < 0 && $.sliceEnd(at)) yield;
 *     }
 */
export interface Slices {
  readonly granted: js.Identifier;
  readonly left: js.Identifier;
  /** What tells V8 that variables of the loop are numbers. */
  readonly guards: js.Statement[];
  /** The variables of the top level that the loop has copies of, and whether it assigns them. */
  readonly copies: ReadonlyMap<Binding, boolean>;
  /** Where the turns made are added up if a limit is set (4.13). */
  readonly counter: js.Identifier | null;
  /** The position of the loop. */
  readonly start: number;
}

export function slicesOf(ctx: FunctionContext, loop: Node, counter: js.Identifier | null = null): Slices | null {
  const { passes, leafLoops, closedLoops } = ctx.module.analysis;
  const isSliced = ctx.mode === "generator" || ctx.mode === "entry";
  if (!isSliced || !passes.slicedLoops || !leafLoops.has(loop)) return null;
  const copies = closedLoops.get(loop) ?? NO_COPIES;
  return {
    granted: b.id(ctx.temporary()),
    left: b.id(ctx.temporary()),
    guards: withCopies(ctx, copies, () => numberGuards(ctx, usedVariables(ctx, loop))),
    copies,
    counter,
    start: loop.start,
  };
}

const NO_COPIES: ReadonlyMap<Binding, boolean> = new Map();

/** Lowers what a loop does; a sliced one works on its copies of variables of the top level. */
export function lowerInLoop<T>(ctx: FunctionContext, slices: Slices | null, lower: () => T): T {
  return slices === null ? lower() : withCopies(ctx, slices.copies, lower);
}

function withCopies<T>(ctx: FunctionContext, copies: ReadonlyMap<Binding, boolean>, lower: () => T): T {
  for (const binding of copies.keys()) ctx.copied.add(binding);
  const result = lower();
  for (const binding of copies.keys()) ctx.copied.delete(binding);
  return result;
}

/** The variables outside of the loop that it uses. */
function usedVariables(ctx: FunctionContext, loop: Node): Set<Binding> {
  const { bindings, references } = ctx.module.analysis.resolution;
  const used = new Set<Binding>();
  const declared = new Set<Binding>();
  walk(loop, (node) => {
    const declaration = bindings.get(node);
    if (declaration !== undefined) declared.add(declaration);
    const reference = references.get(node);
    if (reference?.type === "binding") used.add(reference.binding);
    return undefined;
  });
  for (const binding of declared) used.delete(binding);
  return used;
}

/** `$m.budget -= $1 - $2;` */
export function settlement(ctx: FunctionContext, { granted, left }: Slices): js.Statement {
  const made = b.binary("-", granted, left);
  return b.silent(b.expressionStatement(b.reduce(ctx.module.constants.machine("budget"), made)));
}

/** `--$2 >= 0` */
export function isWithinSlice({ left }: Pick<Slices, "left">): js.Expression {
  return b.binary(">=", b.update("--", left, true), b.number(0));
}

/**
 * The loop that goes round once a slice. Where iterations are counted, it asks for `$.turns($3)` and says afterwards how
 * many were made: `$3 = $.countTurns($3, $1, at)`.
 */
export function inSlices(ctx: FunctionContext, slices: Slices, loop: js.Statement): js.Statement {
  const { granted, left, counter, start } = slices;
  const grant = counter === null ? ctx.module.constants.machine("budget") : ctx.abi("turns", counter);
  return b.forever([
    b.expressionStatement(b.assign(granted, b.assign(left, grant))),
    ...onCopies(ctx, slices, loop),
    settlement(ctx, slices),
    b.ifElse(b.binary(">=", left, b.number(0)), [b.breakTo(null)]),
    ...(counter === null ? [] : [b.expressionStatement(countTurns(ctx, counter, granted, start))]),
    pause(ctx, start),
  ]);
}

/**
 * The loop of one slice, with copies of the variables of the top level (pass closedLoops):
 *
 *     $l_sum = sum.value;
 *     try { while (…) { $l_sum = …; } } finally { sum.value = $l_sum; }
 */
function onCopies(ctx: FunctionContext, { copies, guards }: Slices, loop: js.Statement): js.Statement[] {
  const { names } = ctx.module;
  const pairs = [...copies].map(([binding, isAssigned]) => {
    const variable = b.member(b.id(names.ofBinding(binding)), "value");
    return { copy: ctx.copyOf(binding), variable, isAssigned };
  });
  const loads = pairs.map(({ copy, variable }) => silentAssign(copy, variable));
  const stores = pairs.filter(({ isAssigned }) => isAssigned).map(({ copy, variable }) => silentAssign(variable, copy));
  return [...loads, ...guards, stores.length === 0 ? loop : b.tryFinally([loop], stores)];
}

function silentAssign(target: js.Identifier | js.MemberExpression, value: js.Expression): js.Statement {
  return b.silent(b.expressionStatement(b.assign(target, value)));
}

function countTurns(
  ctx: FunctionContext,
  counter: js.Identifier,
  granted: js.Identifier,
  start: number,
): js.Expression {
  return b.assign(counter, ctx.abiAt(start, "countTurns", counter, granted));
}

/** `if (--$2 < 0) break;` */
export function leaveAtSliceEnd({ left }: Slices): js.Statement {
  return b.silent(b.ifElse(b.binary("<", b.update("--", left, true), b.number(0)), [b.breakTo(null)]));
}
