/**
 * `ionlang/hooks` (embedding 2.10): makes `import` load `.ion` files, until it is told to stop. Where Node has
 * `module.registerHooks` the hooks run in the same thread and also serve `require`; older versions run them in a
 * thread of their own (D32). `resolve` and `load` are the raw hooks, for those who register hooks themselves.
 */
import * as nodeModule from "node:module";
import { checkOptionNames } from "../misuse.ts";
import { MODULE_OPTIONS, type ModuleOptions } from "./ion-files.ts";
import { createHooks, type ModuleHooks } from "./module-hooks.ts";

export type { ModuleOptions } from "./ion-files.ts";

/** What newer versions of Node have beside `register`. */
interface SynchronousHooks {
  registerHooks?(hooks: ModuleHooks): { deregister(): void };
}

/** What the hooks of a thread are started with. */
export interface ThreadData {
  readonly options: ModuleOptions;
  /** Shared with the thread: one number, 0 once the hooks are unregistered. */
  readonly isActive: Int32Array;
}

let threadCount = 0;

/** Installs the hooks; the result removes them again. Modules that are loaded by then stay. */
export function register(options: ModuleOptions = {}): () => void {
  checkOptionNames(options, MODULE_OPTIONS);
  const { registerHooks } = nodeModule as SynchronousHooks;
  if (registerHooks === undefined) return registerThread(options);
  const hooks = registerHooks(createHooks(options));
  return () => hooks.deregister();
}

/** Node cannot remove the hooks of a thread: they are told to let everything pass. */
function registerThread(options: ModuleOptions): () => void {
  const isActive = new Int32Array(new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT)).fill(1);
  // The query gives each registration a module, and so a state, of its own.
  const thread = new URL(`./hooks-thread.js?${++threadCount}`, import.meta.url);
  nodeModule.register<ThreadData>(thread, { data: { options, isActive } });
  return () => void Atomics.store(isActive, 0, 0);
}

export const { resolve, load } = createHooks();
