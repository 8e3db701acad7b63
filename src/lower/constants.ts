/**
 * What a module sets up once, before its first statement: the parts of the runtime that it uses, references to global
 * names, method selectors, names of fields, signatures, boxed literals and the keys of dict literals.
 */
import type * as js from "estree";
import type { FunctionInfo } from "../analyze/scope.ts";
import type { Parameter } from "../syntax/ast.ts";
import * as b from "./builders.ts";

/** A part of the runtime that comes with a module by mention, and what it is for the module's program. */
export const RUNTIME_PARTS = {
  /** `async`, `spawn`, `.await`, `select` */
  TaskContext: "context",
  /** `&`, `|`, `^`, `<<`, `>>` */
  BitOperators: "bits",
} as const;
export type RuntimePart = keyof typeof RUNTIME_PARTS;

export class ModuleConstants {
  /** `const { machine: $m, suspended: $S } = $;` */
  readonly #abi = new Map<string, string>();
  readonly #declarations = new Map<string, js.Statement>();
  readonly #names = new Map<string, string>();
  readonly #signatures = new Map<string, string>();
  readonly #methods = new Set<string>();

  /** The parts of the runtime that the module needs besides what all have. */
  readonly parts = new Set<RuntimePart>();
  #fresh = 0;

  /** A name that nothing else in the module has. */
  fresh(purpose: string): string {
    return `$${purpose}${++this.#fresh}`;
  }

  /** A property of the runtime context under a local name. */
  abi(property: string, localName: string): js.Identifier {
    this.#abi.set(property, localName);
    return b.id(localName);
  }

  machine(property: string): js.MemberExpression {
    return b.member(this.abi("machine", "$m"), property);
  }

  /** `$h.active`, the number of `try` bodies around the running code. */
  activeHandlers(): js.MemberExpression {
    return b.member(this.abi("handlers", "$h"), "active");
  }

  /** The reference through which a name outside the program is read: `$g_len`. */
  global(name: string): js.Identifier {
    return this.#constant(`$g_${name}`, () => [b.string(name)], "global");
  }

  /** The interned selector of a method: `$m_push`. */
  selector(method: string): js.Identifier {
    this.#methods.add(method);
    return this.#constant(`$m_${method}`, () => [b.string(method)], "selector");
  }

  /** The name of a field: `$k_mass`. */
  fieldKey(name: string): js.Identifier {
    return this.#constant(`$k_${name}`, () => [b.string(name)], "fieldKey");
  }

  /** A function of `math` that may be computed in place: `$d_sqrt`. */
  floatFunction(name: string): js.Identifier {
    return this.#constant(`$d_${name}`, () => [b.string(name)], "floatFunction");
  }

  /** The names of all methods that the module calls. */
  get methods(): ReadonlySet<string> {
    return this.#methods;
  }

  float(value: number): js.Identifier {
    return this.#literal("float", Object.is(value, -0) ? "-0" : String(value), () => [b.number(value)]);
  }

  bytes(value: Uint8Array): js.Identifier {
    return this.#literal("bytes", value.join(), () => [b.array([...value].map(b.number))]);
  }

  /** The keys of dict literals: `$.shape(["x", "y"])`; equal lists of keys are shared. */
  shape(keys: readonly string[]): js.Identifier {
    return this.#literal("shape", JSON.stringify(keys), () => [b.array(keys.map(b.string))]);
  }

  /** `$.signature("f", [params], suspends)`; equal signatures are shared. */
  signature(info: FunctionInfo, params: readonly Parameter[], suspends: boolean): js.Identifier {
    const described = params.map(describeParameter);
    const key = JSON.stringify([info.name, described, suspends]);
    let name = this.#signatures.get(key);
    if (name === undefined) {
      name = `$f${this.#signatures.size + 1}`;
      this.#signatures.set(key, name);
      this.#declare(name, "signature", [b.string(info.name), b.array(described.map(b.string)), b.boolean(suspends)]);
    }
    return b.id(name);
  }

  #literal(kind: "float" | "bytes" | "shape", key: string, args: () => js.Expression[]): js.Identifier {
    const known = this.#names.get(`${kind} ${key}`);
    if (known !== undefined) return b.id(known);
    const name = `$c${this.#names.size + 1}`;
    this.#names.set(`${kind} ${key}`, name);
    this.#declare(name, kind, args());
    return b.id(name);
  }

  #constant(name: string, args: () => js.Expression[], maker: string): js.Identifier {
    if (!this.#declarations.has(name)) this.#declare(name, maker, args());
    return b.id(name);
  }

  #declare(name: string, maker: string, args: js.Expression[]): void {
    const init = b.call(b.member(b.id("$"), maker), args);
    this.#declarations.set(name, b.at(b.declare("const", b.id(name), init), b.UNMAPPED));
  }

  declarations(): js.Statement[] {
    const statements = [...this.#declarations.values()];
    if (this.#abi.size === 0) return statements;
    const properties = [...this.#abi].map(
      ([property, localName]): js.AssignmentProperty => ({
        type: "Property",
        key: b.id(property),
        value: b.id(localName),
        kind: "init",
        method: false,
        shorthand: false,
        computed: false,
      }),
    );
    const pattern: js.ObjectPattern = { type: "ObjectPattern", properties };
    const declaration: js.VariableDeclaration = {
      type: "VariableDeclaration",
      kind: "const",
      declarations: [{ type: "VariableDeclarator", id: pattern, init: b.id("$") }],
    };
    return [b.at(declaration, b.UNMAPPED), ...statements];
  }
}

/** `a`, `a=` (has a default), `/a` (positional-only), `:a` (keyword-only), `*a`, `**a`. */
function describeParameter(parameter: Parameter): string {
  const prefix = { plain: "", "positional-only": "/", "keyword-only": ":", rest: "*", "keyword-rest": "**" };
  return `${prefix[parameter.kind]}${parameter.name.name}${parameter.default === null ? "" : "="}`;
}
