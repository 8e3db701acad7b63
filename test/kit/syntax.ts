/**
 * Short forms for tests of the front end: a program's errors in the notation of the specification, and its tree
 * without positions.
 */
import type { Diagnostic } from "../../src/diagnostics/diagnostic.ts";
import { SourceFile } from "../../src/source.ts";
import type { Expression, Node, Pattern, Statement } from "../../src/syntax/ast.ts";
import { parse } from "../../src/syntax/parser/parse.ts";
import { CHILD_KEYS } from "../../src/syntax/walk.ts";

const KIND_NAMES = { lex: "LexError", parse: "ParseError", runtime: "RuntimeError" } as const;

/** All errors of a program, each as `ParseError 1:5 text`. */
export function errorsOf(text: string): string[] {
  const file = new SourceFile("test.ion", text);
  return parse(file).diagnostics.map((diagnostic) => errorText(file, diagnostic));
}

/** The error of a program (its first), or "no error". */
export function errorOf(text: string): string {
  return errorsOf(text)[0] ?? "no error";
}

export function helpOf(text: string): string | undefined {
  return parse(new SourceFile("test.ion", text)).diagnostics[0]?.help;
}

export function errorText(file: SourceFile, { kind, message, start }: Diagnostic): string {
  const { line, column } = file.positionAt(start);
  return `${KIND_NAMES[kind]} ${line}:${column} ${message}`;
}

/** The statements of a program that must parse. */
export function statementsOf(text: string): readonly Statement[] {
  const file = new SourceFile("test.ion", text);
  const { program, diagnostics } = parse(file);
  if (diagnostics.length > 0) throw new Error(errorText(file, diagnostics[0]!));
  return program.body;
}

/** The expression that a program consists of. */
export function expressionOf(text: string): Expression {
  const statement = statementsOf(text).at(-1);
  if (statement?.type !== "ExpressionStatement") throw new Error("not an expression statement");
  return statement.expression;
}

/** The pattern of `let PATTERN = 0;`. */
export function patternOf(text: string): Pattern {
  const [statement] = statementsOf(`let ${text} = 0;`);
  if (statement?.type !== "LetStatement") throw new Error("not a let statement");
  return statement.pattern;
}

/** The program's statements as outlines. */
export function outlineOf(text: string): string[] {
  return statementsOf(text).map(outline);
}

/**
 * A tree in one line and without positions: `(Binary + 1 (Call f x))`. Names and literals are their own text, `-`
 * stands for null, lists are in brackets, and what every node of its type has (`Expression`, `Statement`) is left out.
 */
export function outline(node: Node): string {
  switch (node.type) {
    case "Name":
    case "Identifier":
      return node.name;
    case "IntLiteral":
    case "BoolLiteral":
      return String(node.value);
    case "FloatLiteral":
      return Number.isInteger(node.value) ? `${Object.is(node.value, -0) ? "-0" : node.value}.0` : String(node.value);
    case "StringLiteral":
      return JSON.stringify(node.value);
    case "BytesLiteral":
      return `b[${node.value.join(" ")}]`;
    case "LiteralPattern":
      return outline(node.literal);
    case "BindingPattern":
      return `?${node.name}`;
    case "TypeAnnotation":
      return node.text;
    case "PositionalArgument":
      return outline(node.value);
    case "ExpressionStatement":
      return outline(node.expression) + (node.hasSemicolon ? ";" : "");
    default:
      return `(${[shortType(node.type), ...facts(node), ...children(node)].join(" ")})`;
  }
}

function shortType(type: string): string {
  return type.replace(/(Expression|Statement|Declaration)$/, "");
}

/** The properties that are neither nodes nor positions. */
function facts(node: Node): string[] {
  const childKeys: readonly string[] = CHILD_KEYS[node.type];
  return Object.entries(node)
    .filter(([key]) => !["type", "start", "end", "operatorStart", "argsStart", ...childKeys].includes(key))
    .map(([key, value]) => (typeof value === "boolean" ? (value ? key : `!${key}`) : String(value)));
}

function children(node: Node): string[] {
  const fields = node as unknown as Record<string, Node | string | null | readonly (Node | string)[]>;
  return CHILD_KEYS[node.type].map((key) => child(fields[key]!));
}

function child(value: Node | string | null | readonly (Node | string)[]): string {
  if (value === null) return "-";
  if (typeof value === "string") return JSON.stringify(value);
  return Array.isArray(value) ? `[${value.map(child).join(" ")}]` : outline(value as Node);
}
