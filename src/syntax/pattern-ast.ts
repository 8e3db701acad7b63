/** The patterns of the syntax tree (language 4.6); see ast.ts for what `start` and `end` mean. */
import type {
  BoolLiteral,
  BytesLiteral,
  ConstructorName,
  FloatLiteral,
  IntLiteral,
  Name,
  NodeBase,
  StringLiteral,
} from "./ast.ts";

export interface WildcardPattern extends NodeBase {
  readonly type: "WildcardPattern";
}
export interface BindingPattern extends NodeBase {
  readonly type: "BindingPattern";
  readonly name: string;
}
/** A literal; a minus sign is already applied to the number. */
export interface LiteralPattern extends NodeBase {
  readonly type: "LiteralPattern";
  readonly literal: IntLiteral | FloatLiteral | BoolLiteral | StringLiteral | BytesLiteral;
}
export interface NonePattern extends NodeBase {
  readonly type: "NonePattern";
}
export interface UnitPattern extends NodeBase {
  readonly type: "UnitPattern";
}
export interface ConstructorPattern extends NodeBase {
  readonly type: "ConstructorPattern";
  readonly constructorName: ConstructorName;
  readonly argument: Pattern;
}
export interface TuplePattern extends NodeBase {
  readonly type: "TuplePattern";
  readonly elements: readonly Pattern[];
}
/** `rest` takes the elements after all listed ones, wherever it was written; the last of several wins (4.6). */
export interface ListPattern extends NodeBase {
  readonly type: "ListPattern";
  readonly elements: readonly Pattern[];
  readonly rest: Name | null;
}
/** `args` is null without parentheses; `hasBraces` patterns never match (payloads are positional). */
export interface EnumPattern extends NodeBase {
  readonly type: "EnumPattern";
  readonly enumName: Name;
  readonly variant: Name;
  readonly args: readonly Pattern[] | null;
  readonly hasBraces: boolean;
}
export interface StructPattern extends NodeBase {
  readonly type: "StructPattern";
  readonly name: Name;
  readonly fields: readonly FieldPattern[];
}
/** `f` or `f: p`; the short form binds the field's name. */
export interface FieldPattern extends NodeBase {
  readonly type: "FieldPattern";
  readonly name: Name;
  readonly pattern: Pattern;
}
export type Pattern =
  | WildcardPattern
  | BindingPattern
  | LiteralPattern
  | NonePattern
  | UnitPattern
  | ConstructorPattern
  | TuplePattern
  | ListPattern
  | EnumPattern
  | StructPattern;
