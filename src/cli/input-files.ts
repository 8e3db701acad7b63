/**
 * Expands the operands of `build` and `check` to files: a folder stands for the `.ion` files below it, a pattern with
 * `*` or `?` for the files that match, anything else for itself, spelled as written. The result is sorted within an
 * operand and has no file twice. Hidden folders and `node_modules` are left out of folders and patterns.
 */
import { readdir, stat } from "node:fs/promises";
import { join, normalize, resolve, sep } from "node:path";
import { cannotRead, FileError } from "./failure.ts";
import { STDIN } from "./source-input.ts";

export interface InputFiles {
  readonly files: readonly string[];
  /** The folders that were named, or that hold the files that were named: what `--root` is derived from. */
  readonly folders: readonly string[];
}

export async function expandOperands(operands: readonly string[]): Promise<InputFiles> {
  const files = new Map<string, string>();
  const folders: string[] = [];
  for (const operand of operands) {
    const found = await expandOperand(operand);
    for (const file of found.files) if (!files.has(resolve(file))) files.set(resolve(file), file);
    folders.push(...found.folders);
  }
  return { files: [...files.values()], folders };
}

async function expandOperand(operand: string): Promise<InputFiles> {
  if (operand === STDIN) return { files: [STDIN], folders: [] };
  const kind = await kindOf(operand);
  if (kind === "folder") return { files: await filesBelow(operand), folders: [operand] };
  if (kind === "missing" && /[*?]/.test(operand)) return expandPattern(operand);
  return { files: [operand], folders: [folderOf(operand)] };
}

async function filesBelow(folder: string): Promise<string[]> {
  const files = (await walk(folder)).filter((file) => file.endsWith(".ion"));
  if (files.length === 0) throw new FileError(`no .ion files in ${folder}`);
  return files;
}

async function expandPattern(pattern: string): Promise<InputFiles> {
  const firstWildcard = pattern.search(/[*?]/);
  const folder = folderOf(pattern.slice(0, firstWildcard + 1));
  const matcher = patternToRegExp(normalize(pattern));
  const files = (await kindOf(folder)) === "folder" ? (await walk(folder)).filter((file) => matcher.test(file)) : [];
  if (files.length === 0) throw new FileError(`no files match ${pattern}`);
  return { files, folders: [folder] };
}

/** All files below `folder`, sorted, as normalized paths. */
async function walk(folder: string): Promise<string[]> {
  const files: string[] = [];
  for (const each of await foldersBelow(folder)) {
    for (const entry of await readFolder(each)) if (entry.isFile()) files.push(join(each, entry.name));
  }
  return files.sort();
}

/** `folder` and the folders below it that a folder stands for. */
export async function foldersBelow(folder: string): Promise<string[]> {
  const folders = [folder];
  // The list grows while it is read.
  for (const each of folders) {
    for (const entry of await readFolder(each)) {
      const isLeftOut = entry.name.startsWith(".") || entry.name === "node_modules";
      if (entry.isDirectory() && !isLeftOut) folders.push(join(each, entry.name));
    }
  }
  return folders;
}

async function readFolder(folder: string) {
  try {
    return await readdir(folder, { withFileTypes: true });
  } catch (error) {
    throw cannotRead(folder, error);
  }
}

async function kindOf(path: string): Promise<"folder" | "file" | "missing"> {
  try {
    return (await stat(path)).isDirectory() ? "folder" : "file";
  } catch {
    // Whatever is wrong with it: reading it as a file will say so.
    return "missing";
  }
}

function folderOf(path: string): string {
  return normalize(join(path, ".."));
}

/** `*` and `?` stay within a folder, `**` crosses folders. */
export function patternToRegExp(pattern: string): RegExp {
  const source = pattern.replaceAll(sep, "/").replace(/\*\*\/|\*\*|[*?]|[.+^${}()|[\]\\]/g, (part) => {
    if (part === "**/") return "(?:.*/)?";
    if (part === "**") return ".*";
    if (part === "*") return "[^/]*";
    if (part === "?") return "[^/]";
    return `\\${part}`;
  });
  return new RegExp(`^${source}$`);
}
