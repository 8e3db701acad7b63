/** The hooks as Node 20 runs them, in a thread of their own; hooks.ts starts it and switches it off. */
import type { ThreadData } from "./hooks.ts";
import { createHooks, type ModuleHooks } from "./module-hooks.ts";

let hooks = createHooks();
let isActive: Int32Array | null = null;

export function initialize(data: ThreadData): void {
  hooks = createHooks(data.options);
  isActive = data.isActive;
}

export const resolve: ModuleHooks["resolve"] = (specifier, context, nextResolve) =>
  isOn() ? hooks.resolve(specifier, context, nextResolve) : nextResolve(specifier, context as never);

export const load: ModuleHooks["load"] = (url, context, nextLoad) =>
  isOn() ? hooks.load(url, context, nextLoad) : nextLoad(url, context as never);

function isOn(): boolean {
  return isActive === null || Atomics.load(isActive, 0) === 1;
}
