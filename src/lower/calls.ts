/**
 * Calls (language 4.9, 4.10, 4.13). A call of a function that is known by name is a direct JavaScript call; everything
 * else goes through its value.
 *
 *     plain function       fib(n)                    known generator     ($t = $.run(load(id), at)) === $S ? yield : $t
 *                                                   with an entry     ($t = load$entry(id, at)) === $S ? yield : $t
 *     unknown callee       ($t = $.call1(f, x, at)) === $S ? yield : $t
 *     tail call            return $.tail(load(id));      of itself       id = $1; continue $tail;
 */
import type * as js from "estree";
import { acceptsDirectly } from "../analyze/call-graph.ts";
import type { FunctionInfo } from "../analyze/scope.ts";
import type { CallExpression, Expression, MethodCallExpression, PipeExpression } from "../syntax/ast.ts";
import { arrange, lowerArguments, lowerMethodOperands } from "./arguments.ts";
import * as b from "./builders.ts";
import type { FunctionContext } from "./context.ts";
import { isCappedLogCall } from "./log-cap.ts";
import type { Destination } from "./position.ts";
import { valueName } from "./variables.ts";

/** The number of arguments up to which the runtime has calls without an argument array. */
const FAST_ARITY = 3;

export const TAIL_LABEL = "$tail";

export function lowerCall(node: CallExpression, ctx: FunctionContext): js.Expression {
  if (isCappedLogCall(node, ctx)) return b.undefinedValue();
  const target = directTarget(ctx, node);
  if (target !== null) return directCall(ctx, node, target);
  const { callGraph, suspension } = ctx.module.analysis;
  const [callee, args] = lowerArguments(ctx, node.callee, node);
  const call =
    args.simple !== null && args.simple.length <= FAST_ARITY
      ? ctx.abiAt(node.start, `call${args.simple.length}`, callee, ...args.simple)
      : ctx.abiAt(node.start, "callWith", callee, args.positional, args.keywords);
  const known = callGraph.knownCallees.get(node);
  const isPlain =
    known === undefined ? callGraph.plainCalls.has(node) : isPlainTarget(ctx, known, suspension.suspending);
  return isPlain ? call : ctx.mayWait(call);
}

/** In a twin, recursive functions run as generators, so calls of them may unwind the JavaScript stack. */
function isPlainTarget(ctx: FunctionContext, target: FunctionInfo, suspending: ReadonlySet<FunctionInfo>): boolean {
  return !suspending.has(target) && !(ctx.mode === "twin" && ctx.module.analysis.suspension.recursive.has(target));
}

/** The function whose JavaScript function can be called as it stands. */
function directTarget(ctx: FunctionContext, node: CallExpression): FunctionInfo | null {
  const target = ctx.module.analysis.callGraph.knownCallees.get(node);
  if (target === undefined || target.binding === null || !acceptsDirectly(target, node.args)) return null;
  return target;
}

function directCall(ctx: FunctionContext, node: CallExpression, target: FunctionInfo): js.Expression {
  const { suspension, entries } = ctx.module.analysis;
  if (entries.functions.has(target)) {
    const args = [...directArguments(ctx, node, target), b.number(node.start)];
    return ctx.mayWait(callByName(ctx, node, target, entryName, args));
  }
  const generator = directGenerator(ctx, node, target);
  if (generator !== null) return ctx.mayWait(startOf(ctx, node, generator));
  const args = directArguments(ctx, node, target);
  if (suspension.recursive.has(target)) args.push(b.number(node.start));
  return callByName(ctx, node, target, ownName, args);
}

/**
 * `$.run(load(id), at)`. Stepping into the call makes the generator, returns here and goes on into its body: `run` is
 * unmapped, so that debuggers pass over the stop in between. No debugger steps through an entry; the stacks of errors have
 * its callers by the place of the call.
 */
function startOf(ctx: FunctionContext, node: CallExpression, generator: js.Expression): js.Expression {
  const run = ctx.abi("run", generator, b.number(node.start));
  return b.at(run, ctx.mode === "entry" ? node.start : b.UNMAPPED);
}

/** `load(id)`, which makes the generator of the call; null when the target is called as a plain function. */
function directGenerator(ctx: FunctionContext, node: CallExpression, target: FunctionInfo): js.Expression | null {
  const { suspending, recursive } = ctx.module.analysis.suspension;
  const usesTwin = ctx.mode === "twin" && recursive.has(target);
  if (!suspending.has(target) && !usesTwin) return null;
  return callByName(ctx, node, target, usesTwin ? twinName : ownName, directArguments(ctx, node, target));
}

function directArguments(ctx: FunctionContext, node: CallExpression, target: FunctionInfo): js.Expression[] {
  const args = ctx.operands(node.args.map((argument) => argument.value));
  const declared = target.node.type === "Program" ? 0 : target.node.params.length;
  while (args.length < declared) args.push(b.member(b.id("$"), "missing"));
  return args;
}

/** `load(id)`; a late-bound function must have been bound by now: `($.requireBound(load$value, "load", at), load(id))`. */
function callByName(
  ctx: FunctionContext,
  { start, callee, argsStart }: CallExpression,
  target: FunctionInfo,
  nameOf: (name: string) => string,
  args: js.Expression[],
): js.Expression {
  const binding = target.binding!;
  const name = ctx.module.names.ofFunction(binding);
  const identifier = b.at(b.id(nameOf(name)), callee.start, binding.name);
  const call = b.at(b.call(b.endingAt(identifier, argsStart), args), start);
  const reference = ctx.module.analysis.resolution.references.get(callee);
  const isInside = isWithin(ctx.info, target);
  if (reference?.type !== "late" || isInside) return call;
  const value = b.id(valueName(ctx, binding));
  return b.sequence([ctx.abiAt(callee.start, "requireBound", value, b.string(binding.name)), call]);
}

function ownName(name: string): string {
  return name;
}

export function twinName(name: string): string {
  return `${name}$deep`;
}

export function entryName(name: string): string {
  return `${name}$entry`;
}

/** Code that runs inside a function runs after the function was bound. */
function isWithin(info: FunctionInfo | null, target: FunctionInfo): boolean {
  for (let at = info; at !== null; at = at.parent) if (at === target) return true;
  return false;
}

/** A call whose value is the result of the function. Answers false when it is not lowered specially. */
export function lowerTailCall(node: CallExpression, ctx: FunctionContext): boolean {
  const { callGraph, suspension } = ctx.module.analysis;
  if (!callGraph.tailCalls.has(node) || isCappedLogCall(node, ctx)) return false;
  if (ctx.tries.length > 0 || ctx.nurseries.length > 0) return false;
  if (callGraph.facts.get(ctx.info)!.selfTailCalls.has(node)) {
    jumpToStart(ctx, node);
    return true;
  }
  const isGenerator = ctx.mode === "generator" || ctx.mode === "entry";
  if (!isGenerator || callGraph.plainCalls.has(node)) return false;
  const known = callGraph.knownCallees.get(node);
  if (known !== undefined && !suspension.suspending.has(known)) return false;
  const target = directTarget(ctx, node);
  if (target !== null) tailCallByName(ctx, node, target);
  else tailCallOfValue(ctx, node);
  return true;
}

/**
 * `return $.tail(load(id));` An entry has to leave before the call, which takes the place of its own:
 *
 *     $m.depth--;
 *     return load$entry(id, $at);
 *
 * Where the two may call each other in turn, `$.run(load(id), $at)` keeps the JavaScript stack from growing.
 */
function tailCallByName(ctx: FunctionContext, node: CallExpression, target: FunctionInfo): void {
  const { entries } = ctx.module.analysis;
  const tailCall = (generator: js.Expression) =>
    b.at(ctx.returned(b.at(ctx.abi("tail", generator), node.start)), node.start);
  if (ctx.mode !== "entry") return ctx.push(tailCall(directGenerator(ctx, node, target)!));
  const args = directArguments(ctx, node, target).map((value) => ctx.stable(value));
  const generator = callByName(ctx, node, target, ownName, args);
  const isEntered = entries.functions.has(target) && !entries.areInCycle(ctx.info, target);
  const site = b.id("$at");
  const call = isEntered
    ? unmapped(callByName(ctx, node, target, entryName, [...args, site]))
    : b.at(ctx.abi("run", generator, site), b.UNMAPPED);
  const leave = b.silent(b.expressionStatement(b.update("--", ctx.module.constants.machine("depth"), false)));
  const statement = b.at(ctx.returned(call), node.start);
  ctx.entry.fork(leave, []);
  ctx.entry.fork(statement, [tailCall(generator)]);
  ctx.push(leave, statement);
}

/** A frame of the call must not look like one of the program, so neither the call nor its callee has a place. */
function unmapped(call: js.Expression): js.Expression {
  const direct = call.type === "SequenceExpression" ? call.expressions.at(-1)! : call;
  const { callee } = direct as js.SimpleCallExpression;
  (direct as js.SimpleCallExpression).callee = b.id((callee as js.Identifier).name);
  b.at(direct, b.UNMAPPED);
  return call;
}

/** `return ($t = $.tailCall(f, [x], null, at)) === $S ? yield : $t;`, in an entry `return $.tailFrom(…, at, $at);` */
function tailCallOfValue(ctx: FunctionContext, node: CallExpression): void {
  const [callee, args] = lowerArguments(ctx, node.callee, node);
  const call = ctx.abiAt(node.start, "tailCall", callee, args.positional, args.keywords);
  if (ctx.mode !== "entry") return ctx.push(b.at(ctx.returned(ctx.mayWait(call)), node.start));
  const operands = [callee, args.positional, args.keywords, b.number(node.start)];
  const entered = b.at(ctx.abi("tailFrom", ...operands, b.id("$at")), node.start);
  const statement = b.at(ctx.returned(entered), node.start);
  ctx.entry.fork(statement, [b.returnValue(ctx.waitInGenerator(call))]);
  ctx.push(statement);
}

function jumpToStart(ctx: FunctionContext, node: CallExpression): void {
  const { bindings } = ctx.module.analysis.resolution;
  const { params } = ctx.info.node as Exclude<FunctionInfo["node"], { type: "Program" }>;
  const names = params.map((parameter) => ctx.module.names.ofBinding(bindings.get(parameter)!));
  const values = ctx.operands(node.args.map((argument) => argument.value)).map((value) => ctx.stable(value));
  // `f(b, a)` swaps: a parameter that is stored before it is read waits in a temporary.
  const sources = values.map((value, index) => {
    const isOverwritten =
      value.type === "Identifier" && names.indexOf(value.name) < index && names.includes(value.name);
    return isOverwritten ? ctx.store(value) : value;
  });
  names.forEach((name, index) => {
    const source = sources[index]!;
    if (source.type === "Identifier" && source.name === name) return;
    ctx.push(b.at(b.expressionStatement(b.assign(b.id(name), source)), node.start));
  });
  ctx.push(b.continueTo(TAIL_LABEL));
}

export function lowerMethodCall(node: MethodCallExpression, ctx: FunctionContext): js.Expression {
  const start = b.number(node.start);
  const refused = node.args.findIndex(({ type }) => type === "KeywordArgument" || type === "KeywordSpreadArgument");
  if (refused !== -1) return refuseKeywords(ctx, node, refused);
  const [selector, receiver, args] = lowerMethodOperands(ctx, node);
  const call =
    args.simple !== null && args.simple.length < FAST_ARITY
      ? ctx.abi(invocationOf(ctx, node), selector, receiver, ...args.simple, start)
      : ctx.abi("invokeWith", selector, receiver, args.positional, start);
  b.at(call, node.start);
  return isPlainCallback(ctx, node) ? call : ctx.mayWait(call);
}

/** Methods that the runtime calls at once for the receivers that they mostly have, by the number of their arguments. */
const DIRECT_METHODS: ReadonlyMap<string, number> = new Map([
  ["len", 0],
  ["push", 1],
  ["unwrap", 0],
]);

/** `$.len($m_len, xs, at)`, `$.push($m_push, xs, x, at)`; of other methods `$.invoke0($m_pop, xs, at)` and so on. */
function invocationOf(ctx: FunctionContext, { method, args }: MethodCallExpression): string {
  const isDirect = ctx.module.analysis.passes.directMethods && DIRECT_METHODS.get(method.name) === args.length;
  return isDirect ? method.name : `invoke${args.length}`;
}

/** Methods take no keywords; what stands before the first one is still evaluated. */
function refuseKeywords(ctx: FunctionContext, node: MethodCallExpression, count: number): js.Expression {
  const before = [node.receiver, ...node.args.slice(0, count).map((argument) => argument.value)];
  for (const operand of before) ctx.discard(operand);
  return ctx.abiAt(node.start, "refuseKeywords");
}

function isPlainCallback(ctx: FunctionContext, node: MethodCallExpression | PipeExpression): boolean {
  const { callGraph, suspension } = ctx.module.analysis;
  const known = callGraph.knownCallbacks.get(node);
  return known === undefined ? callGraph.plainCalls.has(node) : isPlainTarget(ctx, known, suspension.suspending);
}

const PIPE_TARGETS: ReadonlySet<Expression["type"]> = new Set<Expression["type"]>([
  "Identifier",
  "PathExpression",
  "LambdaExpression",
  "FieldExpression",
  "TupleFieldExpression",
  "IndexExpression",
  "BlockExpression",
  "IfExpression",
  "IfLetExpression",
  "MatchExpression",
]);

/** `a |> f(b)` is `f(a, b)` with `a` evaluated first; the call has the position of `a`. */
export function lowerPipe(node: PipeExpression, ctx: FunctionContext): js.Expression {
  const { right } = node;
  const start = b.number(node.start);
  if (right.type === "CallExpression") {
    const steps = [node.left, right.callee, ...right.args.map((argument) => argument.value)];
    const [left, callee, ...values] = ctx.operands(steps) as [js.Expression, js.Expression, ...js.Expression[]];
    // The callee is evaluated between the two: an array literal keeps the order.
    const args = arrange(ctx, right.args, values, node.start);
    const first = ctx.stable(left);
    const positional = b.array([first, ...args.positional.elements.filter((element) => element !== null)]);
    const callable = b.endingAt(callee, right.argsStart);
    return finishPipe(ctx, node, ctx.abi("callWith", callable, positional, args.keywords, start));
  }
  if (!PIPE_TARGETS.has(right.type)) {
    ctx.discard(node.left);
    return ctx.abi("refusePipe", start);
  }
  const [left, callee] = ctx.operands([node.left, right]) as [js.Expression, js.Expression];
  return finishPipe(ctx, node, ctx.abi("pipe", left, callee, start));
}

function finishPipe(ctx: FunctionContext, node: PipeExpression, call: js.Expression): js.Expression {
  b.at(call, node.start);
  return isPlainCallback(ctx, node) ? call : ctx.mayWait(call);
}

/** Delivers a call to its destination, as a tail call where it is one. */
export function lowerCallInto(node: CallExpression, destination: Destination, ctx: FunctionContext): void {
  if (destination.type === "return" && lowerTailCall(node, ctx)) return;
  ctx.finish(lowerCall(node, ctx), destination, node.start);
}
