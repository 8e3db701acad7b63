/**
 * Suspension analysis: which functions may suspend and which never do (design: code shapes).
 *
 * In: the call graph. Out: the functions that need a generator, and among the plain ones those that are recursive,
 * which need a generator twin for the part of a recursion that does not fit on the JavaScript stack.
 */
import type { CallGraph, FunctionFacts } from "./call-graph.ts";
import type { FunctionInfo } from "./scope.ts";
import { stronglyConnectedComponents } from "./strongly-connected.ts";

export interface Suspension {
  readonly suspending: ReadonlySet<FunctionInfo>;
  /** Plain functions that can call themselves, directly or through others, other than by a jump. */
  readonly recursive: ReadonlySet<FunctionInfo>;
  /** Recursive plain functions that call back more than once, so that they can run for exponential time. */
  readonly branching: ReadonlySet<FunctionInfo>;
}

export function analyzeSuspension(graph: CallGraph): Suspension {
  const groups = stronglyConnectedComponents([...graph.facts.keys()], (info) => successors(graph.facts.get(info)!));
  const groupOf = new Map<FunctionInfo, ReadonlySet<FunctionInfo>>();
  for (const group of groups) {
    const members = new Set(group);
    for (const member of group) groupOf.set(member, members);
  }

  const suspending = new Set<FunctionInfo>();
  for (const [info, facts] of graph.facts) {
    if (facts.mayWait || hasMutualTailCall(facts, groupOf.get(info)!)) suspending.add(info);
  }
  spread(graph, suspending);

  for (;;) {
    const result = findRecursion(graph, groupOf, suspending);
    const tooDeep = [...result.recursive].filter((info) => recursiveAncestors(info, result.recursive) >= DEEPEST_TWIN);
    if (tooDeep.length === 0) return { suspending, ...result };
    for (const info of tooDeep) suspending.add(info);
    spread(graph, suspending);
  }
}

/** Recursive functions are emitted twice, and those inside them four times: deeper ones are generators only. */
const DEEPEST_TWIN = 2;

function recursiveAncestors(info: FunctionInfo, recursive: ReadonlySet<FunctionInfo>): number {
  let count = 0;
  for (let at = info.parent; at !== null; at = at.parent) if (recursive.has(at)) count++;
  return count;
}

function findRecursion(
  graph: CallGraph,
  groupOf: ReadonlyMap<FunctionInfo, ReadonlySet<FunctionInfo>>,
  suspending: ReadonlySet<FunctionInfo>,
): Pick<Suspension, "recursive" | "branching"> {
  const recursive = new Set<FunctionInfo>();
  const branching = new Set<FunctionInfo>();
  for (const [info, facts] of graph.facts) {
    if (suspending.has(info)) continue;
    const group = groupOf.get(info)!;
    const inner = successors(facts).filter((target) => group.has(target) && (group.size > 1 || target === info));
    if (inner.length > 0) recursive.add(info);
    if (inner.length > 1 || facts.callbacks.some((target) => group.has(target))) branching.add(info);
  }
  return { recursive, branching };
}

function successors(facts: FunctionFacts): FunctionInfo[] {
  return [...facts.calls.map((call) => call.target), ...facts.callbacks, ...facts.creates];
}

/** A tail call inside a cycle must not grow the stack: only a generator can be replaced by its tail call. */
function hasMutualTailCall(facts: FunctionFacts, group: ReadonlySet<FunctionInfo>): boolean {
  return facts.calls.some((call) => call.isTail && group.has(call.target));
}

/** Whoever calls a function that may suspend may suspend, too. */
function spread(graph: CallGraph, suspending: Set<FunctionInfo>): void {
  const callers = new Map<FunctionInfo, FunctionInfo[]>();
  for (const [info, facts] of graph.facts) {
    for (const target of [...facts.calls.map((call) => call.target), ...facts.callbacks]) {
      const list = callers.get(target);
      if (list === undefined) callers.set(target, [info]);
      else list.push(info);
    }
  }
  const work = [...suspending];
  for (let info = work.pop(); info !== undefined; info = work.pop()) {
    for (const caller of callers.get(info) ?? []) {
      if (suspending.has(caller)) continue;
      suspending.add(caller);
      work.push(caller);
    }
  }
}
