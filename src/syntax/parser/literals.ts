/** Literals that are one token (language 1.3 to 1.8), as expressions and inside patterns. */
import type { BoolLiteral, BytesLiteral, FloatLiteral, IntLiteral, StringLiteral } from "../ast.ts";
import { TOKEN } from "../token.ts";
import type { Cursor } from "./cursor.ts";

export function parseIntLiteral(cursor: Cursor): IntLiteral {
  const { start, end, value } = cursor.advance();
  return { type: "IntLiteral", start, end, value: value as number | bigint };
}

export function parseFloatLiteral(cursor: Cursor): FloatLiteral {
  const { start, end, value } = cursor.advance();
  return { type: "FloatLiteral", start, end, value: value as number };
}

export function parseBoolLiteral(cursor: Cursor): BoolLiteral {
  const { start, end, type } = cursor.advance();
  return { type: "BoolLiteral", start, end, value: type === TOKEN.True };
}

export function parseStringLiteral(cursor: Cursor): StringLiteral {
  const { start, end, value } = cursor.advance();
  return { type: "StringLiteral", start, end, value: value as string };
}

export function parseBytesLiteral(cursor: Cursor): BytesLiteral {
  const { start, end, value } = cursor.advance();
  return { type: "BytesLiteral", start, end, value: value as Uint8Array };
}
