/**
 * Modules that a host gives to scripts (embedding 1.5, 2.7): built with `Module`, or from a plain object tree. Building
 * only collects; `createModuleValue` makes the Ion value for one engine and freezes the module.
 */
import { IonModule as ModuleValue } from "../values/function.ts";
import type { Value } from "../values/value.ts";
import { thrownText } from "./conversion.ts";
import { IonConversionError } from "./conversion-error.ts";
import { createHostFunction, isAsyncFunction } from "./host-function.ts";
import { isIonValue } from "./ion-value.ts";
import { originalOf } from "./live-objects.ts";
import type { Marshaller } from "./marshaller.ts";
import { HostMisuseError, misuse, requireName, requireObject } from "./misuse.ts";
import { readRegistration } from "./registration.ts";
import type { AsyncCallbackOf, CallbackOf, HostSignature } from "./signature.ts";
import type { AsyncHostCallback, HostCallback, IonInput } from "./types.ts";

/** A plain object tree: functions, constants, and nested objects as submodules. */
export interface ModuleMembers {
  readonly [name: string]: IonInput | ModuleMembers;
}

type Member =
  | {
      readonly type: "function";
      readonly isAsync: boolean;
      readonly signature: HostSignature | null;
      readonly callback: HostCallback;
    }
  | { readonly type: "value"; readonly value: unknown }
  | { readonly type: "module"; readonly module: Module };

let readMembers: (module: Module) => ReadonlyMap<string, Member>;
let freeze: (module: Module) => void;

export class Module {
  readonly name: string;
  readonly #members = new Map<string, Member>();
  #isFrozen = false;

  constructor(name: string) {
    requireName("module", name);
    this.name = name;
  }

  /** Looks at a private field: the answer needs nothing of a proxy's traps. */
  static isModule(value: object): value is Module {
    return #members in value;
  }

  static {
    readMembers = (module) => module.#members;
    freeze = (module) => {
      module.#isFrozen = true;
    };
  }

  registerFn(name: string, callback: HostCallback): this;
  registerFn<S extends HostSignature>(name: string, signature: S, callback: CallbackOf<S>): this;
  registerFn(...given: readonly unknown[]): this {
    const { name, signature, callback } = readRegistration(given, false);
    return this.#add(name, { type: "function", isAsync: false, signature, callback });
  }

  registerAsyncFn(name: string, callback: AsyncHostCallback): this;
  registerAsyncFn<S extends HostSignature>(name: string, signature: S, callback: AsyncCallbackOf<S>): this;
  registerAsyncFn(...given: readonly unknown[]): this {
    const { name, signature, callback } = readRegistration(given, true);
    return this.#add(name, { type: "function", isAsync: true, signature, callback });
  }

  /** A constant; converted when the module is registered. */
  set(name: string, value: IonInput): this {
    requireName("constant", name);
    return this.#add(name, { type: "value", value });
  }

  registerSubmodule(module: Module): this {
    if (!(module instanceof Module)) throw misuse("registerSubmodule needs a Module");
    return this.#add(module.name, { type: "module", module });
  }

  #add(name: string, member: Member): this {
    if (this.#isFrozen) throw misuse(`module '${this.name}' is registered and cannot change any more`);
    if (this.#members.has(name)) throw misuse(`module '${this.name}' already has a member '${name}'`);
    this.#members.set(name, member);
    return this;
  }
}

/** A module from a plain object tree; `async` functions register as asynchronous. */
export function moduleFrom(name: string, members: ModuleMembers): Module {
  requireName("module", name);
  requireObject(`the members of module '${name}'`, members);
  try {
    return buildModule(name, members, new Set());
  } catch (thrown) {
    if (thrown instanceof HostMisuseError) throw thrown;
    // A getter or a proxy's trap.
    throw new IonConversionError(thrownText(thrown), [name], thrown);
  }
}

function buildModule(name: string, members: object, open: Set<object>): Module {
  if (open.has(members)) throw misuse(`module '${name}' contains itself`);
  open.add(members);
  const module = new Module(name);
  for (const [key, value] of Object.entries(members)) {
    if (typeof value === "function" && originalOf(value) === undefined) {
      if (isAsyncFunction(value)) module.registerAsyncFn(key, value);
      else module.registerFn(key, value);
    } else if (isModule(value)) module.registerSubmodule(value);
    else if (isPlainObject(value)) module.registerSubmodule(buildModule(key, value, open));
    else module.set(key, value as IonInput);
  }
  open.delete(members);
  return module;
}

function isModule(value: unknown): value is Module {
  return typeof value === "object" && value !== null && Module.isModule(value);
}

function isPlainObject(value: unknown): value is object {
  if (typeof value !== "object" || value === null || isIonValue(value)) return false;
  try {
    const prototype = Object.getPrototypeOf(value);
    return prototype === null || prototype === Object.prototype;
  } catch {
    // A proxy whose traps throw is a constant, and its conversion says what is wrong.
    return false;
  }
}

/** The Ion value of a module, for one engine. From now on the module does not change. */
export function createModuleValue(module: Module, marshaller: Marshaller, prefix = ""): ModuleValue {
  freeze(module);
  const path = `${prefix}${module.name}`;
  const members = new Map<string, Value>();
  for (const [name, member] of readMembers(module)) {
    members.set(name, createMember(`${path}::${name}`, member, `${path}::`, marshaller));
  }
  return new ModuleValue(module.name, members);
}

function createMember(name: string, member: Member, prefix: string, marshaller: Marshaller): Value {
  switch (member.type) {
    case "function":
      return createHostFunction({ ...member, name }, marshaller);
    case "value":
      return marshaller.toIon(member.value);
    case "module":
      return createModuleValue(member.module, marshaller, prefix);
  }
}
