/**
 * Likely ints: variables that hold small ints for as long as nothing unusual happens, because the program stores nothing
 * else into them than ints and results of arithmetic; and parameters that it compares with such. What comes from outside
 * (arguments, values of calls) is not known; it is asked at run time, once before a loop, whether the guess is right
 * (lower/number-guards.ts).
 *
 *     fn sum_to(n, sum) { if n == 0 { sum } else { sum_to(n - 1, sum + n) } }        both parameters
 *     fn count(n) { let mut i = 0; while i < n { i += 1; } i }                       i, and therefore n
 *
 * In: the program, its resolution, its tail calls and types. A wrong guess costs the question and nothing else.
 */
import type { BinaryExpression, BlockExpression, CallExpression, Expression, Node, Program } from "../syntax/ast.ts";
import { walk } from "../syntax/walk.ts";
import type { CallGraph } from "./call-graph.ts";
import { ARITHMETIC } from "./operands.ts";
import type { Resolution } from "./resolve.ts";
import { type Binding, bindingOf, type FunctionInfo } from "./scope.ts";
import type { Types } from "./types.ts";

const ORDER: ReadonlySet<string> = new Set(["<", ">", "<=", ">="]);

/**
 * What the program stores: a value, an operand as in `x += value`, or what a mutable variable starts with, which may be
 * any other variable.
 */
interface Store {
  readonly value: Expression;
  readonly role: "value" | "operand" | "start";
}

type Guess = "likely" | "possible" | "no";

export class LikelyInts {
  readonly #resolution: Resolution;
  readonly #types: Types;
  readonly #stores = new Map<Binding, Store[]>();
  readonly #refuted = new Set<Binding>();
  /** Those into which arithmetic goes, and not only one of the others. */
  readonly #grounded = new Set<Binding>();
  readonly #limits = new Set<Binding>();
  /** The guesses for operations, once those for all variables are made: lowering asks for each link of a chain. */
  readonly #chains = new Map<Expression, Guess>();
  #isSolved = false;

  constructor(program: Program, resolution: Resolution, callGraph: CallGraph, types: Types) {
    this.#resolution = resolution;
    this.#types = types;
    walk(program, (node) => {
      this.#collect(node);
      return undefined;
    });
    for (const [info, { selfTailCalls }] of callGraph.facts) {
      for (const call of selfTailCalls) this.#collectArguments(info, call);
    }
    this.#refute();
    this.#ground();
    this.#isSolved = true;
    walk(program, (node) => {
      if (node.type === "BinaryExpression" && ORDER.has(node.operator)) this.#compare(node);
      return undefined;
    });
  }

  has(binding: Binding): boolean {
    return this.#limits.has(binding) || this.#grounded.has(binding);
  }

  /** Whether the expression is an int, a likely int, or arithmetic with one. */
  isLikely(node: Expression): boolean {
    return this.#guess(node) === "likely";
  }

  #guess(node: Expression): Guess {
    const type = this.#types.of(node);
    if (type !== "unknown") return type === "int" ? "likely" : "no";
    switch (node.type) {
      case "Identifier": {
        const binding = this.#resolution.visibleGlobs.has(node) ? null : this.#variableAt(node);
        return binding !== null && this.#isCandidate(binding) ? "likely" : "possible";
      }
      case "BinaryExpression":
        return this.#guessChain(node);
      case "IfExpression":
        if (node.alternate === null) return "no";
        return eitherOf(this.#guessEnd(node.consequent), this.#guess(node.alternate));
      case "BlockExpression":
        return this.#guessEnd(node);
      default:
        return "possible";
    }
  }

  /** Sums of thousands of terms are as deep as they are long: the left spine is walked with a loop. */
  #guessChain(node: BinaryExpression): Guess {
    const links: BinaryExpression[] = [];
    let at: Expression = node;
    for (; at.type === "BinaryExpression" && ARITHMETIC.has(at.operator) && !this.#chains.has(at); at = at.left) {
      links.push(at);
    }
    let guess = this.#chains.get(at) ?? this.#guess(at);
    for (let link = links.pop(); link !== undefined; link = links.pop()) {
      guess = ofArithmetic(guess, this.#guess(link.right));
      if (this.#isSolved) this.#chains.set(link, guess);
    }
    return guess;
  }

  #guessEnd({ body }: BlockExpression): Guess {
    const last = body.at(-1);
    return last?.type === "ExpressionStatement" && !last.hasSemicolon ? this.#guess(last.expression) : "no";
  }

  // ------------------------------------------------------------------------------------------------------ stores

  #collect(node: Node): void {
    if (node.type === "LetStatement" && node.pattern.type === "BindingPattern") {
      const binding = this.#resolution.bindings.get(node.pattern)!;
      const isStart = binding.isMutable && node.init.type === "Identifier";
      this.#store(binding, { value: node.init, role: isStart ? "start" : "value" });
    } else if (node.type === "AssignStatement") {
      const { target, operator, value } = node;
      const binding = this.#variableAt(target.type === "Identifier" ? target : target.object);
      if (binding === null) return;
      if (target.type === "Identifier") this.#store(binding, { value, role: operator === "=" ? "value" : "operand" });
      else this.#refuted.add(binding);
    }
  }

  #collectArguments({ node }: FunctionInfo, { args }: CallExpression): void {
    if (node.type === "Program") return;
    args.forEach(({ value }, index) => {
      const binding = this.#resolution.bindings.get(node.params[index]!)!;
      // Passed on, it stays what it is.
      if (this.#variableAt(value) !== binding) this.#store(binding, { value, role: "value" });
    });
  }

  #store(binding: Binding, store: Store): void {
    if (binding.slot.isLate || binding.knownFunction !== null) return;
    const stores = this.#stores.get(binding);
    if (stores === undefined) this.#stores.set(binding, [store]);
    else stores.push(store);
  }

  // -------------------------------------------------------------------------------------------------- conclusions

  #isCandidate(binding: Binding): boolean {
    return this.#isSolved ? this.has(binding) : this.#stores.has(binding) && !this.#refuted.has(binding);
  }

  /** Variables only ever drop out, so this ends. */
  #refute(): void {
    for (let isChanged = true; isChanged; ) {
      isChanged = false;
      for (const [binding, stores] of this.#stores) {
        if (this.#refuted.has(binding) || stores.every((store) => this.#confirms(store))) continue;
        this.#refuted.add(binding);
        isChanged = true;
      }
    }
  }

  #confirms({ value, role }: Store): boolean {
    const guess = this.#guess(value);
    return guess === "likely" || (role !== "value" && guess === "possible");
  }

  /** `f(b, a)` alone makes no ints of the parameters. Variables are only ever added, so this ends. */
  #ground(): void {
    for (let isChanged = true; isChanged; ) {
      isChanged = false;
      for (const [binding, stores] of this.#stores) {
        if (this.has(binding) || this.#refuted.has(binding) || !stores.some((store) => this.#grounds(store))) continue;
        this.#grounded.add(binding);
        isChanged = true;
      }
    }
  }

  #grounds({ value, role }: Store): boolean {
    if (value.type !== "Identifier" || role === "operand") return true;
    const binding = this.#variableAt(value);
    return binding !== null && this.#grounded.has(binding);
  }

  #compare({ left, right }: BinaryExpression): void {
    for (const [limit, other] of [
      [left, right],
      [right, left],
    ] as const) {
      const binding = this.#variableAt(limit);
      if (binding?.kind === "parameter" && !this.#stores.has(binding) && this.isLikely(other))
        this.#limits.add(binding);
    }
  }

  /** An import of everything may hide the variable from a name that reads it, but not from one that is assigned to. */
  #variableAt(node: Expression): Binding | null {
    const reference = this.#resolution.references.get(node);
    return reference === undefined ? null : bindingOf(reference);
  }
}

function ofArithmetic(a: Guess, b: Guess): Guess {
  if (a === "no" || b === "no") return "no";
  return a === "likely" || b === "likely" ? "likely" : "possible";
}

/** Of two values one is chosen. */
function eitherOf(a: Guess, b: Guess): Guess {
  if (a === b) return a;
  return a === "no" || b === "no" ? "no" : "possible";
}
