/**
 * The values of the reference evaluator: as plain as possible, and with nothing in common with the runtime's. Ints are
 * bigints, lists are arrays, unit is `undefined`.
 */
import type { BinaryOperator } from "../../../src/syntax/ast.ts";
import type { Closure } from "./evaluator.ts";

export class Tuple {
  readonly items: readonly Value[];

  constructor(items: readonly Value[]) {
    this.items = items;
  }
}

/** `Some(v)`, `Ok(v)` and `Err(v)`. */
export class Tagged {
  readonly tag: "Some" | "Ok" | "Err";
  readonly value: Value;

  constructor(tag: Tagged["tag"], value: Value) {
    this.tag = tag;
    this.value = value;
  }
}

export const NONE: unique symbol = Symbol("None");

export type Value = bigint | string | boolean | undefined | typeof NONE | readonly Value[] | Tuple | Tagged | Closure;

export type FailureKind = "RuntimeError" | "TypeError" | "NameError";

/** An error of the program. `at` is an offset into the text. */
export class Failure {
  readonly kind: FailureKind;
  readonly message: string;
  readonly at: number;

  constructor(kind: FailureKind, message: string, at: number) {
    this.kind = kind;
    this.message = message;
    this.at = at;
  }
}

export function isList(value: Value): value is readonly Value[] {
  return Array.isArray(value);
}

export function typeName(value: Value): string {
  if (value === undefined) return "()";
  if (value === NONE) return "Option";
  if (isList(value)) return "list";
  if (value instanceof Tuple) return "tuple";
  if (value instanceof Tagged) return value.tag === "Some" ? "Option" : "Result";
  if (typeof value === "bigint") return "int";
  if (typeof value === "boolean") return "bool";
  return typeof value === "string" ? "string" : "fn";
}

export function isTruthy(value: Value): boolean {
  return !(value === false || value === 0n || value === NONE || value === undefined);
}

export function display(value: Value, quote: (text: string) => string = (text) => text): string {
  const all = (values: readonly Value[]) => values.map((item) => display(item, quote)).join(", ");
  if (value === undefined) return "()";
  if (value === NONE) return "None";
  if (isList(value)) return `[${all(value)}]`;
  if (value instanceof Tuple) return `(${all(value.items)}${value.items.length === 1 ? "," : ""})`;
  if (value instanceof Tagged) return `${value.tag}(${display(value.value, quote)})`;
  if (typeof value === "bigint" || typeof value === "boolean") return String(value);
  return typeof value === "string" ? quote(value) : `<fn ${value.name}>`;
}

export function equals(a: Value, b: Value): boolean {
  if (isList(a)) return isList(b) && sameItems(a, b);
  if (a instanceof Tuple) return b instanceof Tuple && sameItems(a.items, b.items);
  if (a instanceof Tagged) return b instanceof Tagged && a.tag === b.tag && equals(a.value, b.value);
  if (typeName(a) === "fn") return false;
  return a === b;
}

function sameItems(a: readonly Value[], b: readonly Value[]): boolean {
  return a.length === b.length && a.every((item, index) => equals(item, b[index]));
}

const WORDS: { readonly [operator: string]: (left: string, right: string) => string } = {
  "+": (left, right) => `cannot add ${left} and ${right}`,
  "-": (left, right) => `cannot subtract ${right} from ${left}`,
  "*": (left, right) => `cannot multiply ${left} and ${right}`,
  "/": (left, right) => `cannot divide ${left} by ${right}`,
  "%": (left, right) => `cannot modulo ${left} by ${right}`,
};

export function operate(operator: BinaryOperator, a: Value, b: Value, at: number): Value {
  if (operator === "==") return equals(a, b);
  if (operator === "!=") return !equals(a, b);
  if (["<", ">", "<=", ">="].includes(operator)) return compare(operator, a, b, at);
  if (typeof a === "bigint" && typeof b === "bigint") return inRange(calculate(operator, a, b, at), at);
  if (operator === "+" && typeof a === "string" && typeof b === "string") return a + b;
  if (operator === "*" && typeof a === "string" && typeof b === "bigint") return repeat(a, b, at);
  if (operator === "*" && typeof a === "bigint" && typeof b === "string") return repeat(b, a, at);
  if (operator === "+" && isList(a) && isList(b)) return [...a, ...b];
  throw new Failure("TypeError", WORDS[operator]!(typeName(a), typeName(b)), at);
}

function repeat(text: string, count: bigint, at: number): string {
  if (count < 0n) throw new Failure("RuntimeError", "repeat count must be non-negative", at);
  return text.repeat(Number(count > 10_000n ? 10_000n : count));
}

function compare(operator: BinaryOperator, a: Value, b: Value, at: number): boolean {
  const areComparable = typeof a === typeof b && (typeof a === "bigint" || typeof a === "string");
  if (!areComparable) throw new Failure("TypeError", `cannot compare ${typeName(a)} and ${typeName(b)}`, at);
  const [left, right] = [a as bigint, b as bigint];
  if (operator === "<") return left < right;
  if (operator === ">") return left > right;
  return operator === "<=" ? left <= right : left >= right;
}

function calculate(operator: BinaryOperator, a: bigint, b: bigint, at: number): bigint {
  switch (operator) {
    case "+":
      return a + b;
    case "-":
      return a - b;
    case "*":
      return a * b;
    case "/":
      if (b === 0n) throw new Failure("RuntimeError", "division by zero", at);
      return a / b;
    case "%":
      if (b === 0n) throw new Failure("RuntimeError", "modulo by zero", at);
      return a % b;
    default:
      throw new Error(`the reference evaluator has no operator ${operator}`);
  }
}

export function inRange(value: bigint, at: number): bigint {
  if (BigInt.asIntN(64, value) !== value) throw new Failure("RuntimeError", "integer overflow", at);
  return value;
}
