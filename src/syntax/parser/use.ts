/** `use` statements (language 2.1, 4.12). */
import type { Name, UseItem, UseStatement } from "../ast.ts";
import { TOKEN } from "../token.ts";
import type { Cursor } from "./cursor.ts";
import { parseCommaSeparated } from "./lists.ts";

export function parseUse(cursor: Cursor): UseStatement {
  const keyword = cursor.advance();
  const { start } = keyword;
  const path: Name[] = [cursor.expectName()];
  let items: readonly UseItem[] | null = null;
  let isComplete = false;
  while (!isComplete && cursor.eat(TOKEN.ColonColon)) {
    if (cursor.eat(TOKEN.Star)) {
      isComplete = true;
    } else if (cursor.eat(TOKEN.LBrace)) {
      items = parseCommaSeparated(cursor, TOKEN.RBrace, parseUseItem);
      isComplete = true;
    } else {
      path.push(cursor.expectName());
    }
  }
  if (!isComplete) {
    if (path.length < 2) throw cursor.failAt("short-use-path", keyword);
    items = [useItem(cursor, path.pop()!)];
  }
  const { end } = cursor.expect(TOKEN.Semicolon);
  return { type: "UseStatement", start, end, path, items };
}

function parseUseItem(cursor: Cursor): UseItem {
  return useItem(cursor, cursor.expectName());
}

function useItem(cursor: Cursor, name: Name): UseItem {
  const alias = cursor.eat(TOKEN.As) ? cursor.expectName() : null;
  return { type: "UseItem", start: name.start, end: cursor.previousEnd, name, alias };
}
