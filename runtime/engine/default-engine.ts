/**
 * The process-wide engine that imported modules run in unless they are bound to another (embedding D29). It prints to
 * the process's output, and `os::args()` are the arguments of the process.
 */
import { EngineCore } from "./engine.ts";
import type { EngineOptions } from "./options.ts";

type CreateEngine = (options: EngineOptions) => EngineCore;

let shared: EngineCore | null = null;

/**
 * The engine, made on first use. `create` makes it when it is not there yet, so that whoever has a compiler can give
 * it one.
 */
export function getDefaultEngine(create: CreateEngine = (options) => new EngineCore(options)): EngineCore {
  shared ??= create({ output: "inherit", args: processArguments() });
  return shared;
}

function processArguments(): readonly string[] {
  const process = (globalThis as { process?: { readonly argv?: readonly string[] } }).process;
  return process?.argv?.slice(2) ?? [];
}
