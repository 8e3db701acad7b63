/**
 * Which files a bundler plugin compiles: those that end in `.ion`, or what `include` names, without what `exclude`
 * names. A pattern is a regular expression over the absolute path, or a glob as `ion build` takes it: relative to the
 * working directory unless it is absolute.
 */
import { isAbsolute, normalize, relative, sep } from "node:path";
import { patternToRegExp } from "../cli/input-files.ts";

export type FilePattern = string | RegExp;

export interface FileFilterOptions {
  /** Default: all files that end in `.ion`. */
  readonly include?: FilePattern | readonly FilePattern[] | undefined;
  readonly exclude?: FilePattern | readonly FilePattern[] | undefined;
}

export function createFileFilter({ include = /\.ion$/, exclude = [] }: FileFilterOptions): (path: string) => boolean {
  const included = matcherOf(include);
  const excluded = matcherOf(exclude);
  return (path) => included(path) && !excluded(path);
}

function matcherOf(patterns: FilePattern | readonly FilePattern[]): (path: string) => boolean {
  const tests = [patterns].flat().map(testOf);
  return (path) => tests.some((test) => test(path));
}

function testOf(pattern: FilePattern): (path: string) => boolean {
  // `match` starts at the beginning, also with a global expression.
  if (pattern instanceof RegExp) return (path) => path.replaceAll(sep, "/").match(pattern) !== null;
  const expression = patternToRegExp(normalize(pattern));
  if (isAbsolute(pattern)) return (path) => expression.test(path.replaceAll(sep, "/"));
  return (path) => expression.test(relative(process.cwd(), path).replaceAll(sep, "/"));
}
