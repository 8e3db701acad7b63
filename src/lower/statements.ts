/** Statements (language 4.2 to 4.8, 4.12). */
import type * as js from "estree";
import type {
  AssignStatement,
  FnDeclaration,
  LetStatement,
  ReturnStatement,
  Statement,
  UseStatement,
} from "../syntax/ast.ts";
import { deliverUnit } from "./blocks.ts";
import * as b from "./builders.ts";
import type { FunctionContext } from "./context.ts";
import { lowerNamedFunction } from "./functions.ts";
import { lowerBreak, lowerContinue, lowerFor, lowerWhile, lowerWhileLet } from "./loops.ts";
import { joinNurseries } from "./nurseries.ts";
import { operatorName } from "./operators.ts";
import { bindIrrefutable } from "./patterns.ts";
import { RETURN } from "./position.ts";
import { assignName, bind, memberChain, readName } from "./variables.ts";

type StatementTable = {
  readonly [K in Statement["type"]]: (node: Extract<Statement, { type: K }>, ctx: FunctionContext) => void;
};

const STATEMENTS: StatementTable = {
  LetStatement: lowerLet,
  FnDeclaration: lowerFn,
  ForStatement: lowerFor,
  WhileStatement: lowerWhile,
  WhileLetStatement: lowerWhileLet,
  BreakStatement: lowerBreak,
  ContinueStatement: lowerContinue,
  ReturnStatement: lowerReturn,
  UseStatement: lowerUse,
  AssignStatement: lowerAssign,
  ExpressionStatement: (node, ctx) => ctx.discard(node.expression),
};

export function lowerStatement(node: Statement, ctx: FunctionContext): void {
  (STATEMENTS[node.type] as (node: Statement, ctx: FunctionContext) => void)(node, ctx);
}

function lowerLet(node: LetStatement, ctx: FunctionContext): void {
  const { resolution } = ctx.module.analysis;
  if (node.init.type === "LambdaExpression" && node.annotation === null) {
    const info = resolution.functionOf.get(node.init)!;
    if (info.binding !== null) return lowerNamedFunction(ctx, info, node.start);
  }
  let value = ctx.expression(node.init);
  if (node.annotation !== null) {
    const { name, text } = node.annotation;
    value = ctx.abiAt(node.start, "checkType", value, b.string(name), b.string(text));
  }
  bindIrrefutable(ctx, node.pattern, value, node.start);
}

function lowerFn(node: FnDeclaration, ctx: FunctionContext): void {
  lowerNamedFunction(ctx, ctx.module.analysis.resolution.functionOf.get(node)!, node.start);
}

/** A jump out of `async` blocks joins them first, so the value waits in a temporary (concurrency B-13); so for `try`. */
function lowerReturn(node: ReturnStatement, ctx: FunctionContext): void {
  if (ctx.nurseries.length === 0 && ctx.tries.length === 0) {
    if (node.argument === null) deliverUnit(ctx, RETURN, node.start);
    else ctx.into(node.argument, RETURN);
    return;
  }
  const value = node.argument === null ? b.undefinedValue() : ctx.stable(ctx.expression(node.argument));
  joinNurseries(ctx, 0, "joinNursery");
  ctx.leaveTries(0);
  ctx.finish(value, RETURN, node.start);
}

/** Imports are bound one by one, so that an unknown name fails after the earlier ones were bound (4.12). */
function lowerUse(node: UseStatement, ctx: FunctionContext): void {
  const head = node.path[0]!;
  const module = memberChain(ctx, readName(ctx, head, head.name, node.start), node.path.slice(1), node.start);
  const { resolution } = ctx.module.analysis;
  if (node.items === null) {
    const glob = resolution.globs.get(node);
    const imported = ctx.abiAt(node.start, "useAll", module, b.boolean(glob?.isTopLevel === true));
    if (glob === undefined) return ctx.push(b.at(b.expressionStatement(imported), node.start));
    ctx.push(b.at(b.declare("const", b.id(glob.jsName), imported), node.start));
    return;
  }
  if (node.items.length === 0)
    return ctx.push(b.at(b.expressionStatement(ctx.abiAt(node.start, "useNone", module)), node.start));
  const source = node.items.length > 1 ? ctx.stable(module) : module;
  for (const item of node.items) {
    bind(
      ctx,
      resolution.bindings.get(item)!,
      ctx.abiAt(node.start, "member", source, b.string(item.name.name)),
      node.start,
    );
  }
}

/** The right-hand side first, then the target (4.4). */
function lowerAssign(node: AssignStatement, ctx: FunctionContext): void {
  const { target } = node;
  const value = ctx.expression(node.value);
  if (target.type === "Identifier") {
    if (node.operator === "=") return assignName(ctx, target, target.name, value, node.start);
    const operand = ctx.stable(value);
    const old = readName(ctx, target, target.name, node.start);
    return assignName(ctx, target, target.name, compound(ctx, node, old, operand), node.start);
  }
  const stored = ctx.stable(value);
  const { object } = target;
  if (object.type !== "Identifier") {
    const kind = target.type === "IndexExpression" ? "index" : "field";
    return ctx.push(b.at(b.expressionStatement(ctx.abiAt(node.start, "refuseTarget", b.string(kind))), node.start));
  }
  const [container, key] = ctx.inOrder([
    () => readName(ctx, object, object.name, node.start),
    () => (target.type === "IndexExpression" ? ctx.expression(target.index) : b.string(target.field.name)),
  ]) as [js.Expression, js.Expression];
  const [read, write] = target.type === "IndexExpression" ? ["index", "setIndex"] : ["field", "setField"];
  if (node.operator === "=") {
    const updated = ctx.abiAt(node.start, write, container, key, stored);
    return assignName(ctx, object, object.name, updated, node.start);
  }
  const [subject, index] = [ctx.stable(container), ctx.stable(key)];
  const changed = compound(ctx, node, ctx.abiAt(node.start, read, subject, index), stored);
  assignName(ctx, object, object.name, ctx.abiAt(node.start, write, subject, index, changed), node.start);
}

function compound(
  ctx: FunctionContext,
  node: AssignStatement,
  left: js.Expression,
  right: js.Expression,
): js.Expression {
  const operator = node.operator.slice(0, -1) as "+" | "-" | "*" | "/";
  return ctx.abiAt(node.start, operatorName(operator), left, right);
}
