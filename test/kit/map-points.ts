/** The places of a program that its source map has to know (embedding 2.11, requirement 2), and its statements. */
import type { Analysis } from "../../src/analyze/analysis.ts";
import type { SourceFile } from "../../src/source.ts";
import type { Expression, MatchArm, MatchExpression, Node, Program, Statement } from "../../src/syntax/ast.ts";
import { childrenOf, walk } from "../../src/syntax/walk.ts";

export interface MapPoint {
  readonly what: string;
  readonly offset: number;
}

interface AnalyzedProgram {
  readonly program: Program;
  readonly analysis: Analysis;
  readonly file: SourceFile;
}

export function mapPoints({ program, analysis, file }: AnalyzedProgram): MapPoint[] {
  const jumps = new Set([...analysis.callGraph.facts.values()].flatMap(({ selfTailCalls }) => [...selfTailCalls]));
  const points: MapPoint[] = [];
  /** Where statements begin whose first step is the first step of what encloses them, on the same line. */
  const begun = new Set<Statement>();
  const skipped = new Set<Node>();
  walk(program, (node, parent) => {
    if (skipped.has(node)) return "skip";
    if (node.type === "MatchExpression") for (const arm of unreachableArms(node)) skipped.add(arm);
    const isOneLine = node.type === "BlockExpression" && parent !== null && file.isOneLine(parent.start, node.start);
    if (isOneLine && node.body[0] !== undefined && file.isOneLine(node.start, node.body[0].start)) {
      if (parent?.type !== "FnDeclaration" && parent?.type !== "LambdaExpression") begun.add(node.body[0]);
    }
    // A call of the function itself in tail position is a jump.
    if (node.type === "CallExpression" && jumps.has(node)) return undefined;
    for (const [what, offset] of pointsOf(node)) {
      if (what === "statement" && (begun.has(node as Statement) || hasNoStep(node as Statement))) continue;
      points.push({ what, offset });
    }
    return undefined;
  });
  return points;
}

/** Behind an arm that takes everything. */
function unreachableArms({ arms }: MatchExpression): readonly Node[] {
  const last = arms.findIndex(isTakingAll);
  return last === -1 ? [] : arms.slice(last + 1);
}

function isTakingAll({ pattern, guard }: MatchArm): boolean {
  return guard === null && (pattern.type === "WildcardPattern" || pattern.type === "BindingPattern");
}

/** A value that nobody uses, and what is no more than its parts: a block, a loop that gives a value. */
function hasNoStep(statement: Statement): boolean {
  if (statement.type === "LetStatement") {
    const { pattern, init } = statement;
    return beginsWithLoop(init) || (pattern.type === "WildcardPattern" && isInert(init));
  }
  if (statement.type !== "ExpressionStatement") return false;
  const { expression } = statement;
  if (expression.type === "MatchExpression") return isInert(expression.subject) && isTakingAll(expression.arms[0]!);
  return isInert(expression) || expression.type === "BlockExpression";
}

function beginsWithLoop(node: Node): boolean {
  if (node.type === "LoopExpression") return true;
  const [first] = childrenOf(node);
  return first !== undefined && beginsWithLoop(first);
}

function isInert({ type }: Expression): boolean {
  return type.endsWith("Literal") || type === "Identifier";
}

export function statementsOf(program: Program): Statement[] {
  const statements: Statement[] = [];
  walk(program, (node) => {
    if (isStatement(node)) statements.push(node);
    return undefined;
  });
  return statements;
}

function isStatement(node: Node): node is Statement {
  return node.type.endsWith("Statement") || node.type === "FnDeclaration";
}

function pointsOf(node: Node): (readonly [what: string, offset: number])[] {
  const points: (readonly [string, number])[] = isStatement(node) ? [["statement", node.start]] : [];
  switch (node.type) {
    case "FnDeclaration":
      points.push(["name of a function", node.name.start]);
      break;
    case "CallExpression":
      points.push(["callee", node.callee.start], ["arguments", node.argsStart]);
      break;
    case "MethodCallExpression":
      // A call with keywords only says that methods take none.
      if (node.args.some((argument) => argument.type.startsWith("Keyword"))) break;
      points.push(["method call", node.start], ["method", node.method.start], ["arguments", node.argsStart]);
      break;
    case "BinaryExpression":
      if (node.operator !== "==" && node.operator !== "!=") points.push(["operation", node.start]);
      break;
    case "IndexExpression":
    case "SliceExpression":
    case "FieldExpression":
    case "TupleFieldExpression":
    case "PropagateExpression":
      points.push(["access", node.start]);
      break;
    case "MatchArm":
      points.push(["match arm", node.start]);
      break;
    case "SpawnExpression":
    case "AwaitExpression":
      points.push([node.type, node.start]);
      break;
    case "SelectBranch":
      points.push(["select branch", node.start]);
      break;
    case "LoopExpression":
      points.push(["loop head", node.start]);
      break;
  }
  if ((node.type === "FnDeclaration" || node.type === "LambdaExpression") && node.body.type === "BlockExpression") {
    points.push(["body of a function", node.body.start], ["end of a function", node.body.end - 1]);
  }
  return points;
}
