/**
 * Postfix forms and arguments (language 2.1): fields, methods, tuple elements, indexes and slices, calls, `?`, `.await`.
 * The position of each is that of the operand at the far left (5.2).
 */
import type { Argument, Expression } from "../ast.ts";
import { SUM_PRECEDENCE, TOKEN, type Token } from "../token.ts";
import type { Cursor } from "./cursor.ts";
import { continueExpression, parseBinary, parseExpression } from "./expressions.ts";
import { parseCommaSeparated } from "./lists.ts";

export function parsePostfix(cursor: Cursor, operand: Expression): Expression {
  let left = operand;
  for (;;) {
    switch (cursor.token.type) {
      case TOKEN.Dot:
        left = parseMember(cursor, left);
        break;
      case TOKEN.LParen:
        left = parseCall(cursor, left);
        break;
      case TOKEN.LBracket:
        left = parseIndex(cursor, left);
        break;
      case TOKEN.Question:
        left = { type: "PropagateExpression", start: left.start, end: cursor.advance().end, operand: left };
        break;
      default:
        return left;
    }
  }
}

function parseCall(cursor: Cursor, callee: Expression): Expression {
  const argsStart = cursor.token.start;
  const args = parseArguments(cursor);
  return { type: "CallExpression", start: callee.start, end: cursor.previousEnd, callee, args, argsStart };
}

// ------------------------------------------------------------------------------------------------- after a dot

function parseMember(cursor: Cursor, object: Expression): Expression {
  const { start } = object;
  cursor.advance();
  if (cursor.at(TOKEN.Await)) {
    const { end } = cursor.advance();
    return { type: "AwaitExpression", start, end, operand: object };
  }
  if (cursor.at(TOKEN.Int)) {
    const { end, value } = cursor.advance();
    return { type: "TupleFieldExpression", start, end, object, index: value as number | bigint };
  }
  if (cursor.at(TOKEN.Float)) return parseTwoTupleFields(cursor, object);
  const field = cursor.expectName();
  if (!cursor.at(TOKEN.LParen)) return { type: "FieldExpression", start, end: field.end, object, field };
  const argsStart = cursor.token.start;
  const args = parseArguments(cursor);
  const end = cursor.previousEnd;
  return { type: "MethodCallExpression", start, end, receiver: object, method: field, args, argsStart };
}

/** `t.0.1`: the lexer reads `0.1` as a float (LD7); `t.0.` has lost its second name. */
function parseTwoTupleFields(cursor: Cursor, object: Expression): Expression {
  const token = cursor.advance();
  const [first, second] = tupleIndexes(cursor, token);
  const { start } = object;
  const firstEnd = token.start + first.length;
  const inner: Expression = { type: "TupleFieldExpression", start, end: firstEnd, object, index: toIndex(first) };
  if (second === "") throw cursor.failAtToken("expected-identifier");
  return { type: "TupleFieldExpression", start, end: token.end, object: inner, index: toIndex(second) };
}

function tupleIndexes(cursor: Cursor, token: Token): readonly [string, string] {
  const text = cursor.textOf(token);
  const dot = text.indexOf(".");
  return [text.slice(0, dot), text.slice(dot + 1)];
}

function toIndex(digits: string): number | bigint {
  const index = BigInt(digits.replaceAll("_", ""));
  return index <= Number.MAX_SAFE_INTEGER ? Number(index) : index;
}

// -------------------------------------------------------------------------------------------------- in brackets

/** A range directly in the brackets makes a slice; everything else is an index (LD31). */
function parseIndex(cursor: Cursor, object: Expression): Expression {
  cursor.advance();
  if (isRangeOperator(cursor)) return parseSlice(cursor, object, null);
  cursor.enter();
  const sum = parseBinary(cursor, SUM_PRECEDENCE);
  if (isRangeOperator(cursor)) {
    cursor.leave();
    return parseSlice(cursor, object, sum);
  }
  const index = continueExpression(cursor, sum);
  cursor.leave();
  const { end } = cursor.expect(TOKEN.RBracket);
  return { type: "IndexExpression", start: object.start, end, object, index };
}

function isRangeOperator(cursor: Cursor): boolean {
  return cursor.at(TOKEN.DotDot) || cursor.at(TOKEN.DotDotEq);
}

function parseSlice(cursor: Cursor, object: Expression, from: Expression | null): Expression {
  const inclusive = cursor.advance().type === TOKEN.DotDotEq;
  const to = cursor.at(TOKEN.RBracket) ? null : parseExpression(cursor);
  const { end } = cursor.expect(TOKEN.RBracket);
  return { type: "SliceExpression", start: object.start, end, object, from, to, inclusive };
}

// ------------------------------------------------------------------------------------------------ in parentheses

/** Parses arguments up to and with the closing parenthesis; the opening one is the current token. */
function parseArguments(cursor: Cursor): readonly Argument[] {
  cursor.advance();
  let hasKeyword = false;
  return parseCommaSeparated(cursor, TOKEN.RParen, () => {
    const isKeyword = isKeywordArgument(cursor);
    if (hasKeyword && !isKeyword) throw cursor.failAt("positional-after-keyword", cursor.token);
    hasKeyword = isKeyword;
    return isKeyword ? parseKeywordArgument(cursor) : parsePositionalArgument(cursor);
  });
}

/** `name:` or `**`. */
function isKeywordArgument(cursor: Cursor): boolean {
  if (cursor.at(TOKEN.Ident)) return cursor.next.type === TOKEN.Colon;
  return cursor.at(TOKEN.Star) && cursor.next.type === TOKEN.Star;
}

function parseKeywordArgument(cursor: Cursor): Argument {
  const { start } = cursor.token;
  if (cursor.eat(TOKEN.Star)) {
    cursor.advance();
    const value = parseExpression(cursor);
    return { type: "KeywordSpreadArgument", start, end: cursor.previousEnd, value };
  }
  const name = cursor.passName();
  cursor.advance();
  const value = parseExpression(cursor);
  return { type: "KeywordArgument", start, end: cursor.previousEnd, name, value };
}

function parsePositionalArgument(cursor: Cursor): Argument {
  const { start } = cursor.token;
  const isSpread = cursor.eat(TOKEN.Star);
  const value = parseExpression(cursor);
  const end = cursor.previousEnd;
  return isSpread ? { type: "SpreadArgument", start, end, value } : { type: "PositionalArgument", start, end, value };
}
