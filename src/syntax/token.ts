/**
 * The token table: every token of language 1.2 and 1.9 with the facts that lexer and parser need about it.
 *
 * Invariants: one `TokenType` object per row, so token types are compared by identity; `name` is the name that error
 * messages use (2.5); precedence lives here and nowhere else (2.2).
 */
import type { AssignOperator, BinaryOperator } from "./ast.ts";

export interface TokenType {
  readonly name: string;
  /** The spelling, or null for tokens with a payload and the end of input. */
  readonly text: string | null;
  readonly isKeyword: boolean;
  /** Recovery after an error stops before this token (2.5). */
  readonly startsStatement: boolean;
  readonly binary: BinaryFacts | null;
  readonly assignOperator: AssignOperator | null;
}

/** How a token joins two operands. A higher precedence binds tighter; ranges do not chain. */
export interface BinaryFacts {
  readonly precedence: number;
  readonly form: BinaryForm;
}

export type BinaryForm =
  | { readonly type: "BinaryExpression"; readonly operator: BinaryOperator }
  | { readonly type: "LogicalExpression"; readonly operator: "&&" | "||" }
  | { readonly type: "RangeExpression"; readonly inclusive: boolean }
  | { readonly type: "PipeExpression" };

export interface Token {
  readonly type: TokenType;
  readonly start: number;
  readonly end: number;
  readonly value: TokenValue;
}

/** Names and texts, numbers, bytes, the template of an f-string; null for all other tokens. */
export type TokenValue = string | number | bigint | Uint8Array | Template | null;

/** An f-string: literal parts with their escapes resolved, and the interpolations between them, in source order. */
export interface Template {
  /** The source between the quotes. */
  readonly raw: string;
  readonly parts: readonly (string | Interpolation)[];
  /** True if its last `{` is never closed (triple-quoted only; the single-quoted form is a lexical error). */
  readonly isUnclosed: boolean;
}

/** `{…}` in an f-string: its text and the index of its first token, whose range ends with an `Eof` of its own. */
export interface Interpolation {
  readonly start: number;
  readonly end: number;
  /** Filled in by the lexer when it comes to the interpolation. */
  firstToken: number;
}

export const NOT_LEXED_YET = -1;

/** From loosest to tightest (2.2). */
const PRECEDENCE = {
  pipe: 1,
  or: 2,
  and: 3,
  bitOr: 4,
  bitXor: 5,
  bitAnd: 6,
  equality: 7,
  comparison: 8,
  shift: 9,
} as const;
export const RANGE_PRECEDENCE = 10;
export const SUM_PRECEDENCE = 11;
const PRODUCT_PRECEDENCE = 12;

function define(name: string, text: string | null, facts: Partial<TokenType> = {}): TokenType {
  const { isKeyword = false, startsStatement = false, binary = null, assignOperator = null } = facts;
  return { name, text, isKeyword, startsStatement, binary, assignOperator };
}

function keyword(text: string): TokenType {
  return define(text[0]!.toUpperCase() + text.slice(1), text, { isKeyword: true });
}

function statementKeyword(text: string): TokenType {
  return { ...keyword(text), startsStatement: true };
}

function binary(name: string, operator: BinaryOperator, precedence: number): TokenType {
  return define(name, operator, { binary: { precedence, form: { type: "BinaryExpression", operator } } });
}

function logical(name: string, operator: "&&" | "||", precedence: number): TokenType {
  return define(name, operator, { binary: { precedence, form: { type: "LogicalExpression", operator } } });
}

function range(name: string, text: string, inclusive: boolean): TokenType {
  return define(name, text, { binary: { precedence: RANGE_PRECEDENCE, form: { type: "RangeExpression", inclusive } } });
}

function assign(name: string, assignOperator: AssignOperator): TokenType {
  return define(name, assignOperator, { assignOperator });
}

export const TOKEN = {
  Int: define("Int", null),
  Float: define("Float", null),
  Str: define("Str", null),
  FStr: define("FStr", null),
  Bytes: define("Bytes", null),
  Ident: define("Ident", null),
  Label: define("Label", null),
  Eof: define("Eof", null),

  Let: statementKeyword("let"),
  Mut: keyword("mut"),
  Fn: statementKeyword("fn"),
  Match: statementKeyword("match"),
  If: statementKeyword("if"),
  Else: keyword("else"),
  For: statementKeyword("for"),
  While: statementKeyword("while"),
  Loop: statementKeyword("loop"),
  Break: statementKeyword("break"),
  Continue: statementKeyword("continue"),
  Return: statementKeyword("return"),
  In: keyword("in"),
  As: keyword("as"),
  True: keyword("true"),
  False: keyword("false"),
  None: keyword("None"),
  Some: keyword("Some"),
  Ok: keyword("Ok"),
  Err: keyword("Err"),
  Async: keyword("async"),
  Spawn: keyword("spawn"),
  Await: keyword("await"),
  Select: keyword("select"),
  Try: statementKeyword("try"),
  Catch: keyword("catch"),
  Use: statementKeyword("use"),

  LParen: define("LParen", "("),
  RParen: define("RParen", ")"),
  LBrace: define("LBrace", "{"),
  RBrace: define("RBrace", "}"),
  LBracket: define("LBracket", "["),
  RBracket: define("RBracket", "]"),
  HashBrace: define("HashBrace", "#{"),
  Comma: define("Comma", ","),
  Semicolon: define("Semicolon", ";"),
  Colon: define("Colon", ":"),
  ColonColon: define("ColonColon", "::"),
  Dot: define("Dot", "."),
  DotDotDot: define("DotDotDot", "..."),
  Question: define("Question", "?"),
  Arrow: define("Arrow", "=>"),
  Bang: define("Bang", "!"),

  Eq: assign("Eq", "="),
  PlusEq: assign("PlusEq", "+="),
  MinusEq: assign("MinusEq", "-="),
  StarEq: assign("StarEq", "*="),
  SlashEq: assign("SlashEq", "/="),

  Pipe: define("Pipe", "|>", { binary: { precedence: PRECEDENCE.pipe, form: { type: "PipeExpression" } } }),
  Or: logical("Or", "||", PRECEDENCE.or),
  And: logical("And", "&&", PRECEDENCE.and),
  PipeSym: binary("PipeSym", "|", PRECEDENCE.bitOr),
  Caret: binary("Caret", "^", PRECEDENCE.bitXor),
  Ampersand: binary("Ampersand", "&", PRECEDENCE.bitAnd),
  EqEq: binary("EqEq", "==", PRECEDENCE.equality),
  BangEq: binary("BangEq", "!=", PRECEDENCE.equality),
  Lt: binary("Lt", "<", PRECEDENCE.comparison),
  Gt: binary("Gt", ">", PRECEDENCE.comparison),
  LtEq: binary("LtEq", "<=", PRECEDENCE.comparison),
  GtEq: binary("GtEq", ">=", PRECEDENCE.comparison),
  Shl: binary("Shl", "<<", PRECEDENCE.shift),
  Shr: binary("Shr", ">>", PRECEDENCE.shift),
  DotDot: range("DotDot", "..", false),
  DotDotEq: range("DotDotEq", "..=", true),
  Plus: binary("Plus", "+", SUM_PRECEDENCE),
  Minus: binary("Minus", "-", SUM_PRECEDENCE),
  Star: binary("Star", "*", PRODUCT_PRECEDENCE),
  Slash: binary("Slash", "/", PRODUCT_PRECEDENCE),
  Percent: binary("Percent", "%", PRODUCT_PRECEDENCE),
} as const satisfies Readonly<Record<string, TokenType>>;

export const TOKEN_TYPES: readonly TokenType[] = Object.values(TOKEN);

export const KEYWORDS: ReadonlyMap<string, TokenType> = new Map(
  TOKEN_TYPES.filter((type) => type.isKeyword).map((type) => [type.text!, type]),
);

/** The token as error messages name it (2.5): `Comma`, `Int(5)`, `Str("x")`. */
export function describeToken({ type, value }: Token): string {
  return value === null ? type.name : `${type.name}(${describeValue(type, value)})`;
}

function describeValue(type: TokenType, value: Exclude<TokenValue, null>): string {
  if (typeof value === "string") return quote(value);
  if (typeof value === "number") return type === TOKEN.Float ? describeFloat(value) : String(value);
  if (typeof value === "bigint") return String(value);
  if (value instanceof Uint8Array) return `[${value.join(", ")}]`;
  return quote(value.raw);
}

const QUOTE_ESCAPES: Readonly<Record<string, string>> = {
  '"': '\\"',
  "\\": "\\\\",
  "\n": "\\n",
  "\r": "\\r",
  "\t": "\\t",
};

function quote(text: string): string {
  return `"${text.replace(/["\\\n\r\t]/g, (character) => QUOTE_ESCAPES[character]!)}"`;
}

function describeFloat(value: number): string {
  if (value === Number.POSITIVE_INFINITY) return "inf";
  if (value !== 0 && (value >= 1e16 || value < 1e-5)) return value.toExponential().replace("+", "");
  return Number.isInteger(value) ? `${value}.0` : String(value);
}
