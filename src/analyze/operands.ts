/**
 * The operands of expressions in order of evaluation. Binary and postfix forms nest to the left as deep as a chain is
 * long, so whoever walks them goes along the left spine with a loop.
 */
import type { Expression } from "../syntax/ast.ts";

/** The operators that compute a number of two. */
export const ARITHMETIC: ReadonlySet<string> = new Set(["+", "-", "*", "/", "%"]);

/** The node, its leftmost operand, the leftmost operand of that, and so on down to the first that has none. */
export function leftSpine(node: Expression): Expression[] {
  const spine = [node];
  for (let left = leftOperand(node); left !== null; left = leftOperand(left)) spine.push(left);
  return spine;
}

/** The first operand of the node, where it has one that may be nested as deep as a chain is long. */
export function leftOperand(node: Expression): Expression | null {
  switch (node.type) {
    case "BinaryExpression":
    case "LogicalExpression":
    case "PipeExpression":
      return node.left;
    case "CallExpression":
      return node.callee;
    case "MethodCallExpression":
      return node.receiver;
    case "FieldExpression":
    case "TupleFieldExpression":
    case "IndexExpression":
    case "SliceExpression":
      return node.object;
    case "PropagateExpression":
    case "AwaitExpression":
      return node.operand;
    default:
      return null;
  }
}

/** The direct subexpressions, in order of evaluation, of the nodes that open no scope and are no links of a chain. */
export function childExpressions(node: Expression): Expression[] {
  switch (node.type) {
    case "InterpolatedString":
      return node.parts.filter((part) => typeof part !== "string");
    case "EnumExpression":
      return [...(node.args ?? [])];
    case "StructExpression": {
      const spreads = node.entries.filter((entry) => entry.type === "SpreadElement").map((entry) => entry.argument);
      const fields = node.entries.filter((entry) => entry.type === "FieldInit").map((entry) => entry.value);
      return [...spreads, ...fields];
    }
    case "ConstructorExpression":
      return [node.argument];
    case "TupleExpression":
      return [...node.elements];
    case "ListExpression":
      return node.elements.map((element) => (element.type === "SpreadElement" ? element.argument : element));
    case "DictExpression":
      return node.entries.flatMap((entry) =>
        entry.type === "SpreadElement" ? [entry.argument] : [entry.key, entry.value],
      );
    case "UnaryExpression":
    case "SpawnExpression":
      return [node.operand];
    case "RangeExpression":
      return [node.from, node.to];
    default:
      return [];
  }
}

/** Visits the operands after the leftmost one of a node that has a `leftOperand`, in order. */
export function visitOtherOperands(node: Expression, visit: (operand: Expression) => void): void {
  switch (node.type) {
    case "BinaryExpression":
    case "LogicalExpression":
    case "PipeExpression":
      return visit(node.right);
    case "CallExpression":
    case "MethodCallExpression":
      for (const argument of node.args) visit(argument.value);
      return;
    case "IndexExpression":
      return visit(node.index);
    case "SliceExpression":
      if (node.from !== null) visit(node.from);
      if (node.to !== null) visit(node.to);
      return;
    default:
      return;
  }
}
