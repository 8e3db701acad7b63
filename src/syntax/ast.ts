/**
 * The Ion syntax tree: what the parser makes and every later phase reads.
 *
 * Invariants:
 * - `start` is the offset that errors of the node report (specification 5.2): the first token of the construct,
 *   for binary and postfix forms the start of the leftmost operand. Parentheses leave no node and do not move it.
 * - `end` is the offset just after the node's last token (a grouping parenthesis is not part of it).
 * - Nodes are never changed after parsing; facts about them live in the side tables of the analysis.
 */

import type { FieldPattern, Pattern } from "./pattern-ast.ts";

export type {
  BindingPattern,
  ConstructorPattern,
  EnumPattern,
  FieldPattern,
  ListPattern,
  LiteralPattern,
  NonePattern,
  Pattern,
  StructPattern,
  TuplePattern,
  UnitPattern,
  WildcardPattern,
} from "./pattern-ast.ts";

export interface NodeBase {
  readonly start: number;
  readonly end: number;
}

export interface Program extends NodeBase {
  readonly type: "Program";
  readonly body: readonly Statement[];
}

/** A name in a binding, parameter, path or label position: not an expression. */
export interface Name extends NodeBase {
  readonly type: "Name";
  readonly name: string;
}

// ---------------------------------------------------------------------------------------------------- expressions

export interface IntLiteral extends NodeBase {
  readonly type: "IntLiteral";
  /** A number while it is a safe integer, a bigint beyond. */
  readonly value: number | bigint;
}
export interface FloatLiteral extends NodeBase {
  readonly type: "FloatLiteral";
  readonly value: number;
}
export interface BoolLiteral extends NodeBase {
  readonly type: "BoolLiteral";
  readonly value: boolean;
}
export interface StringLiteral extends NodeBase {
  readonly type: "StringLiteral";
  readonly value: string;
}
export interface BytesLiteral extends NodeBase {
  readonly type: "BytesLiteral";
  readonly value: Uint8Array;
}
export interface NoneLiteral extends NodeBase {
  readonly type: "NoneLiteral";
}
export interface UnitLiteral extends NodeBase {
  readonly type: "UnitLiteral";
}
/** `f"a{x}b"`: text and expressions in source order. */
export interface InterpolatedString extends NodeBase {
  readonly type: "InterpolatedString";
  readonly parts: readonly (string | Expression)[];
}
export interface Identifier extends NodeBase {
  readonly type: "Identifier";
  readonly name: string;
}
/** `a::b::c`, a module path (at least two segments). */
export interface PathExpression extends NodeBase {
  readonly type: "PathExpression";
  readonly segments: readonly Name[];
}
/** `Color::Red`, `Color::Rgb(1, 2, 3)`; `args` is null without parentheses. */
export interface EnumExpression extends NodeBase {
  readonly type: "EnumExpression";
  readonly enumName: Name;
  readonly variant: Name;
  readonly args: readonly Expression[] | null;
}
/** `Point { x: 1, ...base }`. */
export interface StructExpression extends NodeBase {
  readonly type: "StructExpression";
  readonly name: Name;
  readonly entries: readonly (FieldInit | SpreadElement)[];
}
export interface FieldInit extends NodeBase {
  readonly type: "FieldInit";
  readonly name: Name;
  readonly value: Expression;
}
/** `...e` in a list, dict or struct. */
export interface SpreadElement extends NodeBase {
  readonly type: "SpreadElement";
  readonly argument: Expression;
}
/** `Some(e)`, `Ok(e)`, `Err(e)`. */
export interface ConstructorExpression extends NodeBase {
  readonly type: "ConstructorExpression";
  readonly constructorName: ConstructorName;
  readonly argument: Expression;
}
export type ConstructorName = "Some" | "Ok" | "Err";
export interface TupleExpression extends NodeBase {
  readonly type: "TupleExpression";
  readonly elements: readonly Expression[];
}
export interface ListExpression extends NodeBase {
  readonly type: "ListExpression";
  readonly elements: readonly (Expression | SpreadElement)[];
}
export interface ListComprehension extends NodeBase {
  readonly type: "ListComprehension";
  readonly element: Expression;
  readonly pattern: Pattern;
  readonly source: Expression;
  readonly condition: Expression | null;
}
export interface DictExpression extends NodeBase {
  readonly type: "DictExpression";
  readonly entries: readonly (DictEntry | SpreadElement)[];
}
/** A bare `name:` key is a `StringLiteral` here. */
export interface DictEntry extends NodeBase {
  readonly type: "DictEntry";
  readonly key: Expression;
  readonly value: Expression;
}
/** A bare key that the comprehension's own pattern binds is an `Identifier` (LD32), any other one a `StringLiteral`. */
export interface DictComprehension extends NodeBase {
  readonly type: "DictComprehension";
  readonly key: Expression;
  readonly value: Expression;
  readonly pattern: Pattern;
  readonly source: Expression;
  readonly condition: Expression | null;
}
export interface LambdaExpression extends NodeBase {
  readonly type: "LambdaExpression";
  /** As frames and messages show it, for one that stands for something else in the source; default `<lambda>`. */
  readonly name?: string;
  readonly params: readonly Parameter[];
  readonly body: Expression;
}
export type UnaryOperator = "-" | "!";
export interface UnaryExpression extends NodeBase {
  readonly type: "UnaryExpression";
  readonly operator: UnaryOperator;
  readonly operand: Expression;
}
export type ArithmeticOperator = "+" | "-" | "*" | "/" | "%";
export type BitOperator = "&" | "|" | "^" | "<<" | ">>";
export type ComparisonOperator = "==" | "!=" | "<" | ">" | "<=" | ">=";
export type BinaryOperator = ArithmeticOperator | BitOperator | ComparisonOperator;
export interface BinaryExpression extends NodeBase {
  readonly type: "BinaryExpression";
  readonly operator: BinaryOperator;
  /** Offset of the operator token, for source maps. */
  readonly operatorStart: number;
  readonly left: Expression;
  readonly right: Expression;
}
export interface LogicalExpression extends NodeBase {
  readonly type: "LogicalExpression";
  readonly operator: "&&" | "||";
  readonly left: Expression;
  readonly right: Expression;
}
export interface RangeExpression extends NodeBase {
  readonly type: "RangeExpression";
  readonly from: Expression;
  readonly to: Expression;
  readonly inclusive: boolean;
}
/** `left |> right`; what the right side may be is checked when it runs (4.10). */
export interface PipeExpression extends NodeBase {
  readonly type: "PipeExpression";
  readonly left: Expression;
  readonly right: Expression;
}
export interface CallExpression extends NodeBase {
  readonly type: "CallExpression";
  readonly callee: Expression;
  readonly args: readonly Argument[];
  /** Offset of the opening parenthesis, for source maps. */
  readonly argsStart: number;
}
export interface MethodCallExpression extends NodeBase {
  readonly type: "MethodCallExpression";
  readonly receiver: Expression;
  readonly method: Name;
  readonly args: readonly Argument[];
  readonly argsStart: number;
}
export interface FieldExpression extends NodeBase {
  readonly type: "FieldExpression";
  readonly object: Expression;
  readonly field: Name;
}
/** `t.0` (LD7). */
export interface TupleFieldExpression extends NodeBase {
  readonly type: "TupleFieldExpression";
  readonly object: Expression;
  readonly index: number | bigint;
}
export interface IndexExpression extends NodeBase {
  readonly type: "IndexExpression";
  readonly object: Expression;
  readonly index: Expression;
}
export interface SliceExpression extends NodeBase {
  readonly type: "SliceExpression";
  readonly object: Expression;
  readonly from: Expression | null;
  readonly to: Expression | null;
  readonly inclusive: boolean;
}
/** `e?` */
export interface PropagateExpression extends NodeBase {
  readonly type: "PropagateExpression";
  readonly operand: Expression;
}
/** `e.await` */
export interface AwaitExpression extends NodeBase {
  readonly type: "AwaitExpression";
  readonly operand: Expression;
}
export interface BlockExpression extends NodeBase {
  readonly type: "BlockExpression";
  readonly body: readonly Statement[];
}
export interface IfExpression extends NodeBase {
  readonly type: "IfExpression";
  readonly test: Expression;
  readonly consequent: BlockExpression;
  readonly alternate: BlockExpression | IfExpression | IfLetExpression | null;
}
export interface IfLetExpression extends NodeBase {
  readonly type: "IfLetExpression";
  readonly pattern: Pattern;
  readonly subject: Expression;
  readonly consequent: BlockExpression;
  readonly alternate: BlockExpression | null;
}
export interface MatchExpression extends NodeBase {
  readonly type: "MatchExpression";
  readonly subject: Expression;
  readonly arms: readonly MatchArm[];
}
export interface MatchArm extends NodeBase {
  readonly type: "MatchArm";
  readonly pattern: Pattern;
  readonly guard: Expression | null;
  readonly body: Expression;
}
/** `start` is the `loop` keyword, also with a label. */
export interface LoopExpression extends NodeBase {
  readonly type: "LoopExpression";
  readonly label: Name | null;
  readonly body: BlockExpression;
}
export interface TryExpression extends NodeBase {
  readonly type: "TryExpression";
  readonly body: BlockExpression;
  readonly param: Name;
  readonly handler: BlockExpression;
}
export interface AsyncExpression extends NodeBase {
  readonly type: "AsyncExpression";
  readonly body: BlockExpression;
}
/** The operand may be any expression here; the resolver checks its form (concurrency B-17). */
export interface SpawnExpression extends NodeBase {
  readonly type: "SpawnExpression";
  readonly operand: Expression;
}
export interface SelectExpression extends NodeBase {
  readonly type: "SelectExpression";
  readonly branches: readonly SelectBranch[];
}
export interface SelectBranch extends NodeBase {
  readonly type: "SelectBranch";
  readonly pattern: Pattern;
  readonly operand: Expression;
  readonly body: Expression;
}

export type Expression =
  | IntLiteral
  | FloatLiteral
  | BoolLiteral
  | StringLiteral
  | BytesLiteral
  | NoneLiteral
  | UnitLiteral
  | InterpolatedString
  | Identifier
  | PathExpression
  | EnumExpression
  | StructExpression
  | ConstructorExpression
  | TupleExpression
  | ListExpression
  | ListComprehension
  | DictExpression
  | DictComprehension
  | LambdaExpression
  | UnaryExpression
  | BinaryExpression
  | LogicalExpression
  | RangeExpression
  | PipeExpression
  | CallExpression
  | MethodCallExpression
  | FieldExpression
  | TupleFieldExpression
  | IndexExpression
  | SliceExpression
  | PropagateExpression
  | AwaitExpression
  | BlockExpression
  | IfExpression
  | IfLetExpression
  | MatchExpression
  | LoopExpression
  | TryExpression
  | AsyncExpression
  | SpawnExpression
  | SelectExpression;

// ------------------------------------------------------------------------------------------ arguments, parameters

export interface PositionalArgument extends NodeBase {
  readonly type: "PositionalArgument";
  readonly value: Expression;
}
/** `*e` */
export interface SpreadArgument extends NodeBase {
  readonly type: "SpreadArgument";
  readonly value: Expression;
}
/** `name: e` */
export interface KeywordArgument extends NodeBase {
  readonly type: "KeywordArgument";
  readonly name: Name;
  readonly value: Expression;
}
/** `**e` */
export interface KeywordSpreadArgument extends NodeBase {
  readonly type: "KeywordSpreadArgument";
  readonly value: Expression;
}
export type Argument = PositionalArgument | SpreadArgument | KeywordArgument | KeywordSpreadArgument;

export type ParameterKind = "plain" | "positional-only" | "keyword-only" | "rest" | "keyword-rest";
export interface Parameter extends NodeBase {
  readonly type: "Parameter";
  readonly kind: ParameterKind;
  readonly name: Name;
  readonly default: Expression | null;
}

// ---------------------------------------------------------------------------------------------------- statements

/** `name` is the outermost type; `text` the whole annotation in normal form, `dict<string, int>`. */
export interface TypeAnnotation extends NodeBase {
  readonly type: "TypeAnnotation";
  readonly name: string;
  readonly text: string;
}
export interface LetStatement extends NodeBase {
  readonly type: "LetStatement";
  readonly isMutable: boolean;
  readonly pattern: Pattern;
  readonly annotation: TypeAnnotation | null;
  readonly init: Expression;
}
export interface FnDeclaration extends NodeBase {
  readonly type: "FnDeclaration";
  readonly name: Name;
  readonly params: readonly Parameter[];
  readonly body: BlockExpression;
}
/** `start` of the three loops is the keyword, also with a label. */
export interface ForStatement extends NodeBase {
  readonly type: "ForStatement";
  readonly label: Name | null;
  readonly pattern: Pattern;
  readonly source: Expression;
  readonly body: BlockExpression;
}
export interface WhileStatement extends NodeBase {
  readonly type: "WhileStatement";
  readonly label: Name | null;
  readonly test: Expression;
  readonly body: BlockExpression;
}
export interface WhileLetStatement extends NodeBase {
  readonly type: "WhileLetStatement";
  readonly label: Name | null;
  readonly pattern: Pattern;
  readonly subject: Expression;
  readonly body: BlockExpression;
}
export interface BreakStatement extends NodeBase {
  readonly type: "BreakStatement";
  readonly label: Name | null;
  readonly value: Expression | null;
}
export interface ContinueStatement extends NodeBase {
  readonly type: "ContinueStatement";
  readonly label: Name | null;
}
export interface ReturnStatement extends NodeBase {
  readonly type: "ReturnStatement";
  readonly argument: Expression | null;
}
/** `use a::b as c;` has one item; `use a::{…};` any number; `use a::*;` is a glob (`items` null). */
export interface UseStatement extends NodeBase {
  readonly type: "UseStatement";
  /** The module path without the imported member. */
  readonly path: readonly Name[];
  readonly items: readonly UseItem[] | null;
}
export interface UseItem extends NodeBase {
  readonly type: "UseItem";
  readonly name: Name;
  readonly alias: Name | null;
}
export type AssignOperator = "=" | "+=" | "-=" | "*=" | "/=";
/** Index and field targets on anything but a plain variable fail when they run (4.4). */
export interface AssignStatement extends NodeBase {
  readonly type: "AssignStatement";
  readonly target: Identifier | IndexExpression | FieldExpression;
  readonly operator: AssignOperator;
  readonly value: Expression;
}
/** Without a semicolon, as the last statement of a block, its value is the block's value. */
export interface ExpressionStatement extends NodeBase {
  readonly type: "ExpressionStatement";
  readonly expression: Expression;
  readonly hasSemicolon: boolean;
}

export type Statement =
  | LetStatement
  | FnDeclaration
  | ForStatement
  | WhileStatement
  | WhileLetStatement
  | BreakStatement
  | ContinueStatement
  | ReturnStatement
  | UseStatement
  | AssignStatement
  | ExpressionStatement;

export type Node =
  | Program
  | Name
  | Expression
  | FieldInit
  | SpreadElement
  | DictEntry
  | MatchArm
  | SelectBranch
  | Argument
  | Parameter
  | Pattern
  | FieldPattern
  | TypeAnnotation
  | UseItem
  | Statement;
