/** Statements (language 4.2 to 4.8, 4.12). */
import type * as js from "estree";
import type {
  AssignStatement,
  Expression,
  FieldExpression,
  FnDeclaration,
  Identifier,
  IndexExpression,
  LetStatement,
  MethodCallExpression,
  ReturnStatement,
  Statement,
  UseStatement,
} from "../syntax/ast.ts";
import { deliverUnit } from "./blocks.ts";
import * as b from "./builders.ts";
import type { FunctionContext } from "./context.ts";
import { isInPlace, readField, writeField } from "./fields.ts";
import { lowerNamedFunction } from "./functions.ts";
import { lowerBreak, lowerContinue, lowerFor, lowerWhile, lowerWhileLet } from "./loops.ts";
import { bare, bareFloat, boxed, general, lowerBare, lowerCompound, lowerOperand, type Operand } from "./numbers.ts";
import { joinNurseries } from "./nurseries.ts";
import { bindIrrefutable } from "./patterns.ts";
import { RETURN } from "./position.ts";
import { assignName, bind, memberChain, readName, readTarget } from "./variables.ts";

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
  bindIrrefutable(ctx, node.pattern, owned(node, initialValue(node, ctx), ctx), node.start);
}

/** What the pattern takes: the number of a float where the variable holds that. An annotation looks at the value. */
function initialValue({ annotation, init, pattern, start }: LetStatement, ctx: FunctionContext): js.Expression {
  const isUnboxed =
    pattern.type === "BindingPattern" && ctx.isUnboxed(ctx.module.analysis.resolution.bindings.get(pattern)!);
  if (annotation === null) return isUnboxed ? lowerBare(init, ctx) : ctx.expression(init);
  const { name, text } = annotation;
  const value = ctx.abiAt(start, "checkType", ctx.expression(init), b.string(name), b.string(text));
  return isUnboxed ? b.member(value, "value") : value;
}

/** A literal list or dict belongs to the variable that it is stored into, if that is written into. */
function owned({ pattern, init }: LetStatement, value: js.Expression, ctx: FunctionContext): js.Expression {
  if (pattern.type !== "BindingPattern" || !NEW_VALUES.has(init.type)) return value;
  const { ownership, resolution } = ctx.module.analysis;
  return ownership.owners.has(resolution.bindings.get(pattern)!) ? ctx.abi("own", value) : value;
}

const NEW_VALUES: ReadonlySet<Expression["type"]> = new Set<Expression["type"]>([
  "ListExpression",
  "ListComprehension",
  "DictExpression",
  "DictComprehension",
]);

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
  if (target.type === "Identifier") return lowerAssignName(node, target, ctx);
  const value = lowerOperand(ctx, node.value);
  const { object } = target;
  if (object.type !== "Identifier") {
    const kind = target.type === "IndexExpression" ? "index" : "field";
    ctx.stable(value.value);
    return ctx.push(b.at(b.expressionStatement(ctx.abiAt(node.start, "refuseTarget", b.string(kind))), node.start));
  }
  const stored = { ...value, value: ctx.stable(value.value) };
  const [container, key] = ctx.inOrder([
    () => readTarget(ctx, object, object.name, node.start),
    () =>
      target.type === "IndexExpression"
        ? ctx.expression(target.index)
        : ctx.module.constants.fieldKey(target.field.name),
  ]) as [js.Expression, js.Expression];
  if (target.type === "FieldExpression" && ownerOf(object, ctx) && isInPlace(ctx, container)) {
    return lowerFieldInPlace(node, target.field.name, container, stored, ctx);
  }
  const [read, write] = accessors(target, ctx);
  if (node.operator === "=") {
    const updated = ctx.abiAt(node.start, write, container, key, boxed(ctx, stored));
    return assignName(ctx, object, object.name, updated, node.start);
  }
  const [subject, index] = [ctx.stable(container), ctx.stable(key)];
  const old = general(ctx.abiAt(node.start, read, subject, index));
  const changed = boxed(ctx, lowerCompound(ctx, operatorOf(node), old, stored, node));
  assignName(ctx, object, object.name, ctx.abiAt(node.start, write, subject, index, changed), node.start);
}

/** Nothing assigns the variable between the reads of it: the right-hand side has been evaluated. */
function lowerFieldInPlace(
  node: AssignStatement,
  name: string,
  variable: js.Identifier,
  operand: Operand,
  ctx: FunctionContext,
): void {
  const { start } = node;
  let value = operand;
  if (node.operator !== "=") {
    const old = general(readField(ctx, variable, name, start));
    value = lowerCompound(ctx, operatorOf(node), old, operand, node);
  }
  const written = writeField(ctx, variable, name, ctx.stable(boxed(ctx, value)), start);
  ctx.push(b.at(b.expressionStatement(written), start));
}

/** A variable that may own its list or dict is written into in place (pass ownedValues, benchmark "sieve"). */
function accessors(target: IndexExpression | FieldExpression, ctx: FunctionContext): [read: string, write: string] {
  const isOwner = ownerOf(target.object, ctx);
  if (target.type === "FieldExpression") return ["field", isOwner ? "writeField" : "setField"];
  return ["index", isOwner ? "writeIndex" : "setIndex"];
}

function ownerOf(node: Expression, ctx: FunctionContext): boolean {
  const { ownership, resolution } = ctx.module.analysis;
  const reference = resolution.references.get(node);
  return reference?.type === "binding" && ownership.owners.has(reference.binding);
}

/** `x = x.push(v)` of such a variable: `x = $.writePush($m_push, x, v, at)` (benchmark "list push"). */
function lowerUpdate(
  node: AssignStatement,
  target: Identifier,
  call: MethodCallExpression,
  ctx: FunctionContext,
): void {
  const args = ctx.operands(call.args.map((argument) => argument.value));
  const { start, method, receiver, argsStart } = call;
  const variable = readName(ctx, target, target.name, node.start);
  const container = b.endingAt(b.positioned(variable, receiver.start), argsStart);
  const selector = b.at(ctx.module.constants.selector(method.name), method.start, method.name);
  const write = args.length === 1 ? "writePush" : "writeInsert";
  assignName(ctx, target, target.name, ctx.abiAt(start, write, selector, container, ...args), node.start);
}

function lowerAssignName(node: AssignStatement, target: Identifier, ctx: FunctionContext): void {
  const update = ctx.module.analysis.ownership.updates.get(node);
  if (update !== undefined) return lowerUpdate(node, target, update, ctx);
  const value = lowerOperand(ctx, node.value);
  const assign = (result: Operand) => {
    const isBare = ctx.bareTarget(target) !== null;
    assignName(ctx, target, target.name, isBare ? bare(result) : boxed(ctx, result), node.start);
  };
  if (node.operator === "=") return assign(value);
  const operand = { ...value, value: ctx.stable(value.value) };
  const variable = ctx.bareVariable(target);
  const old: Operand =
    variable === null
      ? {
          ...general(readTarget(ctx, target, target.name, node.start)),
          type: ctx.module.analysis.types.of(target),
        }
      : bareFloat(b.id(variable));
  assign(lowerCompound(ctx, operatorOf(node), old, operand, node));
}

function operatorOf({ operator }: AssignStatement): "+" | "-" | "*" | "/" {
  return operator.slice(0, -1) as "+" | "-" | "*" | "/";
}
