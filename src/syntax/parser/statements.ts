/**
 * Statements and blocks (language 2.1, 2.4).
 *
 * Each statement is parsed on its own: a failed one leaves its error with the cursor and does not fail its block.
 */
import type {
  AssignStatement,
  BlockExpression,
  BreakStatement,
  ContinueStatement,
  Expression,
  ExpressionStatement,
  FnDeclaration,
  ForStatement,
  LetStatement,
  Name,
  ReturnStatement,
  Statement,
  WhileLetStatement,
  WhileStatement,
} from "../ast.ts";
import { TOKEN, type TokenType } from "../token.ts";
import { parseLoopBody } from "./control.ts";
import type { Cursor } from "./cursor.ts";
import { parseExpression, parseStatementExpression } from "./expressions.ts";
import { parseParameters } from "./parameters.ts";
import { parsePattern } from "./patterns.ts";
import { parseTypeAnnotation } from "./types.ts";
import { parseUse } from "./use.ts";

export function parseProgramBody(cursor: Cursor): Statement[] {
  const body: Statement[] = [];
  while (!cursor.at(TOKEN.Eof)) pushStatement(cursor, body);
  return body;
}

export function parseBlock(cursor: Cursor): BlockExpression {
  const { start } = cursor.expect(TOKEN.LBrace);
  cursor.enter();
  const body: Statement[] = [];
  while (!cursor.at(TOKEN.RBrace) && !cursor.at(TOKEN.Eof)) pushStatement(cursor, body);
  cursor.leave();
  const { end } = cursor.expect(TOKEN.RBrace);
  return { type: "BlockExpression", start, end, body };
}

function pushStatement(cursor: Cursor, body: Statement[]): void {
  const statement = cursor.attempt(parseStatement);
  if (statement !== null) body.push(statement);
}

type ParseStatement = (cursor: Cursor) => Statement;

const STATEMENTS: ReadonlyMap<TokenType, ParseStatement> = new Map<TokenType, ParseStatement>([
  [TOKEN.Let, parseLet],
  [TOKEN.Fn, parseFn],
  [TOKEN.For, (cursor) => parseFor(cursor, null)],
  [TOKEN.While, (cursor) => parseWhile(cursor, null)],
  [TOKEN.Loop, (cursor) => parseLoopStatement(cursor, null)],
  [TOKEN.Label, parseLabelled],
  [TOKEN.Break, parseBreak],
  [TOKEN.Continue, parseContinue],
  [TOKEN.Return, parseReturn],
  [TOKEN.Use, parseUse],
]);

function parseStatement(cursor: Cursor): Statement {
  const parse = STATEMENTS.get(cursor.token.type);
  return parse === undefined ? parseExpressionOrAssignment(cursor) : parse(cursor);
}

function parseLet(cursor: Cursor): LetStatement {
  const { start } = cursor.advance();
  const isMutable = cursor.eat(TOKEN.Mut);
  const pattern = parsePattern(cursor);
  const annotation = cursor.eat(TOKEN.Colon) ? parseTypeAnnotation(cursor) : null;
  cursor.expect(TOKEN.Eq);
  const init = parseExpression(cursor);
  const { end } = cursor.expect(TOKEN.Semicolon);
  return { type: "LetStatement", start, end, isMutable, pattern, annotation, init };
}

function parseFn(cursor: Cursor): FnDeclaration {
  const { start } = cursor.advance();
  const name = cursor.expectName();
  cursor.expect(TOKEN.LParen);
  const params = parseParameters(cursor);
  const body = parseBlock(cursor);
  return { type: "FnDeclaration", start, end: body.end, name, params, body };
}

// --------------------------------------------------------------------------------------------------------- loops

function parseLabelled(cursor: Cursor): Statement {
  const label = cursor.passName();
  cursor.expect(TOKEN.Colon);
  if (cursor.at(TOKEN.For)) return parseFor(cursor, label);
  if (cursor.at(TOKEN.While)) return parseWhile(cursor, label);
  if (cursor.at(TOKEN.Loop)) return parseLoopStatement(cursor, label);
  throw cursor.failAtToken("expected-loop");
}

function parseFor(cursor: Cursor, label: Name | null): ForStatement {
  const { start } = cursor.advance();
  const pattern = parsePattern(cursor);
  cursor.expect(TOKEN.In);
  const source = parseExpression(cursor);
  const body = parseBlock(cursor);
  return { type: "ForStatement", start, end: body.end, label, pattern, source, body };
}

function parseWhile(cursor: Cursor, label: Name | null): WhileStatement | WhileLetStatement {
  const { start } = cursor.advance();
  if (cursor.eat(TOKEN.Let)) {
    const pattern = parsePattern(cursor);
    cursor.expect(TOKEN.Eq);
    const subject = parseExpression(cursor);
    const body = parseBlock(cursor);
    return { type: "WhileLetStatement", start, end: body.end, label, pattern, subject, body };
  }
  const test = parseExpression(cursor);
  const body = parseBlock(cursor);
  return { type: "WhileStatement", start, end: body.end, label, test, body };
}

/** In statement position a `loop` ends at its `}`, and a `;` drops its value (LD28). */
function parseLoopStatement(cursor: Cursor, label: Name | null): ExpressionStatement {
  const expression = parseLoopBody(cursor, label);
  const hasSemicolon = cursor.eat(TOKEN.Semicolon);
  const { start } = expression;
  return { type: "ExpressionStatement", start, end: cursor.previousEnd, expression, hasSemicolon };
}

// --------------------------------------------------------------------------------------------------------- jumps

function parseBreak(cursor: Cursor): BreakStatement {
  const { start } = cursor.advance();
  // `break 'a: loop { … };` has a labelled loop as its value, and no label.
  const label = cursor.at(TOKEN.Label) && cursor.next.type !== TOKEN.Colon ? cursor.passName() : null;
  const value = parseJumpValue(cursor);
  const { end } = cursor.expect(TOKEN.Semicolon);
  return { type: "BreakStatement", start, end, label, value };
}

function parseContinue(cursor: Cursor): ContinueStatement {
  const { start } = cursor.advance();
  const label = cursor.at(TOKEN.Label) ? cursor.passName() : null;
  const { end } = cursor.expect(TOKEN.Semicolon);
  return { type: "ContinueStatement", start, end, label };
}

function parseReturn(cursor: Cursor): ReturnStatement {
  const { start } = cursor.advance();
  const argument = parseJumpValue(cursor);
  const { end } = cursor.expect(TOKEN.Semicolon);
  return { type: "ReturnStatement", start, end, argument };
}

function parseJumpValue(cursor: Cursor): Expression | null {
  return cursor.at(TOKEN.Semicolon) ? null : parseExpression(cursor);
}

// ----------------------------------------------------------------------------------- expressions and assignments

function parseExpressionOrAssignment(cursor: Cursor): ExpressionStatement | AssignStatement {
  const expression = parseStatementExpression(cursor);
  const operator = cursor.token.type.assignOperator;
  const { start } = expression;
  if (operator === null) {
    const hasSemicolon = cursor.eat(TOKEN.Semicolon);
    return { type: "ExpressionStatement", start, end: cursor.previousEnd, expression, hasSemicolon };
  }
  if (!isAssignable(expression)) throw cursor.failAt("invalid-assignment-target", expression);
  cursor.advance();
  const value = parseExpression(cursor);
  const { end } = cursor.expect(TOKEN.Semicolon);
  return { type: "AssignStatement", start, end, target: expression, operator, value };
}

function isAssignable(expression: Expression): expression is AssignStatement["target"] {
  const { type } = expression;
  return type === "Identifier" || type === "IndexExpression" || type === "FieldExpression";
}
