/**
 * `async`, `spawn`, `.await` and `select` (concurrency chapter): the compiled side of nurseries.
 *
 *     async { body }   →   $1 = $.openNursery(at);
 *                          try { …body…; wait for $.joinNursery($1) } catch ($e) { throw $.failNursery($1, $e); }
 */
import type * as js from "estree";
import type {
  AsyncExpression,
  AwaitExpression,
  Expression,
  SelectBranch,
  SelectExpression,
  SpawnExpression,
} from "../syntax/ast.ts";
import { lowerArguments, lowerMethodOperands } from "./arguments.ts";
import * as b from "./builders.ts";
import type { FunctionContext } from "./context.ts";
import { bindIrrefutable } from "./patterns.ts";
import type { Destination } from "./position.ts";

export function lowerAsync(node: AsyncExpression, destination: Destination, ctx: FunctionContext): void {
  ctx.module.constants.parts.add("TaskContext");
  const nursery = ctx.temporary();
  // The value must be there before the block joins, so a result of the function waits in a temporary.
  const value: Destination = destination.type === "return" ? { type: "assign", name: ctx.temporary() } : destination;
  ctx.push(
    b.at(b.expressionStatement(b.assign(b.id(nursery), ctx.abi("openNursery", b.number(node.start)))), node.start),
  );
  const body = ctx.block(() => {
    ctx.nurseries.push(nursery);
    ctx.into(node.body, value);
    ctx.nurseries.pop();
    ctx.push(b.at(waitForJoin(ctx, nursery), node.end - 1));
  });
  const handler = [b.throwValue(ctx.abi("failNursery", b.id(nursery), b.id("$e")))];
  ctx.push(b.tryCatch(body, "$e", handler));
  if (destination.type === "return" && value.type === "assign") ctx.finish(b.id(value.name), destination);
}

function waitForJoin(ctx: FunctionContext, nursery: string): js.Statement {
  return b.expressionStatement(ctx.mayWait(ctx.abi("joinNursery", b.id(nursery))));
}

/**
 * Leaves the nurseries beyond the outermost `keep`, innermost first: a jump out of an `async` block joins it, a `?` that
 * leaves it cancels its children (concurrency B-13).
 */
export function joinNurseries(ctx: FunctionContext, keep: number, how: "joinNursery" | "cancelNursery"): void {
  for (let i = ctx.nurseries.length - 1; i >= keep; i--) {
    const nursery = ctx.nurseries[i]!;
    if (how === "joinNursery") ctx.push(waitForJoin(ctx, nursery));
    else ctx.push(b.expressionStatement(ctx.abi("cancelNursery", b.id(nursery))));
  }
}

export function lowerSpawn(node: SpawnExpression, ctx: FunctionContext): js.Expression {
  ctx.module.constants.parts.add("TaskContext");
  const start = b.number(node.start);
  const lexical = ctx.nurseries.at(-1);
  // Without a block in this function, which only the legacy backend allows, the running task tells (L-3).
  const nursery = lexical === undefined ? b.at(ctx.abi("enclosingNursery", start), node.start) : b.id(lexical);
  const prepared = prepareCall(ctx, node.operand, node.start);
  return b.at(ctx.abi("spawn", nursery, prepared, start), node.start);
}

/**
 * Callee and arguments are evaluated and bound by the spawner, whose errors stand at `start` (B-18); the call itself
 * belongs to the child.
 */
function prepareCall(ctx: FunctionContext, operand: Expression, start: number): js.CallExpression {
  if (operand.type === "MethodCallExpression") {
    const [selector, receiver, args] = lowerMethodOperands(ctx, operand);
    const at = b.number(operand.start);
    return ctx.abiAt(start, "prepareMethod", selector, receiver, args.positional, args.keywords, at);
  }
  if (operand.type !== "CallExpression") throw new Error(`cannot spawn a ${operand.type}`);
  const [callee, args] = lowerArguments(ctx, operand.callee, operand);
  const at = b.number(operand.start);
  if (args.simple?.length === 1) return ctx.abiAt(start, "prepareCall1", callee, args.simple[0]!, at);
  return ctx.abiAt(start, "prepareCall", callee, args.positional, args.keywords, at);
}

export function lowerAwait(node: AwaitExpression, ctx: FunctionContext): js.Expression {
  ctx.module.constants.parts.add("TaskContext");
  const operand = ctx.expression(node.operand);
  return ctx.mayWait(b.at(ctx.abi("await", operand, b.number(node.start)), node.start));
}

/** The branch that gets done first answers its index and value; its body runs here, after the losers are gone. */
export function lowerSelect(node: SelectExpression, destination: Destination, ctx: FunctionContext): void {
  ctx.module.constants.parts.add("TaskContext");
  const calls = ctx.inOrder(
    node.branches.map(({ operand }) => () => {
      if (operand.type !== "SpawnExpression") return prepareCall(ctx, operand, node.start);
      return b.startingAt(prepareCall(ctx, operand.operand, node.start), operand.start);
    }),
  );
  const call = b.at(ctx.abi("select", b.array(calls), b.number(node.start)), node.start);
  const winner = ctx.store(ctx.mayWait(call));
  const isWinner = (index: number) => b.binary("===", b.member(winner, "index"), b.number(index));
  const body = (branch: SelectBranch) => {
    ctx.arm(branch, () => {
      bindIrrefutable(ctx, branch.pattern, b.member(winner, "value"), node.start, "noBranch");
    });
    ctx.into(branch.body, destination);
  };
  if (node.branches.length > b.LONGEST_ELSE_CHAIN) return selectInSteps(ctx, node, isWinner, body);
  const chain = node.branches.reduceRight<js.Statement[] | null>((otherwise, branch, index) => {
    const taken = b.at(b.block(ctx.block(() => body(branch))), branch.start);
    return otherwise === null ? [taken] : [b.branch(isWinner(index), taken, otherwise)];
  }, null);
  ctx.push(...(chain ?? []));
}

/** One `if` after the other in a labelled block, as for a long `if … else if …`. */
function selectInSteps(
  ctx: FunctionContext,
  node: SelectExpression,
  isWinner: (index: number) => js.Expression,
  body: (branch: SelectBranch) => void,
): void {
  const label = ctx.label("select");
  const steps = ctx.block(() => {
    node.branches.forEach((branch, index) => {
      const taken = b.at(b.block(ctx.block(() => ctx.leaveAfter(label, () => body(branch)))), branch.start);
      ctx.push(b.branch(isWinner(index), taken, null));
    });
  });
  ctx.push(b.labeled(label, b.block(steps)));
}
