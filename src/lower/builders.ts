/**
 * Typed builders of JavaScript (ESTree) nodes. They keep the printer's traps out of reach: numbers are printed
 * rightly, branches are always blocks, names are only ever those of names.ts.
 *
 * A node may carry `ion`, the offset of the Ion construct that it comes from; the printer turns it into a mapping.
 * `UNMAPPED` marks code that belongs to no Ion construct.
 */
import type * as js from "estree";

export const UNMAPPED = -1;

export interface Mapped {
  ion?: number;
  /** The Ion name, where it differs from the printed one or names a callee. */
  ionName?: string;
  /** Where the closing brace of a block, or the place after any other node, comes from. */
  ionEnd?: number;
}

export type Expression = js.Expression & Mapped;
export type Statement = js.Statement & Mapped;
export type Identifier = js.Identifier & Mapped;

const silentStatements = new WeakSet<js.Statement>();

/** Marks bookkeeping that no debugger stops at, even where it is the first thing that a statement of the program does. */
export function silent<T extends js.Statement>(statement: T): T & Mapped {
  silentStatements.add(statement);
  return at(statement, UNMAPPED);
}

export function isSilent(statement: js.Statement): boolean {
  return silentStatements.has(statement);
}

/** Gives a node its Ion position. */
export function at<T extends js.Node>(node: T, offset: number, name?: string): T & Mapped {
  const mapped = node as T & Mapped;
  mapped.ion = offset;
  if (name !== undefined) mapped.ionName = name;
  return mapped;
}

/** A copy of the node with this position, unless it has one of its own. */
export function positioned(node: Expression, offset: number): Expression {
  return { ...node, ion: node.ion ?? offset };
}

/** A copy of the node that also marks where it ends: `offset` is the place of what follows it in the Ion text. */
export function endingAt(node: js.Expression, offset: number): Expression {
  return { ...node, ionEnd: offset };
}

/** Marks where a debugger stops at a condition: V8 does behind the commas of one that stores its operands first. */
export function stoppingAt(test: js.Expression, offset: number): js.Expression {
  if (test.type === "SequenceExpression") at(test.expressions.at(-1)!, offset);
  return test;
}

/** Marks where a call of the runtime, `$.name(…)`, begins; the name, where its errors arise, keeps the call's position. */
export function startingAt(node: js.CallExpression & Mapped, offset: number): js.Expression {
  const { object, property } = node.callee as js.MemberExpression;
  at(object, offset);
  at(property, node.ion ?? UNMAPPED);
  return node;
}

export function id(name: string): Identifier {
  return { type: "Identifier", name };
}

export function string(value: string): js.Literal {
  return { type: "Literal", value };
}

export function boolean(value: boolean): js.Literal {
  return { type: "Literal", value };
}

export const NULL: js.Literal = { type: "Literal", value: null };

/** A finite number or a bigint; a negative one becomes a prefix minus, as the printer wants it. */
export function number(value: number | bigint): js.Expression {
  if (typeof value === "bigint") {
    const literal = (digits: bigint): js.BigIntLiteral => ({ type: "Literal", value: digits, bigint: String(digits) });
    return value < 0n ? negative(literal(-value)) : literal(value);
  }
  if (value < 0 || Object.is(value, -0)) return negative({ type: "Literal", value: -value });
  return { type: "Literal", value };
}

export function negative(argument: js.Expression): js.UnaryExpression & Mapped {
  return { type: "UnaryExpression", operator: "-", prefix: true, argument };
}

export function plus(argument: js.Expression): js.UnaryExpression {
  return { type: "UnaryExpression", operator: "+", prefix: true, argument };
}

export function typeOf(argument: js.Expression): js.UnaryExpression {
  return { type: "UnaryExpression", operator: "typeof", prefix: true, argument };
}

/** `undefined` in a way that no binding can change. */
export function undefinedValue(): js.UnaryExpression {
  return { type: "UnaryExpression", operator: "void", prefix: true, argument: { type: "Literal", value: 0 } };
}

export function call(callee: js.Expression, args: (js.Expression | js.SpreadElement)[]): js.CallExpression & Mapped {
  return { type: "CallExpression", callee, arguments: args, optional: false };
}

/** A call whose value a bundler may leave out, with the call, when nobody uses it. */
export interface PureCall extends js.SimpleCallExpression {
  readonly isPure: true;
}

export function pureCall(callee: js.Expression, args: js.Expression[]): PureCall {
  return { type: "CallExpression", callee, arguments: args, optional: false, isPure: true };
}

export function member(object: js.Expression, name: string): js.MemberExpression & Mapped {
  return { type: "MemberExpression", object, property: id(name), computed: false, optional: false };
}

/** `object?.name`, which is undefined where there is no object. */
export function memberOfAny(object: js.Expression, name: string): js.ChainExpression {
  return { type: "ChainExpression", expression: { ...member(object, name), optional: true } };
}

export function element(object: js.Expression, index: number): js.MemberExpression & Mapped {
  return elementAt(object, number(index));
}

export function elementAt(object: js.Expression, index: js.Expression): js.MemberExpression & Mapped {
  return { type: "MemberExpression", object, property: index, computed: true, optional: false };
}

export function not(argument: js.Expression): js.UnaryExpression & Mapped {
  return { type: "UnaryExpression", operator: "!", prefix: true, argument };
}

export function binary(
  operator: js.BinaryOperator,
  left: js.Expression,
  right: js.Expression,
): js.BinaryExpression & Mapped {
  return { type: "BinaryExpression", operator, left, right };
}

export function logical(operator: js.LogicalOperator, left: js.Expression, right: js.Expression): js.LogicalExpression {
  return { type: "LogicalExpression", operator, left, right };
}

/** `left && right`, without parentheses where `right` is one of these itself. */
export function and(left: js.Expression, right: js.Expression): js.Expression {
  if (right.type !== "LogicalExpression" || right.operator !== "&&") return logical("&&", left, right);
  return logical("&&", and(left, right.left), right.right);
}

export function conditional(
  test: js.Expression,
  consequent: js.Expression,
  alternate: js.Expression,
): js.ConditionalExpression {
  return { type: "ConditionalExpression", test, consequent, alternate };
}

export function assign(target: js.Identifier | js.MemberExpression, value: js.Expression): js.AssignmentExpression {
  return { type: "AssignmentExpression", operator: "=", left: target, right: value };
}

/** `target -= value` */
export function reduce(target: js.MemberExpression, value: js.Expression): js.AssignmentExpression {
  return { type: "AssignmentExpression", operator: "-=", left: target, right: value };
}

export function update(
  operator: js.UpdateOperator,
  argument: js.MemberExpression | js.Identifier,
  prefix: boolean,
): js.UpdateExpression {
  return { type: "UpdateExpression", operator, prefix, argument };
}

export function sequence(expressions: js.Expression[]): js.SequenceExpression {
  return { type: "SequenceExpression", expressions };
}

export function array(elements: (js.Expression | js.SpreadElement)[]): js.ArrayExpression {
  return { type: "ArrayExpression", elements };
}

export function spread(argument: js.Expression): js.SpreadElement {
  return { type: "SpreadElement", argument };
}

export function yieldNothing(): js.YieldExpression {
  return { type: "YieldExpression", argument: null, delegate: false };
}

export function template(quasis: string[], expressions: js.Expression[]): js.TemplateLiteral {
  return {
    type: "TemplateLiteral",
    expressions,
    quasis: quasis.map((text, index) => ({
      type: "TemplateElement",
      value: { raw: escapeTemplate(text), cooked: text },
      tail: index === quasis.length - 1,
    })),
  };
}

function escapeTemplate(text: string): string {
  return text
    .replace(/[\\`]|\$\{/g, "\\$&")
    .replace(/\r/g, "\\r")
    .replace(/\n/g, "\\n")
    .replace(/[\u2028\u2029]/g, escapeUnit);
}

function escapeUnit(unit: string): string {
  return `\\u${unit.charCodeAt(0).toString(16)}`;
}

export function expressionStatement(expression: js.Expression): js.ExpressionStatement & Mapped {
  return { type: "ExpressionStatement", expression };
}

export function declare(
  kind: "const" | "let" | "var",
  name: js.Identifier,
  init: js.Expression | null,
): js.VariableDeclaration & Mapped {
  return { type: "VariableDeclaration", kind, declarations: [{ type: "VariableDeclarator", id: name, init }] };
}

export function declareAll(kind: "let" | "var", names: readonly string[]): js.VariableDeclaration & Mapped {
  return {
    type: "VariableDeclaration",
    kind,
    declarations: names.map((name) => ({ type: "VariableDeclarator", id: id(name), init: null })),
  };
}

export function block(body: js.Statement[]): js.BlockStatement & Mapped {
  return { type: "BlockStatement", body };
}

/** JavaScript nests every `else if` in the one before it: the stack of who parses or prints more than these may run out. */
export const LONGEST_ELSE_CHAIN = 50;

export function ifElse(
  test: js.Expression,
  consequent: js.Statement[],
  alternate: js.Statement[] | null = null,
): js.IfStatement & Mapped {
  return branch(test, block(consequent), alternate);
}

/** As `ifElse`, with a block that exists already. */
export function branch(
  test: js.Expression,
  consequent: js.BlockStatement,
  alternate: js.Statement[] | null,
): js.IfStatement & Mapped {
  return { type: "IfStatement", test, consequent, alternate: alternate === null ? null : chainElse(alternate) };
}

/** `else if` and `else` are printed flat when the alternative is nothing but another `if` or a block. */
function chainElse(alternate: js.Statement[]): js.Statement {
  const [only] = alternate;
  const isFlat = alternate.length === 1 && (only!.type === "IfStatement" || only!.type === "BlockStatement");
  return isFlat ? only! : block(alternate);
}

export function whileLoop(test: js.Expression, body: js.Statement[]): js.WhileStatement & Mapped {
  return { type: "WhileStatement", test, body: block(body) };
}

export function forever(body: js.Statement[]): js.ForStatement & Mapped {
  return { type: "ForStatement", init: null, test: null, update: null, body: block(body) };
}

export function labeled(label: string, body: js.Statement): js.LabeledStatement & Mapped {
  return { type: "LabeledStatement", label: id(label), body };
}

export function breakTo(label: string | null): js.BreakStatement & Mapped {
  return { type: "BreakStatement", label: label === null ? null : id(label) };
}

export function continueTo(label: string | null): js.ContinueStatement & Mapped {
  return { type: "ContinueStatement", label: label === null ? null : id(label) };
}

export function returnValue(argument: js.Expression | null): js.ReturnStatement & Mapped {
  return { type: "ReturnStatement", argument };
}

export function throwValue(argument: js.Expression): js.ThrowStatement & Mapped {
  return { type: "ThrowStatement", argument };
}

export function tryCatch(body: js.Statement[], param: string, handler: js.Statement[]): js.TryStatement & Mapped {
  return {
    type: "TryStatement",
    block: block(body),
    handler: { type: "CatchClause", param: id(param), body: block(handler) },
    finalizer: null,
  };
}

export function tryFinally(body: js.Statement[], finalizer: js.Statement[]): js.TryStatement & Mapped {
  return { type: "TryStatement", block: block(body), handler: null, finalizer: block(finalizer) };
}

export function functionDeclaration(
  name: js.Identifier,
  params: js.Pattern[],
  body: js.Statement[],
  isGenerator: boolean,
): js.FunctionDeclaration & Mapped {
  return { type: "FunctionDeclaration", id: name, params, body: block(body), generator: isGenerator, async: false };
}

export function functionExpression(
  name: js.Identifier | null,
  params: js.Pattern[],
  body: js.Statement[],
  isGenerator: boolean,
): js.FunctionExpression & Mapped {
  return { type: "FunctionExpression", id: name, params, body: block(body), generator: isGenerator, async: false };
}
