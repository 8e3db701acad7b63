/** The engine that a program runs in: the host's own, or a new one made from an object of bindings (embedding D28). */
import { isAsyncFunction } from "../host/host-function.ts";
import { type HostType, TYPE_ENTRY } from "../host/host-type.ts";
import { originalOf } from "../host/live-objects.ts";
import { misuse } from "../host/misuse.ts";
import { Module } from "../host/module.ts";
import type { IonInput } from "../host/types.ts";
import { EngineCore } from "./engine.ts";
import { type OutputOption, outputHandler } from "./settings.ts";

/** Functions register as host functions (`async` ones as asynchronous), modules and types as such, others as globals. */
export interface BindingTable {
  readonly [name: string]: IonInput;
}

export type Bindings = EngineCore | BindingTable;

/** For an engine that is made for the program. */
export interface OwnEngineOptions {
  readonly output?: OutputOption | undefined;
  readonly args?: readonly string[] | undefined;
}

/** Programs are programs of their own: unless told otherwise they print to the process's output (D6). */
export function engineFor(bindings: Bindings | undefined, options: OwnEngineOptions): EngineCore {
  if (bindings instanceof EngineCore) {
    if (options.output !== undefined || options.args !== undefined) {
      throw misuse("output and args belong to the engine that was passed: set them there");
    }
    return bindings;
  }
  const engine = new EngineCore({ output: outputHandler(options.output ?? "inherit"), args: options.args });
  if (bindings === undefined) return engine;
  if (typeof bindings !== "object" || bindings === null) throw misuse("bindings must be an engine or an object");
  for (const [name, value] of Object.entries(bindings)) bindGlobal(engine, name, value);
  return engine;
}

function bindGlobal(engine: EngineCore, name: string, value: unknown): void {
  if (value instanceof Module) engine.registerModule(value);
  else if (isHostType(value)) engine.registerType(value);
  else if (typeof value !== "function" || originalOf(value) !== undefined) engine.set(name, value as IonInput);
  else if (isAsyncFunction(value as () => unknown)) engine.registerAsyncFn(name, value as () => unknown);
  else engine.registerFn(name, value as () => unknown);
}

function isHostType(value: unknown): value is HostType {
  return (typeof value === "function" || (typeof value === "object" && value !== null)) && TYPE_ENTRY in value;
}
