/** Literals, collections and the other constructors of values (language 1.3 to 1.8, 3.9, 4.12). */
import type * as js from "estree";
import type {
  ConstructorExpression,
  DictExpression,
  EnumExpression,
  Expression,
  FieldInit,
  InterpolatedString,
  ListExpression,
  SpreadElement,
  StructExpression,
  TupleExpression,
} from "../syntax/ast.ts";
import * as b from "./builders.ts";
import type { FunctionContext } from "./context.ts";

/** The text of each part is made when the part is evaluated, left to right. */
export function lowerInterpolatedString(node: InterpolatedString, ctx: FunctionContext): js.Expression {
  const expressions = node.parts.filter((part) => typeof part !== "string");
  const values = ctx.inOrder(expressions.map((part) => () => ctx.abi("display", ctx.expression(part))));
  const quasis: string[] = [""];
  for (const part of node.parts) {
    if (typeof part === "string") quasis[quasis.length - 1] += part;
    else quasis.push("");
  }
  return b.template(quasis, values);
}

export function lowerConstructor(node: ConstructorExpression, ctx: FunctionContext): js.Expression {
  const constructor = ctx.module.constants.abi(node.constructorName, `$${node.constructorName}`);
  return { type: "NewExpression", callee: constructor, arguments: [ctx.expression(node.argument)] };
}

export function lowerTuple(node: TupleExpression, ctx: FunctionContext): js.Expression {
  return ctx.abi("tuple", b.array(ctx.operands(node.elements)));
}

/** `$.list([a, ...$.spreadList(b, at)])` */
export function lowerList(node: ListExpression, ctx: FunctionContext): js.Expression {
  const values = ctx.operands(
    node.elements.map((element) => (element.type === "SpreadElement" ? element.argument : element)),
  );
  const elements = node.elements.map((element, index) =>
    element.type === "SpreadElement" ? b.spread(ctx.abiAt(node.start, "spreadList", values[index]!)) : values[index]!,
  );
  return ctx.abi("list", b.array(elements));
}

/**
 * `$.dict(["a", 1, $.key(k, at), 2, ...$.spreadDict(d, at)])`: keys and values in turn. Where all keys are known the
 * dicts that a literal makes share them: `$.record($c1, [1, 2])` with `const $c1 = $.shape(["a", "b"])`.
 */
export function lowerDict(node: DictExpression, ctx: FunctionContext): js.Expression {
  const fields = recordFields(node);
  if (fields !== null) {
    const values = ctx.operands(fields.map(({ value }) => value));
    return ctx.abi("record", ctx.module.constants.shape(fields.map(({ key }) => key)), b.array(values));
  }
  const steps = node.entries.flatMap((entry) =>
    entry.type === "SpreadElement"
      ? [() => ctx.expression(entry.argument)]
      : [() => lowerKey(entry.key, node.start, ctx), () => ctx.expression(entry.value)],
  );
  const values = ctx.inOrder(steps);
  const elements: (js.Expression | js.SpreadElement)[] = [];
  for (const entry of node.entries) {
    if (entry.type === "SpreadElement") elements.push(b.spread(ctx.abiAt(node.start, "spreadDict", values.shift()!)));
    else elements.push(values.shift()!, values.shift()!);
  }
  return ctx.abi("dict", b.array(elements));
}

/** Literals with more entries are tables rather than records, and are written once. */
const MAX_RECORD_SIZE = 32;

interface RecordField {
  readonly key: string;
  readonly value: Expression;
}

/** The entries of a literal with known and distinct keys, else null. */
function recordFields({ entries }: DictExpression): RecordField[] | null {
  if (entries.length === 0 || entries.length > MAX_RECORD_SIZE) return null;
  const fields: RecordField[] = [];
  for (const entry of entries) {
    if (entry.type === "SpreadElement" || entry.key.type !== "StringLiteral") return null;
    fields.push({ key: entry.key.value, value: entry.value });
  }
  return new Set(fields.map(({ key }) => key)).size === fields.length ? fields : null;
}

/** A bad key fails before its value is evaluated (4.1). */
function lowerKey(key: Expression, start: number, ctx: FunctionContext): js.Expression {
  if (key.type === "StringLiteral") return b.string(key.value);
  return ctx.abiAt(start, "key", ctx.expression(key));
}

/** The spreads come first wherever they stand, then the fields in order (4.1). */
export function lowerStruct(node: StructExpression, ctx: FunctionContext): js.Expression {
  const spreads = node.entries.filter((entry): entry is SpreadElement => entry.type === "SpreadElement");
  const fields = node.entries.filter((entry): entry is FieldInit => entry.type === "FieldInit");
  const values = ctx.operands([...spreads.map((entry) => entry.argument), ...fields.map((field) => field.value)]);
  const bases = b.array(values.splice(0, spreads.length));
  const pairs = fields.flatMap((field, index) => [b.string(field.name.name), values[index]!]);
  return b.at(ctx.abi("struct", b.string(node.name.name), bases, b.array(pairs), b.number(node.start)), node.start);
}

export function lowerEnum(node: EnumExpression, ctx: FunctionContext): js.Expression {
  const args = b.array(ctx.operands(node.args ?? []));
  const names = [b.string(node.enumName.name), b.string(node.variant.name)];
  return b.at(ctx.abi("enum", ...names, args, b.number(node.start)), node.start);
}
