/**
 * Parameters of `fn` and of lambdas (language 2.1, 4.9) with the rules on their order (2.5).
 */
import type { Name, Parameter, ParameterKind } from "../ast.ts";
import { TOKEN, type Token } from "../token.ts";
import type { Cursor } from "./cursor.ts";
import { parseExpression } from "./expressions.ts";
import { parseCommaSeparated } from "./lists.ts";

/** Parses the parameters of a `fn` up to and with the closing parenthesis. */
export function parseParameters(cursor: Cursor): readonly Parameter[] {
  const list = new ParameterList(cursor);
  parseCommaSeparated(cursor, TOKEN.RParen, () => list.parseItem());
  return list.parameters;
}

class ParameterList {
  parameters: Parameter[] = [];
  readonly #cursor: Cursor;
  readonly #names = new Set<string>();
  #hasSlash = false;
  #hasStar = false;
  #hasRest = false;
  #hasKeywordRest = false;

  constructor(cursor: Cursor) {
    this.#cursor = cursor;
  }

  parseItem(): void {
    const { token } = this.#cursor;
    if (token.type === TOKEN.Slash) return this.#parseSlash();
    if (token.type === TOKEN.Star) return this.#parseStar();
    if (this.#hasKeywordRest) throw this.#cursor.failAt("parameter-after-keyword-rest", token);
    const name = this.#cursor.expectName();
    this.#checkName(name.name, name);
    const value = this.#cursor.eat(TOKEN.Eq) ? parseExpression(this.#cursor) : null;
    this.#add(this.#hasStar || this.#hasRest ? "keyword-only" : "plain", name.start, name, value);
  }

  #parseSlash(): void {
    const slash = this.#cursor.advance();
    const isMisplaced = this.#hasSlash || this.#hasStar || this.#hasRest || this.#hasKeywordRest;
    if (isMisplaced || this.parameters.length === 0) throw this.#cursor.failAt("invalid-slash-marker", slash);
    this.#hasSlash = true;
    this.parameters = this.parameters.map((parameter) => ({ ...parameter, kind: "positional-only" }));
  }

  /** `*`, `*name` or `**name`: the lexer gives the stars one by one. */
  #parseStar(): void {
    const star = this.#cursor.advance();
    if (this.#cursor.eat(TOKEN.Star)) return this.#parseKeywordRest(star);
    if (this.#cursor.at(TOKEN.Ident)) return this.#parseRest(star);
    if (this.#hasStar || this.#hasRest || this.#hasKeywordRest) throw this.#cursor.failAt("invalid-star-marker", star);
    this.#hasStar = true;
  }

  #parseRest(star: Token): void {
    if (this.#hasRest || this.#hasKeywordRest) throw this.#cursor.failAt("invalid-rest-parameter", star);
    this.#hasRest = true;
    const name = this.#cursor.expectName();
    this.#checkName(name.name, star);
    this.#add("rest", star.start, name, null);
  }

  #parseKeywordRest(star: Token): void {
    if (this.#hasKeywordRest) throw this.#cursor.failAt("duplicate-keyword-rest", star);
    this.#hasKeywordRest = true;
    const name = this.#cursor.expectName();
    this.#checkName(name.name, star);
    this.#add("keyword-rest", star.start, name, null);
  }

  #checkName(name: string, span: { readonly start: number; readonly end: number }): void {
    if (this.#names.has(name)) throw this.#cursor.failAt("duplicate-parameter", span, name);
    this.#names.add(name);
  }

  #add(kind: ParameterKind, start: number, name: Name, value: Parameter["default"]): void {
    this.parameters.push({ type: "Parameter", start, end: this.#cursor.previousEnd, kind, name, default: value });
  }
}

/** Parses the parameters of a lambda up to and with the closing bar: plain names, no trailing comma, duplicates allowed. */
export function parseLambdaParameters(cursor: Cursor): readonly Parameter[] {
  if (cursor.eat(TOKEN.PipeSym)) return [];
  const parameters = [parseLambdaParameter(cursor)];
  while (cursor.eat(TOKEN.Comma)) parameters.push(parseLambdaParameter(cursor));
  cursor.expect(TOKEN.PipeSym);
  return parameters;
}

function parseLambdaParameter(cursor: Cursor): Parameter {
  const name = cursor.expectName();
  return { type: "Parameter", start: name.start, end: name.end, kind: "plain", name, default: null };
}
