/**
 * The process-wide engine that imported modules run in unless they are bound to another (embedding D29). It prints to
 * the process's output, and `os::args()` are the arguments of the process.
 */
import { EngineCore, type EngineEquipment, equip } from "./engine.ts";

let shared: EngineCore | null = null;

/**
 * The engine, made on first use. Compiled modules need no compiler; whoever has one equips the engine with it, also when
 * a module made the engine before.
 */
export function getDefaultEngine(equipment: EngineEquipment | null = null): EngineCore {
  shared ??= new EngineCore({ output: "inherit", args: processArguments() });
  if (equipment !== null) equip(shared, equipment);
  return shared;
}

function processArguments(): readonly string[] {
  const process = (globalThis as { process?: { readonly argv?: readonly string[] } }).process;
  return process?.argv?.slice(2) ?? [];
}
