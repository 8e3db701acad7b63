/**
 * Trees of operations on floats, computed at once (pass floatTrees, benchmark "n-body"). Where a tree of `+ - * / %` is
 * known to give a float, but not all variables in it are known to hold floats, it is asked whether they do: then nothing
 * in it can fail, and it is one expression of JavaScript. Else each operation is carried out by itself.
 *
 *     x * x + y + 0.5        typeof x === "object" && x.isFloat && … ? x.value * x.value + y.value + 0.5 : …
 *     d * math::sqrt(d)      $d_sqrt.isIn($g_math.captured(at)) ? d * $d_sqrt.compute(d) : …
 *
 * Only the operand that is evaluated first may be more than a variable or a number: it goes into a temporary before.
 */
import type * as js from "estree";
import { FLOAT_FUNCTIONS } from "../../runtime/stdlib/manifest.ts";
import { ARITHMETIC } from "../analyze/operands.ts";
import type { BinaryExpression, CallExpression, Expression, Identifier, UnaryExpression } from "../syntax/ast.ts";
import * as b from "./builders.ts";
import { type FunctionContext, mutableRead } from "./context.ts";
import { readName } from "./variables.ts";

/** Larger trees are not worth having twice. */
const MOST_OPERATIONS = 12;

/**
 * The bare number of a tree whose type is float, or null where there is nothing to ask about it. `lowerEach` lowers the
 * same node operation by operation.
 */
export function lowerFloatTree(
  node: BinaryExpression,
  ctx: FunctionContext,
  lowerEach: () => js.Expression,
): js.Expression | null {
  if (!ctx.module.analysis.passes.floatTrees || ctx.separateOperations.has(node)) return null;
  const tree = new FloatTree(ctx);
  const part = tree.part(node, true);
  const test = tree.test();
  for (const operation of tree.operations) ctx.separateOperations.add(operation);
  if (part === null || test === null || !tree.isWorthIt) return null;
  const { first } = tree;
  if (first === null) return b.conditional(test, part.value, lowerEach());
  const value = ctx.expression(first.node);
  first.variable.name = ctx.temporary();
  ctx.storedLinks.set(first.node, first.variable);
  const computed = b.conditional(test, part.value, lowerEach());
  ctx.storedLinks.delete(first.node);
  return b.sequence([b.assign(first.variable, value), computed]);
}

/** What a part of a tree computes if all tests hold: the number of a float, or an int that is a plain number. */
interface Part {
  readonly value: js.Expression;
  readonly isFloat: boolean;
}

class FloatTree {
  readonly #ctx: FunctionContext;
  readonly operations = new Set<Expression>();
  readonly #variableTests = new Map<string, js.Expression>();
  readonly #callTests = new Map<string, js.Expression>();
  /** The operand that is evaluated first, where it is more than a variable; what it is stored in has no name yet. */
  first: { readonly node: Expression; readonly variable: js.Identifier } | null = null;

  constructor(ctx: FunctionContext) {
    this.#ctx = ctx;
  }

  /** A single operation is tested in place anyway. */
  get isWorthIt(): boolean {
    return this.operations.size > 1 && this.operations.size <= MOST_OPERATIONS;
  }

  /** Variables come first: where one holds no float, an operation fails before a later name is looked up. */
  test(): js.Expression | null {
    const tests = [...this.#variableTests.values(), ...this.#callTests.values()];
    return tests.length === 0 ? null : tests.reduce((all, next) => b.and(all, next));
  }

  /** Null where the expression does not fit. `isFirst`: nothing of the tree is evaluated before it. */
  part(node: Expression, isFirst: boolean): Part | null {
    if (this.operations.size > MOST_OPERATIONS) return null;
    switch (node.type) {
      case "IntLiteral":
        return typeof node.value === "number" ? { value: b.number(node.value), isFloat: false } : null;
      case "FloatLiteral":
        return Number.isFinite(node.value) ? { value: b.number(node.value), isFloat: true } : null;
      case "UnaryExpression":
        return this.#negation(node, isFirst);
      case "BinaryExpression":
        return this.#operation(node, isFirst);
      case "Identifier":
        return this.#variable(node) ?? this.#other(node, isFirst);
      case "CallExpression":
        return this.#call(node) ?? this.#other(node, isFirst);
      default:
        return this.#other(node, isFirst);
    }
  }

  #negation(node: UnaryExpression, isFirst: boolean): Part | null {
    if (node.operator !== "-" || this.#ctx.storedLinks.has(node)) return null;
    this.operations.add(node);
    const operand = this.part(node.operand, isFirst);
    // A minus before a number would print as a part of it; and the int 0 has no sign.
    return operand?.isFloat ? { value: b.binary("*", operand.value, b.number(-1)), isFloat: true } : null;
  }

  #operation(node: BinaryExpression, isFirst: boolean): Part | null {
    const { operator, left, right } = node;
    if (!ARITHMETIC.has(operator) || this.#ctx.storedLinks.has(node)) return null;
    this.operations.add(node);
    const x = this.part(left, isFirst);
    const y = x === null ? null : this.part(right, false);
    if (x === null || y === null || !(x.isFloat || y.isFloat)) return null;
    return { value: b.binary(operator as js.BinaryOperator, x.value, y.value), isFloat: true };
  }

  #variable(node: Identifier): Part | null {
    const bare = this.#ctx.bareVariable(node);
    if (bare !== null) return { value: mutableRead(bare), isFloat: true };
    const { types } = this.#ctx.module.analysis;
    const read = readName(this.#ctx, node, node.name, node.start);
    if (read.type !== "Identifier") return null;
    if (types.rangeOf(node) !== null) return { value: read, isFloat: false };
    return this.#unknown(node, read, read.name);
  }

  /** A value that may be a float, read through `variable`. */
  #unknown(node: Expression, variable: js.Identifier, key: string): Part | null {
    const type = this.#ctx.module.analysis.types.of(node);
    if (type !== "unknown" && type !== "float") return null;
    if (type === "unknown") this.#variableTests.set(key, this.#ctx.isFloat(variable));
    return { value: b.member(variable, "value"), isFloat: true };
  }

  #other(node: Expression, isFirst: boolean): Part | null {
    if (!isFirst || this.#ctx.storedLinks.has(node)) return null;
    const variable = b.id("");
    const part = this.#unknown(node, variable, "");
    if (part !== null) this.first = { node, variable };
    return part;
  }

  /** `math::sqrt(x)` of a float, where `math` is the standard module. */
  #call(node: CallExpression): Part | null {
    const { callGraph, resolution } = this.#ctx.module.analysis;
    const { callee, args } = node;
    const [argument] = args;
    if (callee.type !== "PathExpression" || callee.segments.length !== 2 || !callGraph.plainCalls.has(node))
      return null;
    if (args.length !== 1 || argument!.type !== "PositionalArgument") return null;
    const [module, member] = callee.segments as [(typeof callee.segments)[0], (typeof callee.segments)[0]];
    if (module.name !== "math" || !FLOAT_FUNCTIONS.has(member.name) || resolution.visibleGlobs.has(module)) return null;
    this.operations.add(node);
    const operand = this.part(argument!.value, false);
    if (!operand?.isFloat) return null;
    const method = this.#ctx.module.constants.floatFunction(member.name);
    const test = b.call(b.member(method, "isIn"), [readName(this.#ctx, module, module.name, callee.start)]);
    this.#callTests.set(member.name, test);
    return { value: b.call(b.member(method, "compute"), [operand.value]), isFloat: true };
  }
}
