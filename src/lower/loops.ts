/** Loops and comprehensions (language 4.7), with the slice check that lets other tasks in (concurrency M-15). */
import type * as js from "estree";
import type {
  BlockExpression,
  BreakStatement,
  ContinueStatement,
  DictComprehension,
  Expression,
  ForStatement,
  ListComprehension,
  LoopExpression,
  Name,
  WhileLetStatement,
  WhileStatement,
} from "../syntax/ast.ts";
import { deliverUnit, lowerBody } from "./blocks.ts";
import * as b from "./builders.ts";
import type { FunctionContext, LoopFrame } from "./context.ts";
import { safeName } from "./names.ts";
import { guardSmallInt } from "./number-guards.ts";
import { joinNurseries } from "./nurseries.ts";
import { condition } from "./operators.ts";
import { bindIrrefutable, bindPattern, patternTest } from "./patterns.ts";
import { type Destination, DISCARD } from "./position.ts";
import {
  countedCheck,
  inSlices,
  isWithinSlice,
  leaveAtSliceEnd,
  lowerInLoop,
  type Slices,
  settlement,
  sliceCheck,
  slicesOf,
  startCounter,
} from "./slices.ts";

/** A loop in a plain function is short (the analysis proved it) and needs no check. */
function iterationCheck(ctx: FunctionContext, at: number): js.Statement[] {
  return ctx.mode === "generator" ? [sliceCheck(ctx, at)] : [];
}

/** Runs `body` inside a loop frame and labels the loop if a jump needs the label. */
function inLoop(
  ctx: FunctionContext,
  label: Name | null,
  destination: Destination,
  makeLoop: () => js.Statement,
  start: number,
  slices: Slices | null = null,
): void {
  const jsLabel = labelFor(ctx, label);
  const frame: LoopFrame = {
    ionLabel: label?.name ?? null,
    jsLabel,
    destination,
    asyncDepth: ctx.nurseries.length,
    tryDepth: ctx.tries.length,
    isTarget: true,
    isUsed: false,
    settle: slices === null ? null : () => settlement(ctx, slices),
  };
  ctx.loops.push(frame);
  const loop = b.at(lowerInLoop(ctx, slices, makeLoop), start);
  ctx.loops.pop();
  const labeled = frame.isUsed ? b.at(b.labeled(jsLabel, loop), start) : loop;
  // Around the loop of the program there is nothing to stop at.
  ctx.push(slices === null ? labeled : b.at(inSlices(ctx, slices, labeled), b.UNMAPPED));
}

/** The Ion label where JavaScript allows it: an inner label may not repeat an outer one there. */
function labelFor(ctx: FunctionContext, label: Name | null): string {
  if (label === null) return ctx.label("loop");
  const name = safeName(label.name);
  return ctx.loops.some((frame) => frame.jsLabel === name) ? ctx.label("loop") : name;
}

export function lowerFor(node: ForStatement, ctx: FunctionContext): void {
  const slices = slicesOf(ctx, node);
  iterate(ctx, node.source, node.source.start, slices, (head) => {
    inLoop(
      ctx,
      node.label,
      DISCARD,
      () =>
        head(({ item }) => {
          bindIrrefutable(ctx, node.pattern, item, node.source.start);
          blockBody(ctx, node.body);
        }),
      node.start,
      slices,
    );
  });
}

/** The body is a scope of its own inside the one that holds the loop's names. */
function blockBody(ctx: FunctionContext, body: BlockExpression): void {
  ctx.push(...asBlock(ctx.block(() => lowerBody(ctx, body.body, DISCARD))));
}

function asBlock(statements: js.Statement[]): js.Statement[] {
  const declares = statements.some(
    (statement) => statement.type === "VariableDeclaration" || statement.type === "FunctionDeclaration",
  );
  return declares ? [b.block(statements)] : statements;
}

type LoopHead = (body: (loop: { readonly item: js.Expression }) => void) => js.Statement;

/** The plain numbers that a loop counts through: those from `start` on and below `end`. */
interface Counted {
  readonly start: js.Identifier;
  readonly end: js.Identifier;
}

/**
 * Prepares the iteration over `source` and hands the loop's shape to `use`. A range written right there counts without
 * a cursor; everything else is walked by one.
 */
function iterate(
  ctx: FunctionContext,
  source: Expression,
  start: number,
  slices: Slices | null,
  use: (head: LoopHead, counted: Counted | null) => void,
): void {
  const loopWhile = (test: js.Expression, body: () => void): js.Statement => {
    const statements = ctx.block(() => {
      if (slices === null) ctx.push(...iterationCheck(ctx, start));
      body();
    });
    return b.whileLoop(slices === null ? test : b.logical("&&", isWithinSlice(slices), test), statements);
  };
  if (source.type === "RangeExpression") {
    const [from, to] = ctx.operands([source.from, source.to]) as [js.Expression, js.Expression];
    const next = ctx.store(from);
    const end = ctx.store(ctx.abiAt(source.start, "rangeEnd", next, to, b.boolean(source.inclusive)), start);
    const { passes, types } = ctx.module.analysis;
    const isCounter = passes.inlineInts && types.isCounted(source);
    if (isCounter && passes.guardedInts) slices?.guards.push(guardSmallInt(next));
    return use(
      (body) => {
        const item = b.id(ctx.temporary());
        return loopWhile(b.binary("<", next, end), () => {
          ctx.push(b.expressionStatement(b.assign(item, next)));
          const successor = isCounter ? b.binary("+", next, b.number(1)) : ctx.abi("successor", next);
          ctx.push(b.expressionStatement(b.assign(next, successor)));
          body({ item });
        });
      },
      isCounter ? { start: next, end } : null,
    );
  }
  const cursor = ctx.store(ctx.abiAt(start, "cursor", ctx.expression(source)), start);
  const isMore = b.call(b.member(cursor, "next"), []);
  use((body) => loopWhile(isMore, () => body({ item: b.member(cursor, "value") })), null);
}

/** What a loop evaluates before each iteration stands inside the JavaScript loop, but outside the one of the program. */
function inHead(ctx: FunctionContext, lower: () => js.Expression): js.Expression {
  const frame = ctx.loops.at(-1)!;
  frame.isTarget = false;
  const value = lower();
  frame.isTarget = true;
  return value;
}

export function lowerWhile(node: WhileStatement, ctx: FunctionContext): void {
  const counter = startCounter(ctx);
  const slices = slicesOf(ctx, node, counter);
  inLoop(ctx, node.label, DISCARD, () => whileLoop(ctx, node, slices, counter), node.start, slices);
}

function whileLoop(
  ctx: FunctionContext,
  node: WhileStatement,
  slices: Slices | null,
  counter: js.Identifier,
): js.Statement {
  let test: js.Expression | null = null;
  const before = ctx.block(() =>
    ctx.step(node.start, () => {
      test = inHead(ctx, () => condition(ctx, node.test));
    }),
  );
  const check = slices === null ? countedCheck(ctx, counter, node.start) : leaveAtSliceEnd(slices);
  const body = ctx.block(() => {
    ctx.push(check);
    lowerBody(ctx, node.body.body, DISCARD);
  });
  return before.length === 0
    ? b.whileLoop(test!, body)
    : b.forever([...before, b.ifElse(b.not(test!), [b.breakTo(null)]), b.block(body)]);
}

export function lowerWhileLet(node: WhileLetStatement, ctx: FunctionContext): void {
  const counter = startCounter(ctx);
  inLoop(
    ctx,
    node.label,
    DISCARD,
    () =>
      b.forever(
        ctx.block(() => {
          const subject = ctx.store(
            inHead(ctx, () => ctx.expression(node.subject)),
            node.start,
          );
          const test = patternTest(ctx, node.pattern, subject);
          if (test !== null) ctx.push(b.ifElse(b.not(test), [b.breakTo(null)]));
          ctx.push(countedCheck(ctx, counter, node.start));
          bindPattern(ctx, node.pattern, subject);
          blockBody(ctx, node.body);
        }),
      ),
    node.start,
  );
}

/** Its value is what `break` gives (LD28); it goes straight to the destination. */
export function lowerLoop(node: LoopExpression, destination: Destination, ctx: FunctionContext): void {
  const counter = startCounter(ctx);
  const slices = slicesOf(ctx, node, counter);
  inLoop(ctx, node.label, destination, () => endlessLoop(ctx, node, slices, counter), node.start, slices);
}

function endlessLoop(
  ctx: FunctionContext,
  node: LoopExpression,
  slices: Slices | null,
  counter: js.Identifier,
): js.Statement {
  const check = slices === null ? countedCheck(ctx, counter, node.start) : leaveAtSliceEnd(slices);
  return b.forever(
    ctx.block(() => {
      ctx.push(b.at(check, node.start));
      lowerBody(ctx, node.body.body, DISCARD);
    }),
  );
}

function findLoop(ctx: FunctionContext, label: Name | null): LoopFrame {
  const loops = ctx.loops.filter((frame) => frame.isTarget);
  return label === null ? loops.at(-1)! : loops.findLast((frame) => frame.ionLabel === label.name)!;
}

/** The label to jump by; none when the loop is the innermost JavaScript loop. */
function jumpLabel(ctx: FunctionContext, frame: LoopFrame): string | null {
  if (ctx.loops.at(-1) === frame) return null;
  frame.isUsed = true;
  return frame.jsLabel;
}

export function lowerBreak(node: BreakStatement, ctx: FunctionContext): void {
  const frame = findLoop(ctx, node.label);
  const { destination } = frame;
  const leavesBlocks = ctx.nurseries.length > frame.asyncDepth || ctx.tries.length > 0;
  if (destination.type === "return" && leavesBlocks) {
    const value = node.value === null ? b.undefinedValue() : ctx.stable(ctx.expression(node.value));
    joinNurseries(ctx, frame.asyncDepth, "joinNursery");
    ctx.leaveTries(0);
    return ctx.finish(value, destination, node.start);
  }
  if (node.value === null) deliverUnit(ctx, destination, node.start);
  else if (destination.type === "return") ctx.finish(ctx.expression(node.value), destination, node.start);
  else ctx.into(node.value, destination);
  if (destination.type === "return") return;
  joinNurseries(ctx, frame.asyncDepth, "joinNursery");
  ctx.leaveTries(frame.tryDepth);
  ctx.settleLoops(ctx.loops.indexOf(frame) + 1);
  ctx.push(b.at(b.breakTo(jumpLabel(ctx, frame)), node.start));
}

export function lowerContinue(node: ContinueStatement, ctx: FunctionContext): void {
  const frame = findLoop(ctx, node.label);
  joinNurseries(ctx, frame.asyncDepth, "joinNursery");
  ctx.leaveTries(frame.tryDepth);
  ctx.settleLoops(ctx.loops.indexOf(frame) + 1);
  ctx.push(b.at(b.continueTo(jumpLabel(ctx, frame)), node.start));
}

export function lowerListComprehension(node: ListComprehension, ctx: FunctionContext): js.Expression {
  const items = b.id(ctx.temporary());
  let first: js.Identifier | null = null;
  comprehend(
    ctx,
    node,
    (counted) => {
      const hasRoom = counted !== null && node.condition === null && ctx.module.analysis.passes.roomyLists;
      if (hasRoom) first = ctx.store(counted.start);
      const room = hasRoom ? ctx.abi("room", counted.start, counted.end) : b.array([]);
      ctx.push(b.expressionStatement(b.assign(items, room)));
    },
    (item) => {
      const element = ctx.expression(node.element);
      const append =
        first === null
          ? ctx.abiAt(node.start, "append", items, element)
          : ctx.abiAt(node.start, "put", items, b.binary("-", item, first), element);
      ctx.push(b.expressionStatement(append));
    },
  );
  return ctx.abi("list", items);
}

export function lowerDictComprehension(node: DictComprehension, ctx: FunctionContext): js.Expression {
  const entries = b.id(ctx.temporary());
  comprehend(
    ctx,
    node,
    () => ctx.push(b.expressionStatement(b.assign(entries, b.array([])))),
    () => {
      const [key, value] = ctx.inOrder([
        () => ctx.abiAt(node.start, "comprehensionKey", ctx.expression(node.key)),
        () => ctx.expression(node.value),
      ]) as [js.Expression, js.Expression];
      ctx.push(b.expressionStatement(ctx.abiAt(node.start, "appendEntry", entries, key, value)));
    },
  );
  return ctx.abi("dict", entries);
}

function comprehend(
  ctx: FunctionContext,
  node: ListComprehension | DictComprehension,
  prepare: (counted: Counted | null) => void,
  produce: (item: js.Expression) => void,
): void {
  const slices = slicesOf(ctx, node);
  iterate(ctx, node.source, node.start, slices, (head, counted) => {
    prepare(counted);
    // A JavaScript loop, but no Ion loop: jumps pass through it by label.
    ctx.loops.push({
      ionLabel: null,
      jsLabel: null,
      destination: DISCARD,
      asyncDepth: ctx.nurseries.length,
      tryDepth: ctx.tries.length,
      isTarget: false,
      isUsed: false,
      settle: slices === null ? null : () => settlement(ctx, slices),
    });
    const makeLoop = () =>
      head(({ item }) => {
        bindIrrefutable(ctx, node.pattern, item, node.start);
        if (node.condition === null) return produce(item);
        const test = b.stoppingAt(condition(ctx, node.condition), node.condition.start);
        ctx.push(
          b.ifElse(
            test,
            ctx.block(() => produce(item)),
          ),
        );
      });
    const loop = lowerInLoop(ctx, slices, makeLoop);
    ctx.loops.pop();
    ctx.push(slices === null ? loop : inSlices(ctx, slices, loop));
  });
}
