/**
 * The legacy backend evaluates the operand of a `spawn` and of a `select` branch whole in the child, and the child sees
 * the variables around it as an immutable snapshot (concurrency L-3). That is what a function does with what it
 * captures, so the operand becomes the body of a function without parameters that is called on the spot:
 *
 *     spawn f(x) + 1                 →   spawn (|| f(x) + 1)()
 *     select { v = rx.recv() => v }  →   select { v = (|| rx.recv())() => v }
 *
 * In: a program as it was parsed. Out: the same tree with these operands rewritten; later phases know nothing of it.
 */
import type {
  CallExpression,
  Expression,
  LambdaExpression,
  Node,
  Program,
  SelectBranch,
  SpawnExpression,
} from "../syntax/ast.ts";
import { CHILD_KEYS, walk } from "../syntax/walk.ts";

export function wrapOperands(program: Program): Program {
  const nodes: Node[] = [];
  walk(program, (node) => {
    nodes.push(node);
    return undefined;
  });
  // What is below a node comes after it, so the way back meets children first.
  const rewritten = new Map<Node, Node>();
  for (const node of nodes.reverse()) {
    const copy = wrapOperandOf(withRewrittenChildren(node, rewritten));
    if (copy !== node) rewritten.set(node, copy);
  }
  return (rewritten.get(program) as Program | undefined) ?? program;
}

function wrapOperandOf(node: Node): Node {
  if (node.type === "SpawnExpression") return wrapped(node);
  // `v = spawn f()` and `v = f()` mean the same (S-2); the first has been rewritten at its `spawn`.
  return node.type === "SelectBranch" && node.operand.type !== "SpawnExpression" ? wrapped(node) : node;
}

function wrapped<N extends SpawnExpression | SelectBranch>(node: N): N {
  return { ...node, operand: callOf(node.operand) };
}

/** `(|| body)()` in the place of `body`. */
function callOf(body: Expression): CallExpression {
  const { start, end } = body;
  const callee: LambdaExpression = { type: "LambdaExpression", name: nameOf(body), params: [], body, start, end };
  return { type: "CallExpression", callee, args: [], argsStart: end, start, end };
}

/** The task is named after what the operand calls, as under the other backend (M-19). */
function nameOf(operand: Expression): string {
  if (operand.type === "MethodCallExpression") return operand.method.name;
  if (operand.type !== "CallExpression") return "<lambda>";
  const { callee } = operand;
  if (callee.type === "Identifier") return callee.name;
  return callee.type === "PathExpression" ? callee.segments.map(({ name }) => name).join("::") : "<lambda>";
}

/** The node itself when nothing below it changed. */
function withRewrittenChildren(node: Node, rewritten: ReadonlyMap<Node, Node>): Node {
  const fields = node as unknown as Readonly<Record<string, unknown>>;
  const changes: Record<string, unknown> = {};
  const replace = (child: unknown): unknown => rewritten.get(child as Node) ?? child;
  for (const key of CHILD_KEYS[node.type]) {
    const value = fields[key];
    const replaced = Array.isArray(value) ? replaceItems(value, replace) : replace(value);
    if (replaced !== value) changes[key] = replaced;
  }
  return Object.keys(changes).length === 0 ? node : ({ ...node, ...changes } as Node);
}

function replaceItems(items: readonly unknown[], replace: (item: unknown) => unknown): readonly unknown[] {
  const replaced = items.map(replace);
  return replaced.every((item, index) => item === items[index]) ? items : replaced;
}
