/**
 * Patterns (language 4.6): a test over a subject that can be read any number of times, and the bindings after it.
 *
 *     Some((x, 1))   →   $1 instanceof $Some && $1.value instanceof $Tuple && $1.value.items.length === 2 && …
 *                        const x = $1.value.items[0];
 */
import type * as js from "estree";
import type { LiteralPattern, Pattern } from "../syntax/ast.ts";
import * as b from "./builders.ts";
import type { FunctionContext } from "./context.ts";
import { bind } from "./variables.ts";

/** The condition under which the pattern matches `subject`; null when it always does. */
export function patternTest(ctx: FunctionContext, pattern: Pattern, subject: js.Expression): js.Expression | null {
  const tests: js.Expression[] = [];
  collectTests(ctx, pattern, subject, tests);
  if (tests.length === 0) return null;
  return tests.reduce((left, right) => b.logical("&&", left, right));
}

function collectTests(ctx: FunctionContext, pattern: Pattern, subject: js.Expression, tests: js.Expression[]): void {
  switch (pattern.type) {
    case "WildcardPattern":
    case "BindingPattern":
      return;
    case "LiteralPattern":
      tests.push(literalTest(ctx, pattern, subject));
      return;
    case "NonePattern":
      tests.push(b.binary("===", subject, ctx.module.constants.abi("none", "$none")));
      return;
    case "UnitPattern":
      tests.push(b.binary("===", subject, b.undefinedValue()));
      return;
    case "ConstructorPattern": {
      const constructor = ctx.module.constants.abi(pattern.constructorName, `$${pattern.constructorName}`);
      tests.push(b.binary("instanceof", subject, constructor));
      return collectTests(ctx, pattern.argument, payload(pattern.constructorName, subject), tests);
    }
    case "TuplePattern":
      // In place, because several arms ask the same of one value (benchmark "interpreter loop").
      tests.push(
        b.binary("instanceof", subject, ctx.module.constants.abi("Tuple", "$Tuple")),
        b.binary("===", b.member(b.member(subject, "items"), "length"), b.number(pattern.elements.length)),
      );
      pattern.elements.forEach((element, index) => {
        collectTests(ctx, element, tupleItem(subject, index), tests);
      });
      return;
    case "ListPattern": {
      const test = pattern.rest === null ? "isList" : "isListFrom";
      tests.push(ctx.abi(test, subject, b.number(pattern.elements.length)));
      pattern.elements.forEach((element, index) => {
        collectTests(ctx, element, listItem(subject, index), tests);
      });
      return;
    }
    case "EnumPattern": {
      if (pattern.hasBraces) {
        tests.push(b.boolean(false));
        return;
      }
      const args = pattern.args ?? [];
      const names = [b.string(pattern.enumName.name), b.string(pattern.variant.name)];
      tests.push(ctx.abi("isEnum", subject, ...names, b.number(args.length)));
      args.forEach((argument, index) => {
        collectTests(ctx, argument, b.element(b.member(subject, "data"), index), tests);
      });
      return;
    }
    case "StructPattern":
      tests.push(
        ctx.abi(
          "isStruct",
          subject,
          b.string(pattern.name.name),
          b.array(pattern.fields.map((field) => b.string(field.name.name))),
        ),
      );
      for (const field of pattern.fields) {
        collectTests(ctx, field.pattern, structField(subject, field.name.name), tests);
      }
      return;
  }
}

/** A literal matches only a value of exactly its kind: `1` is not `1.0`. */
function literalTest(ctx: FunctionContext, { literal }: LiteralPattern, subject: js.Expression): js.Expression {
  switch (literal.type) {
    case "IntLiteral":
      return b.binary("===", subject, b.number(literal.value));
    case "BoolLiteral":
      return b.binary("===", subject, b.boolean(literal.value));
    case "StringLiteral":
      return b.binary("===", subject, b.string(literal.value));
    case "FloatLiteral":
      return ctx.abi("isFloat", subject, b.number(literal.value));
    case "BytesLiteral":
      return ctx.abi("isBytes", subject, ctx.module.constants.bytes(literal.value));
  }
}

/** Binds the names of a pattern that has matched. */
export function bindPattern(ctx: FunctionContext, pattern: Pattern, subject: js.Expression): void {
  const { bindings } = ctx.module.analysis.resolution;
  switch (pattern.type) {
    case "BindingPattern":
      return bind(ctx, bindings.get(pattern)!, subject, pattern.start);
    case "ConstructorPattern":
      return bindPattern(ctx, pattern.argument, payload(pattern.constructorName, subject));
    case "TuplePattern":
      pattern.elements.forEach((element, index) => {
        bindPattern(ctx, element, tupleItem(subject, index));
      });
      return;
    case "ListPattern": {
      pattern.elements.forEach((element, index) => {
        bindPattern(ctx, element, listItem(subject, index));
      });
      if (pattern.rest === null) return;
      const rest = ctx.abi("restOf", subject, b.number(pattern.elements.length));
      return bind(ctx, bindings.get(pattern.rest)!, rest, pattern.rest.start);
    }
    case "EnumPattern":
      (pattern.args ?? []).forEach((argument, index) => {
        bindPattern(ctx, argument, b.element(b.member(subject, "data"), index));
      });
      return;
    case "StructPattern":
      for (const field of pattern.fields) {
        bindPattern(ctx, field.pattern, structField(subject, field.name.name));
      }
      return;
  }
}

/** Binds a pattern that must match (4.6, irrefutable positions); `mismatch` is raised at `ion` when it does not. */
export function bindIrrefutable(
  ctx: FunctionContext,
  pattern: Pattern,
  value: js.Expression,
  ion: number,
  mismatch: Mismatch = "noMatch",
): void {
  if (pattern.type === "BindingPattern") return bindPattern(ctx, pattern, value);
  if (pattern.type === "WildcardPattern") return ctx.finish(value, { type: "discard" }, ion);
  const subject = ctx.stable(value);
  const test = patternTest(ctx, pattern, subject);
  if (test !== null) ctx.push(b.ifElse(b.not(test), [noMatch(ctx, ion, mismatch)]));
  bindPattern(ctx, pattern, subject);
}

/** What the runtime raises: `noBranch` is the one of a `select`. */
type Mismatch = "noMatch" | "noBranch";

export function noMatch(ctx: FunctionContext, ion: number, mismatch: Mismatch = "noMatch"): js.Statement {
  return b.at(b.expressionStatement(ctx.abiAt(ion, mismatch)), ion);
}

function payload(constructorName: string, subject: js.Expression): js.Expression {
  return b.member(subject, constructorName === "Err" ? "error" : "value");
}

function tupleItem(subject: js.Expression, index: number): js.Expression {
  return b.element(b.member(subject, "items"), index);
}

function listItem(subject: js.Expression, index: number): js.Expression {
  return b.call(b.member(subject, "at"), [b.number(index)]);
}

function structField(subject: js.Expression, name: string): js.Expression {
  return b.call(b.member(b.member(subject, "fields"), "get"), [b.string(name)]);
}
