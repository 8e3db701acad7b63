/** Pattern matching of the reference evaluator (language 4.6): the bound names, or null. */
import type { Pattern } from "../../../src/syntax/ast.ts";
import { isList, NONE, Tagged, Tuple, type Value } from "./values.ts";

export function matchPattern(pattern: Pattern, value: Value): Map<string, Value> | null {
  const bound = new Map<string, Value>();
  return matches(pattern, value, bound) ? bound : null;
}

function matches(pattern: Pattern, value: Value, bound: Map<string, Value>): boolean {
  switch (pattern.type) {
    case "WildcardPattern":
      return true;
    case "BindingPattern":
      bound.set(pattern.name, value);
      return true;
    case "LiteralPattern":
      return literalValue(pattern.literal) === value;
    case "NonePattern":
      return value === NONE;
    case "UnitPattern":
      return value === undefined;
    case "ConstructorPattern":
      return (
        value instanceof Tagged &&
        value.tag === pattern.constructorName &&
        matches(pattern.argument, value.value, bound)
      );
    case "TuplePattern":
      return (
        value instanceof Tuple &&
        value.items.length === pattern.elements.length &&
        allMatch(pattern.elements, value.items, bound)
      );
    case "ListPattern": {
      if (!isList(value)) return false;
      const { elements, rest } = pattern;
      const isLongEnough = rest === null ? value.length === elements.length : value.length >= elements.length;
      if (!isLongEnough || !allMatch(elements, value, bound)) return false;
      if (rest !== null) bound.set(rest.name, value.slice(elements.length));
      return true;
    }
    default:
      throw new Error(`the reference evaluator has no ${pattern.type}`);
  }
}

function allMatch(patterns: readonly Pattern[], values: readonly Value[], bound: Map<string, Value>): boolean {
  return patterns.every((pattern, index) => matches(pattern, values[index], bound));
}

function literalValue(literal: { readonly type: string; readonly value: unknown }): unknown {
  return literal.type === "IntLiteral" ? BigInt(literal.value as number | bigint) : literal.value;
}
