/**
 * What the analysis knows of the standard library: which functions and methods can make a task wait. Only data; the
 * names are checked against the library's own tables by a test.
 */
import { BUILTIN_PARAMS } from "../../runtime/builtins/manifest.ts";
import type { Resolution } from "./resolve.ts";

export { CALLBACK_METHODS } from "../../runtime/builtins/manifest.ts";

/** Methods of task handles and channel ends that are suspending operations (concurrency M-9). */
export const WAITING_METHODS: ReadonlySet<string> = new Set(["send", "recv", "recv_timeout", "await_timeout", "close"]);

const PLAIN_GLOBALS: ReadonlySet<string> = new Set([
  "len",
  "range",
  "enumerate",
  "type_of",
  "str",
  "int",
  "float",
  "bytes",
  "bytes_from_hex",
  "assert",
  "assert_eq",
  "set",
  "cell",
]);

const PLAIN_MODULES: ReadonlySet<string> = new Set([
  "math",
  "json",
  "bytes",
  "string",
  "rand",
  "semver",
  "os",
  "path",
  "log",
]);

/** Builtins that never wait, as long as the name still means the builtin. */
export function isPlainGlobal(name: string): boolean {
  return PLAIN_GLOBALS.has(name);
}

/** Library modules none of whose functions wait. */
export function isPlainModule(name: string): boolean {
  return PLAIN_MODULES.has(name);
}

export function isStandardModule(name: string): boolean {
  return PLAIN_MODULES.has(name) || name === "io" || name === "fs";
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
