/**
 * What is allowed and still no doubt a mistake: `const limit = 10;` is a statement `const` and another one behind it,
 * because the `;` of an expression may be left out (language 2.4). Found before the program runs, reported as warnings.
 */
import { createDiagnostic, type Diagnostic, withHelp } from "../diagnostics/diagnostic.ts";
import type { SourceFile } from "../source.ts";
import type { ExpressionStatement, Identifier, Program, Statement } from "../syntax/ast.ts";
import { walk } from "../syntax/walk.ts";
import { foreignName } from "./foreign-words.ts";

/** In the order of the text. The program has no errors. */
export function findWarnings(program: Program, file: SourceFile): Diagnostic[] {
  const warnings: Diagnostic[] = [];
  walk(program, (node) => {
    if (node.type === "Program" || node.type === "BlockExpression") warnings.push(...loneNames(node.body, file));
  });
  return warnings.toSorted((a, b) => a.start - b.start);
}

/** Names without a `;` in front of another statement in the same line; of several in a row, the first one. */
function loneNames(body: readonly Statement[], file: SourceFile): Diagnostic[] {
  const isLone = body.map((_, index) => isLoneName(body, index, file));
  return body.flatMap((statement, index) => {
    if (!isLone[index] || isLone[index - 1]) return [];
    const { expression } = statement as LoneName;
    const warning = createDiagnostic("lone-name", expression.start, expression.end, expression.name);
    const help = foreignName(expression.name);
    return [help === undefined ? warning : withHelp(warning, help)];
  });
}

type LoneName = ExpressionStatement & { readonly expression: Identifier };

function isLoneName(body: readonly Statement[], index: number, file: SourceFile): boolean {
  const statement = body[index]!;
  const next = body[index + 1];
  if (next === undefined || statement.type !== "ExpressionStatement" || statement.hasSemicolon) return false;
  return statement.expression.type === "Identifier" && lineOf(statement.end, file) === lineOf(next.start, file);
}

function lineOf(offset: number, file: SourceFile): number {
  return file.positionAt(offset).line;
}
