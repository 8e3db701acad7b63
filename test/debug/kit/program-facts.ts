/** What a debugger should find in a program: the lines where statements begin, and the variables that each line sees. */
import { checkSource } from "../../../src/compile.ts";
import type { Node, Pattern } from "../../../src/syntax/ast.ts";
import { childrenOf } from "../../../src/syntax/walk.ts";

export interface ProgramFacts {
  /** The lines where a breakpoint belongs: those where a statement begins, apart from the heads of functions. */
  readonly statementLines: readonly number[];
  /** The variables of the function itself that are bound when the first statement of a line begins. */
  readonly visibleAt: ReadonlyMap<number, readonly string[]>;
}

export function factsOf(source: string): ProgramFacts {
  const { program, file } = checkSource(source, "facts.ion");
  const visibleAt = new Map<number, readonly string[]>();
  const visit = (node: Node, visible: readonly string[]): void => {
    const isStatement = node.type.endsWith("Statement");
    const { line } = file.positionAt(node.start);
    if (isStatement && !visibleAt.has(line)) visibleAt.set(line, visible);
    let seen = node.type === "FnDeclaration" || node.type === "LambdaExpression" ? parametersOf(node) : visible;
    for (const child of childrenOf(node)) {
      if (node.type === "SelectBranch" && child === node.operand) visit(child, visible);
      else visit(child, seen);
      seen = [...seen, ...namesBoundBy(child, node)];
    }
  };
  visit(program, []);
  return { statementLines: [...visibleAt.keys()].sort((a, b) => a - b), visibleAt };
}

function parametersOf(node: Extract<Node, { type: "FnDeclaration" | "LambdaExpression" }>): string[] {
  return node.params.map(({ name }) => name.name);
}

/** The names that what follows `child` inside `parent` sees. */
function namesBoundBy(child: Node, parent: Node): string[] {
  if (child.type === "LetStatement") return patternNames(child.pattern);
  if (child.type === "Name") return parent.type === "TryExpression" ? [child.name] : [];
  const binds: ReadonlySet<Node["type"]> = new Set([
    "ForStatement",
    "WhileLetStatement",
    "IfLetExpression",
    "MatchArm",
    "SelectBranch",
  ]);
  return binds.has(parent.type) && child.type.endsWith("Pattern") ? patternNames(child as Pattern) : [];
}

function patternNames(pattern: Pattern): string[] {
  const own = pattern.type === "BindingPattern" ? [pattern.name] : [];
  const inner = childrenOf(pattern).filter((child): child is Pattern => child.type.endsWith("Pattern"));
  return [...own, ...inner.flatMap(patternNames)];
}
