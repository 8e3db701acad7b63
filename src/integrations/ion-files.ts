/**
 * What every loader and plugin agrees on: which files are Ion, how a program is named after its file, and the options
 * that all of them take (embedding 2.10).
 */
import { relative, sep } from "node:path";
import { fileURLToPath } from "node:url";

/** How the modules of `.ion` files are made. */
export interface ModuleOptions {
  /** What the modules import the runtime from. Default `ionlang/runtime`. */
  readonly runtime?: string;
  /** Compiles for debugging. */
  readonly dev?: boolean;
}

export const MODULE_OPTIONS = ["runtime", "dev"] satisfies readonly (keyof ModuleOptions)[];

/** A URL of a file whose path ends in `.ion`, with any query: the query only keeps versions of a module apart. */
export function isIonUrl(url: string): boolean {
  return /^file:[^?#]*\.ion(?:[?#]|$)/.test(url);
}

export function withoutQuery(url: string): string {
  return url.replace(/[?#].*$/s, "");
}

export function pathOfUrl(url: string): string {
  return fileURLToPath(withoutQuery(url));
}

/**
 * The name of the program in errors: its path from the working directory, with `/`. A name from there stays the same on
 * every machine that builds the project.
 */
export function programName(path: string, workingDirectory: string = process.cwd()): string {
  return relative(workingDirectory, path).replaceAll(sep, "/");
}
