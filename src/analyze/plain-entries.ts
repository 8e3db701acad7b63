/**
 * Which functions get a plain entry (pass plainEntries): small ones that may suspend and often do not. Calls of them by
 * name run a plain function, which hands over to a generator where it has to wait (lower/plain-entries.ts).
 *
 * In: who calls whom, and what may wait. Out: the functions, and which of their tail calls may run the callee's entry.
 */
import type { Expression, Node } from "../syntax/ast.ts";
import { walk } from "../syntax/walk.ts";
import { acceptsDirectly, type CallGraph } from "./call-graph.ts";
import { LOOPS, mayWait } from "./leaf-loops.ts";
import { WAITING_METHODS } from "./library.ts";
import type { Resolution } from "./resolve.ts";
import type { FunctionInfo } from "./scope.ts";
import { stronglyConnectedComponents } from "./strongly-connected.ts";
import type { Suspension } from "./suspension.ts";

export interface PlainEntries {
  readonly functions: ReadonlySet<FunctionInfo>;
  /** Functions with entries of which each can call the other: a tail call between them must not grow the stack. */
  areInCycle(a: FunctionInfo, b: FunctionInfo): boolean;
}

export const NO_ENTRIES: PlainEntries = { functions: new Set(), areInCycle: () => false };

/** Each place that may suspend has a generator for what follows it, so both its size and their number are bounded. */
const MOST_NODES = 200;
const MOST_WAITS = 4;

export function findPlainEntries(
  resolution: Resolution,
  callGraph: CallGraph,
  suspension: Suspension,
  leafLoops: ReadonlySet<Node>,
): PlainEntries {
  const called = new Set<FunctionInfo>();
  for (const [call, target] of callGraph.knownCallees) {
    if (target.binding !== null && acceptsDirectly(target, call.args)) called.add(target);
  }
  const functions = new Set<FunctionInfo>();
  for (const info of called) {
    if (!suspension.suspending.has(info) || callGraph.facts.get(info)!.selfTailCalls.size > 0) continue;
    if (hasFittingBody(info, resolution, callGraph, suspension, leafLoops)) functions.add(info);
  }
  const groupOf = new Map<FunctionInfo, number>();
  stronglyConnectedComponents([...functions], (info) =>
    callGraph.facts
      .get(info)!
      .calls.map((call) => call.target)
      .filter((target) => functions.has(target)),
  ).forEach((group, index) => {
    for (const info of group) groupOf.set(info, index);
  });
  return { functions, areInCycle: (a, b) => groupOf.get(a) === groupOf.get(b) };
}

function hasFittingBody(
  info: FunctionInfo,
  resolution: Resolution,
  callGraph: CallGraph,
  suspension: Suspension,
  leafLoops: ReadonlySet<Node>,
): boolean {
  let nodes = 0;
  let waits = 0;
  let fits = true;
  walk(info.node, (node) => {
    if (!fits) return "skip";
    nodes++;
    const inner = node === info.node ? undefined : resolution.functionOf.get(node);
    if (inner !== undefined) {
      nodes += sizeOf(node);
      fits = isSimpleLambda(inner, resolution);
      return "skip";
    }
    if (EXCLUDED.has(node.type) || (LOOPS.has(node.type) && !leafLoops.has(node))) fits = false;
    else if (LOOPS.has(node.type) || mayWait(node, callGraph, suspension)) waits++;
    return undefined;
  });
  return fits && nodes <= MOST_NODES && waits <= MOST_WAITS && !alwaysWaits(info, resolution, callGraph);
}

function sizeOf(root: Node): number {
  let nodes = 0;
  walk(root, () => {
    nodes++;
    return undefined;
  });
  return nodes;
}

const EXCLUDED: ReadonlySet<Node["type"]> = new Set<Node["type"]>([
  "AsyncExpression",
  "SpawnExpression",
  "SelectExpression",
  "UseStatement",
]);

/** A function that is named inside would be emitted, with its own entry, once more in each generator. */
function isSimpleLambda(inner: FunctionInfo, resolution: Resolution): boolean {
  let isSimple = true;
  walk(inner.node, (node) => {
    const info = resolution.functionOf.get(node);
    if (info !== undefined && (info.binding !== null || info.lateSlots.size > 0)) isSimple = false;
    return isSimple ? undefined : "skip";
  });
  return isSimple;
}

/** Whether each call comes to an operation that is there to wait: an entry would never get to its end. */
function alwaysWaits(info: FunctionInfo, resolution: Resolution, callGraph: CallGraph): boolean {
  let answer: boolean | null = null;
  walk(info.node, (node, parent) => {
    if (answer !== null) return "skip";
    if (isConditional(node, parent)) {
      if (mayLeave(node)) answer = false;
      return "skip";
    }
    if (isWaiting(node, resolution, callGraph)) answer = true;
    else if (node.type === "PropagateExpression") answer = false;
    return undefined;
  });
  return answer ?? false;
}

/** Whether the function may return in the middle of the node. */
function mayLeave(root: Node): boolean {
  let leaves = false;
  walk(root, (node) => {
    if (node.type === "LambdaExpression") return "skip";
    leaves ||= node.type === "ReturnStatement" || node.type === "PropagateExpression";
    return undefined;
  });
  return leaves;
}

/** Whether the node, a child of `parent`, is only sometimes evaluated. */
function isConditional(node: Node, parent: Node | null): boolean {
  switch (parent?.type) {
    case "IfExpression":
    case "IfLetExpression":
      return node === parent.consequent || node === parent.alternate;
    case "MatchExpression":
      return node !== parent.subject;
    case "LogicalExpression":
      return node === parent.right;
    case "TryExpression":
      return node === parent.handler;
    case "Parameter":
      return node === parent.default;
    default:
      return node.type === "LambdaExpression" && parent !== null;
  }
}

function isWaiting(node: Node, resolution: Resolution, { plainCalls }: CallGraph): boolean {
  switch (node.type) {
    case "AwaitExpression":
      return true;
    case "MethodCallExpression":
      return WAITING_METHODS.has(node.method.name);
    case "CallExpression":
      return !plainCalls.has(node) && isOutside(node.callee, resolution);
    default:
      return false;
  }
}

/** A function of the host, or one of the library that waits; printing waits only for an output that is slow. */
function isOutside(callee: Expression, { references }: Resolution): boolean {
  if (callee.type === "Identifier") return references.get(callee)?.type === "global";
  return callee.type === "PathExpression" && callee.segments[0]!.name !== "io";
}
