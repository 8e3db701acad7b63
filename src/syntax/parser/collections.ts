/** List and dict literals and their comprehensions (language 2.1). */
import type { DictEntry, Expression, Pattern, SpreadElement } from "../ast.ts";
import { TOKEN } from "../token.ts";
import { walk } from "../walk.ts";
import type { Cursor } from "./cursor.ts";
import { parseExpression } from "./expressions.ts";
import { parseSpread } from "./host-types.ts";
import { parseMoreItems } from "./lists.ts";
import { parsePattern } from "./patterns.ts";

export function parseList(cursor: Cursor): Expression {
  const { start } = cursor.advance();
  if (cursor.eat(TOKEN.RBracket)) return { type: "ListExpression", start, end: cursor.previousEnd, elements: [] };
  const first = parseElement(cursor);
  if (cursor.at(TOKEN.For) && first.type !== "SpreadElement") {
    const { pattern, source, condition } = parseComprehensionTail(cursor);
    const { end } = cursor.expect(TOKEN.RBracket);
    return { type: "ListComprehension", start, end, element: first, pattern, source, condition };
  }
  const elements = [first];
  parseMoreItems(cursor, TOKEN.RBracket, elements, parseElement);
  return { type: "ListExpression", start, end: cursor.previousEnd, elements };
}

function parseElement(cursor: Cursor): Expression | SpreadElement {
  return cursor.at(TOKEN.DotDotDot) ? parseSpread(cursor) : parseExpression(cursor);
}

export function parseDict(cursor: Cursor): Expression {
  const { start } = cursor.advance();
  if (cursor.eat(TOKEN.RBrace)) return { type: "DictExpression", start, end: cursor.previousEnd, entries: [] };
  const isBareKey = cursor.at(TOKEN.Ident) && cursor.next.type === TOKEN.Colon;
  const first = parseEntry(cursor);
  if (cursor.at(TOKEN.For) && first.type !== "SpreadElement") {
    const { pattern, source, condition } = parseComprehensionTail(cursor);
    const key = isBareKey ? resolveBareKey(first.key, pattern) : first.key;
    const { end } = cursor.expect(TOKEN.RBrace);
    return { type: "DictComprehension", start, end, key, value: first.value, pattern, source, condition };
  }
  const entries = [first];
  parseMoreItems(cursor, TOKEN.RBrace, entries, parseEntry);
  return { type: "DictExpression", start, end: cursor.previousEnd, entries };
}

function parseEntry(cursor: Cursor): DictEntry | SpreadElement {
  if (cursor.at(TOKEN.DotDotDot)) return parseSpread(cursor);
  const { start } = cursor.token;
  const key = parseKey(cursor);
  cursor.expect(TOKEN.Colon);
  const value = parseExpression(cursor);
  return { type: "DictEntry", start, end: cursor.previousEnd, key, value };
}

/** A name right before the colon is the key itself, not a variable. */
function parseKey(cursor: Cursor): Expression {
  if (!cursor.at(TOKEN.Ident) || cursor.next.type !== TOKEN.Colon) return parseExpression(cursor);
  const { start, end, name } = cursor.passName();
  return { type: "StringLiteral", start, end, value: name };
}

interface ComprehensionTail {
  readonly pattern: Pattern;
  readonly source: Expression;
  readonly condition: Expression | null;
}

/** `for pattern in source [if condition]`. */
function parseComprehensionTail(cursor: Cursor): ComprehensionTail {
  cursor.advance();
  const pattern = parsePattern(cursor);
  cursor.expect(TOKEN.In);
  const source = parseExpression(cursor);
  const condition = cursor.eat(TOKEN.If) ? parseExpression(cursor) : null;
  return { pattern, source, condition };
}

/** A bare key that the comprehension's own pattern binds is that variable (LD32). */
function resolveBareKey(key: Expression, pattern: Pattern): Expression {
  if (key.type !== "StringLiteral" || !bindsName(pattern, key.value)) return key;
  return { type: "Identifier", start: key.start, end: key.end, name: key.value };
}

function bindsName(pattern: Pattern, name: string): boolean {
  let isBound = false;
  walk(pattern, (node) => {
    if (node.type === "BindingPattern") isBound ||= node.name === name;
    else if (node.type === "ListPattern") isBound ||= node.rest?.name === name;
  });
  return isBound;
}
