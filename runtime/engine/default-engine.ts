/**
 * The process-wide engine that imported modules run in unless they are bound to another (embedding D29). It prints to
 * the process's output, and `os::args()` are the arguments of the process.
 */
import { defaultPlatform } from "../stdlib/default-platform.ts";
import { EngineCore } from "./engine.ts";

let shared: EngineCore | null = null;

/** The engine, made on first use. Compiled modules need no compiler; whoever has one equips the engine with it. */
export function getDefaultEngine(): EngineCore {
  shared ??= new EngineCore({ output: defaultPlatform.standardOutput, args: processArguments() });
  return shared;
}

function processArguments(): readonly string[] {
  const process = (globalThis as { process?: { readonly argv?: readonly string[] } }).process;
  return process?.argv?.slice(2) ?? [];
}
