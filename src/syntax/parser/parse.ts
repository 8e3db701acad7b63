/**
 * The parser's front door: a source file to a syntax tree and diagnostics (language 2).
 *
 * Any text ends in a tree or in diagnostics, never in an exception. A lexical error ends everything (1.9): the tree is
 * empty then. With parse errors the tree holds the statements that could be parsed.
 */
import { type Diagnostic, sortDiagnostics } from "../../diagnostics/diagnostic.ts";
import type { SourceFile } from "../../source.ts";
import type { Program, Statement } from "../ast.ts";
import { lex } from "../lexer.ts";
import { Cursor } from "./cursor.ts";
import { ParseAbort } from "./failure.ts";
import { parseProgramBody } from "./statements.ts";

export interface ParseResult {
  readonly program: Program;
  /** In the order of the text; the first is the error, the rest are its additional errors (2.5). */
  readonly diagnostics: readonly Diagnostic[];
}

export function parse(file: SourceFile): ParseResult {
  const { tokens, error } = lex(file);
  if (error !== null) return { program: createProgram(file, []), diagnostics: [error] };
  const cursor = new Cursor(file.text, tokens);
  const body = parseOrAbort(cursor);
  return { program: createProgram(file, body), diagnostics: sortDiagnostics(cursor.diagnostics) };
}

function createProgram(file: SourceFile, body: readonly Statement[]): Program {
  return { type: "Program", start: 0, end: file.text.length, body };
}

function parseOrAbort(cursor: Cursor): readonly Statement[] {
  try {
    return parseProgramBody(cursor);
  } catch (error) {
    cursor.diagnostics.push(abortOf(error, cursor).diagnostic);
    return [];
  }
}

/** A caller that is deep in the stack itself may leave too little of it for MAX_NESTING: the engine's error is the guard then. */
function abortOf(error: unknown, cursor: Cursor): ParseAbort {
  if (error instanceof ParseAbort) return error;
  if (error instanceof RangeError) return cursor.tooDeep();
  throw error;
}
