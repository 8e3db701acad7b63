/** Literals of host structs and enums (language 2.1, 4.12). */
import type { EnumExpression, FieldInit, Name, SpreadElement, StructExpression } from "../ast.ts";
import { TOKEN } from "../token.ts";
import type { Cursor } from "./cursor.ts";
import { parseExpression } from "./expressions.ts";
import { parseCommaSeparated } from "./lists.ts";

/** Why `if READY { 1 }` fails: the only way out is to parenthesize the name. */
const FIELD_HELP =
  "an upper-case name before `{` begins a struct literal; if a block was meant, put the name in parentheses";

/** Parses the braces of `Point { x: 1, ...base }`. */
export function parseStruct(cursor: Cursor, name: Name): StructExpression {
  cursor.advance();
  const entries = parseCommaSeparated(cursor, TOKEN.RBrace, parseEntry);
  return { type: "StructExpression", start: name.start, end: cursor.previousEnd, name, entries };
}

function parseEntry(cursor: Cursor): FieldInit | SpreadElement {
  if (cursor.at(TOKEN.DotDotDot)) return parseSpread(cursor);
  const name = cursor.expectName(FIELD_HELP);
  cursor.expect(TOKEN.Colon, FIELD_HELP);
  const value = parseExpression(cursor);
  return { type: "FieldInit", start: name.start, end: cursor.previousEnd, name, value };
}

/** `...e` in a struct, list or dict. */
export function parseSpread(cursor: Cursor): SpreadElement {
  const { start } = cursor.advance();
  const argument = parseExpression(cursor);
  return { type: "SpreadElement", start, end: cursor.previousEnd, argument };
}

/** Parses the payload of `Color::Rgb(1, 2, 3)`, if there is one. */
export function parseEnumVariant(cursor: Cursor, enumName: Name, variant: Name): EnumExpression {
  const args = cursor.eat(TOKEN.LParen) ? parseCommaSeparated(cursor, TOKEN.RParen, parseExpression) : null;
  return { type: "EnumExpression", start: enumName.start, end: cursor.previousEnd, enumName, variant, args };
}
