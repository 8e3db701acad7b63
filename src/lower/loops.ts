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
import { joinNurseries } from "./nurseries.ts";
import { condition } from "./operators.ts";
import { bindIrrefutable, bindPattern, patternTest } from "./patterns.ts";
import { type Destination, DISCARD } from "./position.ts";

/** `if (--$m.budget < 0 && $.sliceEnd()) yield;` */
export function sliceCheck(ctx: FunctionContext): js.Statement {
  const test = b.logical("&&", b.binary("<", budgetStep(ctx), b.number(0)), ctx.abi("sliceEnd"));
  return b.ifElse(test, [b.expressionStatement(b.yieldNothing())]);
}

/** `--$m.budget` */
export function budgetStep(ctx: FunctionContext): js.Expression {
  const budget = ctx.module.constants.machine("budget");
  return b.update("--", budget, true);
}

/** A loop in a plain function is short (the analysis proved it) and needs no check. */
function iterationCheck(ctx: FunctionContext): js.Statement[] {
  return ctx.mode === "generator" ? [sliceCheck(ctx)] : [];
}

/**
 * `while` and `loop` also count their iterations where a limit is set (4.13); then the floor lies above every budget.
 *
 *     if (--$m.budget < $m.budgetFloor) {
 *       $1 = $.countIteration($1, at);
 *       if ($m.budget < 0 && $.sliceEnd()) yield;
 *     }
 */
function countedCheck(ctx: FunctionContext, counter: js.Identifier, start: number): js.Statement {
  const { constants } = ctx.module;
  const count = b.assign(counter, ctx.abiAt(start, "countIteration", counter));
  const isUsedUp = b.binary("<", constants.machine("budget"), b.number(0));
  const pause = b.ifElse(b.logical("&&", isUsedUp, ctx.abi("sliceEnd")), [b.expressionStatement(b.yieldNothing())]);
  const test = b.binary("<", budgetStep(ctx), constants.machine("budgetFloor"));
  return b.ifElse(test, [b.expressionStatement(count), pause]);
}

function startCounter(ctx: FunctionContext): js.Identifier {
  return ctx.store(b.number(0));
}

/** Runs `body` inside a loop frame and labels the loop if a jump needs the label. */
function inLoop(
  ctx: FunctionContext,
  label: Name | null,
  destination: Destination,
  makeLoop: () => js.Statement,
  start: number,
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
  };
  ctx.loops.push(frame);
  const loop = b.at(makeLoop(), start);
  ctx.loops.pop();
  ctx.push(frame.isUsed ? b.at(b.labeled(jsLabel, loop), start) : loop);
}

/** The Ion label where JavaScript allows it: an inner label may not repeat an outer one there. */
function labelFor(ctx: FunctionContext, label: Name | null): string {
  if (label === null) return ctx.label("loop");
  const name = safeName(label.name);
  return ctx.loops.some((frame) => frame.jsLabel === name) ? ctx.label("loop") : name;
}

export function lowerFor(node: ForStatement, ctx: FunctionContext): void {
  iterate(ctx, node.source, node.source.start, (head) => {
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

/**
 * Prepares the iteration over `source` and hands the loop's shape to `use`. A range written right there counts without
 * a cursor; everything else is walked by one.
 */
function iterate(ctx: FunctionContext, source: Expression, start: number, use: (head: LoopHead) => void): void {
  if (source.type === "RangeExpression") {
    const [from, to] = ctx.operands([source.from, source.to]) as [js.Expression, js.Expression];
    const next = ctx.store(from);
    const end = ctx.store(ctx.abiAt(source.start, "rangeEnd", next, to, b.boolean(source.inclusive)), start);
    return use((body) => {
      const item = b.id(ctx.temporary());
      const statements = ctx.block(() => {
        ctx.push(b.expressionStatement(b.assign(item, next)));
        ctx.push(b.expressionStatement(b.assign(next, ctx.abi("successor", next))));
        ctx.push(...iterationCheck(ctx));
        body({ item });
      });
      return b.whileLoop(b.binary("<", next, end), statements);
    });
  }
  const cursor = ctx.store(ctx.abiAt(start, "cursor", ctx.expression(source)), start);
  use((body) => {
    const statements = ctx.block(() => {
      ctx.push(...iterationCheck(ctx));
      body({ item: b.member(cursor, "value") });
    });
    return b.whileLoop(b.call(b.member(cursor, "next"), []), statements);
  });
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
  inLoop(
    ctx,
    node.label,
    DISCARD,
    () => {
      let test: js.Expression | null = null;
      const before = ctx.block(() =>
        ctx.step(node.start, () => {
          test = inHead(ctx, () => condition(ctx, node.test));
        }),
      );
      const body = ctx.block(() => {
        ctx.push(countedCheck(ctx, counter, node.start));
        lowerBody(ctx, node.body.body, DISCARD);
      });
      if (before.length === 0) return b.whileLoop(test!, body);
      return b.forever([...before, b.ifElse(b.not(test!), [b.breakTo(null)]), b.block(body)]);
    },
    node.start,
  );
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
  inLoop(
    ctx,
    node.label,
    destination,
    () =>
      b.forever(
        ctx.block(() => {
          ctx.push(b.at(countedCheck(ctx, counter, node.start), node.start));
          lowerBody(ctx, node.body.body, DISCARD);
        }),
      ),
    node.start,
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
  ctx.push(b.at(b.breakTo(jumpLabel(ctx, frame)), node.start));
}

export function lowerContinue(node: ContinueStatement, ctx: FunctionContext): void {
  const frame = findLoop(ctx, node.label);
  joinNurseries(ctx, frame.asyncDepth, "joinNursery");
  ctx.leaveTries(frame.tryDepth);
  ctx.push(b.at(b.continueTo(jumpLabel(ctx, frame)), node.start));
}

export function lowerListComprehension(node: ListComprehension, ctx: FunctionContext): js.Expression {
  const items = b.id(ctx.temporary());
  comprehend(
    ctx,
    node,
    () => ctx.push(b.expressionStatement(b.assign(items, b.array([])))),
    () => {
      ctx.push(b.expressionStatement(b.call(b.member(items, "push"), [ctx.expression(node.element)])));
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
      ctx.push(b.expressionStatement(b.call(b.member(entries, "push"), [key, value])));
    },
  );
  return ctx.abi("dict", entries);
}

function comprehend(
  ctx: FunctionContext,
  node: ListComprehension | DictComprehension,
  prepare: () => void,
  produce: () => void,
): void {
  iterate(ctx, node.source, node.start, (head) => {
    prepare();
    // A JavaScript loop, but no Ion loop: jumps pass through it by label.
    ctx.loops.push({
      ionLabel: null,
      jsLabel: null,
      destination: DISCARD,
      asyncDepth: ctx.nurseries.length,
      tryDepth: ctx.tries.length,
      isTarget: false,
      isUsed: false,
    });
    const loop = head(({ item }) => {
      bindIrrefutable(ctx, node.pattern, item, node.start);
      if (node.condition === null) return produce();
      const test = condition(ctx, node.condition);
      ctx.push(b.ifElse(test, ctx.block(produce)));
    });
    ctx.loops.pop();
    ctx.push(loop);
  });
}
