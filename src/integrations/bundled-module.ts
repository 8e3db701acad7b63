/**
 * A program as bundlers take it: in come a file's path and text, out go the module and a map whose one source is the
 * file beside it. What is wrong with the program is thrown as an IonError (embedding 2.10).
 */
import { basename } from "node:path";
import { type CompileResult, compile } from "../compiler.ts";
import { SourceMap } from "../print/source-map.ts";
import { blankShebang } from "../shebang.ts";
import type { FileFilterOptions } from "./file-filter.ts";
import { type ModuleOptions, programName } from "./ion-files.ts";

export interface PluginOptions extends ModuleOptions, FileFilterOptions {}

export type BundledModule = Pick<CompileResult, "code" | "warnings"> & { readonly map: SourceMap };

export function compileForBundle(path: string, text: string, { runtime, dev }: PluginOptions): BundledModule {
  const { code, map, warnings } = compile(blankShebang(text), {
    filename: programName(path),
    moduleUrl: false,
    ...(runtime !== undefined && { runtime }),
    ...(dev !== undefined && { dev }),
  });
  return { code, map: new SourceMap({ ...map!, sources: [basename(path)] } as never), warnings };
}

/** `file.ion?raw` and `file.ion?url` ask for the text or the address of the file, which bundlers provide themselves. */
export function asksForFile(query: string): boolean {
  const parameters = new URLSearchParams(query);
  return parameters.has("raw") || parameters.has("url");
}
