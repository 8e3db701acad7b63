/** Type annotations of `let` (language 2.1). They are kept as text; nothing in the language depends on them. */
import type { TypeAnnotation } from "../ast.ts";
import { TOKEN } from "../token.ts";
import type { Cursor } from "./cursor.ts";

/** How many arguments a type name takes, and whether it may stand without them. All other names take none. */
const TYPE_ARGUMENTS: ReadonlyMap<string, { readonly count: number; readonly isOptional: boolean }> = new Map([
  ["Option", { count: 1, isOptional: false }],
  ["Result", { count: 2, isOptional: false }],
  ["list", { count: 1, isOptional: true }],
  ["dict", { count: 2, isOptional: true }],
]);

export function parseTypeAnnotation(cursor: Cursor): TypeAnnotation {
  return new TypeParser(cursor).parseType();
}

class TypeParser {
  readonly #cursor: Cursor;
  #openBrackets = 0;
  /** A `>>` token whose first half closed the inner list; the second half closes the outer one (LD6). */
  #isInsideShift = false;

  constructor(cursor: Cursor) {
    this.#cursor = cursor;
  }

  parseType(): TypeAnnotation {
    const cursor = this.#cursor;
    const { start } = cursor.token;
    if (cursor.eat(TOKEN.Fn)) return { type: "TypeAnnotation", start, end: cursor.previousEnd, name: "fn", text: "fn" };
    const { name } = cursor.expectName();
    const args = this.#parseArguments(name);
    const text = args.length === 0 ? name : `${name}<${args.map((arg) => arg.text).join(", ")}>`;
    return { type: "TypeAnnotation", start, end: cursor.previousEnd, name, text };
  }

  #parseArguments(name: string): TypeAnnotation[] {
    const cursor = this.#cursor;
    const shape = TYPE_ARGUMENTS.get(name);
    if (shape === undefined || (shape.isOptional && !cursor.at(TOKEN.Lt))) return [];
    cursor.enter();
    cursor.expect(TOKEN.Lt);
    this.#openBrackets++;
    const args = [this.parseType()];
    while (args.length < shape.count) {
      cursor.expect(TOKEN.Comma);
      args.push(this.parseType());
    }
    this.#closeBracket();
    cursor.leave();
    return args;
  }

  #closeBracket(): void {
    const cursor = this.#cursor;
    const isOutermost = --this.#openBrackets === 0;
    if (this.#isInsideShift) {
      this.#isInsideShift = false;
      cursor.advance();
    } else if (cursor.at(TOKEN.Shr) && !isOutermost) {
      this.#isInsideShift = true;
    } else {
      cursor.expect(TOKEN.Gt);
    }
  }
}
