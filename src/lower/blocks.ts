/** Blocks, `if`, `match` and `try` (language 4.5, 4.6, 4.11), written straight to their destination. */
import type * as js from "estree";
import type {
  BlockExpression,
  IfExpression,
  IfLetExpression,
  MatchArm,
  MatchExpression,
  Statement,
  TryExpression,
} from "../syntax/ast.ts";
import * as b from "./builders.ts";
import type { FunctionContext } from "./context.ts";
import { condition } from "./operators.ts";
import { bindPattern, noMatch, patternTest } from "./patterns.ts";
import type { Destination } from "./position.ts";
import { startsOf } from "./statement-start.ts";

/** The value of a construct that has none: unit. `ion` is where the program says so, if it does. */
export function deliverUnit(ctx: FunctionContext, destination: Destination, ion = b.UNMAPPED): void {
  if (destination.type === "assign") ctx.finish(b.undefinedValue(), destination);
  else if (destination.type === "return") {
    ctx.settleLoops(0);
    ctx.push(b.at(ctx.leaving(null), ion));
  }
}

/** The statements of a body in the current JavaScript block; the last one may be its value. */
export function lowerBody(ctx: FunctionContext, statements: readonly Statement[], destination: Destination): void {
  const last = statements.at(-1);
  const hasValue = last?.type === "ExpressionStatement" && !last.hasSemicolon;
  for (const statement of hasValue ? statements.slice(0, -1) : statements) ctx.statement(statement);
  if (hasValue) ctx.step(last.start, () => ctx.into(last.expression, destination));
  else if (last === undefined || !jumps(last)) deliverUnit(ctx, destination);
}

function jumps(statement: Statement): boolean {
  return ["ReturnStatement", "BreakStatement", "ContinueStatement"].includes(statement.type);
}

export function lowerBlock(node: BlockExpression, destination: Destination, ctx: FunctionContext): void {
  const needsScope = node.body.some(
    ({ type }) => type === "LetStatement" || type === "FnDeclaration" || type === "UseStatement",
  );
  if (!needsScope) return lowerBody(ctx, node.body, destination);
  ctx.push(b.block(ctx.block(() => lowerBody(ctx, node.body, destination))));
}

function branch(ctx: FunctionContext, node: BlockExpression, destination: Destination): js.Statement[] {
  return ctx.block(() => ctx.scratch(() => lowerBody(ctx, node.body, destination)));
}

export function lowerIf(node: IfExpression, destination: Destination, ctx: FunctionContext): void {
  if (isLongChain(node)) return lowerLongIf(node, destination, ctx);
  const test = condition(ctx, node.test);
  const consequent = branch(ctx, node.consequent, destination);
  const { alternate } = node;
  const otherwise = ctx.block(() =>
    ctx.scratch(() => {
      if (alternate === null) deliverUnit(ctx, destination);
      else if (alternate.type === "BlockExpression") lowerBody(ctx, alternate.body, destination);
      else ctx.into(alternate, destination);
    }),
  );
  ctx.push(b.at(b.ifElse(test, consequent, otherwise.length === 0 ? null : otherwise), node.start));
}

function isLongChain(node: IfExpression): boolean {
  let length = 0;
  let at: IfExpression["alternate"] = node;
  while (at?.type === "IfExpression" && length <= b.LONGEST_ELSE_CHAIN) {
    length++;
    at = at.alternate;
  }
  return length > b.LONGEST_ELSE_CHAIN;
}

/** One `if` after the other in a labelled block, which the branch that is taken leaves. */
function lowerLongIf(node: IfExpression, destination: Destination, ctx: FunctionContext): void {
  const label = ctx.label("if");
  const body = ctx.block(() => {
    let at: IfExpression["alternate"] = node;
    while (at?.type === "IfExpression") {
      const { start, consequent } = at;
      const test = condition(ctx, at.test);
      const taken = ctx.block(() => ctx.leaveAfter(label, () => lowerBody(ctx, consequent.body, destination)));
      ctx.push(b.at(b.ifElse(test, taken), start));
      at = at.alternate;
    }
    if (at === null) deliverUnit(ctx, destination);
    else ctx.into(at, destination);
  });
  ctx.push(b.labeled(label, b.block(body)));
}

export function lowerIfLet(node: IfLetExpression, destination: Destination, ctx: FunctionContext): void {
  const [subject, head] = lowerSubject(ctx, node);
  const test = patternTest(ctx, node.pattern, subject) ?? b.boolean(true);
  const consequent = ctx.block(() => {
    bindPattern(ctx, node.pattern, subject);
    ctx.scratch(() => lowerBody(ctx, node.consequent.body, destination));
  });
  const { alternate } = node;
  const otherwise = ctx.block(() => {
    if (alternate === null) deliverUnit(ctx, destination);
    else ctx.scratch(() => lowerBody(ctx, alternate.body, destination));
  });
  ctx.push(b.at(b.ifElse(test, consequent, otherwise.length === 0 ? null : otherwise), head));
}

/** The subject, and the position of the statement that tests it: none if the subject's evaluation is the first step. */
function lowerSubject(ctx: FunctionContext, node: IfLetExpression | MatchExpression): [js.Expression, number] {
  const value = ctx.expression(node.subject);
  const subject = ctx.stable(value);
  return [subject, subject === value ? node.start : b.UNMAPPED];
}

/**
 * Some arms without guards become one `if … else if …` chain; where there are guards or many arms, each arm leaves a
 * labelled block when it is taken.
 */
export function lowerMatch(node: MatchExpression, destination: Destination, ctx: FunctionContext): void {
  const [subject, head] = lowerSubject(ctx, node);
  const { arms } = node;
  const isLong = arms.length > b.LONGEST_ELSE_CHAIN || arms.some((arm) => arm.guard !== null);
  const lower = isLong ? lowerMatchByArms : lowerMatchAsChain;
  ctx.push(atHead(lower(node, subject, destination, ctx), head));
}

/** Stepping goes from the head, which is the first test, to the arm that is taken: the tests in between are no steps. */
function atHead(statement: js.Statement, head: number): js.Statement {
  const [first] = startsOf(statement);
  if (first?.type === "IfStatement") b.at(first, head);
  return statement;
}

function lowerMatchAsChain(
  node: MatchExpression,
  subject: js.Expression,
  destination: Destination,
  ctx: FunctionContext,
): js.Statement {
  return node.arms.reduceRight<js.Statement>(
    (otherwise, arm) => armStatement(ctx, arm, subject, armBody(ctx, arm, subject, destination), [otherwise]),
    noMatch(ctx, node.start),
  );
}

function armStatement(
  ctx: FunctionContext,
  arm: MatchArm,
  subject: js.Expression,
  statements: js.Statement[],
  otherwise: js.Statement[] | null,
): js.Statement {
  const body = b.at(b.block(statements), arm.start);
  const test = patternTest(ctx, arm.pattern, subject);
  return test === null ? body : b.branch(test, body, otherwise);
}

function armBody(
  ctx: FunctionContext,
  arm: MatchArm,
  subject: js.Expression,
  destination: Destination,
): js.Statement[] {
  return ctx.block(() => {
    ctx.arm(arm, () => bindPattern(ctx, arm.pattern, subject));
    ctx.scratch(() => ctx.into(arm.body, destination));
  });
}

function lowerMatchByArms(
  node: MatchExpression,
  subject: js.Expression,
  destination: Destination,
  ctx: FunctionContext,
): js.Statement {
  const label = ctx.label("match");
  const body = ctx.block(() => {
    for (const arm of node.arms) lowerArm(ctx, arm, subject, destination, label);
    ctx.push(noMatch(ctx, node.start));
  });
  return b.labeled(label, b.block(body));
}

function lowerArm(
  ctx: FunctionContext,
  arm: MatchArm,
  subject: js.Expression,
  destination: Destination,
  label: string,
): void {
  const body = ctx.block(() => {
    ctx.arm(arm, () => bindPattern(ctx, arm.pattern, subject));
    const take = () => ctx.leaveAfter(label, () => ctx.into(arm.body, destination));
    if (arm.guard === null) return take();
    const guard = condition(ctx, arm.guard);
    ctx.push(b.at(b.ifElse(guard, ctx.block(take)), arm.guard.start));
  });
  ctx.push(armStatement(ctx, arm, subject, body, null));
}

/**
 * `$.caught` passes on what Ion code cannot catch and answers the message of everything else.
 *
 *     $1 = $m.depth;
 *     $2 = $h.active++;
 *     try { …body…; $h.active = $2; } catch ($e) { const e = $.caught($e, $1, $2); …handler… }
 */
export function lowerTry(node: TryExpression, destination: Destination, ctx: FunctionContext): void {
  const { constants } = ctx.module;
  const depth = ctx.store(constants.machine("depth"));
  const outer = ctx.store(b.update("++", constants.activeHandlers(), false));
  // A result of the function waits until the body has been left.
  const value: Destination = destination.type === "return" ? { type: "assign", name: ctx.temporary() } : destination;
  ctx.tries.push(outer);
  const body = ctx.block(() => {
    ctx.scratch(() => lowerBody(ctx, node.body.body, value));
    if (!ctx.endsWithJump) ctx.leaveTries(ctx.tries.length - 1);
  });
  ctx.tries.pop();
  const binding = ctx.module.analysis.resolution.bindings.get(node.param)!;
  const handler = ctx.block(() => {
    const name = b.at(b.id(ctx.module.names.ofBinding(binding)), node.param.start, binding.name);
    const message = ctx.abi("caught", b.id("$e"), depth, outer);
    ctx.push(b.at(b.declare("const", name, message), node.param.start));
    ctx.scratch(() => ctx.push(b.block(branch(ctx, node.handler, destination))));
  });
  ctx.push(b.tryCatch(body, "$e", handler));
  if (value !== destination && value.type === "assign") ctx.finish(b.id(value.name), destination);
}
