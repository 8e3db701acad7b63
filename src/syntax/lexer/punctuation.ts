/**
 * Operators and punctuation: the longest match wins (language 1.9).
 *
 * In: a scanner at a character that starts no other token. Out: the token type, with the scanner behind it, or the
 * error for a stray character. The candidates come from the token table, by first character, longest first.
 */
import { TOKEN_TYPES, type TokenType } from "../token.ts";
import { lexFailure } from "./failure.ts";
import type { Scanner } from "./scanner.ts";

const CANDIDATES = candidatesByFirstCode();

function candidatesByFirstCode(): readonly (readonly TokenType[])[] {
  const table: TokenType[][] = Array.from({ length: 128 }, () => []);
  for (const type of TOKEN_TYPES) {
    if (type.text !== null && !type.isKeyword) table[type.text.charCodeAt(0)]!.push(type);
  }
  for (const types of table) types.sort((a, b) => b.text!.length - a.text!.length);
  return table;
}

export function readPunctuation(scanner: Scanner): TokenType {
  const code = scanner.codeAt(0);
  if (code < 128) {
    for (const type of CANDIDATES[code]!) {
      if (scanner.text.startsWith(type.text!, scanner.offset)) {
        scanner.offset += type.text!.length;
        return type;
      }
    }
  }
  throw strayCharacter(scanner);
}

/** What people of other languages mean by a character that Ion does not know. */
const HELP: Readonly<Record<string, string>> = {
  "#": "comments start with `//`; dict literals with `#{`, written without a space",
  "`": 'text with values in it is written f"…{x}…"',
  "@": "Ion has no decorators, and no `@` patterns",
  "~": "the bitwise complement of `x` is `-x - 1`",
  "\\": "an expression goes on over line ends by itself; a lambda is written `|x| …`",
};

function strayCharacter(scanner: Scanner) {
  const start = scanner.offset;
  const end = scanner.afterCharacter(start);
  const character = scanner.text.slice(start, end);
  return lexFailure("unexpected-character", start, end, character).withHelp(HELP[character]);
}
