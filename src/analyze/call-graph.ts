/**
 * Who calls whom, and which calls are in tail position (language 4.13).
 *
 * In: the program and its resolution. Out: per function the calls to functions that are known by name, the functions it
 * creates, and whether it contains something that may suspend whatever those calls do.
 */
import type {
  Argument,
  BlockExpression,
  CallExpression,
  Expression,
  IfExpression,
  MethodCallExpression,
  Node,
  PipeExpression,
  Program,
  Statement,
} from "../syntax/ast.ts";
import { CALLBACK_METHODS, ITERATING_METHODS, isPlainGlobal, isPlainModule, WAITING_METHODS } from "./library.ts";
import { childExpressions, leftOperand, leftSpine, visitOtherOperands } from "./operands.ts";
import type { Resolution } from "./resolve.ts";
import { bindingOf, type FunctionInfo, type Reference } from "./scope.ts";

export interface KnownCall {
  readonly target: FunctionInfo;
  readonly isTail: boolean;
}

/** What one function does, as far as suspension and recursion are concerned. */
export class FunctionFacts {
  readonly calls: KnownCall[] = [];
  /** Functions that are created here, or handed to a library method that calls them at once. */
  readonly callbacks: FunctionInfo[] = [];
  readonly creates: FunctionInfo[] = [];
  /** True when it may suspend by itself: a wait, a loop, a call of something unknown. */
  mayWait = false;
  /** Tail calls of itself that can be a jump to its start. */
  readonly selfTailCalls = new Set<CallExpression>();
}

export interface CallGraph {
  readonly facts: ReadonlyMap<FunctionInfo, FunctionFacts>;
  /** The function that a call always reaches, where that is known. */
  readonly knownCallees: ReadonlyMap<CallExpression, FunctionInfo>;
  readonly tailCalls: ReadonlySet<CallExpression>;
  /** Calls, method calls and pipes that never suspend; of known functions the suspension analysis decides. */
  readonly plainCalls: ReadonlySet<Node>;
  /** What a method call or pipe calls, where that is a known function. */
  readonly knownCallbacks: ReadonlyMap<Node, FunctionInfo>;
  /** Builtins and modules that the analysis took to be the standard ones, which never wait. */
  readonly assumed: ReadonlySet<string>;
}

/** `unknownGlobals`: global names that are not, or may not stay, what the standard library binds them to. */
export function buildCallGraph(
  program: Program,
  resolution: Resolution,
  unknownGlobals: ReadonlySet<string>,
): CallGraph {
  return new CallGraphBuilder(resolution, unknownGlobals).build(program);
}

/** Whether `count` positional arguments can be passed to the function directly, in order. */
export function acceptsDirectly(target: FunctionInfo, args: readonly Argument[]): boolean {
  const { node } = target;
  if (node.type === "Program" || !args.every((argument) => argument.type === "PositionalArgument")) return false;
  const { params } = node;
  if (args.length > params.length) return false;
  if (!params.every((parameter) => parameter.kind === "plain" || parameter.kind === "positional-only")) return false;
  return params.slice(args.length).every((parameter) => parameter.default !== null);
}

class CallGraphBuilder {
  readonly #resolution: Resolution;
  readonly #unknownGlobals: ReadonlySet<string>;
  readonly #facts = new Map<FunctionInfo, FunctionFacts>();
  readonly #knownCallees = new Map<CallExpression, FunctionInfo>();
  readonly #tailCalls = new Set<CallExpression>();
  readonly #plainCalls = new Set<Node>();
  readonly #knownCallbacks = new Map<Node, FunctionInfo>();
  readonly #assumed = new Set<string>();
  #function: FunctionInfo;
  #current = new FunctionFacts();
  /** Inside `try` and `async` nothing is in tail position. */
  #guarded = 0;
  #shortLoops = 0;

  constructor(resolution: Resolution, unknownGlobals: ReadonlySet<string>) {
    this.#resolution = resolution;
    this.#unknownGlobals = unknownGlobals;
    this.#function = resolution.main;
  }

  build(program: Program): CallGraph {
    this.#facts.set(this.#function, this.#current);
    // The top level is no function: its last expression is not a tail call.
    for (const statement of program.body) this.#statement(statement, false);
    for (const [info, facts] of this.#facts) if (facts.selfTailCalls.size > 0) this.#markParametersAssigned(info);
    return {
      facts: this.#facts,
      knownCallees: this.#knownCallees,
      tailCalls: this.#tailCalls,
      plainCalls: this.#plainCalls,
      knownCallbacks: this.#knownCallbacks,
      assumed: this.#assumed,
    };
  }

  /** A tail call of itself stores into the parameters: functions made before it must have copied them. */
  #markParametersAssigned(info: FunctionInfo): void {
    if (info.node.type === "Program") return;
    for (const parameter of info.node.params) this.#resolution.bindings.get(parameter)!.isAssigned = true;
  }

  #functionBody(node: Node, body: () => void): void {
    const info = this.#resolution.functionOf.get(node)!;
    this.#current.creates.push(info);
    const outer = { function: this.#function, current: this.#current, guarded: this.#guarded, short: this.#shortLoops };
    this.#function = info;
    this.#current = new FunctionFacts();
    this.#guarded = 0;
    this.#shortLoops = 0;
    this.#facts.set(info, this.#current);
    body();
    this.#function = outer.function;
    this.#current = outer.current;
    this.#guarded = outer.guarded;
    this.#shortLoops = outer.short;
  }

  // ------------------------------------------------------------------------------------------------- statements

  #block(node: BlockExpression, isTail: boolean): void {
    const last = node.body.length - 1;
    node.body.forEach((statement, index) => {
      this.#statement(statement, isTail && index === last);
    });
  }

  #statement(node: Statement, isTail: boolean): void {
    switch (node.type) {
      case "LetStatement":
        return this.#expression(node.init);
      case "FnDeclaration":
        return this.#functionBody(node, () => {
          for (const parameter of node.params) if (parameter.default !== null) this.#expression(parameter.default);
          this.#block(node.body, true);
        });
      case "ForStatement":
        this.#expression(node.source);
        return this.#loop(node.source, () => this.#block(node.body, false));
      case "WhileStatement":
        this.#current.mayWait = true;
        this.#expression(node.test);
        return this.#block(node.body, false);
      case "WhileLetStatement":
        this.#current.mayWait = true;
        this.#expression(node.subject);
        return this.#block(node.body, false);
      case "BreakStatement":
        if (node.value !== null) this.#expression(node.value);
        return;
      case "ReturnStatement":
        if (node.argument !== null) this.#expression(node.argument, !this.#function.isMain);
        return;
      case "AssignStatement":
        this.#expression(node.value);
        if (node.target.type === "IndexExpression") this.#expression(node.target.index);
        return;
      case "ExpressionStatement":
        return this.#expression(node.expression, isTail && !node.hasSemicolon);
      case "ContinueStatement":
      case "UseStatement":
        return;
    }
  }

  /** A loop over a short literal ends within a slice; every other one may have to let others run (M-15). */
  #loop(source: Expression | null, body: () => void): void {
    const isShort = source !== null && isShortSource(source) && this.#shortLoops === 0;
    if (!isShort) this.#current.mayWait = true;
    this.#shortLoops++;
    body();
    this.#shortLoops--;
  }

  // ------------------------------------------------------------------------------------------------ expressions

  #expression(node: Expression, isTail = false): void {
    if (leftOperand(node) === null) return this.#leaf(node, isTail);
    const spine = leftSpine(node);
    const innermost = spine.pop()!;
    const user = spine.at(-1)!;
    // The callee of a call is not a value that is used.
    if (!(user.type === "CallExpression" && this.#isNamedFunction(innermost))) this.#leaf(innermost, false);
    while (spine.length > 0) this.#chainLink(spine.pop()!, isTail && spine.length === 0);
  }

  #chainLink(node: Expression, isTail: boolean): void {
    switch (node.type) {
      case "CallExpression":
        for (const argument of node.args) this.#expression(argument.value);
        return this.#call(node, isTail);
      case "MethodCallExpression":
        for (const argument of node.args) this.#expression(argument.value);
        return this.#methodCall(node);
      case "PipeExpression":
        return this.#pipe(node);
      case "AwaitExpression":
        this.#current.mayWait = true;
        return;
      default:
        return visitOtherOperands(node, (operand) => this.#expression(operand));
    }
  }

  #leaf(node: Expression, isTail: boolean): void {
    switch (node.type) {
      case "Identifier": {
        const binding = this.#bindingAt(node);
        if (binding !== null) binding.isUsedAsValue = true;
        return;
      }
      case "LambdaExpression":
        return this.#functionBody(node, () => this.#expression(node.body, true));
      case "BlockExpression":
        return this.#block(node, isTail);
      case "IfExpression": {
        let at: IfExpression["alternate"] = node;
        for (; at?.type === "IfExpression"; at = at.alternate) {
          this.#expression(at.test);
          this.#block(at.consequent, isTail);
        }
        if (at !== null) this.#expression(at, isTail);
        return;
      }
      case "IfLetExpression":
        this.#expression(node.subject);
        this.#block(node.consequent, isTail);
        if (node.alternate !== null) this.#block(node.alternate, isTail);
        return;
      case "MatchExpression":
        this.#expression(node.subject);
        for (const arm of node.arms) {
          if (arm.guard !== null) this.#expression(arm.guard);
          this.#expression(arm.body, isTail);
        }
        return;
      case "ListComprehension":
        this.#expression(node.source);
        return this.#loop(node.source, () => {
          if (node.condition !== null) this.#expression(node.condition);
          this.#expression(node.element);
        });
      case "DictComprehension":
        this.#expression(node.source);
        return this.#loop(node.source, () => {
          if (node.condition !== null) this.#expression(node.condition);
          this.#expression(node.key);
          this.#expression(node.value);
        });
      case "LoopExpression":
        this.#current.mayWait = true;
        return this.#block(node.body, false);
      case "TryExpression":
        return this.#inGuard(() => {
          this.#block(node.body, false);
          this.#block(node.handler, false);
        });
      case "AsyncExpression":
        this.#current.mayWait = true;
        return this.#inGuard(() => this.#block(node.body, false));
      case "SpawnExpression":
        return this.#spawned(node.operand);
      case "SelectExpression":
        this.#current.mayWait = true;
        for (const { operand } of node.branches) {
          this.#spawned(operand.type === "SpawnExpression" ? operand.operand : operand);
        }
        for (const branch of node.branches) this.#expression(branch.body, isTail);
        return;
      default:
        for (const child of childExpressions(node)) this.#expression(child);
    }
  }

  #inGuard(body: () => void): void {
    this.#guarded++;
    body();
    this.#guarded--;
  }

  /** The call itself runs in the child; callee and arguments are evaluated here (concurrency B-18). */
  #spawned(operand: Expression): void {
    if (operand.type === "CallExpression") {
      this.#expression(operand.callee);
      for (const argument of operand.args) this.#expression(argument.value);
    } else if (operand.type === "MethodCallExpression") {
      this.#expression(operand.receiver);
      for (const argument of operand.args) this.#expression(argument.value);
    } else {
      this.#expression(operand);
    }
  }

  #pipe(node: PipeExpression): void {
    const { right } = node;
    const callee = right.type === "CallExpression" ? right.callee : right;
    this.#expression(callee);
    if (right.type === "CallExpression") for (const argument of right.args) this.#expression(argument.value);
    this.#callsBack(node, callee);
  }

  /** Somebody else calls `callee` on behalf of `node`: a library method, or a pipe. */
  #callsBack(node: Node, callee: Expression): void {
    const target = this.#knownFunction(callee);
    if (target !== null) {
      this.#knownCallbacks.set(node, target);
      this.#current.callbacks.push(target);
    } else if (this.#isPlainCallable(callee)) {
      this.#plainCalls.add(node);
    } else {
      this.#current.mayWait = true;
    }
  }

  #call(node: CallExpression, isTail: boolean): void {
    const target = this.#knownFunction(node.callee);
    const isTailCall = isTail && this.#guarded === 0;
    if (isTailCall) this.#tailCalls.add(node);
    if (target === null) {
      if (this.#isPlainCallable(node.callee)) this.#plainCalls.add(node);
      else this.#current.mayWait = true;
      return;
    }
    this.#knownCallees.set(node, target);
    const isSelf = target === this.#function;
    if (!acceptsDirectly(target, node.args)) {
      this.#useAsValue(node.callee);
    } else if (isSelf && isTailCall && node.args.length === parameterCount(target)) {
      this.#current.selfTailCalls.add(node);
      return;
    }
    this.#current.calls.push({ target, isTail: isTailCall });
  }

  #methodCall(node: MethodCallExpression): void {
    const name = node.method.name;
    if (WAITING_METHODS.has(name) || ITERATING_METHODS.has(name)) {
      this.#current.mayWait = true;
      return;
    }
    const [callback] = node.args;
    if (!CALLBACK_METHODS.has(name) || callback === undefined) this.#plainCalls.add(node);
    else if (callback.type === "PositionalArgument") this.#callsBack(node, callback.value);
    else this.#current.mayWait = true;
  }

  // -------------------------------------------------------------------------------------------------- knowledge

  /** The function that the expression always is: a `fn`, an immutable lambda, or a lambda written right here. */
  #knownFunction(node: Expression): FunctionInfo | null {
    if (node.type === "LambdaExpression") return this.#resolution.functionOf.get(node) ?? null;
    return this.#bindingAt(node)?.knownFunction ?? null;
  }

  #isNamedFunction(node: Expression): boolean {
    return node.type === "Identifier" && this.#knownFunction(node) !== null;
  }

  /** Whether calling the value never waits: standard builtins, and values that are no functions (an error). */
  #isPlainCallable(node: Expression): boolean {
    switch (node.type) {
      case "Identifier":
        return this.#isAssumed(this.#resolution.references.get(node), node.name, isPlainGlobal);
      case "PathExpression": {
        const head = node.segments[0]!;
        return this.#isAssumed(this.#resolution.references.get(head), head.name, isPlainModule);
      }
      case "IntLiteral":
      case "FloatLiteral":
      case "BoolLiteral":
      case "StringLiteral":
      case "BytesLiteral":
      case "NoneLiteral":
      case "UnitLiteral":
      case "InterpolatedString":
      case "ListExpression":
      case "TupleExpression":
      case "DictExpression":
        return true;
      default:
        return false;
    }
  }

  #isAssumed(reference: Reference | undefined, name: string, isPlain: (name: string) => boolean): boolean {
    if (reference?.type !== "global" || !isPlain(name) || this.#unknownGlobals.has(name)) return false;
    this.#assumed.add(name);
    return true;
  }

  #bindingAt(node: Expression) {
    if (node.type !== "Identifier" || this.#resolution.visibleGlobs.has(node)) return null;
    const reference = this.#resolution.references.get(node);
    if (reference === undefined) return null;
    return bindingOf(reference);
  }

  #useAsValue(callee: Expression): void {
    const binding = this.#bindingAt(callee);
    if (binding !== null) binding.isUsedAsValue = true;
  }
}

function parameterCount(target: FunctionInfo): number {
  return target.node.type === "Program" ? 0 : target.node.params.length;
}

const SHORT_LOOP = 100;

function isShortSource(source: Expression): boolean {
  if (source.type === "ListExpression") {
    return source.elements.length <= SHORT_LOOP && source.elements.every((element) => element.type !== "SpreadElement");
  }
  if (source.type !== "RangeExpression") return false;
  const { from, to } = source;
  return from.type === "IntLiteral" && to.type === "IntLiteral" && Number(to.value) - Number(from.value) < SHORT_LOOP;
}
