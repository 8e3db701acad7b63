/** Loops and comprehensions (language 4.7), with the slice check that lets other tasks in (concurrency M-15). */
import type * as js from "estree";
import type { Binding } from "../analyze/scope.ts";
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
  Node,
  WhileLetStatement,
  WhileStatement,
} from "../syntax/ast.ts";
import { walk } from "../syntax/walk.ts";
import { deliverUnit, lowerBody } from "./blocks.ts";
import * as b from "./builders.ts";
import type { FunctionContext, LoopFrame } from "./context.ts";
import { safeName } from "./names.ts";
import { joinNurseries } from "./nurseries.ts";
import { condition } from "./operators.ts";
import { bindIrrefutable, bindPattern, patternTest } from "./patterns.ts";
import { type Destination, DISCARD } from "./position.ts";

/** `if (--$m.budget < 0 && $.sliceEnd(at)) yield;`: `at` is the position of what is repeated, for an expired time limit. */
export function sliceCheck(ctx: FunctionContext, at: number): js.Statement {
  const test = b.logical("&&", b.binary("<", budgetStep(ctx), b.number(0)), ctx.abiAt(at, "sliceEnd"));
  return b.ifElse(test, [b.expressionStatement(b.yieldNothing())]);
}

/** `--$m.budget` */
export function budgetStep(ctx: FunctionContext): js.Expression {
  const budget = ctx.module.constants.machine("budget");
  return b.update("--", budget, true);
}

/** A loop in a plain function is short (the analysis proved it) and needs no check. */
function iterationCheck(ctx: FunctionContext, at: number): js.Statement[] {
  return ctx.mode === "generator" ? [sliceCheck(ctx, at)] : [];
}

/**
 * `while` and `loop` also count their iterations where a limit is set (4.13); then the floor lies above every budget.
 *
 *     if (--$m.budget < $m.budgetFloor) {
 *       $1 = $.countIteration($1, at);
 *       if ($m.budget < 0 && $.sliceEnd(at)) yield;
 *     }
 */
function countedCheck(ctx: FunctionContext, counter: js.Identifier, start: number): js.Statement {
  const { constants } = ctx.module;
  const count = b.assign(counter, ctx.abiAt(start, "countIteration", counter));
  const test = b.binary("<", budgetStep(ctx), constants.machine("budgetFloor"));
  return b.ifElse(test, [b.expressionStatement(count), pause(ctx, start)]);
}

/** `if ($m.budget < 0 && $.sliceEnd(at)) yield;` */
function pause(ctx: FunctionContext, at: number): js.Statement {
  const isUsedUp = b.binary("<", ctx.module.constants.machine("budget"), b.number(0));
  return b.ifElse(b.logical("&&", isUsedUp, ctx.abiAt(at, "sliceEnd")), [b.expressionStatement(b.yieldNothing())]);
}

function startCounter(ctx: FunctionContext): js.Identifier {
  return ctx.store(b.number(0));
}

/**
 * The variables of a sliced loop (pass slicedLoops, benchmark "integer loop"): a loop in which nothing waits. It is a
 * plain loop that counts its turns in a local variable, inside one that goes round once a slice. V8 keeps what such a
 * loop computes in registers, which it does not where the loop itself has a `yield`.
 *
 *     for (;;) {
 *       $1 = $2 = $m.budget;
 *       while (--$2 >= 0 && test) { … }
 *       $m.budget -= $1 - $2;
 *       if ($2 >= 0) break;
 *       if ($m.budget < 0 && $.sliceEnd(at)) yield;
 *     }
 */
interface Slices {
  readonly granted: js.Identifier;
  readonly left: js.Identifier;
  /**
   * Bare floats that the loop assigns. `x = +x` tells V8 that they are numbers, which it cannot know of what a generator
   * keeps over a `yield` (benchmark "mandelbrot").
   */
  readonly floats: readonly string[];
  /** Where the turns made are added up if a limit is set (4.13). */
  readonly counter: js.Identifier | null;
  /** The position of the loop. */
  readonly start: number;
}

function slicesOf(ctx: FunctionContext, loop: Node, counter: js.Identifier | null = null): Slices | null {
  const { passes, leafLoops } = ctx.module.analysis;
  if (ctx.mode !== "generator" || !passes.slicedLoops || !leafLoops.has(loop)) return null;
  return {
    granted: b.id(ctx.temporary()),
    left: b.id(ctx.temporary()),
    floats: assignedFloats(ctx, loop),
    counter,
    start: loop.start,
  };
}

/** The variables outside of the loop that it stores bare floats into. */
function assignedFloats(ctx: FunctionContext, loop: Node): string[] {
  const { bindings, references } = ctx.module.analysis.resolution;
  const assigned = new Set<Binding>();
  const declared = new Set<Binding>();
  walk(loop, (node) => {
    const declaration = bindings.get(node);
    if (declaration !== undefined) declared.add(declaration);
    if (node.type !== "AssignStatement" || node.target.type !== "Identifier") return undefined;
    const reference = references.get(node.target);
    if (reference?.type === "binding" && ctx.isUnboxed(reference.binding)) assigned.add(reference.binding);
    return undefined;
  });
  return [...assigned]
    .filter((binding) => !declared.has(binding))
    .map((binding) => ctx.module.names.ofBinding(binding));
}

/** `$m.budget -= $1 - $2;` */
function settlement(ctx: FunctionContext, { granted, left }: Slices): js.Statement {
  const made = b.binary("-", granted, left);
  return b.silent(b.expressionStatement(b.reduce(ctx.module.constants.machine("budget"), made)));
}

/** `--$2 >= 0` */
function isWithinSlice({ left }: Slices): js.Expression {
  return b.binary(">=", b.update("--", left, true), b.number(0));
}

/**
 * The loop that goes round once a slice. Where iterations are counted, it asks for `$.turns($3)` and says afterwards how
 * many were made: `$3 = $.countTurns($3, $1, at)`.
 */
function inSlices(ctx: FunctionContext, slices: Slices, loop: js.Statement): js.Statement {
  const { granted, left, counter, start } = slices;
  const grant = counter === null ? ctx.module.constants.machine("budget") : ctx.abi("turns", counter);
  return b.forever([
    b.expressionStatement(b.assign(granted, b.assign(left, grant))),
    ...slices.floats.map((name) => b.expressionStatement(b.assign(b.id(name), b.plus(b.id(name))))),
    loop,
    settlement(ctx, slices),
    b.ifElse(b.binary(">=", left, b.number(0)), [b.breakTo(null)]),
    ...(counter === null ? [] : [b.expressionStatement(countTurns(ctx, counter, granted, start))]),
    pause(ctx, start),
  ]);
}

function countTurns(
  ctx: FunctionContext,
  counter: js.Identifier,
  granted: js.Identifier,
  start: number,
): js.Expression {
  return b.assign(counter, ctx.abiAt(start, "countTurns", counter, granted));
}

/** `if (--$2 < 0) break;` */
function leaveAtSliceEnd({ left }: Slices): js.Statement {
  return b.silent(b.ifElse(b.binary("<", b.update("--", left, true), b.number(0)), [b.breakTo(null)]));
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
  const loop = b.at(makeLoop(), start);
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

/**
 * Prepares the iteration over `source` and hands the loop's shape to `use`. A range written right there counts without
 * a cursor; everything else is walked by one.
 */
function iterate(
  ctx: FunctionContext,
  source: Expression,
  start: number,
  slices: Slices | null,
  use: (head: LoopHead) => void,
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
    const isCounter = ctx.module.analysis.passes.inlineInts && ctx.module.analysis.types.isCounted(source);
    return use((body) => {
      const item = b.id(ctx.temporary());
      return loopWhile(b.binary("<", next, end), () => {
        ctx.push(b.expressionStatement(b.assign(item, next)));
        const successor = isCounter ? b.binary("+", next, b.number(1)) : ctx.abi("successor", next);
        ctx.push(b.expressionStatement(b.assign(next, successor)));
        body({ item });
      });
    });
  }
  const cursor = ctx.store(ctx.abiAt(start, "cursor", ctx.expression(source)), start);
  use((body) => loopWhile(b.call(b.member(cursor, "next"), []), () => body({ item: b.member(cursor, "value") })));
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
  comprehend(
    ctx,
    node,
    () => ctx.push(b.expressionStatement(b.assign(items, b.array([])))),
    () => {
      ctx.push(b.expressionStatement(ctx.abiAt(node.start, "append", items, ctx.expression(node.element))));
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
  prepare: () => void,
  produce: () => void,
): void {
  const slices = slicesOf(ctx, node);
  iterate(ctx, node.source, node.start, slices, (head) => {
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
      settle: slices === null ? null : () => settlement(ctx, slices),
    });
    const loop = head(({ item }) => {
      bindIrrefutable(ctx, node.pattern, item, node.start);
      if (node.condition === null) return produce();
      const test = condition(ctx, node.condition);
      ctx.push(b.ifElse(test, ctx.block(produce)));
    });
    ctx.loops.pop();
    ctx.push(slices === null ? loop : inSlices(ctx, slices, loop));
  });
}
