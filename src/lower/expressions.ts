/** The phase table of expressions: which function lowers which node, as a value or into a destination. */
import type * as js from "estree";
import { leftOperand, leftSpine } from "../analyze/operands.ts";
import type { BlockExpression, Expression, Identifier, IfExpression, PathExpression } from "../syntax/ast.ts";
import { lowerBlock, lowerIf, lowerIfLet, lowerMatch, lowerTry } from "./blocks.ts";
import * as b from "./builders.ts";
import { lowerCall, lowerCallInto, lowerMethodCall, lowerPipe } from "./calls.ts";
import type { FunctionContext } from "./context.ts";
import { readField } from "./fields.ts";
import { lowerLambda } from "./functions.ts";
import {
  lowerConstructor,
  lowerDict,
  lowerEnum,
  lowerInterpolatedString,
  lowerList,
  lowerStruct,
  lowerTuple,
} from "./literals.ts";
import { lowerDictComprehension, lowerListComprehension, lowerLoop } from "./loops.ts";
import { lowerBinary } from "./numbers.ts";
import { lowerAsync, lowerAwait, lowerSelect, lowerSpawn } from "./nurseries.ts";
import { condition, lowerLogical, lowerPropagate, lowerRange, lowerUnary } from "./operators.ts";
import type { Destination } from "./position.ts";
import { memberChain, readName } from "./variables.ts";

type ExpressionTable = {
  readonly [K in Expression["type"]]: (node: Extract<Expression, { type: K }>, ctx: FunctionContext) => js.Expression;
};

const EXPRESSIONS: ExpressionTable = {
  IntLiteral: (node) => b.number(node.value),
  FloatLiteral: (node, ctx) => ctx.module.constants.float(node.value),
  BoolLiteral: (node) => b.boolean(node.value),
  StringLiteral: (node) => b.string(node.value),
  BytesLiteral: (node, ctx) => ctx.module.constants.bytes(node.value),
  NoneLiteral: (_node, ctx) => ctx.module.constants.abi("none", "$none"),
  UnitLiteral: () => b.undefinedValue(),
  InterpolatedString: lowerInterpolatedString,
  Identifier: (node, ctx) => {
    const value = readName(ctx, node, node.name, node.start);
    if (handsOn(node, ctx)) return b.at(ctx.abi("share", value), node.start, node.name);
    const keepsName = value.type === "Identifier" && value.name === node.name;
    return keepsName ? value : b.at(value, node.start, node.name);
  },
  PathExpression: lowerPath,
  EnumExpression: lowerEnum,
  StructExpression: lowerStruct,
  ConstructorExpression: lowerConstructor,
  TupleExpression: lowerTuple,
  ListExpression: lowerList,
  ListComprehension: lowerListComprehension,
  DictExpression: lowerDict,
  DictComprehension: lowerDictComprehension,
  LambdaExpression: lowerLambda,
  UnaryExpression: lowerUnary,
  BinaryExpression: lowerBinary,
  LogicalExpression: lowerLogical,
  RangeExpression: lowerRange,
  PipeExpression: lowerPipe,
  CallExpression: lowerCall,
  MethodCallExpression: lowerMethodCall,
  FieldExpression: (node, ctx) => readField(ctx, ctx.expression(node.object), node.field.name, node.start),
  TupleFieldExpression: (node, ctx) =>
    b.at(ctx.abi("tupleField", ctx.expression(node.object), b.number(node.index), b.number(node.start)), node.start),
  IndexExpression: (node, ctx) => {
    const [object, index] = ctx.operands([node.object, node.index]) as [js.Expression, js.Expression];
    return b.at(ctx.abi("index", object, index, b.number(node.start)), node.start);
  },
  SliceExpression: (node, ctx) => {
    const bound = (part: Expression | null) => () => (part === null ? b.NULL : ctx.expression(part));
    const operands = ctx.inOrder([() => ctx.expression(node.object), bound(node.from), bound(node.to)]);
    return b.at(ctx.abi("slice", ...operands, b.boolean(node.inclusive), b.number(node.start)), node.start);
  },
  PropagateExpression: lowerPropagate,
  AwaitExpression: lowerAwait,
  BlockExpression: throughTemporary,
  IfExpression: lowerIfValue,
  IfLetExpression: throughTemporary,
  MatchExpression: throughTemporary,
  LoopExpression: throughTemporary,
  TryExpression: throughTemporary,
  AsyncExpression: throughTemporary,
  SpawnExpression: lowerSpawn,
  SelectExpression: throughTemporary,
};

export function lowerExpression(node: Expression, ctx: FunctionContext): js.Expression {
  const link = ctx.storedLinks.get(node);
  if (link !== undefined) return link;
  shortenChain(node, ctx);
  return (EXPRESSIONS[node.type] as (node: Expression, ctx: FunctionContext) => js.Expression)(node, ctx);
}

/** Printers and parsers of JavaScript recurse, so of a chain that is longer than this, inner links are stored. */
const LONGEST_CHAIN = 60;

/** The innermost link of a chain of operators, calls or accesses is evaluated first, so it can be stored first. */
export function shortenChain(node: Expression, ctx: FunctionContext): void {
  if (!isLongChain(node, ctx)) return;
  const links = leftSpine(node);
  for (let i = links.length - 1 - LONGEST_CHAIN; i > 0; i -= LONGEST_CHAIN) {
    const link = links[i]!;
    ctx.storedLinks.set(link, ctx.store(ctx.expression(link)));
  }
}

function isLongChain(node: Expression, ctx: FunctionContext): boolean {
  let length = 0;
  for (let at = leftOperand(node); at !== null && !ctx.storedLinks.has(at); at = leftOperand(at)) {
    if (++length > LONGEST_CHAIN) return true;
  }
  return false;
}

/** Whether the read hands on a value that its variable may own (pass ownedValues). */
function handsOn(node: Identifier, ctx: FunctionContext): boolean {
  const { ownership, resolution } = ctx.module.analysis;
  const reference = resolution.references.get(node);
  return reference?.type === "binding" && ownership.owners.has(reference.binding) && !ownership.looks.has(node);
}

/** `a::b::c` */
function lowerPath({ segments, start }: PathExpression, ctx: FunctionContext): js.Expression {
  const [head, ...members] = segments;
  return memberChain(ctx, readName(ctx, head!, head!.name, start), members, start);
}

/** A construct that is a statement in JavaScript leaves its value in a temporary. */
function throughTemporary(node: Expression, ctx: FunctionContext): js.Expression {
  const name = ctx.temporary();
  lowerInto(node, { type: "assign", name }, ctx);
  return b.id(name);
}

export function lowerInto(node: Expression, destination: Destination, ctx: FunctionContext): void {
  switch (node.type) {
    case "BlockExpression":
      return lowerBlock(node, destination, ctx);
    case "IfExpression":
      return lowerIf(node, destination, ctx);
    case "IfLetExpression":
      return lowerIfLet(node, destination, ctx);
    case "MatchExpression":
      return lowerMatch(node, destination, ctx);
    case "LoopExpression":
      return lowerLoop(node, destination, ctx);
    case "TryExpression":
      return lowerTry(node, destination, ctx);
    case "AsyncExpression":
      return lowerAsync(node, destination, ctx);
    case "SelectExpression":
      return lowerSelect(node, destination, ctx);
    case "CallExpression":
      return lowerCallInto(node, destination, ctx);
    default:
      return ctx.finish(ctx.expression(node), destination, node.start);
  }
}

/** `c ? a : b` where both branches are plain expressions; on several lines each takes breakpoints of its own. */
function lowerIfValue(node: IfExpression, ctx: FunctionContext): js.Expression {
  const consequent = singleExpression(node.consequent, ctx);
  const alternate = node.alternate?.type === "BlockExpression" ? singleExpression(node.alternate, ctx) : null;
  const isOneLine = ctx.module.isOneLine(node.start, node.end - 1);
  if (consequent === null || alternate === null || !isOneLine) return throughTemporary(node, ctx);
  const branch = (value: Expression) => b.positioned(ctx.expression(value), value.start);
  return b.conditional(condition(ctx, node.test), branch(consequent), branch(alternate));
}

/** The only expression of a block, if it needs no statements in JavaScript. */
function singleExpression(block: BlockExpression, ctx: FunctionContext): Expression | null {
  const [only] = block.body;
  if (block.body.length !== 1 || only?.type !== "ExpressionStatement" || only.hasSemicolon) return null;
  return needsNoStatements(only.expression, 4, ctx) ? only.expression : null;
}

function needsNoStatements(node: Expression, depth: number, ctx: FunctionContext): boolean {
  if (depth === 0) return false;
  switch (node.type) {
    case "IntLiteral":
    case "FloatLiteral":
    case "BoolLiteral":
    case "StringLiteral":
    case "BytesLiteral":
    case "NoneLiteral":
    case "UnitLiteral":
    case "Identifier":
    case "PathExpression":
      return true;
    case "UnaryExpression":
      return needsNoStatements(node.operand, depth - 1, ctx);
    case "BinaryExpression":
      return needsNoStatements(node.left, depth - 1, ctx) && needsNoStatements(node.right, depth - 1, ctx);
    case "ConstructorExpression":
      return needsNoStatements(node.argument, depth - 1, ctx);
    case "FieldExpression":
      return needsNoStatements(node.object, depth - 1, ctx);
    case "IndexExpression":
      return needsNoStatements(node.object, depth - 1, ctx) && needsNoStatements(node.index, depth - 1, ctx);
    case "CallExpression":
      // The result of a call that may wait is tested by a statement in an entry.
      return (
        ctx.mode !== "entry" &&
        needsNoStatements(node.callee, depth - 1, ctx) &&
        node.args.every(
          (argument) => argument.type === "PositionalArgument" && needsNoStatements(argument.value, depth - 1, ctx),
        )
      );
    default:
      return false;
  }
}
