/**
 * Where debuggers stop (embedding 2.11). In come the JavaScript statements that one Ion statement became; the first one
 * gets the position of the Ion statement, and no other one the same: so a breakpoint is hit, and a step stops, once.
 * What else the lowering made of it keeps the position of a statement of its own (a branch, an inner block) or none.
 */
import type * as js from "estree";
import * as b from "./builders.ts";

const LOOPS: ReadonlySet<js.Node["type"]> = new Set<js.Node["type"]>(["WhileStatement", "ForStatement"]);

/** `isOnLine` tells whether another offset is on the line of `start`. */
export function markStart(
  statements: readonly (js.Statement & b.Mapped)[],
  start: number,
  isOnLine: (offset: number) => boolean,
): void {
  if (statements.some(isIonLoop)) return;
  let isStarted = false;
  for (const statement of statements.flatMap(startsOf)) {
    if (b.isSilent(statement)) continue;
    const { ion = b.UNMAPPED } = statement;
    if (isStarted) {
      if (ion === start) statement.ion = b.UNMAPPED;
    } else if (canStart(statement) && (ion === b.UNMAPPED || isOnLine(ion))) {
      statement.ion = start;
      isStarted = true;
    }
  }
}

/** What runs first in the statement, which itself is no place to stop at if it is only a label around a block. */
export function startsOf(statement: js.Statement & b.Mapped): (js.Statement & b.Mapped)[] {
  if (statement.type !== "LabeledStatement" || statement.body.type !== "BlockStatement") return [statement];
  return statement.body.body.slice(0, 1).flatMap(startsOf);
}

/** Neither braces nor a function that gets its value in a statement behind it (`lowerNamedFunction`). */
function canStart({ type, ion }: js.Statement & b.Mapped): boolean {
  return type !== "BlockStatement" && !(type === "FunctionDeclaration" && ion === b.UNMAPPED);
}

/** The head of a loop is a step of every iteration; what prepares the loop is none. A comprehension is no such loop. */
function isIonLoop(statement: js.Statement & b.Mapped): boolean {
  const loop = statement.type === "LabeledStatement" ? statement.body : statement;
  return LOOPS.has(loop.type) && (loop as b.Mapped).ion !== undefined;
}
