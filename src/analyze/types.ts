/**
 * Local types: what the value of an expression or a variable always is, wherever control comes from.
 *
 * In: the program and its resolution. Out: for every expression a type, and for ints that are certainly plain numbers
 * their range. A variable's type is the join of all values that the program stores into it; variables that something
 * outside the program can see, and parameters, are unknown. `unknown` is always right.
 */
import type {
  BinaryExpression,
  BlockExpression,
  Expression,
  Node,
  Program,
  RangeExpression,
  Statement,
} from "../syntax/ast.ts";
import { walk } from "../syntax/walk.ts";
import { leftOperand } from "./operands.ts";
import type { Resolution } from "./resolve.ts";
import { type Binding, bindingOf } from "./scope.ts";

export type ValueType = "int" | "float" | "bool" | "string" | "unknown";

/** Bounds, both included, of an int that is a plain number. */
export interface IntRange {
  readonly low: number;
  readonly high: number;
}

/** The largest int that a loop can count to: getting there from a 32-bit start takes weeks. */
const MOST_TURNS = 2 ** 52;

/** Before its sources are known, a variable has no type: a loop may join it with itself. */
type Inferred = ValueType | "none";

export class Types {
  readonly #resolution: Resolution;
  readonly #sources = new Map<Binding, Source[]>();
  readonly #types = new Map<Binding, Inferred>();
  readonly #counters = new Map<Binding, IntRange>();
  /** The types of operations, once those of all variables are known: lowering asks for each link of a chain. */
  readonly #operations = new Map<BinaryExpression, Inferred>();
  #isSolved = false;
  readonly #captured = new Set<Binding>();

  constructor(program: Program, resolution: Resolution) {
    this.#resolution = resolution;
    for (const info of resolution.functions) {
      for (const { of } of info.captures.values()) if (isBinding(of)) this.#captured.add(of);
    }
    walk(program, (node) => {
      this.#collect(node);
      return undefined;
    });
    this.#solve();
    this.#isSolved = true;
  }

  of(node: Expression): ValueType {
    const type = this.#infer(node);
    return type === "none" ? "unknown" : type;
  }

  ofBinding(binding: Binding): ValueType {
    const type = this.#types.get(binding) ?? "unknown";
    return type === "none" ? "unknown" : type;
  }

  /** Whether the variable holds the bare number of a float. */
  isUnboxed(binding: Binding): boolean {
    return this.ofBinding(binding) === "float" && !this.isCaptured(binding);
  }

  /** Whether a function that is created in the scope of the variable copies or shares it. */
  isCaptured(binding: Binding): boolean {
    return this.#captured.has(binding);
  }

  /** The bounds of an int that is certainly a plain number; null where that is not known. */
  rangeOf(node: Expression): IntRange | null {
    switch (node.type) {
      case "IntLiteral":
        return typeof node.value === "number" ? { low: node.value, high: node.value } : null;
      case "Identifier": {
        const binding = this.#bindingAt(node);
        return binding === null ? null : (this.#counters.get(binding) ?? null);
      }
      case "UnaryExpression": {
        const range = node.operator === "-" ? this.rangeOf(node.operand) : null;
        return range === null ? null : { low: 0 - range.high, high: 0 - range.low };
      }
      case "BinaryExpression":
        return isLongChain(node) ? null : this.#rangeOfBinary(node);
      default:
        return null;
    }
  }

  /** Whether the ints of the range are plain numbers: it starts at a small one, and the others are out of reach. */
  isCounted({ from }: RangeExpression): boolean {
    const start = this.rangeOf(from);
    return start !== null && isSmall(start.low) && isSmall(start.high);
  }

  #rangeOfBinary({ operator, left, right }: BinaryExpression): IntRange | null {
    const b = this.rangeOf(right);
    if (b === null) return null;
    if (operator === "%" && b.low === b.high && b.low !== 0 && this.of(left) === "int") {
      const most = Math.abs(b.low) - 1;
      return { low: -most, high: most };
    }
    const a = this.rangeOf(left);
    if (a === null) return null;
    switch (operator) {
      case "+":
        return safeRange(a.low + b.low, a.high + b.high);
      case "-":
        return safeRange(a.low - b.high, a.high - b.low);
      case "*": {
        const products = [a.low * b.low, a.low * b.high, a.high * b.low, a.high * b.high];
        return safeRange(Math.min(...products), Math.max(...products));
      }
      default:
        return null;
    }
  }

  // --------------------------------------------------------------------------------------------------- variables

  #collect(node: Node): void {
    const { bindings } = this.#resolution;
    switch (node.type) {
      case "LetStatement":
        if (node.pattern.type === "BindingPattern") this.#store(bindings.get(node.pattern), node.init);
        return;
      case "ForStatement": {
        if (node.pattern.type !== "BindingPattern" || node.source.type !== "RangeExpression") return;
        const binding = bindings.get(node.pattern)!;
        this.#store(binding, "int");
        if (!this.isCounted(node.source)) return;
        const { low } = this.rangeOf(node.source.from)!;
        this.#counters.set(binding, { low, high: MOST_TURNS });
        return;
      }
      case "AssignStatement": {
        if (node.target.type !== "Identifier") return this.#storePart(node.target.object);
        const binding = this.#writableAt(node.target);
        if (binding === null) return;
        const { operator, target: left, value: right } = node;
        this.#store(binding, operator === "=" ? right : { operator: operator.slice(0, -1), left, right });
        return;
      }
    }
  }

  /** `x[i] = v` and `x.f = v` store a container of the same type. */
  #storePart(object: Expression): void {
    const binding = this.#writableAt(object);
    if (binding !== null) this.#store(binding, "unknown");
  }

  #store(binding: Binding | undefined, source: Source): void {
    if (binding === undefined || binding.isTopLevel || binding.slot.isLate || binding.knownFunction !== null) return;
    const sources = this.#sources.get(binding);
    if (sources !== undefined) {
      sources.push(source);
      return;
    }
    this.#sources.set(binding, [source]);
    this.#types.set(binding, "none");
  }

  /** Types only ever go up, from none over one type to unknown, so this ends. */
  #solve(): void {
    for (let isChanged = true; isChanged; ) {
      isChanged = false;
      for (const [binding, sources] of this.#sources) {
        const before = this.#types.get(binding)!;
        if (before === "unknown") continue;
        const after = sources.reduce<Inferred>((type, source) => join(type, this.#typeOfSource(source)), before);
        if (after === before) continue;
        this.#types.set(binding, after);
        isChanged = true;
      }
    }
  }

  #typeOfSource(source: Source): Inferred {
    if (typeof source === "string") return source;
    if ("type" in source) return this.#infer(source);
    return typeOfBinary(source.operator, this.#infer(source.left), this.#infer(source.right));
  }

  /** The variable that a name reads; null where an import of everything may bind the name, too. */
  #bindingAt(node: Expression): Binding | null {
    return this.#resolution.visibleGlobs.has(node) ? null : this.#variableAt(node);
  }

  #variableAt(node: Expression): Binding | null {
    if (node.type !== "Identifier") return null;
    const reference = this.#resolution.references.get(node);
    return reference === undefined || reference.type === "late" ? null : bindingOf(reference);
  }

  /**
   * The variable that an assignment to the name writes: imports are never written, and what is stored into an
   * immutable variable never arrives there.
   */
  #writableAt(node: Expression): Binding | null {
    const binding = this.#variableAt(node);
    return binding?.isMutable && this.#sources.has(binding) ? binding : null;
  }

  // ------------------------------------------------------------------------------------------------- expressions

  /** Sums of thousands of terms are as deep as they are long: the left spine is walked with a loop. */
  #infer(node: Expression): Inferred {
    if (node.type !== "BinaryExpression") return this.#inferLeaf(node);
    const links: BinaryExpression[] = [];
    let at: Expression = node;
    for (; at.type === "BinaryExpression" && !this.#operations.has(at); at = at.left) links.push(at);
    let type = at.type === "BinaryExpression" ? this.#operations.get(at)! : this.#inferLeaf(at);
    for (let link = links.pop(); link !== undefined; link = links.pop()) {
      type = typeOfBinary(link.operator, type, this.#infer(link.right));
      if (this.#isSolved) this.#operations.set(link, type);
    }
    return type;
  }

  #inferLeaf(node: Expression): Inferred {
    switch (node.type) {
      case "IntLiteral":
        return "int";
      case "FloatLiteral":
        return "float";
      case "BoolLiteral":
      case "LogicalExpression":
        return "bool";
      case "StringLiteral":
      case "InterpolatedString":
        return "string";
      case "Identifier": {
        const binding = this.#bindingAt(node);
        return (binding !== null && this.#types.get(binding)) || "unknown";
      }
      case "UnaryExpression": {
        if (node.operator === "!") return "bool";
        const type = this.#infer(node.operand);
        return type === "int" || type === "float" || type === "none" ? type : "unknown";
      }
      case "BlockExpression":
        return this.#inferBlock(node);
      case "IfExpression": {
        const { consequent, alternate } = node;
        if (alternate === null || alternate.type === "IfExpression") return "unknown";
        return join(this.#inferBlock(consequent), this.#infer(alternate));
      }
      case "MethodCallExpression":
        return node.method.name === "len" && node.args.length === 0 ? "int" : "unknown";
      default:
        return "unknown";
    }
  }

  #inferBlock(node: BlockExpression): Inferred {
    const last: Statement | undefined = node.body.at(-1);
    if (last?.type !== "ExpressionStatement" || last.hasSemicolon) return "unknown";
    return leftOperand(last.expression) === null || last.expression.type === "BinaryExpression"
      ? this.#infer(last.expression)
      : "unknown";
  }
}

/** What is stored into a variable: a value, or the result of `x op= value`. */
type Source = Expression | ValueType | CompoundValue;

interface CompoundValue {
  readonly operator: string;
  readonly left: Expression;
  readonly right: Expression;
}

/** Ranges of longer chains are not worth knowing. */
const DEEPEST_RANGE = 16;

function isLongChain(node: BinaryExpression): boolean {
  let links = 0;
  for (let at: Expression = node; at.type === "BinaryExpression" && links <= DEEPEST_RANGE; at = at.left) links++;
  return links > DEEPEST_RANGE;
}

function isBinding(of: object): of is Binding {
  return "isAssigned" in of;
}

function isSmall(value: number): boolean {
  return Math.abs(value) <= 2 ** 31;
}

function safeRange(low: number, high: number): IntRange | null {
  return Number.isSafeInteger(low) && Number.isSafeInteger(high) ? { low, high } : null;
}

function join(a: Inferred, b: Inferred): Inferred {
  if (a === b || b === "none") return a;
  return a === "none" ? b : "unknown";
}

/** The type of a result that is no error. */
function typeOfBinary(operator: string, left: Inferred, right: Inferred): Inferred {
  switch (operator) {
    case "==":
    case "!=":
    case "<":
    case ">":
    case "<=":
    case ">=":
      return "bool";
    case "&":
    case "|":
    case "^":
    case "<<":
    case ">>":
      return "int";
    default:
      // A float with anything else is a float, or no number and an error.
      if (left === "float" || right === "float") return "float";
      if (left === "none" || right === "none") return "none";
      if (left === "int" && right === "int") return "int";
      return operator === "+" && left === "string" && right === "string" ? "string" : "unknown";
  }
}
