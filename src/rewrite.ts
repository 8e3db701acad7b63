/**
 * `replaceGlobal`: changes the value of one top-level `let` in a source text and leaves every other character as it is
 * (embedding 1.11). For hosts that keep settings in a script.
 */
import { checkSource } from "./compile.ts";
import { requireString } from "./misuse.ts";
import { SourceFile } from "./source.ts";
import { lex } from "./syntax/lexer.ts";
import { TOKEN, type Token, type TokenType } from "./syntax/token.ts";

export type RewriteErrorCode =
  | "rewrite.lex_error"
  | "rewrite.not_found"
  | "rewrite.malformed"
  | "rewrite.invalid_replacement";

export class IonRewriteError extends Error {
  readonly code: RewriteErrorCode;

  static {
    Object.defineProperty(IonRewriteError.prototype, "name", { value: "IonRewriteError", writable: true });
  }

  constructor(code: RewriteErrorCode, message: string) {
    super(message);
    this.code = code;
  }
}

/**
 * Puts `fragment` in the place of the value of the first top-level `let [mut] name [: T] = VALUE;`. Throws an
 * `IonRewriteError` when there is no such statement, when it is malformed, or when the result does not parse.
 */
export function replaceGlobal(source: string, name: string, fragment: string): string {
  for (const [what, text] of Object.entries({ source, name, fragment })) requireString(`the ${what}`, text);
  const { tokens, error } = lex(new SourceFile("<source>", source));
  if (error !== null)
    throw new IonRewriteError("rewrite.lex_error", `the source has a lexical error: ${error.message}`);
  const nameIndex = findLet(tokens, name);
  if (nameIndex === -1) throw new IonRewriteError("rewrite.not_found", `no top-level \`let ${name}\` in the source`);
  const [start, end] = findValue(tokens, nameIndex, name);
  const result = source.slice(0, start) + fragment + source.slice(end);
  const [problem] = checkSource(result, "<source>").diagnostics;
  if (problem === undefined) return result;
  throw new IonRewriteError(
    "rewrite.invalid_replacement",
    `the new value of \`${name}\` is not valid: ${problem.message}`,
  );
}

const OPENING: ReadonlySet<TokenType> = new Set([TOKEN.LParen, TOKEN.LBracket, TOKEN.LBrace, TOKEN.HashBrace]);
const CLOSING: ReadonlySet<TokenType> = new Set([TOKEN.RParen, TOKEN.RBracket, TOKEN.RBrace]);

/** The first wanted token from `from` on that stands in no brackets opened there; -1 when there is none. */
function findOutside(
  tokens: readonly Token[],
  from: number,
  isWanted: (token: Token, index: number) => boolean,
): number {
  let depth = 0;
  for (let i = from; i < tokens.length; i++) {
    const token = tokens[i]!;
    if (token.type === TOKEN.Eof) return -1;
    if (depth === 0 && isWanted(token, i)) return i;
    if (OPENING.has(token.type)) depth++;
    else if (CLOSING.has(token.type)) depth--;
  }
  return -1;
}

/** The index of the name in the first `let` of it that stands in no brackets. */
function findLet(tokens: readonly Token[], name: string): number {
  let found = -1;
  findOutside(tokens, 0, (token, index) => {
    if (token.type !== TOKEN.Let) return false;
    const nameIndex = tokens[index + 1]?.type === TOKEN.Mut ? index + 2 : index + 1;
    const candidate = tokens[nameIndex];
    if (candidate?.type !== TOKEN.Ident || candidate.value !== name) return false;
    found = nameIndex;
    return true;
  });
  return found;
}

/** The span of the value, from the token after `=` up to the `;`. */
function findValue(tokens: readonly Token[], nameIndex: number, name: string): [start: number, end: number] {
  const equals = findOutside(tokens, nameIndex + 1, ({ type }) => type === TOKEN.Eq || type === TOKEN.Semicolon);
  if (equals === -1 || tokens[equals]!.type !== TOKEN.Eq) throw malformed(name, "it has no `=`");
  const end = findOutside(tokens, equals + 1, ({ type }) => type === TOKEN.Semicolon);
  if (end === -1) throw malformed(name, "its `;` is missing");
  if (end === equals + 1) throw malformed(name, "it has no value");
  return [tokens[equals + 1]!.start, tokens[end]!.start];
}

function malformed(name: string, reason: string): IonRewriteError {
  return new IonRewriteError("rewrite.malformed", `\`let ${name}\` is malformed: ${reason}`);
}
