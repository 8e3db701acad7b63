/**
 * Expressions by precedence (language 2.2).
 *
 * Binary operators are read by precedence climbing with the facts of the token table; chains of binary and postfix
 * operators are built by loops, so their length is unlimited. Operands are in operands.ts, calls and other postfix
 * forms in postfix.ts.
 */
import type { Expression, UnaryExpression, UnaryOperator } from "../ast.ts";
import { type BinaryForm, RANGE_PRECEDENCE, TOKEN } from "../token.ts";
import type { Cursor } from "./cursor.ts";
import { parseOperand } from "./operands.ts";
import { parsePostfix } from "./postfix.ts";

const LOOSEST = 1;
const TIGHTEST = Number.POSITIVE_INFINITY;

export function parseExpression(cursor: Cursor): Expression {
  cursor.enter();
  const expression = parseBinary(cursor, LOOSEST);
  cursor.leave();
  return expression;
}

/** An expression at the start of a statement: the nesting is counted by the block around it. */
export function parseStatementExpression(cursor: Cursor): Expression {
  return parseBinary(cursor, LOOSEST);
}

/** Goes on with an expression whose first operands are known. */
export function continueExpression(cursor: Cursor, left: Expression): Expression {
  return joinOperators(cursor, left, LOOSEST);
}

/** An operand and the operators behind it that bind at least as tightly as `precedence`. */
export function parseBinary(cursor: Cursor, precedence: number): Expression {
  return joinOperators(cursor, parseUnary(cursor), precedence);
}

/**
 * Joins `left` with the operators that follow. After an operator of some precedence only equally tight or looser ones
 * can follow on the same level; after a range only looser ones, because ranges do not chain.
 */
function joinOperators(cursor: Cursor, left: Expression, precedence: number): Expression {
  let ceiling = TIGHTEST;
  for (;;) {
    const { type, start: operatorStart } = cursor.token;
    const facts = type.binary;
    if (facts === null || facts.precedence < precedence || facts.precedence > ceiling) return left;
    cursor.advance();
    const right = parseBinary(cursor, facts.precedence + 1);
    left = joinOperands(facts.form, left, operatorStart, right, cursor.previousEnd);
    ceiling = facts.precedence === RANGE_PRECEDENCE ? RANGE_PRECEDENCE - 1 : facts.precedence;
  }
}

function joinOperands(
  form: BinaryForm,
  left: Expression,
  operatorStart: number,
  right: Expression,
  end: number,
): Expression {
  const { start } = left;
  switch (form.type) {
    case "BinaryExpression":
      return { type: "BinaryExpression", start, end, operator: form.operator, operatorStart, left, right };
    case "LogicalExpression":
      return { type: "LogicalExpression", start, end, operator: form.operator, left, right };
    case "RangeExpression":
      return { type: "RangeExpression", start, end, from: left, to: right, inclusive: form.inclusive };
    case "PipeExpression":
      return { type: "PipeExpression", start, end, left, right };
  }
}

function parseUnary(cursor: Cursor): Expression {
  const { type } = cursor.token;
  if (type === TOKEN.Minus) return parsePrefix(cursor, "-");
  if (type === TOKEN.Bang) return parsePrefix(cursor, "!");
  return parsePostfix(cursor, parseOperand(cursor));
}

function parsePrefix(cursor: Cursor, operator: UnaryOperator): UnaryExpression {
  const { start } = cursor.advance();
  cursor.enter();
  const operand = parseUnary(cursor);
  cursor.leave();
  return { type: "UnaryExpression", start, end: cursor.previousEnd, operator, operand };
}
