/**
 * What the analysis knows of the standard library: which functions and methods can make a task wait. It all follows
 * from the library's manifests.
 */
import { BUILTIN_PARAMS, METHOD_NAMES } from "../../runtime/builtins/manifest.ts";
import { CONCURRENCY_BUILTINS, OBJECT_METHODS, type OperationInfo } from "../../runtime/scheduler/manifest.ts";
import { ASYNC_STD_MODULES, STD_MODULE_NAMES, type StdModuleName } from "../../runtime/stdlib/manifest.ts";
import type { Resolution } from "./resolve.ts";

export { CALLBACK_METHODS, ITERATING_METHODS } from "../../runtime/builtins/manifest.ts";

/** Methods of task handles and channel ends that are suspending operations (concurrency M-9). */
export const WAITING_METHODS: ReadonlySet<string> = new Set(
  Object.values<Readonly<Record<string, OperationInfo>>>(OBJECT_METHODS).flatMap((methods) =>
    Object.keys(methods).filter((name) => methods[name]!.suspends),
  ),
);

/** Builtins that never wait, as long as the name still means the builtin. */
export function isPlainGlobal(name: string): boolean {
  return Object.hasOwn(BUILTIN_PARAMS, name) && !Object.hasOwn(CONCURRENCY_BUILTINS, name);
}

/** Library modules none of whose functions wait. */
export function isPlainModule(name: string): boolean {
  return isStandardModule(name) && !ASYNC_STD_MODULES.has(name);
}

export function isStandardModule(name: string): name is StdModuleName {
  return (STD_MODULE_NAMES as readonly string[]).includes(name);
}

/** The library modules and the builtins that the program mentions, in the order of the manual. */
export function mentionedLibrary({ globals }: Resolution): string[] {
  const names = new Set([...STD_MODULE_NAMES, ...Object.keys(BUILTIN_PARAMS)]);
  return [...names].filter((name) => globals.has(name));
}

/** Whether some type of the library has a method of this name. */
export function isLibraryMethod(name: string): boolean {
  return METHOD_NAMES.has(name);
}

/** Names that the program uses and neither it nor the standard library binds: what its host has to provide. */
export function requiredNames(resolution: Resolution): string[] {
  const names = new Set<string>();
  for (const reference of resolution.references.values()) {
    if (reference.type !== "global") continue;
    const { name } = reference;
    if (!isStandardModule(name) && !Object.hasOwn(BUILTIN_PARAMS, name)) names.add(name);
  }
  return [...names];
}
