/** Comma-separated items between brackets (language 2.1): a trailing comma is allowed, a lone one is not. */
import { TOKEN, type TokenType } from "../token.ts";
import type { Cursor } from "./cursor.ts";

const COMMA_HELP = "put a `,` between two items, or close the brackets";

/** Parses items up to and with the closing bracket; the opening one is passed already. */
export function parseCommaSeparated<Item>(
  cursor: Cursor,
  close: TokenType,
  parseItem: (cursor: Cursor) => Item,
  help: string = COMMA_HELP,
): Item[] {
  const items: Item[] = [];
  while (!cursor.at(close)) {
    items.push(parseItem(cursor));
    if (!cursor.at(close)) cursor.expect(TOKEN.Comma, help);
  }
  cursor.advance();
  return items;
}

/** Parses the rest of a list whose first item is known, up to and with the closing bracket. */
export function parseMoreItems<Item>(
  cursor: Cursor,
  close: TokenType,
  items: Item[],
  parseItem: (cursor: Cursor) => Item,
): void {
  while (cursor.eat(TOKEN.Comma) && !cursor.at(close)) items.push(parseItem(cursor));
  cursor.expect(close, COMMA_HELP);
}
