/**
 * Operators on numbers, in place where the types of their operands allow it. What is not certain is asked, and the
 * general operator of the runtime does the rest.
 *
 *     i + 1       typeof i === "number" && ((($n = i + 1) | 0) === $n || $isSafe($n)) ? $n : $.add(i, 1, at)
 *                                                                                                   (pass inlineInts)
 *     i % 7 + 1   the same without a test, where ranges prove it
 *     x * y + c   x * y + c, with x, y and c the numbers of floats                                  (pass unboxedFloats)
 */
import type * as js from "estree";
import { ARITHMETIC } from "../analyze/operands.ts";
import type { IntRange, ValueType } from "../analyze/types.ts";
import type { BinaryExpression, BinaryOperator, Expression } from "../syntax/ast.ts";
import * as b from "./builders.ts";
import { type FunctionContext, isStable, mutableRead } from "./context.ts";
import { lowerFloatTree } from "./float-trees.ts";

/** A lowered operand with what is known of it. The value of a float is bare when `isBare`. */
export interface Operand {
  readonly value: js.Expression;
  readonly type: ValueType;
  readonly range: IntRange | null;
  readonly isBare: boolean;
  /** Whether it is worth asking if it is a small int, whatever has to be computed first. */
  readonly isLikelyInt: boolean;
}

const BIT_OPERATORS: { readonly [operator: string]: string } = {
  "&": "and",
  "|": "or",
  "^": "xor",
  "<<": "shiftLeft",
  ">>": "shiftRight",
};

const RUNTIME_NAMES: { readonly [operator: string]: string } = {
  "+": "add",
  "-": "subtract",
  "*": "multiply",
  "/": "divide",
  "%": "modulo",
  "==": "equals",
  "!=": "differs",
  "<": "lessThan",
  ">": "greaterThan",
  "<=": "atMost",
  ">=": "atLeast",
};

type ArithmeticOperator = "+" | "-" | "*" | "/" | "%";

/** The same comparison of JavaScript, right for two ints, two bare floats, and ints of either form. */
const COMPARISONS: { readonly [operator: string]: js.BinaryOperator } = {
  "==": "===",
  "!=": "!==",
  "<": "<",
  ">": ">",
  "<=": "<=",
  ">=": ">=",
};

/** Where an operation stands; an assignment such as `x += 1` has no operator of its own. */
export interface Place {
  readonly start: number;
  readonly operatorStart?: number;
}

/** The left operand, marked with where the operator follows it. */
function endOf(left: js.Expression, { operatorStart }: Place): js.Expression {
  return operatorStart === undefined ? left : b.endingAt(left, operatorStart);
}

export function lowerBinary(node: BinaryExpression, ctx: FunctionContext): js.Expression {
  const { types, passes } = ctx.module.analysis;
  if (passes.unboxedFloats && types.of(node) === "float") return b.at(ctx.box(lowerBareBinary(node, ctx)), node.start);
  const [left, right] = operands(ctx, node.left, node.right);
  const range = types.rangeOf(node);
  return b.at(boxed(ctx, combine(ctx, node.operator, left, right, range, node)), node.start);
}

/** `old op= operand`, both evaluated already. */
export function lowerCompound(
  ctx: FunctionContext,
  operator: ArithmeticOperator,
  left: Operand,
  right: Operand,
  place: Place,
): Operand {
  return combine(ctx, operator, left, right, null, place);
}

/** The expression as an operand: the bare number of a float, where that is known and wanted. */
export function lowerOperand(ctx: FunctionContext, node: Expression): Operand {
  const { types, likelyInts, passes } = ctx.module.analysis;
  const type = types.of(node);
  if (type === "float" && passes.unboxedFloats) return bareFloat(lowerBare(node, ctx));
  // What the top level does outside of loops, it does once.
  const isRepeated = !ctx.info.isMain || ctx.loops.length > 0;
  const isLikelyInt = passes.guardedInts && isRepeated && likelyInts.isLikely(node);
  return { value: ctx.expression(node), type, range: types.rangeOf(node), isBare: false, isLikelyInt };
}

function operands(ctx: FunctionContext, left: Expression, right: Expression): [Operand, Operand] {
  const results: Operand[] = [];
  const step = (node: Expression) => () => {
    const operand = lowerOperand(ctx, node);
    results.push(operand);
    return operand.value;
  };
  const [a, c] = ctx.inOrder([step(left), step(right)]) as [js.Expression, js.Expression];
  return [
    { ...results[0]!, value: a },
    { ...results[1]!, value: c },
  ];
}

/** The bare number of an expression whose type is float. */
export function lowerBare(node: Expression, ctx: FunctionContext): js.Expression {
  switch (node.type) {
    case "FloatLiteral":
      return Number.isFinite(node.value) ? b.number(node.value) : b.member(ctx.expression(node), "value");
    case "Identifier": {
      const name = ctx.bareVariable(node);
      return name === null ? b.member(ctx.expression(node), "value") : mutableRead(name);
    }
    case "UnaryExpression": {
      if (node.operand.type === "FloatLiteral" && Number.isFinite(node.operand.value))
        return b.number(-node.operand.value);
      const operand = lowerBare(node.operand, ctx);
      // Two signs in a row would print as a decrement.
      const isSigned = operand.type === "UnaryExpression";
      return b.at(isSigned ? b.binary("*", operand, b.number(-1)) : b.negative(operand), node.start);
    }
    case "BinaryExpression": {
      if (!ARITHMETIC.has(node.operator) || ctx.storedLinks.has(node)) return b.member(ctx.expression(node), "value");
      ctx.shorten(node);
      return b.at(lowerBareBinary(node, ctx), node.start);
    }
    default:
      return b.member(ctx.expression(node), "value");
  }
}

function lowerBareBinary(node: BinaryExpression, ctx: FunctionContext): js.Expression {
  const lowerEach = () => {
    const [left, right] = operands(ctx, node.left, node.right);
    return bare(combine(ctx, node.operator, left, right, null, node));
  };
  return lowerFloatTree(node, ctx, lowerEach) ?? lowerEach();
}

export function bareFloat(value: js.Expression): Operand {
  return { value, type: "float", range: null, isBare: true, isLikelyInt: false };
}

/** A value of which nothing is known but its type, if that. */
export function general(value: js.Expression, type: ValueType = "unknown"): Operand {
  return { value, type, range: null, isBare: false, isLikelyInt: false };
}

export function bare({ value, isBare }: Operand): js.Expression {
  return isBare ? value : b.member(value, "value");
}

export function boxed(ctx: FunctionContext, { value, isBare }: Operand): js.Expression {
  return isBare ? ctx.box(value) : value;
}

function combine(
  ctx: FunctionContext,
  operator: BinaryOperator,
  left: Operand,
  right: Operand,
  range: IntRange | null,
  place: Place,
): Operand {
  const comparison = COMPARISONS[operator];
  if ((left.isBare || right.isBare) && (comparison !== undefined || ARITHMETIC.has(operator))) {
    return onFloats(ctx, operator, left, right, place);
  }
  if (ctx.module.analysis.passes.inlineInts) {
    if (comparison !== undefined) {
      const value = compareInPlace(ctx, operator, comparison, left, right, place);
      if (value !== null) return general(value, "bool");
    } else if (ARITHMETIC.has(operator) && (mayBeInts(left, right) || areLikelyInts(left, right))) {
      return general(computeInts(ctx, operator as ArithmeticOperator, left, right, range, place));
    }
  }
  if (ctx.module.analysis.passes.floatTrees && MOSTLY_NUMBERS.has(operator) && areUnknown(left, right)) {
    return general(tryFloats(ctx, operator as ArithmeticOperator, left, right, place));
  }
  return general(runtimeCall(ctx, operator, boxed(ctx, left), boxed(ctx, right), place));
}

/** What `+` joins may as well be texts. */
const MOSTLY_NUMBERS: ReadonlySet<string> = new Set(["-", "*", "/"]);

function areUnknown(left: Operand, right: Operand): boolean {
  return left.type === "unknown" && right.type === "unknown";
}

/**
 * An operation on values that may be floats, such as fields (pass floatTrees). Where they always are, V8 sees that
 * nothing else happens here, and makes no object for a result that is only computed with.
 *
 *     a.x - b.x    ($1 = $.field(a, …), $2 = $.field(b, …), typeof $1 === "object" && $1.isFloat && …
 *                    ? new $Float($1.value - $2.value) : $.subtract($1, $2, at))
 */
function tryFloats(
  ctx: FunctionContext,
  operator: ArithmeticOperator,
  left: Operand,
  right: Operand,
  place: Place,
): js.Expression {
  const [stores, [x, y]] = reread(ctx, left.value, right.value) as [js.Expression[], [js.Expression, js.Expression]];
  const test = b.and(ctx.isFloat(x), ctx.isFloat(y));
  const value = ctx.box(b.binary(operator, b.member(x, "value"), b.member(y, "value")));
  return withStores(stores, b.conditional(test, value, runtimeCall(ctx, operator, x, y, place)));
}

function runtimeCall(
  ctx: FunctionContext,
  operator: BinaryOperator,
  left: js.Expression,
  right: js.Expression,
  place: Place,
): js.Expression {
  const bitOperator = BIT_OPERATORS[operator];
  if (bitOperator !== undefined) return ctx.bitOperation(bitOperator, endOf(left, place), right, place.start);
  const name = RUNTIME_NAMES[operator]!;
  const canFail = operator !== "==" && operator !== "!=";
  if (!canFail) return b.at(ctx.abi(name, left, right), place.start);
  return ctx.abiAt(place.start, name, endOf(left, place), right);
}

/** Both may be ints. Of variables it is worth asking; of other values that nothing is known of, the runtime asks. */
function mayBeInts(a: Operand, c: Operand): boolean {
  const isCandidate = ({ type, value }: Operand) => type === "int" || (type === "unknown" && isReadable(value));
  return isCandidate(a) && isCandidate(c);
}

/** One most likely is an int, and of the other one nothing else is known. */
function areLikelyInts(a: Operand, c: Operand): boolean {
  const isCandidate = ({ type }: Operand) => type === "int" || type === "unknown";
  return (a.isLikelyInt || c.isLikelyInt) && isCandidate(a) && isCandidate(c);
}

// -------------------------------------------------------------------------------------------------------- ints

/** Operands that are read more than once are stored on the way, in order. */
function reread(ctx: FunctionContext, ...values: js.Expression[]): [stores: js.Expression[], reads: js.Expression[]] {
  const last = values.findLastIndex((value) => !isReadable(value));
  const stores: js.Expression[] = [];
  const reads = values.map((value, index) => {
    // A variable that is read before a later operand is evaluated keeps its value: operands assign no variables.
    if (isReadable(value) || index > last) return value;
    const name = ctx.temporary();
    stores.push(b.assign(b.id(name), value));
    return b.id(name);
  });
  return [stores, reads];
}

/** Whether reading it again costs nothing and answers the same. */
function isReadable(value: js.Expression): boolean {
  return isStable(value) || (value.type === "Identifier" && value.name !== "$t" && value.name !== "$n");
}

/** V8 can stop behind a comma: that is no place in the program. */
function withStores(stores: js.Expression[], value: js.Expression): js.Expression {
  return stores.length === 0 ? value : b.sequence([...stores, b.at(value, b.UNMAPPED)]);
}

function computeInts(
  ctx: FunctionContext,
  operator: ArithmeticOperator,
  left: Operand,
  right: Operand,
  range: IntRange | null,
  place: Place,
): js.Expression {
  const [stores, [x, y]] = reread(ctx, left.value, right.value) as [js.Expression[], [js.Expression, js.Expression]];
  const tests = [...isNumber(left, x), ...isNumber(right, y)];
  const isNatural = (left.range?.low ?? -1) >= 0 && (right.range?.low ?? -1) >= 0;
  /** A zero may be a negative one, which is no int. */
  const normal = (value: js.Expression) => (isNatural ? value : b.binary("+", value, b.number(0)));
  let value: js.Expression;
  switch (operator) {
    case "/":
    case "%":
      if (!isNonZero(right.range)) tests.push(b.binary("!==", y, b.number(0)));
      value = normal(operator === "%" ? b.binary("%", x, y) : b.call(ctx.builtin("trunc"), [b.binary("/", x, y)]));
      break;
    default: {
      const result = b.binary(operator, x, y);
      if (range !== null) {
        value = operator === "*" ? normal(result) : result;
        break;
      }
      const scratch = ctx.scratchNumber();
      // V8 sees at once that a small int passes the first test, but computes the second one (benchmark "integer loop").
      const isSmall = b.binary("===", b.binary("|", b.assign(scratch, result), b.number(0)), scratch);
      tests.push(b.logical("||", isSmall, b.call(ctx.builtin("isSafe"), [scratch])));
      value = operator === "*" ? normal(scratch) : scratch;
    }
  }
  if (tests.length === 0) return withStores(stores, value);
  const test = tests.reduce((all, next) => b.logical("&&", all, next));
  return withStores(stores, b.conditional(test, value, runtimeCall(ctx, operator, x, y, place)));
}

function isNumber({ range }: Operand, value: js.Expression): js.Expression[] {
  return range !== null ? [] : [b.binary("===", b.typeOf(value), b.string("number"))];
}

function isNonZero(range: IntRange | null): boolean {
  return range !== null && (range.low > 0 || range.high < 0);
}

/** Null where the comparison is left to the runtime. */
function compareInPlace(
  ctx: FunctionContext,
  operator: BinaryOperator,
  comparison: js.BinaryOperator,
  left: Operand,
  right: Operand,
  place: Place,
): js.Expression | null {
  const isEquality = operator === "==" || operator === "!=";
  if (
    left.type === right.type &&
    (left.type === "int" || (isEquality && (left.type === "bool" || left.type === "string")))
  ) {
    return b.binary(comparison, left.value, right.value);
  }
  if (!mayBeInts(left, right) && !areLikelyInts(left, right)) return null;
  const [stores, [x, y]] = reread(ctx, left.value, right.value) as [js.Expression[], [js.Expression, js.Expression]];
  // Ints compare across their two forms, so only unknown operands are in question.
  const tests: js.Expression[] = [];
  if (left.type === "unknown") tests.push(...isNumber(left, x));
  if (right.type === "unknown") tests.push(...isNumber(right, y));
  const test = tests.reduce((all, next) => b.logical("&&", all, next));
  return withStores(stores, b.conditional(test, b.binary(comparison, x, y), runtimeCall(ctx, operator, x, y, place)));
}

// ------------------------------------------------------------------------------------------------------ floats

/** One operand is a bare float; of the other one it is asked whether it is a float, if that is not known. */
function onFloats(
  ctx: FunctionContext,
  operator: BinaryOperator,
  left: Operand,
  right: Operand,
  place: Place,
): Operand {
  const comparison = COMPARISONS[operator];
  const compute = (x: js.Expression, y: js.Expression) => b.binary(comparison ?? operator, x, y);
  const answer = (value: js.Expression) => (comparison === undefined ? bareFloat(value) : general(value, "bool"));
  const [x, y] = [numberOf(ctx, left), numberOf(ctx, right)];
  if (x !== null && y !== null) return answer(compute(x, y));
  const [stores, [first, second]] = reread(ctx, left.value, right.value) as [
    js.Expression[],
    [js.Expression, js.Expression],
  ];
  const unknown = x === null ? first : second;
  const value = b.member(unknown, "value");
  const fast = x === null ? compute(value, second) : compute(first, value);
  const slow = runtimeCall(
    ctx,
    operator,
    boxed(ctx, { ...left, value: first }),
    boxed(ctx, { ...right, value: second }),
    place,
  );
  const otherwise = comparison === undefined ? b.member(slow, "value") : slow;
  return answer(withStores(stores, b.conditional(ctx.isFloat(unknown), fast, otherwise)));
}

/** The operand as a double, if it is certainly a number. */
function numberOf(ctx: FunctionContext, { value, type, range, isBare }: Operand): js.Expression | null {
  if (isBare || range !== null) return value;
  return type === "int" ? b.call(ctx.builtin("number"), [value]) : null;
}
