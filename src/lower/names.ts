/**
 * JavaScript names for Ion names: the only source of identifiers in emitted code.
 *
 * Ion identifiers are ASCII letters, digits and `_`, so every name with a `$` is ours: reserved words and shadowed
 * names get a `$` suffix (`class$`, `x$1`), helpers begin with `$`. Where the names differ, the source map's `names`
 * carries the Ion one.
 */
import { Binding, type Capture, type FunctionInfo, needsCopy, type Scope, Slot } from "../analyze/scope.ts";

/** Words that JavaScript reserves in strict code or that have a meaning of their own there. */
const RESERVED: ReadonlySet<string> = new Set(
  (
    "arguments await break case catch class const continue debugger default delete do else enum eval export extends " +
    "false finally for function if implements import in instanceof interface let new null package private protected " +
    "public return static super switch this throw true try typeof var void while with yield undefined NaN Infinity async"
  ).split(" "),
);

export function safeName(name: string): string {
  return RESERVED.has(name) ? `${name}$` : name;
}

/** The name under which a function is exported from a compiled module (embedding D29). */
export function exportName(name: string): string {
  return RESERVED.has(name) || name === "then" ? `${name}$` : name;
}

/**
 * The JavaScript variables of all bindings and captures. A name is unique among the variables of the enclosing scopes
 * of its own function and those that the function uses from outside, so that no use is ever shadowed by accident.
 */
export class NameTable {
  readonly #names = new Map<Binding | Capture | Slot, string>();
  /** Names that a function uses from outside itself: chosen before any of its own. */
  readonly #outerNames = new Map<FunctionInfo, Set<string>>();
  /** The names of each scope, with the next suffix to try where one is wanted again. */
  readonly #scopeNames = new Map<Scope, Map<string, number>>();

  constructor(functions: readonly FunctionInfo[], bindings: Iterable<Binding>) {
    const bindingsOf = new Map<FunctionInfo, Binding[]>(functions.map((info) => [info, []]));
    for (const binding of bindings) bindingsOf.get(binding.slot.scope.owner)!.push(binding);
    for (const info of functions) {
      const outer = new Set<string>();
      for (const capture of info.captures.values()) {
        outer.add(this.ofCapture(capture));
        if (capture.of instanceof Slot) outer.add(this.ofSlot(capture.of));
        else if (capture.of instanceof Binding) outer.add(this.ofFunction(capture.of));
      }
      for (const slot of info.lateSlots) outer.add(this.ofSlot(slot));
      this.#outerNames.set(info, outer);
      for (const binding of bindingsOf.get(info)!) this.ofBinding(binding);
    }
  }

  ofBinding(binding: Binding): string {
    if (binding.slot.isLate) return this.ofSlot(binding.slot);
    return this.#nameOf(binding, safeName(binding.name), binding.slot.scope);
  }

  /** The copy that a loop has of a variable of the top level: `$l_sum`. */
  ofCopy(binding: Binding): string {
    return `$l_${this.ofBinding(binding)}`;
  }

  /** The JavaScript function of a `fn` or named lambda. */
  ofFunction(binding: Binding): string {
    if (!sharesVariable(binding)) return this.ofBinding(binding);
    return this.#nameOf(binding, safeName(binding.name), binding.slot.scope);
  }

  /** The variable that holds the value of such a function. */
  ofFunctionValue(binding: Binding): string {
    return `${this.ofFunction(binding)}$value`;
  }

  /** The one variable of a name that functions created before it may read. */
  ofSlot(slot: Slot): string {
    return this.#nameOf(slot, safeName(slot.name), slot.scope);
  }

  /** The variable through which a function sees an outer name: a copy, or the outer variable itself. */
  ofCapture(capture: Capture): string {
    const { of } = capture;
    // Not every Ion block is a JavaScript one, so a copy's name is unique in the whole function that makes it.
    if (needsCopy(of)) return this.#nameOf(capture, `${safeName(capture.name)}$c`, capture.owner.parent!.scope);
    return of instanceof Binding ? this.ofBinding(of) : this.ofCapture(of as Capture);
  }

  #nameOf(key: Binding | Capture | Slot, base: string, scope: Scope): string {
    const known = this.#names.get(key);
    if (known !== undefined) return known;
    let names = this.#scopeNames.get(scope);
    if (names === undefined) {
      names = new Map();
      this.#scopeNames.set(scope, names);
    }
    let suffix = names.get(base) ?? 0;
    let name = suffixed(base, suffix);
    while (this.#isTaken(name, scope)) name = suffixed(base, ++suffix);
    names.set(base, suffix + 1);
    if (name !== base) names.set(name, 0);
    this.#names.set(key, name);
    return name;
  }

  #isTaken(name: string, scope: Scope): boolean {
    if (this.#outerNames.get(scope.owner)?.has(name) === true) return true;
    for (let at: Scope | null = scope; at !== null && at.owner === scope.owner; at = at.parent) {
      if (this.#scopeNames.get(at)?.has(name) === true) return true;
    }
    return false;
  }
}

/**
 * Whether the binding is one of several versions of a late-bound name, which are kept in one variable. A function among
 * them has a name of its own besides.
 */
export function sharesVariable(binding: Binding): boolean {
  return binding.slot.isLate && binding.slot.versions.length > 1;
}

function suffixed(base: string, suffix: number): string {
  return suffix === 0 ? base : `${base}$${suffix}`;
}
