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
  for (const key of CHILD_KEYS[node.type]) {
    const value = fieldsOf(node)[key]!;
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
  const push = (node: Node, parent: Node): void => {
    nodes.push(node);
    parents.push(parent);
  };
  while (nodes.length > 0) {
    const node = nodes.pop()!;
    if (visit(node, parents.pop()!) === "skip") continue;
    // As `childrenOf` from the last to the first, straight onto the stack: every pass walks the whole tree.
    const keys = CHILD_KEYS[node.type];
    for (let at = keys.length - 1; at >= 0; at--) {
      const value = fieldsOf(node)[keys[at]!]!;
      if (Array.isArray(value)) {
        for (let item = value.length - 1; item >= 0; item--) {
          if (typeof value[item] !== "string") push(value[item] as Node, node);
        }
      } else if (value !== null) {
        push(value as Node, node);
      }
    }
  }
}

type Fields = Readonly<Record<string, Node | null | readonly (Node | string)[]>>;

function fieldsOf(node: Node): Fields {
  return node as unknown as Fields;
}
