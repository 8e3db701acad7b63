/** Operators (language 3.2 to 3.5, 4.11): each is one call of the runtime with the position of its left operand. */
import type * as js from "estree";
import type {
  BinaryExpression,
  BinaryOperator,
  Expression,
  LogicalExpression,
  PropagateExpression,
  RangeExpression,
  UnaryExpression,
} from "../syntax/ast.ts";
import * as b from "./builders.ts";
import type { FunctionContext } from "./context.ts";
import { joinNurseries } from "./nurseries.ts";

const RUNTIME_NAMES: { readonly [K in BinaryOperator]: string } = {
  "+": "add",
  "-": "subtract",
  "*": "multiply",
  "/": "divide",
  "%": "modulo",
  "&": "bitAnd",
  "|": "bitOr",
  "^": "bitXor",
  "<<": "shiftLeft",
  ">>": "shiftRight",
  "==": "equals",
  "!=": "differs",
  "<": "lessThan",
  ">": "greaterThan",
  "<=": "atMost",
  ">=": "atLeast",
};

export function operatorName(operator: BinaryOperator): string {
  return RUNTIME_NAMES[operator];
}

export function lowerBinary(node: BinaryExpression, ctx: FunctionContext): js.Expression {
  const [left, right] = ctx.operands([node.left, node.right]) as [js.Expression, js.Expression];
  const name = operatorName(node.operator);
  const canFail = node.operator !== "==" && node.operator !== "!=";
  if (!canFail) return b.at(ctx.abi(name, left, right), node.start);
  return ctx.abiAt(node.start, name, b.endingAt(left, node.operatorStart), right);
}

export function lowerUnary(node: UnaryExpression, ctx: FunctionContext): js.Expression {
  if (node.operator === "!") return b.not(condition(ctx, node.operand));
  const { operand } = node;
  if (operand.type === "IntLiteral" && operand.value !== 0) return b.number(-operand.value);
  return b.at(ctx.abi("negate", ctx.expression(operand), b.number(node.start)), node.start);
}

/** `a && b` is the truthiness of the deciding operand (LD11). */
export function lowerLogical(node: LogicalExpression, ctx: FunctionContext): js.Expression {
  const left = condition(ctx, node.left);
  let right: js.Expression | null = null;
  const statements = ctx.block(() => {
    right = condition(ctx, node.right);
  });
  if (statements.length === 0) return b.logical(node.operator, left, right!);
  const result = ctx.store(left);
  const test = node.operator === "&&" ? result : b.not(result);
  ctx.push(b.ifElse(test, [...statements, b.expressionStatement(b.assign(result, right!))]));
  return result;
}

const BOOLEAN_OPERATORS: ReadonlySet<string> = new Set(["==", "!=", "<", ">", "<=", ">="]);

function isBoolean(node: Expression): boolean {
  switch (node.type) {
    case "BoolLiteral":
    case "LogicalExpression":
      return true;
    case "UnaryExpression":
      return node.operator === "!";
    case "BinaryExpression":
      return BOOLEAN_OPERATORS.has(node.operator);
    default:
      return false;
  }
}

/** The truthiness of an expression (3.3) as a JavaScript boolean. */
export function condition(ctx: FunctionContext, node: Expression): js.Expression {
  const value = ctx.expression(node);
  return isBoolean(node) ? value : ctx.abi("truthy", value);
}

export function lowerRange(node: RangeExpression, ctx: FunctionContext): js.Expression {
  const [from, to] = ctx.operands([node.from, node.to]) as [js.Expression, js.Expression];
  return b.at(ctx.abi("range", from, to, b.boolean(node.inclusive), b.number(node.start)), node.start);
}

/**
 * `e?` leaves the function, or goes to the handler of a `try` in the same function (4.11):
 *
 *     $1 = e; if ($.leaves($1, at)) return $1;      value: $1.value
 */
export function lowerPropagate(node: PropagateExpression, ctx: FunctionContext): js.Expression {
  const result = ctx.store(ctx.expression(node.operand));
  const test = ctx.abiAt(node.start, "leaves", result);
  const exit = ctx.block(() => {
    if (ctx.tries.length > 0) {
      ctx.push(b.throwValue(ctx.abiAt(node.start, "propagated", result)));
      return;
    }
    joinNurseries(ctx, 0, "cancelNursery");
    ctx.finish(result, { type: "return" });
  });
  ctx.push(b.ifElse(test, exit));
  return b.member(result, "value");
}
