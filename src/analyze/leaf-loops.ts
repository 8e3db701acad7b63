/**
 * Leaf loops: loops of generators in which nothing waits and no other loop runs, so that between two slices they are
 * plain JavaScript loops. A `while` is one only when its test may be evaluated once more after the end of a slice.
 */
import type { Expression, Node, Program } from "../syntax/ast.ts";
import { walk } from "../syntax/walk.ts";
import type { CallGraph } from "./call-graph.ts";
import type { Suspension } from "./suspension.ts";

export const LOOPS: ReadonlySet<Node["type"]> = new Set<Node["type"]>([
  "ForStatement",
  "WhileStatement",
  "WhileLetStatement",
  "LoopExpression",
  "ListComprehension",
  "DictComprehension",
]);

export function findLeafLoops(program: Program, callGraph: CallGraph, suspension: Suspension): ReadonlySet<Node> {
  const leaves = new Set<Node>();
  walk(program, (node) => {
    if (LOOPS.has(node.type) && isLeaf(node, callGraph, suspension)) leaves.add(node);
    return undefined;
  });
  return leaves;
}

function isLeaf(loop: Node, callGraph: CallGraph, suspension: Suspension): boolean {
  if (loop.type === "WhileLetStatement" || (loop.type === "WhileStatement" && !isRepeatable(loop.test))) return false;
  let isQuiet = true;
  walk(loop, (node) => {
    if (!isQuiet || node.type === "LambdaExpression" || node.type === "FnDeclaration") return "skip";
    if (node !== loop && (LOOPS.has(node.type) || mayWait(node, callGraph, suspension))) isQuiet = false;
    return undefined;
  });
  return isQuiet;
}

/** Whether the node itself is an operation that may suspend; loops are not looked at. */
export function mayWait(
  node: Node,
  { knownCallees, knownCallbacks, plainCalls }: CallGraph,
  suspension: Suspension,
): boolean {
  switch (node.type) {
    case "CallExpression":
    case "MethodCallExpression":
    case "PipeExpression": {
      const known = node.type === "CallExpression" ? knownCallees.get(node) : knownCallbacks.get(node);
      return known === undefined ? !plainCalls.has(node) : suspension.suspending.has(known);
    }
    case "AwaitExpression":
    case "AsyncExpression":
    case "SpawnExpression":
    case "SelectExpression":
      return true;
    default:
      return false;
  }
}

/** Methods that only look at a value. */
const QUESTIONS: ReadonlySet<string> = new Set([
  "len",
  "is_empty",
  "contains",
  "contains_key",
  "get",
  "is_some",
  "is_none",
]);

/** Whether evaluating the expression twice is as good as once. */
function isRepeatable(test: Expression): boolean {
  let isPure = true;
  walk(test, (node) => {
    switch (node.type) {
      case "Identifier":
      case "IntLiteral":
      case "FloatLiteral":
      case "BoolLiteral":
      case "StringLiteral":
      case "UnaryExpression":
      case "BinaryExpression":
      case "LogicalExpression":
      case "FieldExpression":
      case "TupleFieldExpression":
      case "IndexExpression":
      case "PositionalArgument":
      case "Name":
        return undefined;
      case "MethodCallExpression":
        if (QUESTIONS.has(node.method.name)) return undefined;
    }
    isPure = false;
    return "skip";
  });
  return isPure;
}
