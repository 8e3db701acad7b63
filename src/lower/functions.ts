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
import { entryName, TAIL_LABEL, twinName } from "./calls.ts";
import { FunctionContext, type FunctionMode } from "./context.ts";
import { sharesVariable } from "./names.ts";
import { numberGuards } from "./number-guards.ts";
import { generatorsOf } from "./plain-entries.ts";
import { RETURN } from "./position.ts";
import { budgetStep, isWithinSlice, sliceCheck } from "./slices.ts";
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
  if (ctx.module.analysis.entries.functions.has(info)) declareEntry(ctx, info, name);
  if (!isValue) return;
  const value = functionValue(ctx, info, b.id(name), hasTwin ? b.id(twinName(name)) : null);
  const variable = valueName(ctx, binding);
  if (!sharesVariable(binding)) return bind(ctx, binding, value, start, variable);
  ctx.push(b.declare("const", b.id(variable), value));
  bind(ctx, binding, b.id(variable), start);
}

/** The plain entry of a function that may suspend, and the generators that it hands over to (plain-entries.ts). */
function declareEntry(outer: FunctionContext, info: FunctionInfo, name: string): void {
  const node = info.node as FunctionNode;
  const binding = info.binding!;
  const mapped = (jsName: string) => b.at(b.id(jsName), nameStart(node), binding.name);
  const ctx = new FunctionContext(outer.module, info, "entry");
  const { params, body } = lowerForm(ctx, node, (names) => enterOnce(ctx, name, names));
  const names = params.map((parameter) => (parameter as js.Identifier).name);
  const rests = generatorsOf(names, body, ctx.entry, (index) => mapped(`${name}$rest${index}`));
  const parameters = [...params, b.id("$at")];
  const entry = b.functionDeclaration(mapped(entryName(name)), parameters, body, false);
  outer.push(...[entry, ...rests].map((code) => b.at(withBraces(code, node), b.UNMAPPED)), replaceEntry(outer, name));
}

/** `if ($d.isAttached) load$entry = $.inSteps(load);` */
function replaceEntry(ctx: FunctionContext, name: string): js.Statement {
  const isDebugged = b.member(ctx.module.constants.abi("debuggers", "$d"), "isAttached");
  const replace = b.assign(b.id(entryName(name)), ctx.abi("inSteps", b.id(name)));
  return b.silent(b.ifElse(isDebugged, [b.expressionStatement(replace)]));
}

/**
 *     if ($m.depth >= $m.ceiling || --$m.budget < 0) return $.run(load(id), $at);
 *     $m.depth++;
 */
function enterOnce(ctx: FunctionContext, name: string, params: readonly js.Pattern[]): js.Statement[] {
  const { constants } = ctx.module;
  const depth = constants.machine("depth");
  const isTooDeep = b.binary(">=", depth, constants.machine("ceiling"));
  const isSliceOver = b.binary("<", budgetStep(ctx), b.number(0));
  const run = b.at(ctx.abi("run", b.call(b.id(name), [...params] as js.Expression[]), b.id("$at")), b.UNMAPPED);
  const counted = b.expressionStatement(b.update("++", depth, false));
  return [
    b.at(b.ifElse(b.logical("||", isTooDeep, isSliceOver), [b.returnValue(run)]), b.UNMAPPED),
    b.at(counted, b.UNMAPPED),
  ];
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
  const isCounted = mode === "plain" && needsTwin(ctx, info);
  const { params, body } = lowerForm(ctx, info.node as FunctionNode, (names) =>
    isCounted ? countedEntry(ctx, info, names, twin!) : [],
  );
  return { params: isCounted ? [...params, b.id("$at")] : params, body };
}

/** The parameters, and the body behind what `enter` makes of them. */
function lowerForm(
  ctx: FunctionContext,
  node: FunctionNode,
  enter: (params: readonly js.Pattern[]) => js.Statement[],
): LoweredFunction {
  const { bindings } = ctx.module.analysis.resolution;
  const params: js.Pattern[] = node.params.map((parameter) => {
    const binding = bindings.get(parameter)!;
    const name = ctx.module.names.ofBinding(binding);
    return name === binding.name ? b.id(name) : b.at(b.id(name), parameter.name.start, binding.name);
  });
  const statements = ctx.block(() => {
    ctx.push(...enter(params));
    for (const parameter of node.params) lowerDefault(ctx, parameter);
    lowerFunctionBody(ctx, ctx.info);
  });
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
  ctx.push(...(ctx.mode === "plain" ? plainTailLoop : tailLoop)(ctx, info, lower));
}

/** `$tail: for (;;) { if (--$m.budget < 0 && $.sliceEnd(at)) yield; … }` */
function tailLoop(ctx: FunctionContext, info: FunctionInfo, lower: () => void): js.Statement[] {
  const check = sliceCheck(ctx, info.node.start);
  return [b.labeled(TAIL_LABEL, b.forever([check, ...ctx.block(lower)]))];
}

/**
 * A function that calls itself last goes round like a loop. It looks at the deadlines once in a while, and counts in a
 * local variable until then (pass countedTails, benchmark "tail recursion"). The call stands before the inner loop, not
 * after it: what is in use during a call, V8 keeps in memory all the time.
 *
 *     $1 = 100;
 *     for (;;) {
 *       if ($1 < 0) $1 = $.countTails(at);
 *       $tail: while (--$1 >= 0) { … }
 *     }
 */
function plainTailLoop(ctx: FunctionContext, info: FunctionInfo, lower: () => void): js.Statement[] {
  const { passes, resolution } = ctx.module.analysis;
  const at = info.node.start;
  const guards = numberGuards(
    ctx,
    (info.node as FunctionNode).params.map((parameter) => resolution.bindings.get(parameter)!),
  );
  if (!passes.countedTails) {
    return [...guards, b.labeled(TAIL_LABEL, b.forever([deadlineCheck(ctx, at), ...ctx.block(lower)]))];
  }
  const left = ctx.store(b.number(UNCOUNTED_TAILS));
  const count = b.expressionStatement(b.assign(left, ctx.abiAt(at, "countTails")));
  const round = b.labeled(TAIL_LABEL, b.whileLoop(isWithinSlice({ left }), ctx.block(lower)));
  return [...guards, b.forever([b.ifElse(b.binary("<", left, b.number(0)), [count]), round])];
}

/** The unit result at the very end of a function needs no `return`, unless the program has one there. */
export function withoutLastReturn(statements: js.Statement[]): js.Statement[] {
  const last: (js.Statement & b.Mapped) | undefined = statements.at(-1);
  const isImplied = last?.type === "ReturnStatement" && last.argument == null && last.ion === b.UNMAPPED;
  return isImplied ? statements.slice(0, -1) : statements;
}
