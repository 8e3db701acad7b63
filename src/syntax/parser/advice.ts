import type { DiagnosticCode } from "../../diagnostics/codes.ts";
import type { Token, TokenType } from "../token.ts";
export interface Advice {
  readonly code: DiagnosticCode;
  readonly expected: TokenType | null;
  readonly tokens: readonly Token[];
  readonly index: number;
}
export function adviseOn(_: Advice): string | undefined {
  return undefined;
}
