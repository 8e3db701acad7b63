/**
 * Name resolution: from the syntax tree to scopes, references and static misuse.
 *
 * In: a program. Out: for every name what it refers to, for every function what it captures, and the diagnostics of
 * language 4.7 and concurrency 10.2. The walk follows the order of the text, so "bound when the function is created"
 * is simply what the enclosing scopes hold when the walk reaches the function (4.3); names that are not found then are
 * looked up once more at the end, among what the enclosing scopes bind later.
 */

import type { ConcurrencyBackend } from "../../runtime/scheduler/manifest.ts";
import { createDiagnostic, type Diagnostic } from "../diagnostics/diagnostic.ts";
import type {
  AssignStatement,
  BlockExpression,
  CallExpression,
  Expression,
  FnDeclaration,
  Identifier,
  IfExpression,
  LambdaExpression,
  MethodCallExpression,
  Name,
  Node,
  Parameter,
  Pattern,
  Program,
  SelectExpression,
  SpawnExpression,
  Statement,
  UseStatement,
} from "../syntax/ast.ts";
import { ControlScope, type JumpKind } from "./control-scope.ts";
import { isStandardModule } from "./library.ts";
import { childExpressions, leftOperand, leftSpine, visitOtherOperands } from "./operands.ts";
import {
  Binding,
  type BindingKind,
  type Capture,
  EarlierName,
  FunctionInfo,
  findLaterSlot,
  type GlobImport,
  type Reference,
  Scope,
  Slot,
} from "./scope.ts";

export interface Resolution {
  readonly main: FunctionInfo;
  /** In source order, `main` first. */
  readonly functions: readonly FunctionInfo[];
  readonly functionOf: ReadonlyMap<Node, FunctionInfo>;
  /** For identifiers, path heads, `use` heads and assignment targets. */
  readonly references: ReadonlyMap<Node, Reference>;
  /** For binding patterns, names and parameters that introduce a name. */
  readonly bindings: ReadonlyMap<Node, Binding>;
  readonly globs: ReadonlyMap<UseStatement, GlobImport>;
  /** The glob imports that come before a name, innermost first, where there are any. */
  readonly visibleGlobs: ReadonlyMap<Node, readonly GlobImport[]>;
  /** Names that are, or may be, looked up outside the program, in order of first use. */
  readonly globals: ReadonlySet<string>;
  readonly diagnostics: readonly Diagnostic[];
}

/** `earlierNames`: what the engine's scope binds before the program runs. */
export function resolve(
  program: Program,
  backend: ConcurrencyBackend = "async",
  earlierNames: ReadonlySet<string> = new Set(),
): Resolution {
  const resolver = new Resolver(program, backend, earlierNames);
  return resolver.resolveProgram();
}

/** Each variable is a register of the JavaScript frame, and frames must fit on the stack. */
const MOST_VARIABLES = 50_000;

interface PendingName {
  readonly node: Node;
  readonly name: string;
  readonly owner: FunctionInfo;
}

class Resolver {
  readonly #program: Program;
  readonly #main: FunctionInfo;
  readonly #functions: FunctionInfo[] = [];
  readonly #functionOf = new Map<Node, FunctionInfo>();
  readonly #references = new Map<Node, Reference>();
  readonly #bindings = new Map<Node, Binding>();
  readonly #globs = new Map<UseStatement, GlobImport>();
  readonly #visibleGlobs = new Map<Node, readonly GlobImport[]>();
  readonly #globals = new Set<string>();
  readonly #pending: PendingName[] = [];
  readonly #control: ControlScope;
  readonly #earlierNames: ReadonlyMap<string, EarlierName>;
  #scope: Scope;
  #globCount = 0;
  #declarations = 0;

  constructor(program: Program, backend: ConcurrencyBackend, earlierNames: ReadonlySet<string>) {
    this.#program = program;
    this.#earlierNames = new Map([...earlierNames].map((name) => [name, new EarlierName(name)]));
    this.#control = new ControlScope(backend);
    this.#main = new FunctionInfo(program, "<main>", null, null);
    this.#scope = this.#main.scope;
  }

  resolveProgram(): Resolution {
    this.#addFunction(this.#main);
    for (const statement of this.#program.body) this.#statement(statement);
    for (const pending of this.#pending) this.#resolveLate(pending);
    return {
      main: this.#main,
      functions: this.#functions,
      functionOf: this.#functionOf,
      references: this.#references,
      bindings: this.#bindings,
      globs: this.#globs,
      visibleGlobs: this.#visibleGlobs,
      globals: this.#globals,
      diagnostics: this.#control.diagnostics,
    };
  }

  // ------------------------------------------------------------------------------------------------- statements

  #statement(node: Statement): void {
    switch (node.type) {
      case "LetStatement":
        this.#expression(node.init);
        this.#declarePattern(node.pattern, "let", node.isMutable);
        if (!node.isMutable && node.pattern.type === "BindingPattern" && node.init.type === "LambdaExpression") {
          this.#nameFunction(this.#bindings.get(node.pattern)!, this.#functionOf.get(node.init)!);
        }
        return;
      case "FnDeclaration":
        return this.#fnDeclaration(node);
      case "ForStatement":
        this.#expression(node.source);
        return this.#inScope(() => {
          this.#declarePattern(node.pattern, "pattern", false);
          this.#loopBody(node.label, node.body);
        });
      case "WhileStatement":
        this.#expression(node.test);
        return this.#loopBody(node.label, node.body);
      case "WhileLetStatement":
        this.#expression(node.subject);
        return this.#inScope(() => {
          this.#declarePattern(node.pattern, "pattern", false);
          this.#loopBody(node.label, node.body);
        });
      case "BreakStatement":
        if (node.value !== null) this.#expression(node.value);
        return this.#jump("break", node.label, node);
      case "ContinueStatement":
        return this.#jump("continue", node.label, node);
      case "ReturnStatement":
        if (node.argument !== null) this.#expression(node.argument);
        return;
      case "UseStatement":
        return this.#use(node);
      case "AssignStatement":
        return this.#assign(node);
      case "ExpressionStatement":
        return this.#expression(node.expression);
    }
  }

  #jump(kind: JumpKind, label: Name | null, node: Statement): void {
    this.#control.checkJump(kind, label, node.start, node.start + kind.length);
  }

  #loopBody(label: Name | null, body: BlockExpression): void {
    this.#control.inLoop(label?.name ?? null, () => this.#block(body));
  }

  #fnDeclaration(node: FnDeclaration): void {
    const binding = this.#declare(node, node.name.name, "fn", false);
    const info = new FunctionInfo(node, node.name.name, this.#scope.owner, this.#scope);
    this.#nameFunction(binding, info);
    // A scope inside that of the parameters: what the body binds is no business of the defaults.
    this.#functionBody(info, node.params, () => this.#block(node.body));
  }

  #nameFunction(binding: Binding, info: FunctionInfo): void {
    binding.knownFunction = info;
    info.binding = binding;
  }

  #lambda(node: LambdaExpression): void {
    const info = new FunctionInfo(node, node.name ?? "<lambda>", this.#scope.owner, this.#scope);
    this.#functionBody(info, node.params, () => this.#expression(node.body));
  }

  #functionBody(info: FunctionInfo, params: readonly Parameter[], body: () => void): void {
    this.#addFunction(info);
    const outer = this.#scope;
    this.#scope = info.scope;
    this.#control.inFunction(() => {
      for (const parameter of params) {
        if (parameter.default !== null) this.#expression(parameter.default);
        this.#declare(parameter, parameter.name.name, "parameter", false);
      }
      body();
    });
    this.#scope = outer;
  }

  #addFunction(info: FunctionInfo): void {
    this.#functions.push(info);
    this.#functionOf.set(info.node, info);
  }

  #use(node: UseStatement): void {
    const head = node.path[0]!;
    this.#reference(head, head.name);
    if (node.items === null) {
      // A library module adds to the global table; only a dict makes names of this scope.
      if (isStandardModule(head.name) && !this.#references.has(head)) return;
      const isTopLevel = this.#scope.isTopLevel;
      const glob: GlobImport = {
        type: "GlobImport",
        order: ++this.#declarations,
        isTopLevel,
        jsName: `$glob${++this.#globCount}`,
      };
      this.#globs.set(node, glob);
      this.#scope.globs.push(glob);
      return;
    }
    for (const item of node.items) this.#declare(item, (item.alias ?? item.name).name, "use", false);
  }

  #assign(node: AssignStatement): void {
    this.#expression(node.value);
    const { target } = node;
    if (target.type === "Identifier") return this.#assignTarget(target);
    const object = target.object;
    if (object.type !== "Identifier") return;
    this.#assignTarget(object);
    if (target.type === "IndexExpression") this.#expression(target.index);
  }

  #assignTarget(node: Identifier): void {
    this.#reference(node, node.name);
    const reference = this.#references.get(node);
    if (reference?.type === "binding") reference.binding.isAssigned = true;
  }

  // ------------------------------------------------------------------------------------------------ expressions

  readonly #visit = (node: Expression): void => this.#expression(node);

  #expression(node: Expression): void {
    switch (node.type) {
      case "Identifier":
        return this.#reference(node, node.name);
      case "PathExpression":
        return this.#reference(node.segments[0]!, node.segments[0]!.name);
      case "LambdaExpression":
        return this.#lambda(node);
      case "BlockExpression":
        return this.#block(node);
      case "BinaryExpression":
      case "LogicalExpression":
      case "PipeExpression":
      case "CallExpression":
      case "MethodCallExpression":
      case "FieldExpression":
      case "TupleFieldExpression":
      case "IndexExpression":
      case "SliceExpression":
      case "PropagateExpression":
      case "AwaitExpression":
        return this.#leftChain(node);
      case "IfExpression":
        return this.#if(node);
      case "IfLetExpression":
        this.#expression(node.subject);
        this.#inScope(() => {
          this.#declarePattern(node.pattern, "pattern", false);
          this.#block(node.consequent);
        });
        if (node.alternate !== null) this.#block(node.alternate);
        return;
      case "MatchExpression":
        this.#expression(node.subject);
        for (const arm of node.arms) {
          this.#inScope(() => {
            this.#declarePattern(arm.pattern, "pattern", false);
            if (arm.guard !== null) this.#expression(arm.guard);
            this.#expression(arm.body);
          });
        }
        return;
      case "ListComprehension":
        return this.#comprehension(node.source, node.pattern, node.condition, [node.element]);
      case "DictComprehension":
        return this.#comprehension(node.source, node.pattern, node.condition, [node.key, node.value]);
      case "LoopExpression":
        return this.#loopBody(node.label, node.body);
      case "TryExpression":
        this.#block(node.body);
        return this.#inScope(() => {
          this.#declare(node.param, node.param.name, "pattern", false);
          this.#block(node.handler);
        });
      case "AsyncExpression":
        return this.#control.inAsync(() => this.#block(node.body));
      case "SpawnExpression":
        return this.#spawn(node);
      case "SelectExpression":
        return this.#select(node);
      default:
        for (const child of childExpressions(node)) this.#expression(child);
    }
  }

  /** Of `else if` there may be thousands, too. */
  #if(node: IfExpression): void {
    let at: IfExpression["alternate"] = node;
    for (; at?.type === "IfExpression"; at = at.alternate) {
      this.#expression(at.test);
      this.#block(at.consequent);
    }
    if (at !== null) this.#expression(at);
  }

  /** Sums and chains of thousands of terms are left-nested as deep as they are long: walked with a loop. */
  #leftChain(node: Expression): void {
    const left = leftOperand(node)!;
    if (leftOperand(left) === null) {
      this.#expression(left);
      return visitOtherOperands(node, this.#visit);
    }
    const spine = leftSpine(node);
    this.#expression(spine.pop()!);
    while (spine.length > 0) visitOtherOperands(spine.pop()!, this.#visit);
  }

  #comprehension(source: Expression, pattern: Pattern, condition: Expression | null, items: Expression[]): void {
    this.#expression(source);
    this.#inScope(() => {
      this.#declarePattern(pattern, "pattern", false);
      if (condition !== null) this.#expression(condition);
      for (const item of items) this.#expression(item);
    });
  }

  #spawn(node: SpawnExpression): void {
    this.#control.checkSpawn(node, isCall(node.operand));
    this.#expression(node.operand);
  }

  #select(node: SelectExpression): void {
    const operands = node.branches.map((branch) =>
      branch.operand.type === "SpawnExpression" ? branch.operand.operand : branch.operand,
    );
    this.#control.checkSelect(node, operands.every(isCall));
    for (const operand of operands) this.#expression(operand);
    for (const branch of node.branches) {
      this.#inScope(() => {
        this.#declarePattern(branch.pattern, "pattern", false);
        this.#expression(branch.body);
      });
    }
  }

  #block(node: BlockExpression): void {
    this.#inScope(() => {
      for (const statement of node.body) this.#statement(statement);
    });
  }

  #inScope(body: () => void): void {
    const outer = this.#scope;
    this.#scope = new Scope(outer.owner, outer);
    body();
    this.#scope = outer;
  }

  // ------------------------------------------------------------------------------------------------------ names

  #declarePattern(pattern: Pattern, kind: BindingKind, isMutable: boolean): void {
    switch (pattern.type) {
      case "BindingPattern":
        this.#declare(pattern, pattern.name, kind, isMutable);
        return;
      case "ConstructorPattern":
        return this.#declarePattern(pattern.argument, kind, isMutable);
      case "TuplePattern":
        for (const element of pattern.elements) this.#declarePattern(element, kind, isMutable);
        return;
      case "ListPattern":
        for (const element of pattern.elements) this.#declarePattern(element, kind, isMutable);
        if (pattern.rest !== null) this.#declare(pattern.rest, pattern.rest.name, kind, isMutable);
        return;
      case "EnumPattern":
        for (const argument of pattern.args ?? []) this.#declarePattern(argument, kind, isMutable);
        return;
      case "StructPattern":
        for (const field of pattern.fields) this.#declarePattern(field.pattern, kind, isMutable);
        return;
    }
  }

  #declare(node: Node, name: string, kind: BindingKind, isMutable: boolean): Binding {
    let slot = this.#scope.slots.get(name);
    if (slot === undefined) {
      slot = new Slot(name, this.#scope);
      this.#scope.slots.set(name, slot);
    }
    const binding = new Binding(name, kind, isMutable, slot, ++this.#declarations);
    slot.versions.push(binding);
    if (++this.#scope.owner.variables === MOST_VARIABLES + 1) {
      this.#control.diagnostics.push(createDiagnostic("too-many-variables", node.start, node.end));
    }
    this.#bindings.set(node, binding);
    return binding;
  }

  #reference(node: Node, name: string): void {
    const globs = this.#globsInSight(name);
    if (globs.length > 0) this.#visibleGlobs.set(node, globs);
    const owner = this.#scope.owner;
    const found = this.#lookUp(name, this.#scope, owner);
    if (found === null || found instanceof EarlierName) {
      this.#pending.push({ node, name, owner });
      return;
    }
    this.#references.set(
      node,
      found instanceof Binding ? { type: "binding", binding: found } : { type: "capture", capture: found },
    );
  }

  /** What `name` is bound to right now as seen from `scope`, which belongs to `owner`. */
  #lookUp(name: string, scope: Scope, owner: FunctionInfo): Binding | Capture | EarlierName | null {
    for (let at: Scope | null = scope; at !== null && at.owner === owner; at = at.parent) {
      const binding = at.slots.get(name)?.versions.at(-1);
      if (binding !== undefined) return binding;
    }
    const outer = owner.scope.parent;
    if (outer === null) return this.#lookUpEarlier(name);
    // A `fn` sees itself, and a name that is bound when the function is created is copied.
    const found = this.#lookUp(name, outer, owner.parent!);
    return found === null ? null : owner.capture(name, found);
  }

  #lookUpEarlier(name: string): EarlierName | null {
    this.#globals.add(name);
    return this.#earlierNames.get(name) ?? null;
  }

  #resolveLate({ node, name, owner }: PendingName): void {
    const slot = findLaterSlot(name, owner);
    if (slot === null) {
      this.#references.set(node, { type: "global", name });
      return;
    }
    slot.isLate = true;
    for (let at: FunctionInfo | null = owner; at !== null && at !== slot.scope.owner; at = at.parent)
      at.lateSlots.add(slot);
    // A function that is created after the name was bound copies it, too; only the order of running tells.
    const mayBeBoundAtCreation = owner.parent !== slot.scope.owner;
    const changes = slot.versions.length > 1 || slot.versions.some((version) => version.isMutable);
    const capture = mayBeBoundAtCreation && changes ? owner.capture(name, slot) : null;
    this.#references.set(node, { type: "late", slot, capture });
  }

  /** The glob imports between the name and what binds it, innermost first. */
  #globsInSight(name: string): GlobImport[] {
    const globs: GlobImport[] = [];
    for (let at: Scope | null = this.#scope; at !== null; at = at.parent) {
      const binding = at.slots.get(name)?.versions.at(-1);
      globs.push(...at.globs.filter((glob) => binding === undefined || glob.order > binding.order).reverse());
      if (binding !== undefined) break;
    }
    return globs;
  }
}

/** The operands that `spawn` and `select` accept: calls of functions and methods (concurrency B-17). */
function isCall(node: Expression): node is CallExpression | MethodCallExpression {
  return node.type === "CallExpression" || node.type === "MethodCallExpression";
}
