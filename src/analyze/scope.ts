/**
 * Scopes, bindings and functions as the resolver finds them (language 4.2, 4.3).
 *
 * A `Slot` is one name in one scope: a second `let` of the name adds a version to it. A function does not see the slots
 * around it directly: what is bound when it is created is copied (a `Capture`), what is bound later is read through the
 * slot each time (a late reference).
 */
import type { FnDeclaration, LambdaExpression, Program } from "../syntax/ast.ts";

export type FunctionNode = FnDeclaration | LambdaExpression | Program;

export class FunctionInfo {
  readonly node: FunctionNode;
  /** As shown in frames and messages: `<main>`, `<lambda>` or the declared name. */
  readonly name: string;
  readonly parent: FunctionInfo | null;
  /** The scope of the parameters, around that of the body. */
  readonly scope: Scope;
  /** What it copies when it is created, by the thing that is copied. */
  readonly captures = new Map<Captured, Capture>();
  /** Number of names bound anywhere in it, functions inside it not counted. */
  variables = 0;
  /** Outer names that it, or a function inside it, reads late. */
  readonly lateSlots = new Set<Slot>();
  /** The binding of a `fn` declaration, or of a `let` that names a lambda and can never be something else. */
  binding: Binding | null = null;

  constructor(node: FunctionNode, name: string, parent: FunctionInfo | null, outer: Scope | null) {
    this.node = node;
    this.name = name;
    this.parent = parent;
    this.scope = new Scope(this, outer);
  }

  get isMain(): boolean {
    return this.parent === null;
  }

  /** Copies an outer name when it is created. */
  capture(name: string, of: Captured): Capture {
    let capture = this.captures.get(of);
    if (capture === undefined) {
      capture = new Capture(this, name, of);
      this.captures.set(of, capture);
    }
    return capture;
  }
}

export class Scope {
  readonly owner: FunctionInfo;
  readonly parent: Scope | null;
  readonly slots = new Map<string, Slot>();
  /** Glob imports of values that may be dicts, whose entries become names of this scope (4.12). */
  readonly globs: GlobImport[] = [];

  constructor(owner: FunctionInfo, parent: Scope | null) {
    this.owner = owner;
    this.parent = parent;
  }

  get isTopLevel(): boolean {
    return this.parent === null;
  }
}

export interface GlobImport {
  readonly type: "GlobImport";
  /** Position in the order of declarations: it hides what was bound before it in the same scope. */
  readonly order: number;
  /** True when the entries are names of the engine's scope, too. */
  readonly isTopLevel: boolean;
  /** The JavaScript variable that holds the imported dict; chosen when the statement is lowered. */
  jsName: string;
}

export class Slot {
  readonly name: string;
  readonly scope: Scope;
  readonly versions: Binding[] = [];
  /** True when a function created before the first version reads the name: all versions share one variable. */
  isLate = false;

  constructor(name: string, scope: Scope) {
    this.name = name;
    this.scope = scope;
  }

  /** Whether the variable holds a binding of the engine's scope rather than the value. */
  get isShared(): boolean {
    return this.scope.isTopLevel && this.versions.some((version) => version.isMutable);
  }
}

export type BindingKind = "let" | "fn" | "parameter" | "pattern" | "use";

export class Binding {
  readonly name: string;
  readonly kind: BindingKind;
  readonly isMutable: boolean;
  readonly slot: Slot;
  readonly order: number;
  /** True when any assignment statement of the program targets it. */
  isAssigned = false;
  /** The function that it always holds, when that is known: the target of direct calls. */
  knownFunction: FunctionInfo | null = null;
  /** True when the function value itself is needed, not only calls of it. */
  isUsedAsValue = false;

  constructor(name: string, kind: BindingKind, isMutable: boolean, slot: Slot, order: number) {
    this.name = name;
    this.kind = kind;
    this.isMutable = isMutable;
    this.slot = slot;
    this.order = order;
  }

  /** Top-level bindings outlive the program in the engine's scope. */
  get isTopLevel(): boolean {
    return this.slot.scope.isTopLevel;
  }

  /**
   * Mutable top-level bindings live in the engine's scope, because later evaluations may assign to them. All versions
   * of a late-bound name are kept in the same way.
   */
  get isShared(): boolean {
    return this.isTopLevel && (this.isMutable || (this.slot.isLate && this.slot.isShared));
  }
}

/** A top-level name that an earlier evaluation of the engine bound. */
export class EarlierName {
  readonly name: string;

  constructor(name: string) {
    this.name = name;
  }
}

/** What a function can copy: a binding, what the function around it copied, a late-bound name, an earlier name. */
export type Captured = Binding | Capture | Slot | EarlierName;

/** The copy of an outer name that a function takes when it is created. */
export class Capture {
  readonly owner: FunctionInfo;
  readonly name: string;
  readonly of: Captured;

  constructor(owner: FunctionInfo, name: string, of: Captured) {
    this.owner = owner;
    this.name = name;
    this.of = of;
  }
}

/** What a name in an expression or an assignment refers to. */
export type Reference =
  | { readonly type: "binding"; readonly binding: Binding }
  | { readonly type: "capture"; readonly capture: Capture }
  | { readonly type: "late"; readonly slot: Slot; readonly capture: Capture | null }
  | { readonly type: "global"; readonly name: string };

/** The binding behind a reference that cannot change its meaning, or null. */
export function bindingOf(reference: Reference): Binding | null {
  switch (reference.type) {
    case "binding":
      return reference.binding;
    case "capture":
      return capturedBinding(reference.capture);
    case "late":
      return reference.slot.versions.length === 1 ? reference.slot.versions[0]! : null;
    case "global":
      return null;
  }
}

/** The nearest scope around the function that binds `name` at some time (4.3: late-bound names). */
export function findLaterSlot(name: string, owner: FunctionInfo): Slot | null {
  for (let scope = owner.scope.parent; scope !== null; scope = scope.parent) {
    const slot = scope.slots.get(name);
    if (slot !== undefined) return slot;
  }
  return null;
}

function capturedBinding(capture: Capture): Binding | null {
  let of = capture.of;
  while (of instanceof Capture) of = of.of;
  return of instanceof Binding ? of : null;
}

/**
 * Whether the captured name can change after the function was created, so that a copy must be taken. Names that keep
 * their value are read through the JavaScript closure.
 */
export function needsCopy(of: Captured): boolean {
  if (of instanceof Slot || of instanceof EarlierName) return true;
  if (of instanceof Capture || of.knownFunction !== null) return false;
  return of.isShared || of.isAssigned || (of.slot.isLate && of.slot.versions.length > 1);
}
