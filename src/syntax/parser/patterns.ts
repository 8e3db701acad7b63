/**
 * Patterns (language 2.1, 4.6).
 *
 * A table from the first token to the parse function; parentheses always make a tuple, never a group.
 */
import type {
  ConstructorName,
  EnumPattern,
  FieldPattern,
  ListPattern,
  LiteralPattern,
  Name,
  Pattern,
  StructPattern,
} from "../ast.ts";
import { TOKEN, type TokenType } from "../token.ts";
import type { Cursor } from "./cursor.ts";
import { parseCommaSeparated } from "./lists.ts";
import {
  parseBoolLiteral,
  parseBytesLiteral,
  parseFloatLiteral,
  parseIntLiteral,
  parseStringLiteral,
} from "./literals.ts";
import { isTypeName } from "./names.ts";

export function parsePattern(cursor: Cursor): Pattern {
  const parse = PATTERNS.get(cursor.token.type);
  if (parse === undefined) throw cursor.failAtToken("unexpected-pattern-token");
  cursor.enter();
  const pattern = parse(cursor);
  cursor.leave();
  return pattern;
}

type ParsePattern = (cursor: Cursor) => Pattern;

const PATTERNS: ReadonlyMap<TokenType, ParsePattern> = new Map<TokenType, ParsePattern>([
  [TOKEN.Ident, parseNamePattern],
  [TOKEN.Int, (cursor) => literalPattern(parseIntLiteral(cursor))],
  [TOKEN.Float, (cursor) => literalPattern(parseFloatLiteral(cursor))],
  [TOKEN.Minus, parseNegativePattern],
  [TOKEN.True, (cursor) => literalPattern(parseBoolLiteral(cursor))],
  [TOKEN.False, (cursor) => literalPattern(parseBoolLiteral(cursor))],
  [TOKEN.Str, (cursor) => literalPattern(parseStringLiteral(cursor))],
  [TOKEN.Bytes, (cursor) => literalPattern(parseBytesLiteral(cursor))],
  [TOKEN.None, parseNonePattern],
  [TOKEN.Some, (cursor) => parseConstructorPattern(cursor, "Some")],
  [TOKEN.Ok, (cursor) => parseConstructorPattern(cursor, "Ok")],
  [TOKEN.Err, (cursor) => parseConstructorPattern(cursor, "Err")],
  [TOKEN.LParen, parseTuplePattern],
  [TOKEN.LBracket, parseListPattern],
]);

function literalPattern(literal: LiteralPattern["literal"]): LiteralPattern {
  return { type: "LiteralPattern", start: literal.start, end: literal.end, literal };
}

/** `-1`: the sign belongs to the literal (LD30). */
function parseNegativePattern(cursor: Cursor): LiteralPattern {
  const { start } = cursor.advance();
  if (cursor.at(TOKEN.Float)) {
    const literal = parseFloatLiteral(cursor);
    return literalPattern({ type: "FloatLiteral", start, end: literal.end, value: -literal.value });
  }
  if (!cursor.at(TOKEN.Int)) throw cursor.failAtToken("unexpected-pattern-token");
  const literal = parseIntLiteral(cursor);
  // There is one int zero, while -0 is a float's value.
  const value = literal.value === 0 ? 0 : -literal.value;
  return literalPattern({ type: "IntLiteral", start, end: literal.end, value });
}

function parseNonePattern(cursor: Cursor): Pattern {
  const { start, end } = cursor.advance();
  return { type: "NonePattern", start, end };
}

function parseConstructorPattern(cursor: Cursor, constructorName: ConstructorName): Pattern {
  const { start } = cursor.advance();
  cursor.expect(TOKEN.LParen);
  const argument = parsePattern(cursor);
  const { end } = cursor.expect(TOKEN.RParen);
  return { type: "ConstructorPattern", start, end, constructorName, argument };
}

function parseTuplePattern(cursor: Cursor): Pattern {
  const { start } = cursor.advance();
  const elements = parseCommaSeparated(cursor, TOKEN.RParen, parsePattern);
  const end = cursor.previousEnd;
  if (elements.length === 0) return { type: "UnitPattern", start, end };
  return { type: "TuplePattern", start, end, elements };
}

function parseListPattern(cursor: Cursor): ListPattern {
  const { start } = cursor.advance();
  const elements: Pattern[] = [];
  let rest: Name | null = null;
  parseCommaSeparated(cursor, TOKEN.RBracket, () => {
    if (cursor.eat(TOKEN.DotDotDot)) rest = cursor.expectName();
    else elements.push(parsePattern(cursor));
  });
  return { type: "ListPattern", start, end: cursor.previousEnd, elements, rest };
}

// --------------------------------------------------------------------------------------------- names, host types

function parseNamePattern(cursor: Cursor): Pattern {
  const name = cursor.passName();
  if (cursor.at(TOKEN.ColonColon)) return parseEnumPattern(cursor, name);
  if (cursor.at(TOKEN.LBrace) && isTypeName(name.name)) return parseStructPattern(cursor, name);
  const { start, end } = name;
  if (name.name === "_") return { type: "WildcardPattern", start, end };
  return { type: "BindingPattern", start, end, name: name.name };
}

function parseEnumPattern(cursor: Cursor, enumName: Name): EnumPattern {
  cursor.advance();
  const variant = cursor.expectName();
  const { start } = enumName;
  let args: readonly Pattern[] | null = null;
  let hasBraces = false;
  if (cursor.eat(TOKEN.LParen)) {
    args = parseCommaSeparated(cursor, TOKEN.RParen, parsePattern);
  } else if (cursor.eat(TOKEN.LBrace)) {
    parseCommaSeparated(cursor, TOKEN.RBrace, parseFieldPattern);
    hasBraces = true;
  }
  return { type: "EnumPattern", start, end: cursor.previousEnd, enumName, variant, args, hasBraces };
}

function parseStructPattern(cursor: Cursor, name: Name): StructPattern {
  cursor.advance();
  const fields = parseCommaSeparated(cursor, TOKEN.RBrace, parseFieldPattern);
  return { type: "StructPattern", start: name.start, end: cursor.previousEnd, name, fields };
}

function parseFieldPattern(cursor: Cursor): FieldPattern {
  const name = cursor.expectName();
  const { start } = name;
  const pattern: Pattern = cursor.eat(TOKEN.Colon)
    ? parsePattern(cursor)
    : { type: "BindingPattern", start, end: name.end, name: name.name };
  return { type: "FieldPattern", start, end: cursor.previousEnd, name, pattern };
}
