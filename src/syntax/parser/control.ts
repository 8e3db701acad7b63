/** Control flow that is an expression: `if`, `match`, `loop`, `try`, `async`, `spawn`, `select` (language 2.1). */
import type {
  AsyncExpression,
  BlockExpression,
  Expression,
  IfExpression,
  IfLetExpression,
  LoopExpression,
  MatchArm,
  MatchExpression,
  Name,
  SelectBranch,
  SelectExpression,
  SpawnExpression,
  TryExpression,
} from "../ast.ts";
import { TOKEN } from "../token.ts";
import type { Cursor } from "./cursor.ts";
import { parseExpression } from "./expressions.ts";
import { parseCommaSeparated } from "./lists.ts";
import { parsePattern } from "./patterns.ts";
import { parseBlock } from "./statements.ts";

// ------------------------------------------------------------------------------------------------------ if, match

type Alternate = IfExpression["alternate"];
type If = IfExpression | IfLetExpression;

/** An `if` whose `else` is not known yet. */
interface IfHead {
  readonly start: number;
  readonly test: Expression;
  readonly consequent: BlockExpression;
}

/** A chain of `else if` is read by a loop and then joined from its end, so it may be of any length. */
export function parseIf(cursor: Cursor): If {
  const heads: IfHead[] = [];
  let alternate: Alternate = null;
  let hasElseIf = true;
  while (hasElseIf) {
    const { start } = cursor.advance();
    if (cursor.at(TOKEN.Let)) {
      alternate = parseIfLet(cursor, start);
      break;
    }
    const test = parseExpression(cursor);
    heads.push({ start, test, consequent: parseBlock(cursor) });
    const hasElse = cursor.eat(TOKEN.Else);
    hasElseIf = hasElse && cursor.at(TOKEN.If);
    if (hasElse && !hasElseIf) alternate = parseBlock(cursor);
  }
  return joinIfs(heads, alternate, cursor.previousEnd);
}

function joinIfs(heads: readonly IfHead[], last: Alternate, end: number): If {
  return heads.reduceRight<Alternate>(
    (alternate, { start, test, consequent }) => ({ type: "IfExpression", start, end, test, consequent, alternate }),
    last,
  ) as If;
}

/** After `if let` the `else` takes a block only. */
function parseIfLet(cursor: Cursor, start: number): IfLetExpression {
  cursor.advance();
  const pattern = parsePattern(cursor);
  cursor.expect(TOKEN.Eq);
  const subject = parseExpression(cursor);
  const consequent = parseBlock(cursor);
  const alternate = cursor.eat(TOKEN.Else) ? parseBlock(cursor) : null;
  return { type: "IfLetExpression", start, end: cursor.previousEnd, pattern, subject, consequent, alternate };
}

const ARM_HELP = "put a `,` between two arms, also after a block";

export function parseMatch(cursor: Cursor): MatchExpression {
  const { start } = cursor.advance();
  const subject = parseExpression(cursor);
  cursor.expect(TOKEN.LBrace);
  const arms = parseCommaSeparated(cursor, TOKEN.RBrace, parseArm, ARM_HELP);
  return { type: "MatchExpression", start, end: cursor.previousEnd, subject, arms };
}

function parseArm(cursor: Cursor): MatchArm {
  const pattern = parsePattern(cursor);
  const guard = cursor.eat(TOKEN.If) ? parseExpression(cursor) : null;
  cursor.expect(TOKEN.Arrow);
  const body = parseExpression(cursor);
  return { type: "MatchArm", start: pattern.start, end: cursor.previousEnd, pattern, guard, body };
}

// ---------------------------------------------------------------------------------------------------- loop, try

export function parseLoop(cursor: Cursor): LoopExpression {
  return parseLoopBody(cursor, null);
}

/** `'a: loop { … }` as an operand (LD29); `for` and `while` have no value. */
export function parseLabelledLoop(cursor: Cursor): LoopExpression {
  const label = cursor.passName();
  cursor.expect(TOKEN.Colon);
  if (!cursor.at(TOKEN.Loop)) throw cursor.failAtToken("expected-loop");
  return parseLoopBody(cursor, label);
}

export function parseLoopBody(cursor: Cursor, label: Name | null): LoopExpression {
  const { start } = cursor.advance();
  const body = parseBlock(cursor);
  return { type: "LoopExpression", start, end: body.end, label, body };
}

export function parseTry(cursor: Cursor): TryExpression {
  const { start } = cursor.advance();
  const body = parseBlock(cursor);
  cursor.expect(TOKEN.Catch);
  if (!cursor.at(TOKEN.Ident)) throw cursor.failAt("expected-catch-name", cursor.token);
  const param = cursor.passName();
  const handler = parseBlock(cursor);
  return { type: "TryExpression", start, end: handler.end, body, param, handler };
}

// --------------------------------------------------------------------------------------------------- concurrency

export function parseAsync(cursor: Cursor): AsyncExpression {
  const { start } = cursor.advance();
  const body = parseBlock(cursor);
  return { type: "AsyncExpression", start, end: body.end, body };
}

/** The operand is everything to the right (concurrency B-17). */
export function parseSpawn(cursor: Cursor): SpawnExpression {
  const { start } = cursor.advance();
  const operand = parseExpression(cursor);
  return { type: "SpawnExpression", start, end: cursor.previousEnd, operand };
}

/** Commas between branches are optional (concurrency S-1). */
export function parseSelect(cursor: Cursor): SelectExpression {
  const { start } = cursor.advance();
  cursor.expect(TOKEN.LBrace);
  const branches: SelectBranch[] = [];
  while (!cursor.at(TOKEN.RBrace)) {
    branches.push(parseBranch(cursor));
    cursor.eat(TOKEN.Comma);
  }
  const { end } = cursor.advance();
  return { type: "SelectExpression", start, end, branches };
}

function parseBranch(cursor: Cursor): SelectBranch {
  const pattern = parsePattern(cursor);
  cursor.expect(TOKEN.Eq);
  const operand = parseExpression(cursor);
  cursor.expect(TOKEN.Arrow);
  const body = parseExpression(cursor);
  return { type: "SelectBranch", start: pattern.start, end: cursor.previousEnd, pattern, operand, body };
}
