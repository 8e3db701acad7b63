/**
 * Closed loops: leaf loops of the top level that run nothing but code of their own and builtins. The variables of the top
 * level are the engine's, too: hosts read and assign them, and functions look them up late. While a closed loop runs,
 * nobody does.
 *
 * In: the program, its resolution, calls and leaf loops. Out: for each closed loop the mutable variables of the top level
 * that it uses, and whether it assigns them.
 */
import type { Node, Program } from "../syntax/ast.ts";
import { walk } from "../syntax/walk.ts";
import type { CallGraph } from "./call-graph.ts";
import { CALLBACK_METHODS } from "./library.ts";
import type { Resolution } from "./resolve.ts";
import type { Binding } from "./scope.ts";

export type ClosedLoops = ReadonlyMap<Node, ReadonlyMap<Binding, boolean>>;

export function findClosedLoops(
  program: Program,
  resolution: Resolution,
  callGraph: CallGraph,
  leafLoops: ReadonlySet<Node>,
): ClosedLoops {
  const loops = new Map<Node, ReadonlyMap<Binding, boolean>>();
  walk(program, (node) => {
    if (isFunction(node)) return "skip";
    if (leafLoops.has(node) && isClosed(node, callGraph)) loops.set(node, sharedVariables(node, resolution));
    return undefined;
  });
  return loops;
}

function isFunction({ type }: Node): boolean {
  return type === "FnDeclaration" || type === "LambdaExpression";
}

function isClosed(loop: Node, callGraph: CallGraph): boolean {
  let isClosedSoFar = true;
  walk(loop, (node) => {
    if (isFunction(node)) return "skip";
    if (callsOut(node, callGraph)) isClosedSoFar = false;
    return undefined;
  });
  return isClosedSoFar;
}

/** Whether the node may run code from elsewhere: of a function, or, through output and logs, of the host. */
function callsOut(node: Node, { plainCalls }: CallGraph): boolean {
  switch (node.type) {
    case "CallExpression":
      return node.callee.type !== "Identifier" || !plainCalls.has(node);
    case "MethodCallExpression":
      return CALLBACK_METHODS.has(node.method.name);
    case "PipeExpression":
      return true;
    default:
      return false;
  }
}

/** A function that is made in the loop copies what it captures: its names are no uses of their own. */
function sharedVariables(loop: Node, { references }: Resolution): Map<Binding, boolean> {
  const variables = new Map<Binding, boolean>();
  walk(loop, (node) => {
    if (isFunction(node)) return "skip";
    const target = node.type === "AssignStatement" ? assignedPart(node.target) : node;
    const reference = references.get(target);
    if (reference?.type !== "binding") return undefined;
    const { binding } = reference;
    if (!binding.isShared || binding.slot.isLate) return undefined;
    const isAssigned = node.type === "AssignStatement" || (variables.get(binding) ?? false);
    variables.set(binding, isAssigned);
    return undefined;
  });
  return variables;
}

/** `x[i] = v` and `x.f = v` assign `x`. */
function assignedPart(target: Node): Node {
  return target.type === "IndexExpression" || target.type === "FieldExpression" ? target.object : target;
}
