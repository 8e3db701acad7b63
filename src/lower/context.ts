/**
 * The state of lowering: one `ModuleContext` a module, one `FunctionContext` a JavaScript function.
 *
 * A family file (calls.ts, operators.ts, …) gets the context and an Ion node, appends statements to the current block
 * and answers a JavaScript expression. Invariant: an answered expression is evaluated after all statements appended so
 * far, and exactly once; whoever appends more statements before using it must spill it first (`operands` does).
 */
import type * as js from "estree";
import type { LogLevel } from "../../runtime/stdlib/manifest.ts";
import type { Analysis } from "../analyze/analysis.ts";
import type { Binding, FunctionInfo } from "../analyze/scope.ts";
import type { Expression, Identifier, Statement } from "../syntax/ast.ts";
import * as b from "./builders.ts";
import type { ModuleConstants } from "./constants.ts";
import type { NameTable } from "./names.ts";
import { EntryRecord } from "./plain-entries.ts";
import { type Destination, DISCARD } from "./position.ts";
import { markStart } from "./statement-start.ts";

/** The phase tables, handed in so that the families do not import each other. */
export interface Lowering {
  expression(node: Expression, ctx: FunctionContext): js.Expression;
  into(node: Expression, destination: Destination, ctx: FunctionContext): void;
  shorten(node: Expression, ctx: FunctionContext): void;
  statement(node: Statement, ctx: FunctionContext): void;
}

export interface ModuleContext {
  readonly analysis: Analysis;
  /** Calls of the `log` module above this level are left out (stdlib 5.7). */
  readonly logCap: LogLevel;
  readonly names: NameTable;
  readonly constants: ModuleConstants;
  readonly lowering: Lowering;
  /** Whether two offsets of the source are on one line. */
  isOneLine(start: number, end: number): boolean;
}

/**
 * How a function is emitted: `plain` functions never suspend, `generator` functions may; a `twin` is the generator form
 * of a recursive plain function, for the part of a recursion that does not fit on the JavaScript stack. An `entry` is the
 * plain form of a generator (plain-entries.ts).
 */
export type FunctionMode = "plain" | "generator" | "twin" | "entry";

/** An enclosing loop, as `break` and `continue` see it. */
export interface LoopFrame {
  readonly ionLabel: string | null;
  readonly jsLabel: string | null;
  /** Where the value of `break v` goes. */
  readonly destination: Destination;
  /** Number of `async` blocks around the loop: a jump joins those that it leaves. */
  readonly asyncDepth: number;
  /** Number of `try` bodies around the loop. */
  readonly tryDepth: number;
  /** Whether jumps act on it: not on a comprehension, and on a `while` not from its own condition. */
  isTarget: boolean;
  /** Set when a jump needs the label. */
  isUsed: boolean;
  /** What a jump out of the loop leaves behind in order: the turns that it made are taken off the slice. */
  readonly settle: (() => js.Statement) | null;
}

interface Block {
  readonly statements: js.Statement[];
  /** Variables that are declared at the start of the block; true for those that start out unbound. */
  readonly hoisted: Map<string, boolean>;
}

export class FunctionContext {
  readonly module: ModuleContext;
  readonly info: FunctionInfo;
  readonly mode: FunctionMode;
  /** The temporaries that hold the open nurseries of this function, innermost last. */
  readonly nurseries: string[] = [];
  readonly loops: LoopFrame[] = [];
  /** Where inner links of long chains have been stored already. */
  readonly storedLinks = new Map<Expression, js.Identifier>();
  /** Operations that are lowered one by one: a tree of them was tried already (float-trees.ts). */
  readonly separateOperations = new Set<Expression>();
  /** One for each `try` body around the current place: what `$h.active` was before it. */
  readonly tries: js.Identifier[] = [];
  /** Variables of the top level that the current loop has copies of (slices.ts). */
  readonly copied = new Set<Binding>();
  /** What the generators of an entry do otherwise. */
  readonly entry = new EntryRecord();
  #block: Block = { statements: [], hoisted: new Map() };
  #temporaries = 0;
  #mostTemporaries = 0;
  /** The most temporaries in use at one time since the operand that is being lowered began. */
  #peak = 0;
  readonly #copies = new Set<string>();
  #usesCallResult = false;
  #usesScratchNumber = false;
  #labels = 0;

  constructor(module: ModuleContext, info: FunctionInfo, mode: FunctionMode) {
    this.module = module;
    this.info = info;
    this.mode = mode;
  }

  get isGenerator(): boolean {
    return this.mode === "generator" || this.mode === "twin";
  }

  // ------------------------------------------------------------------------------------------------ expressions

  expression(node: Expression): js.Expression {
    return this.module.lowering.expression(node, this);
  }

  into(node: Expression, destination: Destination): void {
    this.module.lowering.into(node, destination, this);
  }

  discard(node: Expression): void {
    this.into(node, DISCARD);
  }

  /** Lowers operands that are evaluated left to right; what comes before an operand with statements is spilled. */
  operands(nodes: readonly Expression[]): js.Expression[] {
    return this.inOrder(nodes.map((node) => () => this.expression(node)));
  }

  inOrder(steps: readonly (() => js.Expression)[]): js.Expression[] {
    const results: js.Expression[] = [];
    for (const step of steps) {
      const mark = this.#block.statements.length;
      const outerPeak = this.#peak;
      this.#peak = this.#temporaries;
      const result = step();
      if (this.#block.statements.length > mark) this.#spill(results, mark);
      this.#peak = Math.max(outerPeak, this.#peak);
      results.push(result);
    }
    return results;
  }

  /** What is stored before the statements that follow `mark` must not use a temporary that one of them uses. */
  #spill(results: js.Expression[], mark: number): void {
    const stores: js.Statement[] = [];
    this.#temporaries = Math.max(this.#temporaries, this.#peak);
    results.forEach((result, index) => {
      if (isStable(result)) return;
      const name = this.temporary();
      stores.push(b.expressionStatement(b.assign(b.id(name), result)));
      results[index] = b.id(name);
    });
    this.#block.statements.splice(mark, 0, ...stores);
  }

  /** Stores the expression now, as a step at `ion`, and answers something that may be read any number of times. */
  store(value: js.Expression, ion = b.UNMAPPED): js.Identifier {
    const name = this.temporary();
    this.push(b.at(b.expressionStatement(b.assign(b.id(name), value)), ion));
    return b.id(name);
  }

  /** As `store`, but leaves alone what is stable already. */
  stable(value: js.Expression): js.Expression {
    return isStable(value) ? value : this.store(value);
  }

  /** The value of a float whose bare number is known. */
  box(bare: js.Expression): js.Expression {
    return { type: "NewExpression", callee: this.builtin("Float"), arguments: [bare] };
  }

  /** The test whether a value is a float. */
  isFloat(value: js.Expression): js.Expression {
    return b.and(b.binary("===", b.typeOf(value), b.string("object")), b.member(value, "isFloat"));
  }

  /**
   * A function that V8 puts in the place of its calls. It does not where a generator holds the function in a variable of
   * its own, as the top level does with the constants of the module: there it is a property (benchmark "integer loop").
   */
  builtin(name: "Float" | "isSafe" | "number" | "trunc"): js.Expression {
    const isLocal = this.info.isMain && this.isGenerator;
    return isLocal ? b.member(b.id("$"), name) : this.module.constants.abi(name, `$${name}`);
  }

  /** Whether the variable of a binding holds the bare number of a float. */
  isUnboxed(binding: Binding): boolean {
    const { types, passes } = this.module.analysis;
    return passes.unboxedFloats && types.isUnboxed(binding);
  }

  /** The JavaScript variable that stands for a binding at the current place, if it holds the value itself. */
  localOf(binding: Binding): string | null {
    const { names } = this.module;
    if (this.copied.has(binding)) return names.ofCopy(binding);
    return binding.isShared ? null : names.ofBinding(binding);
  }

  /** The variable that a name reads, if it holds the bare number of a float; no import may bind the name, too. */
  bareVariable(node: Identifier): string | null {
    return this.module.analysis.resolution.visibleGlobs.has(node) ? null : this.bareTarget(node);
  }

  /** The variable that a name stands for as the target of an assignment, if it holds the bare number of a float. */
  bareTarget(node: Identifier): string | null {
    const reference = this.module.analysis.resolution.references.get(node);
    if (reference?.type !== "binding") return null;
    return this.isUnboxed(reference.binding) ? this.module.names.ofBinding(reference.binding) : null;
  }

  /** Stores inner links of a chain that is too long for one JavaScript expression. */
  shorten(node: Expression): void {
    this.module.lowering.shorten(node, this);
  }

  /** A call of the runtime: `$.name(args)`. */
  abi(name: string, ...args: (js.Expression | js.SpreadElement)[]): js.CallExpression & b.Mapped {
    return b.call(b.member(b.id("$"), name), args);
  }

  /** A call of the runtime that may raise an error at `ion`: `$.name(args, ion)`. */
  abiAt(ion: number, name: string, ...args: (js.Expression | js.SpreadElement)[]): js.CallExpression & b.Mapped {
    return b.at(this.abi(name, ...args, b.number(ion)), ion);
  }

  /** `$.bits.and(a, b, ion)` */
  bitOperation(name: string, a: js.Expression, c: js.Expression, ion: number): js.CallExpression & b.Mapped {
    this.module.constants.parts.add("BitOperators");
    return b.at(b.call(b.member(b.member(b.id("$"), "bits"), name), [a, c, b.number(ion)]), ion);
  }

  /** A call that may suspend: `($t = call) === $S ? yield : $t`; just the call in a plain function. */
  mayWait(call: js.Expression): js.Expression {
    if (this.mode === "entry") return this.#mayHandOver(call);
    if (!this.isGenerator) return call;
    this.#usesCallResult = true;
    return this.waitInGenerator(call);
  }

  /** As `mayWait`, for what a generator has in the place of a statement of the entry. */
  waitInGenerator(call: js.Expression): js.Expression {
    const result = b.id("$t");
    return b.conditional(
      b.binary("===", b.assign(result, call), this.module.constants.abi("suspended", "$S")),
      b.yieldNothing(),
      result,
    );
  }

  /** `$1 = call; if ($1 === $S) return $.suspend(…);` */
  #mayHandOver(call: js.Expression): js.Expression {
    const result = this.store(call);
    this.push(
      this.entry.handOver(
        b.binary("===", result, this.module.constants.abi("suspended", "$S")),
        this.abi("suspend"),
        result,
      ),
    );
    return result;
  }

  // ------------------------------------------------------------------------------------------------- statements

  push(...statements: js.Statement[]): void {
    this.#block.statements.push(...statements);
  }

  /** Delivers a finished value to its destination. */
  finish(value: js.Expression, destination: Destination, ion?: number): void {
    if (destination.type === "return") this.settleLoops(0);
    const statement = this.#delivery(value, destination);
    if (statement === null) return;
    this.push(ion === undefined ? statement : b.at(statement, ion));
  }

  #delivery(value: js.Expression, destination: Destination): js.Statement | null {
    switch (destination.type) {
      case "discard":
        return isStable(value) ? null : b.expressionStatement(value);
      case "assign":
        return b.expressionStatement(b.assign(b.id(destination.name), value));
      case "return":
        return this.leaving(value);
    }
  }

  /** `return value;`, which leaves the call depth where the function counts; null stands for unit. */
  leaving(value: js.Expression | null): js.ReturnStatement {
    if (!this.countsDepth) return this.returned(value);
    const statement = this.returned(this.abi("leave", ...(value === null ? [] : [value])));
    if (this.mode === "entry") this.entry.fork(statement, [b.returnValue(value)]);
    return statement;
  }

  /**
   * `return value;`, from which a debugger steps on to the closing brace of the function. V8 stops only once, behind it,
   * when there is nothing to evaluate: in a generator for any plain value, elsewhere for what the statement before stored.
   */
  returned(value: js.Expression | null): js.ReturnStatement {
    const statement: js.ReturnStatement & b.Mapped = b.returnValue(value);
    const isOneStop = this.isGenerator
      ? value === null || VALUES.has(value.type)
      : value?.type === "Identifier" && storedBy(this.#block.statements.at(-1)) === value.name;
    if (!isOneStop) statement.ionEnd = this.closingBrace;
    return statement;
  }

  /** Where the function ends, if that is a brace. */
  get closingBrace(): number {
    const { node } = this.info;
    return node.type !== "Program" && node.body.type === "BlockExpression" ? node.body.end - 1 : b.UNMAPPED;
  }

  /** Whether the function itself counts its call: recursive plain ones and entries do. */
  get countsDepth(): boolean {
    if (this.mode === "entry") return true;
    return this.mode === "plain" && this.module.analysis.suspension.recursive.has(this.info);
  }

  /** Collects the statements of a nested JavaScript block. */
  block(body: () => void): js.Statement[] {
    const outer = this.#block;
    this.#block = { statements: [], hoisted: new Map() };
    body();
    const { statements, hoisted } = this.#block;
    this.#block = outer;
    return [...declareHoisted(hoisted), ...statements];
  }

  /** Whether nothing that is appended now could ever run. */
  get endsWithJump(): boolean {
    const last = this.#block.statements.at(-1)?.type;
    return (
      last === "ReturnStatement" ||
      last === "ThrowStatement" ||
      last === "BreakStatement" ||
      last === "ContinueStatement"
    );
  }

  /** Lowers one Ion statement; its temporaries are free again afterwards. */
  statement(node: Statement): void {
    this.step(node.start, () => this.scratch(() => this.module.lowering.statement(node, this)));
  }

  /** Lowers something that a debugger stops at once, at `start`. */
  step(start: number, lower: () => void): void {
    const { statements } = this.#block;
    const mark = statements.length;
    lower();
    markStart(statements.slice(mark), start, (offset) => this.module.isOneLine(start, offset));
  }

  /** Lowers what comes before the body of an arm, which is a step where the body begins on another line. */
  arm({ start, body }: { readonly start: number; readonly body: Expression }, lower: () => void): void {
    const first = body.type === "BlockExpression" ? (body.body[0] ?? body) : body;
    if (this.module.isOneLine(start, first.start)) lower();
    else this.step(start, lower);
  }

  /** Leaves the `try` bodies beyond the outermost `keep`: `$h.active = $2` (runtime/errors.ts). */
  leaveTries(keep: number): void {
    const outer = this.tries[keep];
    if (outer === undefined) return;
    this.push(b.expressionStatement(b.assign(this.module.constants.activeHandlers(), outer)));
  }

  /** Settles the loops beyond the outermost `keep`, which a jump leaves. */
  settleLoops(keep: number): void {
    for (let i = this.loops.length - 1; i >= keep; i--) {
      const settle = this.loops[i]!.settle;
      if (settle !== null) this.push(settle());
    }
  }

  /** Lowers a branch that was taken, after which control leaves the labelled block. */
  leaveAfter(label: string, branch: () => void): void {
    this.scratch(branch);
    if (!this.endsWithJump) this.push(b.breakTo(label));
  }

  scratch(body: () => void): void {
    const temporaries = this.#temporaries;
    body();
    this.#temporaries = temporaries;
  }

  /** Declares a variable at the start of the current block, for a copy or a late-bound name. */
  hoist(name: string, startsUnbound: boolean): void {
    if (!this.#block.hoisted.has(name)) this.#block.hoisted.set(name, startsUnbound);
  }

  // ------------------------------------------------------------------------------------------------------ names

  temporary(): string {
    this.#temporaries++;
    this.#peak = Math.max(this.#peak, this.#temporaries);
    this.#mostTemporaries = Math.max(this.#mostTemporaries, this.#temporaries);
    return `$${this.#temporaries}`;
  }

  /** `$n`, for a number between two operations of one expression. */
  scratchNumber(): js.Identifier {
    this.#usesScratchNumber = true;
    return b.id("$n");
  }

  /** `$l_sum`, the copy that a loop has of a variable of the top level. */
  copyOf(binding: Binding): js.Identifier {
    const name = this.module.names.ofCopy(binding);
    this.#copies.add(name);
    return b.id(name);
  }

  label(purpose: string): string {
    return `$${purpose}${++this.#labels}`;
  }

  /** The declaration of all temporaries: `var`, because an uninitialized `let` is a stop of its own when stepping. */
  temporaryDeclarations(): js.Statement[] {
    const names = Array.from({ length: this.#mostTemporaries }, (_, index) => `$${index + 1}`);
    names.push(...this.#copies);
    if (this.#usesScratchNumber) names.unshift("$n");
    if (this.#usesCallResult) names.unshift("$t");
    return names.length === 0 ? [] : [b.at(b.declareAll("var", names), b.UNMAPPED)];
  }
}

/** What is only read, without any code to run. */
const VALUES: ReadonlySet<js.Node["type"]> = new Set<js.Node["type"]>(["Identifier", "Literal", "UnaryExpression"]);

/** The variable that the statement stores into as the last thing it does. */
function storedBy(statement: js.Statement | undefined): string | null {
  let target: js.Node | undefined;
  if (statement?.type === "VariableDeclaration") target = statement.declarations.at(-1)!.id;
  if (statement?.type === "ExpressionStatement" && statement.expression.type === "AssignmentExpression") {
    target = statement.expression.left;
  }
  return target?.type === "Identifier" ? target.name : null;
}

function declareHoisted(hoisted: ReadonlyMap<string, boolean>): js.Statement[] {
  const statements: js.Statement[] = [];
  for (const [name, startsUnbound] of hoisted) {
    const init = startsUnbound ? b.member(b.id("$"), "unbound") : null;
    statements.push(b.at(b.declare("let", b.id(name), init), b.UNMAPPED));
  }
  return statements;
}

/** Whether the expression is a call that may suspend. */
export function isWait(node: js.Expression): boolean {
  return node.type === "ConditionalExpression" && node.consequent.type === "YieldExpression";
}

/** Marks reads of variables that a later operand may change. */
const mutableReads = new WeakSet<js.Node>();

export function mutableRead(name: string): js.Identifier {
  const node = b.id(name);
  mutableReads.add(node);
  return node;
}

/** Whether the expression has the same value and no effect whenever it is evaluated. */
export function isStable(node: js.Expression): boolean {
  switch (node.type) {
    case "Literal":
      return true;
    case "Identifier":
      return node.name !== "$t" && node.name !== "$n" && !mutableReads.has(node);
    case "UnaryExpression":
      return (node.operator === "void" || node.operator === "-") && node.argument.type === "Literal";
    default:
      return false;
  }
}
