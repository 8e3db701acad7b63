/** Call arguments (language 4.9): evaluated left to right after the callee, then handed over in one of two forms. */
import type * as js from "estree";
import type { Argument, CallExpression, Expression, MethodCallExpression } from "../syntax/ast.ts";
import * as b from "./builders.ts";
import type { FunctionContext } from "./context.ts";

export interface LoweredArguments {
  /** The values, when all arguments are positional; else null. */
  readonly simple: js.Expression[] | null;
  /** `[a, ...$.spreadArgument(b, at)]` */
  readonly positional: js.ArrayExpression;
  /** `[["name", value], …]`, or `null` when there are none. */
  readonly keywords: js.Expression;
}

type Call = Pick<CallExpression, "start" | "args" | "argsStart">;

/** Lowers the callee (or receiver) and the arguments in order; marks where the two of them begin. */
export function lowerArguments(
  ctx: FunctionContext,
  callee: Expression,
  { start, args, argsStart }: Call,
): [callee: b.Expression, args: LoweredArguments] {
  const steps = [callee, ...args.map((argument) => argument.value)];
  const [first, ...values] = ctx.operands(steps) as [js.Expression, ...js.Expression[]];
  return [b.endingAt(b.positioned(first, callee.start), argsStart), arrange(ctx, args, values, start)];
}

/** As `lowerArguments` for a method: with its selector. */
export function lowerMethodOperands(
  ctx: FunctionContext,
  node: MethodCallExpression,
): [selector: js.Expression, receiver: js.Expression, args: LoweredArguments] {
  const { method } = node;
  const [receiver, args] = lowerArguments(ctx, node.receiver, node);
  return [b.at(ctx.module.constants.selector(method.name), method.start, method.name), receiver, args];
}

/** `start` is the position of their errors. */
export function arrange(
  ctx: FunctionContext,
  args: readonly Argument[],
  values: readonly js.Expression[],
  start: number,
): LoweredArguments {
  const positional: (js.Expression | js.SpreadElement)[] = [];
  const keywords: (js.Expression | js.SpreadElement)[] = [];
  let isSimple = true;
  args.forEach((argument, index) => {
    const value = values[index]!;
    if (argument.type !== "PositionalArgument") isSimple = false;
    switch (argument.type) {
      case "PositionalArgument":
        positional.push(value);
        return;
      case "SpreadArgument":
        positional.push(b.spread(ctx.abiAt(start, "spreadArgument", value)));
        return;
      case "KeywordArgument":
        keywords.push(b.array([b.string(argument.name.name), value]));
        return;
      case "KeywordSpreadArgument":
        keywords.push(b.spread(ctx.abiAt(start, "spreadKeywords", value)));
        return;
    }
  });
  return {
    simple: isSimple ? (positional as js.Expression[]) : null,
    positional: b.array(positional),
    keywords: keywords.length === 0 ? b.NULL : b.array(keywords),
  };
}
