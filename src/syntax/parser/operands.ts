/**
 * Operands: what an expression can begin with (language 2.1, `primary`).
 *
 * A table from the first token to the parse function. Groups, names and lambdas are here; the other families have
 * files of their own.
 */
import type { ConstructorName, Expression, LambdaExpression, Name, PathExpression } from "../ast.ts";
import { TOKEN, type TokenType } from "../token.ts";
import { parseDict, parseList } from "./collections.ts";
import {
  parseAsync,
  parseIf,
  parseLabelledLoop,
  parseLoop,
  parseMatch,
  parseSelect,
  parseSpawn,
  parseTry,
} from "./control.ts";
import type { Cursor } from "./cursor.ts";
import { parseExpression } from "./expressions.ts";
import { parseEnumVariant, parseStruct } from "./host-types.ts";
import { parseMoreItems } from "./lists.ts";
import {
  parseBoolLiteral,
  parseBytesLiteral,
  parseFloatLiteral,
  parseIntLiteral,
  parseStringLiteral,
} from "./literals.ts";
import { isTypeName } from "./names.ts";
import { parseLambdaParameters } from "./parameters.ts";
import { parseBlock } from "./statements.ts";
import { parseInterpolatedString } from "./strings.ts";

export function parseOperand(cursor: Cursor): Expression {
  const parse = OPERANDS.get(cursor.token.type);
  if (parse === undefined) throw cursor.failAtToken("unexpected-token");
  return parse(cursor);
}

type ParseOperand = (cursor: Cursor) => Expression;

const OPERANDS: ReadonlyMap<TokenType, ParseOperand> = new Map<TokenType, ParseOperand>([
  [TOKEN.Ident, parseNamed],
  [TOKEN.Int, parseIntLiteral],
  [TOKEN.Float, parseFloatLiteral],
  [TOKEN.Str, parseStringLiteral],
  [TOKEN.FStr, parseInterpolatedString],
  [TOKEN.Bytes, parseBytesLiteral],
  [TOKEN.True, parseBoolLiteral],
  [TOKEN.False, parseBoolLiteral],
  [TOKEN.None, parseNone],
  [TOKEN.Some, (cursor) => parseConstructor(cursor, "Some")],
  [TOKEN.Ok, (cursor) => parseConstructor(cursor, "Ok")],
  [TOKEN.Err, (cursor) => parseConstructor(cursor, "Err")],
  [TOKEN.LParen, parseParenthesized],
  [TOKEN.LBracket, parseList],
  [TOKEN.HashBrace, parseDict],
  [TOKEN.PipeSym, parseLambda],
  [TOKEN.Or, parseLambda],
  [TOKEN.LBrace, parseBlock],
  [TOKEN.If, parseIf],
  [TOKEN.Match, parseMatch],
  [TOKEN.Loop, parseLoop],
  [TOKEN.Label, parseLabelledLoop],
  [TOKEN.Try, parseTry],
  [TOKEN.Async, parseAsync],
  [TOKEN.Spawn, parseSpawn],
  [TOKEN.Select, parseSelect],
]);

function parseNone(cursor: Cursor): Expression {
  const { start, end } = cursor.advance();
  return { type: "NoneLiteral", start, end };
}

function parseConstructor(cursor: Cursor, constructorName: ConstructorName): Expression {
  const { start } = cursor.advance();
  cursor.expect(TOKEN.LParen);
  const argument = parseExpression(cursor);
  const { end } = cursor.expect(TOKEN.RParen);
  return { type: "ConstructorExpression", start, end, constructorName, argument };
}

/** `()` is unit, `(e)` leaves no node, `(e,)` and `(e, e)` are tuples. */
function parseParenthesized(cursor: Cursor): Expression {
  const { start } = cursor.advance();
  if (cursor.at(TOKEN.RParen)) return { type: "UnitLiteral", start, end: cursor.advance().end };
  const first = parseExpression(cursor);
  if (!cursor.at(TOKEN.Comma)) {
    cursor.expect(TOKEN.RParen);
    return first;
  }
  const elements = [first];
  parseMoreItems(cursor, TOKEN.RParen, elements, parseExpression);
  return { type: "TupleExpression", start, end: cursor.previousEnd, elements };
}

/** At an operand's place `|` begins the parameters of a lambda, and `||` is an empty list of them (2.3). */
function parseLambda(cursor: Cursor): LambdaExpression {
  const { start, type } = cursor.advance();
  const params = type === TOKEN.Or ? [] : parseLambdaParameters(cursor);
  const body = cursor.at(TOKEN.LBrace) ? parseBlock(cursor) : parseExpression(cursor);
  return { type: "LambdaExpression", start, end: cursor.previousEnd, params, body };
}

// --------------------------------------------------------------------------------------------------------- names

/** A variable, a module path, or a host type's literal: an upper-case name before `{` is always the latter (2.3). */
function parseNamed(cursor: Cursor): Expression {
  const name = cursor.passName();
  if (cursor.at(TOKEN.ColonColon)) return parsePath(cursor, name);
  if (cursor.at(TOKEN.LBrace) && isTypeName(name.name)) return parseStruct(cursor, name);
  return { type: "Identifier", start: name.start, end: name.end, name: name.name };
}

/** Two segments, the first with an upper-case letter, name an enum's variant; all other paths lead into modules. */
function parsePath(cursor: Cursor, first: Name): Expression {
  cursor.advance();
  const second = cursor.expectName();
  if (isTypeName(first.name) && !cursor.at(TOKEN.ColonColon)) return parseEnumVariant(cursor, first, second);
  const segments = [first, second];
  while (cursor.eat(TOKEN.ColonColon)) segments.push(cursor.expectName());
  const path: PathExpression = { type: "PathExpression", start: first.start, end: cursor.previousEnd, segments };
  return path;
}
