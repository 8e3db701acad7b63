/**
 * The children of every node, and an iterative walk over a tree.
 *
 * `CHILD_KEYS` lists the properties that hold nodes, in the order of the text. The walk keeps its own stack, because a
 * chain of operators is as deep as it is long.
 */
import type { Node } from "./ast.ts";

/** The properties of a node that hold a node, a list of nodes, or null. */
type ChildKey<N> = {
  [Key in keyof N]-?: NonNullable<N[Key]> extends Node | readonly (Node | string)[] ? Key : never;
}[keyof N];

type ChildKeys = { readonly [Type in Node["type"]]: readonly ChildKey<Extract<Node, { type: Type }>>[] };

export const CHILD_KEYS: ChildKeys = {
  Program: ["body"],
  Name: [],

  IntLiteral: [],
  FloatLiteral: [],
  BoolLiteral: [],
  StringLiteral: [],
  BytesLiteral: [],
  NoneLiteral: [],
  UnitLiteral: [],
  InterpolatedString: ["parts"],
  Identifier: [],
  PathExpression: ["segments"],
  EnumExpression: ["enumName", "variant", "args"],
  StructExpression: ["name", "entries"],
  FieldInit: ["name", "value"],
  SpreadElement: ["argument"],
  ConstructorExpression: ["argument"],
  TupleExpression: ["elements"],
  ListExpression: ["elements"],
  ListComprehension: ["element", "pattern", "source", "condition"],
  DictExpression: ["entries"],
  DictEntry: ["key", "value"],
  DictComprehension: ["key", "value", "pattern", "source", "condition"],
  LambdaExpression: ["params", "body"],
  UnaryExpression: ["operand"],
  BinaryExpression: ["left", "right"],
  LogicalExpression: ["left", "right"],
  RangeExpression: ["from", "to"],
  PipeExpression: ["left", "right"],
  CallExpression: ["callee", "args"],
  MethodCallExpression: ["receiver", "method", "args"],
  FieldExpression: ["object", "field"],
  TupleFieldExpression: ["object"],
  IndexExpression: ["object", "index"],
  SliceExpression: ["object", "from", "to"],
  PropagateExpression: ["operand"],
  AwaitExpression: ["operand"],
  BlockExpression: ["body"],
  IfExpression: ["test", "consequent", "alternate"],
  IfLetExpression: ["pattern", "subject", "consequent", "alternate"],
  MatchExpression: ["subject", "arms"],
  MatchArm: ["pattern", "guard", "body"],
  LoopExpression: ["label", "body"],
  TryExpression: ["body", "param", "handler"],
  AsyncExpression: ["body"],
  SpawnExpression: ["operand"],
  SelectExpression: ["branches"],
  SelectBranch: ["pattern", "operand", "body"],

  PositionalArgument: ["value"],
  SpreadArgument: ["value"],
  KeywordArgument: ["name", "value"],
  KeywordSpreadArgument: ["value"],
  Parameter: ["name", "default"],

  WildcardPattern: [],
  BindingPattern: [],
  LiteralPattern: ["literal"],
  NonePattern: [],
  UnitPattern: [],
  ConstructorPattern: ["argument"],
  TuplePattern: ["elements"],
  ListPattern: ["elements", "rest"],
  EnumPattern: ["enumName", "variant", "args"],
  StructPattern: ["name", "fields"],
  FieldPattern: ["name", "pattern"],

  TypeAnnotation: [],
  LetStatement: ["pattern", "annotation", "init"],
  FnDeclaration: ["name", "params", "body"],
  ForStatement: ["label", "pattern", "source", "body"],
  WhileStatement: ["label", "test", "body"],
  WhileLetStatement: ["label", "pattern", "subject", "body"],
  BreakStatement: ["label", "value"],
  ContinueStatement: ["label"],
  ReturnStatement: ["argument"],
  UseStatement: ["path", "items"],
  UseItem: ["name", "alias"],
  AssignStatement: ["target", "value"],
  ExpressionStatement: ["expression"],
};

/** The nodes directly below a node, in the order of the text (of a list pattern: its `rest` last). */
export function childrenOf(node: Node): Node[] {
  const children: Node[] = [];
  const fields = node as unknown as Readonly<Record<string, Node | null | readonly (Node | string)[]>>;
  for (const key of CHILD_KEYS[node.type]) {
    const value = fields[key];
    if (Array.isArray(value)) {
      for (const item of value as readonly (Node | string)[]) if (typeof item !== "string") children.push(item);
    } else if (value !== null) {
      children.push(value as Node);
    }
  }
  return children;
}

/** Visits a node and everything below it, parents first, in the order of the text; "skip" leaves out what is below. */
export function walk(root: Node, visit: (node: Node, parent: Node | null) => "skip" | undefined): void {
  const nodes: Node[] = [root];
  const parents: (Node | null)[] = [null];
  while (nodes.length > 0) {
    const node = nodes.pop()!;
    if (visit(node, parents.pop()!) === "skip") continue;
    const children = childrenOf(node);
    for (let index = children.length - 1; index >= 0; index--) {
      nodes.push(children[index]!);
      parents.push(node);
    }
  }
}
