/**
 * A program as bundlers take it: in come a file's path and text, out go the module and a map whose one source is the
 * file beside it. What is wrong with the program is thrown as an IonError (embedding 2.10).
 */
import { basename } from "node:path";
import { compile } from "../compiler.ts";
import { SourceMap } from "../print/source-map.ts";
import { blankShebang } from "../shebang.ts";
import type { FileFilterOptions } from "./file-filter.ts";
import { MODULE_OPTIONS, type ModuleOptions } from "./ion-files.ts";

export interface PluginOptions extends ModuleOptions, FileFilterOptions {}

export const PLUGIN_OPTIONS = [
  ...MODULE_OPTIONS,
  ...(["include", "exclude"] as const),
] satisfies readonly (keyof PluginOptions)[];

export interface BundledModule {
  readonly code: string;
  readonly map: SourceMap;
}

/** `name` is what errors call the program. */
export function compileForBundle(path: string, name: string, text: string, options: PluginOptions): BundledModule {
  const { runtime, dev } = options;
  const { code, map } = compile(blankShebang(text), {
    filename: name,
    moduleUrl: false,
    ...(runtime !== undefined && { runtime }),
    ...(dev !== undefined && { dev }),
  });
  return { code, map: new SourceMap({ ...map!, sources: [basename(path)] }) };
}

/** `file.ion?raw` and `file.ion?url` ask for the text or the address of the file, which bundlers provide themselves. */
export function asksForFile(query: string): boolean {
  const parameters = new URLSearchParams(query);
  return parameters.has("raw") || parameters.has("url");
}
