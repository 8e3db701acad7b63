/**
 * Functions and lambdas (language 4.3). A named one is a JavaScript function of the same name and, where its value is
 * needed, a constant beside it; what it captures and can change later is copied first.
 *
 *     x$c = x;
 *     function* load(id) { … }
 *     const load$value = $.bind("load", $.fn(load, $f1));
 *
 * A recursive function that never suspends counts its calls, and continues as its generator twin where the JavaScript
 * stack ends:
 *
 *     function fib(n, $at) {
 *       if (++$m.depth > $m.ceiling) return $.deepen(fib$deep(n), $at);
 *       return $.leave(…);
 *     }
 */
import type * as js from "estree";
import { Binding, Capture, type Captured, EarlierName, type FunctionInfo, needsCopy } from "../analyze/scope.ts";
import type { FnDeclaration, LambdaExpression, Parameter } from "../syntax/ast.ts";
import { lowerBody } from "./blocks.ts";
import * as b from "./builders.ts";
import { TAIL_LABEL, twinName } from "./calls.ts";
import { FunctionContext, type FunctionMode } from "./context.ts";
import { budgetStep, sliceCheck } from "./loops.ts";
import { sharesVariable } from "./names.ts";
import { RETURN } from "./position.ts";
import { bind, readBinding, readEarlier, valueName } from "./variables.ts";

type FunctionNode = FnDeclaration | LambdaExpression;

/** A `fn` statement, or `let f = |x| …` for a name that is never anything else. */
export function lowerNamedFunction(ctx: FunctionContext, info: FunctionInfo, start: number): void {
  const binding = info.binding!;
  const name = ctx.module.names.ofFunction(binding);
  for (const copy of captureCopies(ctx, info)) ctx.push(b.expressionStatement(copy));
  const node = info.node as FunctionNode;
  const declare = (jsName: string, mode: FunctionMode) => {
    const { params, body } = lowerFunction(ctx, info, mode, b.id(twinName(name)));
    const id = b.at(b.id(jsName), nameStart(node), binding.name);
    ctx.push(b.at(withBraces(b.functionDeclaration(id, params, body, mode !== "plain"), node), head));
  };
  const isValue = binding.isUsedAsValue || binding.isTopLevel || binding.slot.isLate;
  // A `let` is a step that gives the variable its value; the head of a `fn` is none, as in JavaScript.
  const head = isValue && node.type === "LambdaExpression" ? b.UNMAPPED : start;
  declare(name, modeOf(ctx, info));
  const hasTwin = needsTwin(ctx, info);
  if (hasTwin) declare(twinName(name), "twin");
  if (!isValue) return;
  const value = functionValue(ctx, info, b.id(name), hasTwin ? b.id(twinName(name)) : null);
  const variable = valueName(ctx, binding);
  if (!sharesVariable(binding)) return bind(ctx, binding, value, start, variable);
  ctx.push(b.declare("const", b.id(variable), value));
  bind(ctx, binding, b.id(variable), start);
}

/** The braces of the body are places in the program, if it has braces there. */
function withBraces<T extends js.FunctionDeclaration | js.FunctionExpression>(code: T, { body }: FunctionNode): T {
  if (body.type === "BlockExpression") b.at(code.body, body.start).ionEnd = body.end - 1;
  return code;
}

function nameStart(node: FunctionNode): number {
  return node.type === "FnDeclaration" ? node.name.start : node.start;
}

/** A lambda in the middle of an expression. A recursive one reaches its twin through a variable of the block. */
export function lowerLambda(node: LambdaExpression, ctx: FunctionContext): js.Expression {
  const info = ctx.module.analysis.resolution.functionOf.get(node)!;
  const twin = needsTwin(ctx, info) ? b.id(ctx.module.constants.fresh("deep")) : null;
  const expressionOf = (mode: FunctionMode) => {
    const { params, body } = lowerFunction(ctx, info, mode, twin);
    return b.at(withBraces(b.functionExpression(null, params, body, mode !== "plain"), node), node.start);
  };
  const copies = captureCopies(ctx, info);
  if (twin !== null) {
    ctx.hoist(twin.name, false);
    copies.push(b.assign(twin, expressionOf("twin")));
  }
  const value = functionValue(ctx, info, expressionOf(modeOf(ctx, info)), twin);
  return copies.length === 0 ? value : b.sequence([...copies, value]);
}

function functionValue(
  ctx: FunctionContext,
  info: FunctionInfo,
  code: js.Expression,
  twin: js.Expression | null,
): js.Expression {
  const suspends = ctx.module.analysis.suspension.suspending.has(info);
  const signature = ctx.module.constants.signature(info, (info.node as FunctionNode).params, suspends);
  return ctx.abi("fn", code, signature, ...(twin === null ? [] : [twin]));
}

function modeOf(ctx: FunctionContext, info: FunctionInfo): FunctionMode {
  return ctx.module.analysis.suspension.suspending.has(info) ? "generator" : "plain";
}

function needsTwin(ctx: FunctionContext, info: FunctionInfo): boolean {
  return ctx.module.analysis.suspension.recursive.has(info);
}

/** `x$c = x` for every outer name that can change after the function was created. */
function captureCopies(ctx: FunctionContext, info: FunctionInfo): js.Expression[] {
  const copies: js.Expression[] = [];
  for (const capture of info.captures.values()) {
    if (!needsCopy(capture.of)) continue;
    const name = ctx.module.names.ofCapture(capture);
    ctx.hoist(name, false);
    copies.push(b.assign(b.id(name), readOuter(ctx, capture.of)));
  }
  return copies;
}

function readOuter(ctx: FunctionContext, of: Captured): js.Expression {
  if (of instanceof EarlierName) return readEarlier(ctx, of);
  if (of instanceof Binding) return readBinding(ctx, of);
  if (of instanceof Capture) return b.id(ctx.module.names.ofCapture(of));
  const [version] = of.versions;
  const isFunction = of.versions.length === 1 && version!.knownFunction !== null;
  const variable = b.id(isFunction ? valueName(ctx, version!) : ctx.module.names.ofSlot(of));
  return of.isShared ? ctx.abi("peek", variable) : variable;
}

interface LoweredFunction {
  readonly params: js.Pattern[];
  readonly body: js.Statement[];
}

function lowerFunction(
  outer: FunctionContext,
  info: FunctionInfo,
  mode: FunctionMode,
  twin: js.Identifier | null,
): LoweredFunction {
  const ctx = new FunctionContext(outer.module, info, mode);
  const node = info.node as FunctionNode;
  const { bindings } = ctx.module.analysis.resolution;
  const params: js.Pattern[] = node.params.map((parameter) => {
    const binding = bindings.get(parameter)!;
    const name = ctx.module.names.ofBinding(binding);
    return name === binding.name ? b.id(name) : b.at(b.id(name), parameter.name.start, binding.name);
  });
  const isCounted = mode === "plain" && needsTwin(ctx, info);
  const statements = ctx.block(() => {
    if (isCounted) ctx.push(...countedEntry(ctx, info, params, twin!));
    for (const parameter of node.params) lowerDefault(ctx, parameter);
    lowerFunctionBody(ctx, info);
  });
  if (isCounted) params.push(b.id("$at"));
  return { params, body: [...ctx.temporaryDeclarations(), ...withoutLastReturn(statements)] };
}

function countedEntry(
  ctx: FunctionContext,
  info: FunctionInfo,
  params: readonly js.Pattern[],
  twin: js.Identifier,
): js.Statement[] {
  const { constants, analysis } = ctx.module;
  const depth = b.update("++", constants.machine("depth"), true);
  const overflow = ctx.abi("deepen", b.call(twin, [...params] as js.Expression[]), b.id("$at"));
  const entry = [b.ifElse(b.binary(">", depth, constants.machine("ceiling")), [b.returnValue(overflow)])];
  if (analysis.suspension.branching.has(info)) entry.push(deadlineCheck(ctx, info.node.start));
  return entry;
}

/** Recursion that branches can run for exponential time: it looks at the deadlines once a slice. */
function deadlineCheck(ctx: FunctionContext, at: number): js.IfStatement {
  const check = b.expressionStatement(ctx.abiAt(at, "checkDeadline"));
  return b.ifElse(b.binary("<", budgetStep(ctx), b.number(0)), [check]);
}

/**
 * A function that calls itself last goes round like a loop. It looks at the deadlines once in a while, and counts in a
 * local variable until then (pass countedTails, benchmark "tail recursion").
 *
 *     $1 = 100;
 *     $tail: for (;;) { if (--$1 < 0) $1 = $.countTails(at); … }
 */
function tailCheck(ctx: FunctionContext, at: number): js.Statement {
  if (!ctx.module.analysis.passes.countedTails) return deadlineCheck(ctx, at);
  const left = ctx.store(b.number(UNCOUNTED_TAILS));
  const count = b.expressionStatement(b.assign(left, ctx.abiAt(at, "countTails")));
  return b.ifElse(b.binary("<", b.update("--", left, true), b.number(0)), [count]);
}

/** The tail calls of itself that a call of a function makes without counting them in the slice. */
const UNCOUNTED_TAILS = 100;

/** Defaults are evaluated by the callee, in the scope of the function (4.9). */
function lowerDefault(ctx: FunctionContext, parameter: Parameter): void {
  if (parameter.default === null) return;
  const binding = ctx.module.analysis.resolution.bindings.get(parameter)!;
  const variable = b.id(ctx.module.names.ofBinding(binding));
  const { default: value } = parameter;
  const assignment = ctx.block(() => ctx.into(value, { type: "assign", name: variable.name }));
  ctx.push(b.ifElse(b.binary("===", variable, b.member(b.id("$"), "missing")), assignment));
}

function lowerFunctionBody(ctx: FunctionContext, info: FunctionInfo): void {
  const { body } = info.node as FunctionNode;
  const lower = () => (body.type === "BlockExpression" ? lowerBody(ctx, body.body, RETURN) : ctx.into(body, RETURN));
  if (ctx.module.analysis.callGraph.facts.get(info)!.selfTailCalls.size === 0) return lower();
  const check = (ctx.mode === "plain" ? tailCheck : sliceCheck)(ctx, info.node.start);
  const loop = ctx.block(() => {
    ctx.push(check);
    lower();
  });
  ctx.push(b.labeled(TAIL_LABEL, b.forever(loop)));
}

/** The unit result at the very end of a function needs no `return`, unless the program has one there. */
export function withoutLastReturn(statements: js.Statement[]): js.Statement[] {
  const last: (js.Statement & b.Mapped) | undefined = statements.at(-1);
  const isImplied = last?.type === "ReturnStatement" && last.argument == null && last.ion === b.UNMAPPED;
  return isImplied ? statements.slice(0, -1) : statements;
}
