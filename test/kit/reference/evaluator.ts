/**
 * A tree-walking evaluator for a part of Ion, written from the specification and only for tests: what compiled code
 * does is compared with what this does.
 *
 * In: a program without errors. Out: its value or failure, and the values that passed through `t`, the one function
 * that it knows: `t(v)` notes `v` and answers it. `TooMuchWork` ends programs that run long.
 */
import type {
  AssignStatement,
  BlockExpression,
  CallExpression,
  Expression,
  FnDeclaration,
  ForStatement,
  Identifier,
  LambdaExpression,
  ListComprehension,
  MatchExpression,
  MethodCallExpression,
  Name,
  Node,
  Pattern,
  PropagateExpression,
  Statement,
  TryExpression,
} from "../../../src/syntax/ast.ts";
import { walk } from "../../../src/syntax/walk.ts";
import { element, withElement } from "./elements.ts";
import { Environment } from "./environment.ts";
import { matchPattern } from "./patterns.ts";
import {
  display,
  Failure,
  inRange,
  isList,
  isTruthy,
  NONE,
  operate,
  Tagged,
  Tuple,
  typeName,
  type Value,
} from "./values.ts";

/** A function value: its code, where it was created, and what it copied there. */
export class Closure {
  readonly name: string;
  readonly node: FnDeclaration | LambdaExpression;
  readonly scope: Environment;

  constructor(name: string, node: FnDeclaration | LambdaExpression, creation: Environment) {
    this.name = name;
    this.node = node;
    this.scope = new Environment(creation, true);
    for (const used of namesIn(node)) {
      const variable = creation.find(used);
      if (variable !== null) this.scope.declare(used, variable.value, false);
    }
    if (node.type === "FnDeclaration") this.scope.declare(name, this, false);
  }
}

/** All names that occur: more than the free ones, but a name that the function binds itself hides its copy. */
function namesIn(root: Node): Set<string> {
  const names = new Set<string>();
  walk(root, (node) => {
    if (node.type === "Identifier") names.add(node.name);
    return undefined;
  });
  return names;
}

class Jump {
  readonly type: "break" | "continue";
  readonly label: string | null;
  readonly value: Value;

  constructor(type: Jump["type"], label: Name | null, value: Value) {
    this.type = type;
    this.label = label?.name ?? null;
    this.value = value;
  }
}

class Return {
  readonly value: Value;

  constructor(value: Value) {
    this.value = value;
  }
}

/** A `?` on its way to the next `try` or to the end of the function. */
class Propagation {
  readonly value: Tagged | typeof NONE;

  constructor(value: Tagged | typeof NONE) {
    this.value = value;
  }
}

export class TooMuchWork {}

const MOST_STEPS = 20_000;
const DEEPEST_CALL = 100;
const LONGEST = 500;

export class Evaluator {
  readonly notes: Value[] = [];
  #steps = 0;
  #depth = 0;

  program(body: readonly Statement[]): Value {
    return this.#boundary(() => this.#statements(body, new Environment(null)));
  }

  /** Runs the body of a function, or of the program. */
  #boundary(body: () => Value): Value {
    try {
      return body();
    } catch (exit) {
      if (exit instanceof Return || exit instanceof Propagation) return exit.value;
      throw exit;
    }
  }

  // ------------------------------------------------------------------------------------------------- statements

  #statements(body: readonly Statement[], scope: Environment): Value {
    let value: Value;
    for (const statement of body) {
      value = this.#statement(statement, scope);
    }
    const last = body.at(-1);
    return last?.type === "ExpressionStatement" && !last.hasSemicolon ? value : undefined;
  }

  #block(node: BlockExpression, outer: Environment): Value {
    return this.#statements(node.body, new Environment(outer));
  }

  #statement(node: Statement, scope: Environment): Value {
    if (++this.#steps > MOST_STEPS) throw new TooMuchWork();
    switch (node.type) {
      case "LetStatement":
        this.#bind(node.pattern, this.#value(node.init, scope), scope, node.isMutable, node.start);
        return;
      case "FnDeclaration":
        scope.declare(node.name.name, new Closure(node.name.name, node, scope), false);
        return;
      case "ForStatement":
        return this.#for(node, scope);
      case "WhileStatement":
        while (isTruthy(this.#value(node.test, scope))) {
          if (this.#iteration(node.label, () => this.#block(node.body, scope)) !== null) return;
        }
        return;
      case "WhileLetStatement":
        for (;;) {
          const bound = matchPattern(node.pattern, this.#value(node.subject, scope));
          if (bound === null) return;
          const inner = this.#with(bound, scope);
          if (this.#iteration(node.label, () => this.#block(node.body, inner)) !== null) return;
        }
      case "BreakStatement":
        throw new Jump("break", node.label, node.value === null ? undefined : this.#value(node.value, scope));
      case "ContinueStatement":
        throw new Jump("continue", node.label, undefined);
      case "ReturnStatement":
        throw new Return(node.argument === null ? undefined : this.#value(node.argument, scope));
      case "AssignStatement":
        return this.#assign(node, scope);
      case "ExpressionStatement":
        return this.#value(node.expression, scope);
      case "UseStatement":
        throw new Error("the reference evaluator has no modules");
    }
  }

  #bind(pattern: Pattern, value: Value, scope: Environment, isMutable: boolean, at: number): void {
    const bound = matchPattern(pattern, value);
    if (bound === null) throw new Failure("RuntimeError", "non-exhaustive match", at);
    for (const [name, part] of bound) scope.declare(name, part, isMutable);
  }

  #with(bound: ReadonlyMap<string, Value>, outer: Environment): Environment {
    const scope = new Environment(outer);
    for (const [name, value] of bound) scope.declare(name, value, false);
    return scope;
  }

  /** Runs a loop body; answers the `break` that ends the loop, or null to go on. */
  #iteration(label: Name | null, body: () => Value): Jump | null {
    if (++this.#steps > MOST_STEPS) throw new TooMuchWork();
    try {
      body();
      return null;
    } catch (exit) {
      const isMine = exit instanceof Jump && (exit.label === null || exit.label === label?.name);
      if (!isMine) throw exit;
      return exit.type === "break" ? exit : null;
    }
  }

  #for(node: ForStatement, scope: Environment): undefined {
    for (const item of this.#items(node.source, scope, node.source.start)) {
      const inner = new Environment(scope);
      const exit = this.#iteration(node.label, () => {
        this.#bind(node.pattern, item, inner, false, node.source.start);
        return this.#block(node.body, inner);
      });
      if (exit !== null) return;
    }
  }

  #items(source: Expression, scope: Environment, at: number): readonly Value[] {
    if (source.type === "RangeExpression") {
      const from = this.#value(source.from, scope);
      const to = this.#value(source.to, scope);
      if (typeof from !== "bigint") throw new Failure("TypeError", "range start must be int", source.start);
      if (typeof to !== "bigint") throw new Failure("TypeError", "range end must be int", source.start);
      const length = Math.max(0, Number(to - from) + (source.inclusive ? 1 : 0));
      if (length > LONGEST) throw new TooMuchWork();
      return Array.from({ length }, (_, index) => from + BigInt(index));
    }
    const value = this.#value(source, scope);
    if (isList(value)) return value;
    if (value instanceof Tuple) return value.items;
    if (typeof value === "string") return [...value];
    throw new Failure("TypeError", `cannot iterate over ${typeName(value)}`, at);
  }

  /** The right-hand side first, then the target (4.4). */
  #assign(node: AssignStatement, scope: Environment): undefined {
    const { target, operator, start } = node;
    const value = this.#value(node.value, scope);
    const combine = (old: Value) =>
      operator === "=" ? value : operate(operator.slice(0, -1) as "+" | "-" | "*" | "/", old, value, start);
    if (target.type === "Identifier") {
      const present = operator === "=" ? undefined : this.#read(target, scope, start);
      this.#store(target, combine(present), scope, start);
      return undefined;
    }
    if (target.type !== "IndexExpression" || target.object.type !== "Identifier") {
      throw new Error("the reference evaluator assigns to names and elements");
    }
    const container = this.#read(target.object, scope, start);
    const index = this.#value(target.index, scope);
    const updated = operator === "=" ? value : combine(element(container, index, start));
    this.#store(target.object, withElement(container, index, updated, start), scope, start);
  }

  #store(target: Identifier, value: Value, scope: Environment, at: number): void {
    const variable = scope.findOwn(target.name);
    if (variable === null) {
      const isBound = scope.find(target.name) !== null;
      const message = isBound
        ? `cannot assign to immutable variable '${target.name}'`
        : `undefined variable: ${target.name}`;
      throw new Failure("RuntimeError", message, at);
    }
    variable.value = value;
  }

  #read(node: Identifier, scope: Environment, at: number): Value {
    const variable = scope.find(node.name);
    if (variable === null) throw new Failure("NameError", `undefined variable: ${node.name}`, at);
    return variable.value;
  }

  // ------------------------------------------------------------------------------------------------ expressions

  #value(node: Expression, scope: Environment): Value {
    const value = this.#evaluate(node, scope);
    if ((typeof value === "string" || isList(value)) && value.length > LONGEST) throw new TooMuchWork();
    return value;
  }

  #evaluate(node: Expression, scope: Environment): Value {
    switch (node.type) {
      case "IntLiteral":
        return BigInt(node.value);
      case "BoolLiteral":
      case "StringLiteral":
        return node.value;
      case "UnitLiteral":
        return undefined;
      case "NoneLiteral":
        return NONE;
      case "ConstructorExpression":
        return new Tagged(node.constructorName, this.#value(node.argument, scope));
      case "TupleExpression":
        return new Tuple(node.elements.map((element) => this.#value(element, scope)));
      case "ListExpression":
        return node.elements.flatMap((item) => this.#listItem(item, scope, node.start));
      case "InterpolatedString":
        return node.parts.map((part) => (typeof part === "string" ? part : display(this.#value(part, scope)))).join("");
      case "Identifier":
        return this.#read(node, scope, node.start);
      case "LambdaExpression":
        return new Closure("<lambda>", node, scope);
      case "UnaryExpression":
        return this.#unary(node.operator, this.#value(node.operand, scope), node.start);
      case "BinaryExpression":
        return operate(node.operator, this.#value(node.left, scope), this.#value(node.right, scope), node.start);
      case "LogicalExpression": {
        const left = isTruthy(this.#value(node.left, scope));
        const isDecided = node.operator === "&&" ? !left : left;
        return isDecided ? left : isTruthy(this.#value(node.right, scope));
      }
      case "IndexExpression":
        return element(this.#value(node.object, scope), this.#value(node.index, scope), node.start);
      case "CallExpression":
        return this.#callExpression(node, scope);
      case "PipeExpression":
        return this.#pipe(node.left, node.right, scope);
      case "MethodCallExpression":
        return this.#method(node, scope);
      case "PropagateExpression":
        return this.#propagate(node, scope);
      case "BlockExpression":
        return this.#block(node, scope);
      case "IfExpression":
        if (isTruthy(this.#value(node.test, scope))) return this.#block(node.consequent, scope);
        return node.alternate === null ? undefined : this.#value(node.alternate, scope);
      case "IfLetExpression": {
        const bound = matchPattern(node.pattern, this.#value(node.subject, scope));
        if (bound !== null) return this.#block(node.consequent, this.#with(bound, scope));
        return node.alternate === null ? undefined : this.#block(node.alternate, scope);
      }
      case "MatchExpression":
        return this.#match(node, scope);
      case "LoopExpression":
        for (;;) {
          const exit = this.#iteration(node.label, () => this.#block(node.body, scope));
          if (exit !== null) return exit.value;
        }
      case "TryExpression":
        return this.#try(node, scope);
      case "ListComprehension":
        return this.#comprehension(node, scope);
      default:
        throw new Error(`the reference evaluator has no ${node.type}`);
    }
  }

  #listItem(
    node: Expression | { type: "SpreadElement"; argument: Expression },
    scope: Environment,
    at: number,
  ): readonly Value[] {
    if (node.type !== "SpreadElement") return [this.#value(node, scope)];
    const value = this.#value(node.argument, scope);
    if (!isList(value)) throw new Failure("TypeError", `spread requires a list, got ${typeName(value)}`, at);
    return value;
  }

  #unary(operator: "-" | "!", operand: Value, at: number): Value {
    if (operator === "!") return !isTruthy(operand);
    if (typeof operand !== "bigint") throw new Failure("TypeError", `cannot negate ${typeName(operand)}`, at);
    return inRange(-operand, at);
  }

  #match(node: MatchExpression, scope: Environment): Value {
    const subject = this.#value(node.subject, scope);
    for (const arm of node.arms) {
      const bound = matchPattern(arm.pattern, subject);
      if (bound === null) continue;
      const inner = this.#with(bound, scope);
      if (arm.guard === null || isTruthy(this.#value(arm.guard, inner))) return this.#value(arm.body, inner);
    }
    throw new Failure("RuntimeError", "non-exhaustive match", node.start);
  }

  #comprehension(node: ListComprehension, scope: Environment): Value {
    const result: Value[] = [];
    for (const item of this.#items(node.source, scope, node.start)) {
      const inner = new Environment(scope);
      this.#bind(node.pattern, item, inner, false, node.start);
      if (node.condition !== null && !isTruthy(this.#value(node.condition, inner))) continue;
      result.push(this.#value(node.element, inner));
    }
    return result;
  }

  #propagate(node: PropagateExpression, scope: Environment): Value {
    const value = this.#value(node.operand, scope);
    if (value === NONE || (value instanceof Tagged && value.tag === "Err")) throw new Propagation(value);
    if (value instanceof Tagged) return value.value;
    throw new Failure("TypeError", `? applied to non-Result/Option: ${typeName(value)}`, node.start);
  }

  #try(node: TryExpression, scope: Environment): Value {
    const depth = this.#depth;
    try {
      return this.#block(node.body, scope);
    } catch (thrown) {
      this.#depth = depth;
      return this.#block(node.handler, this.#with(new Map([[node.param.name, messageOf(thrown)]]), scope));
    }
  }

  // ------------------------------------------------------------------------------------------------------ calls

  #callExpression(node: CallExpression, scope: Environment): Value {
    const callee = isNote(node.callee) ? null : this.#value(node.callee, scope);
    const args = node.args.map((argument) => this.#value(argument.value, scope));
    return callee === null ? this.#note(args, node.start) : this.#call(callee, args, node.start);
  }

  /** `a |> f(b)` evaluates `a` first, then `f`, then `b` (4.10). */
  #pipe(left: Expression, right: Expression, scope: Environment): Value {
    const first = this.#value(left, scope);
    if (isNote(right)) return this.#note([first], left.start);
    if (right.type !== "CallExpression") {
      if (PIPE_TARGETS.has(right.type)) return this.#call(this.#value(right, scope), [first], left.start);
      throw new Failure("RuntimeError", "right side of |> must be a function call", left.start);
    }
    const callee = isNote(right.callee) ? null : this.#value(right.callee, scope);
    const args: Value[] = [first, ...right.args.map((argument) => this.#value(argument.value, scope))];
    return callee === null ? this.#note(args, left.start) : this.#call(callee, args, left.start);
  }

  #note(args: readonly Value[], at: number): Value {
    if (args.length > 1) throw tooManyArguments("t", args.length, 1, at);
    this.notes.push(args[0]);
    return args[0];
  }

  #call(callee: Value, args: readonly Value[], at: number): Value {
    if (!(callee instanceof Closure)) throw new Failure("TypeError", `cannot call ${typeName(callee)}`, at);
    const { params, body } = callee.node;
    if (args.length > params.length) throw tooManyArguments(callee.name, args.length, params.length, at);
    const missing = params.slice(args.length).find((parameter) => parameter.default === null);
    if (missing !== undefined) throw new Failure("RuntimeError", `missing argument '${missing.name.name}'`, at);
    if (++this.#depth > DEEPEST_CALL) throw new TooMuchWork();
    const scope = new Environment(callee.scope);
    const result = this.#boundary(() => {
      params.forEach((parameter, index) => {
        const value = index < args.length ? args[index] : this.#value(parameter.default!, scope);
        scope.declare(parameter.name.name, value, false);
      });
      return this.#value(body, scope);
    });
    this.#depth--;
    return result;
  }

  #method(node: MethodCallExpression, scope: Environment): Value {
    const receiver = this.#value(node.receiver, scope);
    const args = node.args.map((argument) => this.#value(argument.value, scope));
    const name = node.method.name;
    if (name === "len" && typeof receiver === "string") return BigInt(receiver.length);
    if (name === "len" && receiver instanceof Tuple) return BigInt(receiver.items.length);
    if (name === "map" && typeName(receiver) === "Option") {
      if (!(receiver instanceof Tagged)) return NONE;
      return new Tagged("Some", this.#call(args[0], [receiver.value], node.start));
    }
    if (!isList(receiver)) throw new Failure("TypeError", `${typeName(receiver)} has no method '${name}'`, node.start);
    switch (name) {
      case "len":
        return BigInt(receiver.length);
      case "push":
        return [...receiver, args[0]];
      case "map":
        return receiver.map((item) => this.#call(args[0], [item], node.start));
      case "fold":
        return receiver.reduce((sum, item) => this.#call(args[1], [sum, item], node.start), args[0]);
      default:
        throw new Error(`the reference evaluator has no method ${name}`);
    }
  }
}

function tooManyArguments(name: string, given: number, accepted: number, at: number): Failure {
  const message = `function ''${name}'' got ${given} positional arguments but accepts ${accepted}`;
  return new Failure("RuntimeError", message, at);
}

/** LD19; calls are treated apart. */
const PIPE_TARGETS: ReadonlySet<string> = new Set([
  "Identifier",
  "LambdaExpression",
  "IndexExpression",
  "BlockExpression",
  "IfExpression",
  "IfLetExpression",
  "MatchExpression",
]);

function isNote(callee: Expression): boolean {
  return callee.type === "Identifier" && callee.name === "t";
}

/** What a `catch` binds (4.11); passes on everything that is not an error. */
function messageOf(thrown: unknown): string {
  if (thrown instanceof Failure) return thrown.message;
  if (!(thrown instanceof Propagation)) throw thrown;
  return thrown.value === NONE ? "" : display(thrown.value.value);
}
