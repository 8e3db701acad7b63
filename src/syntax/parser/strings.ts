/**
 * f-strings (language 1.7): the literal parts come decoded from the lexer; the tokens of each interpolation are parsed
 * as one expression, where they stand in the file (LD5).
 */
import type { Expression, InterpolatedString } from "../ast.ts";
import { type Interpolation, type Template, TOKEN } from "../token.ts";
import type { Cursor } from "./cursor.ts";
import { parseExpression } from "./expressions.ts";

export function parseInterpolatedString(cursor: Cursor): InterpolatedString {
  const token = cursor.token;
  const template = token.value as Template;
  if (template.isUnclosed) throw cursor.failAt("unterminated-interpolation", token);
  cursor.advance();
  const parts = template.parts.map((part) => (typeof part === "string" ? part : parseInterpolation(cursor, part)));
  return { type: "InterpolatedString", start: token.start, end: token.end, parts };
}

function parseInterpolation(cursor: Cursor, interpolation: Interpolation): Expression {
  return cursor.within(interpolation.firstToken, () => {
    const expression = parseExpression(cursor);
    if (!cursor.at(TOKEN.Eof)) throw cursor.failAtToken("unexpected-interpolation-token");
    return expression;
  });
}
