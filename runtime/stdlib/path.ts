/**
 * The `path` module (stdlib 5.10): POSIX paths as text, without a look at any file system. The rules are those of the
 * specification; Node's `path.posix` differs in nearly every function.
 */
import { runtimeError } from "../errors.ts";
import { List } from "../values/list.ts";
import type { Value } from "../values/value.ts";
import { isString, stringArgument } from "./arguments.ts";
import { constant, type ModuleDefinition } from "./definition.ts";

/** A leading `/`, then the parts between slashes; empty parts vanish, and `.` does but at the start. */
export function components(path: string): string[] {
  const parts = path.split("/").filter((part, index) => part !== "" && (part !== "." || index === 0));
  return path.startsWith("/") ? ["/", ...parts] : parts;
}

/** The last component if it names something: not the root, `.` or `..`. */
function nameOf(path: string): string | undefined {
  const name = components(path).at(-1);
  return name === "/" || name === "." || name === ".." ? undefined : name;
}

/** Where `name` has the dot before its extension, or its length; a leading dot does not count. */
function extensionDot(name: string): number {
  const dot = name.lastIndexOf(".");
  return dot > 0 ? dot : name.length;
}

export function joinPaths(parts: readonly string[]): string {
  const root = parts.findLastIndex((part) => part.startsWith("/"));
  const pieces: string[] = [];
  let needsSlash = false;
  for (const part of parts.slice(Math.max(root, 0))) {
    pieces.push(needsSlash ? `/${part}` : part);
    needsSlash = part !== "" && !part.endsWith("/");
  }
  return pieces.join("");
}

/** `path` without the trailing `/` and `/.` that name no component; a lone root stays. */
function withoutTrailingDots(path: string): string {
  let end = path.length;
  for (;;) {
    if (end > 1 && path[end - 1] === "/") end--;
    else if (end > 1 && path[end - 1] === "." && path[end - 2] === "/") end--;
    else return path.slice(0, end);
  }
}

export function parentOf(path: string): string {
  const trimmed = withoutTrailingDots(path);
  const last = components(path).at(-1);
  if (last === undefined || last === "/") return "";
  return withoutTrailingDots(trimmed.slice(0, trimmed.length - last.length));
}

export function stemOf(path: string): string {
  const name = nameOf(path) ?? "";
  return name.slice(0, extensionDot(name));
}

export function extensionOf(path: string): string {
  const name = nameOf(path) ?? "";
  return name.slice(extensionDot(name) + 1);
}

export function withExtension(path: string, extension: string): string {
  const name = nameOf(path);
  if (name === undefined) return path;
  const trimmed = withoutTrailingDots(path);
  const stem = trimmed.slice(0, trimmed.length - name.length + extensionDot(name));
  return extension === "" ? stem : `${stem}.${extension}`;
}

/** `..` removes the normal component before it; where there is none it is kept, also behind the root. */
export function normalizePath(path: string): string {
  const kept: string[] = [];
  for (const component of components(path)) {
    const previous = kept.at(-1);
    if (component === ".") continue;
    if (component === ".." && previous !== undefined && previous !== ".." && previous !== "/") kept.pop();
    else kept.push(component);
  }
  return kept.length === 0 ? "." : joinPaths(kept);
}

function join(args: readonly Value[]): Value {
  if (args.length === 0) throw runtimeError("takes at least 1 argument");
  const stranger = args.findIndex((arg) => !isString(arg));
  if (stranger !== -1) throw runtimeError(`argument ${stranger + 1} must be a string`);
  return joinPaths(args as string[]);
}

function replaceExtension(args: readonly Value[]): Value {
  if (args.length !== 2) throw runtimeError("takes 2 arguments: path, ext");
  const [path, extension] = args;
  if (!isString(path)) throw runtimeError("path must be a string");
  if (!isString(extension)) throw runtimeError("ext must be a string");
  if (extension.includes("/")) throw runtimeError("extension cannot contain path separators");
  return withExtension(path, extension);
}

/** A function of one path. */
function ofPath(compute: (path: string) => Value): (args: readonly Value[]) => Value {
  return (args) => compute(stringArgument(args));
}

export const path: ModuleDefinition<"path"> = {
  sep: constant(({ platform }) => platform.constants.pathSeparator),
  join,
  parent: ofPath(parentOf),
  basename: ofPath((path) => nameOf(path) ?? ""),
  stem: ofPath(stemOf),
  extension: ofPath(extensionOf),
  with_extension: replaceExtension,
  is_absolute: ofPath((path) => path.startsWith("/")),
  is_relative: ofPath((path) => !path.startsWith("/")),
  components: ofPath((path) => List.of(components(path))),
  normalize: ofPath(normalizePath),
};
