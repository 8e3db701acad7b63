/**
 * `ionlang/rollup`, which is also `ionlang/vite` (embedding 2.10): a plugin that compiles imported `.ion` files. The
 * types say only what is used of Rollup's, so that neither bundler has to be installed.
 */
import { IonError } from "../../runtime/ion-error.ts";
import { checkOptionNames } from "../misuse.ts";
import type { SourceMap } from "../print/source-map.ts";
import { asksForFile, compileForBundle, PLUGIN_OPTIONS, type PluginOptions } from "./bundled-module.ts";
import { createFileFilter } from "./file-filter.ts";
import { programName } from "./ion-files.ts";

export type { PluginOptions } from "./bundled-module.ts";

/** An error as Rollup prints it and as Vite's overlay shows it. Lines count from 1, columns from 0, as Rollup's do. */
export interface BuildError {
  readonly message: string;
  readonly id: string;
  readonly loc: { readonly file: string; readonly line: number; readonly column: number };
  readonly frame: string;
  readonly cause: IonError;
}

/** What the plugin uses of the context that bundlers call it with. */
export interface TransformContext {
  error(error: BuildError): never;
}

export interface TransformResult {
  readonly code: string;
  readonly map: SourceMap;
}

export interface IonPlugin {
  readonly name: "ion";
  transform(this: TransformContext, code: string, id: string): TransformResult | null;
}

export function ion(options: PluginOptions = {}): IonPlugin {
  checkOptionNames(options, PLUGIN_OPTIONS);
  const isIncluded = createFileFilter(options);
  return {
    name: "ion",
    transform(code, id) {
      const [path = "", query = ""] = splitId(id);
      if (path.startsWith("\0") || asksForFile(query) || !isIncluded(path)) return null;
      try {
        const { code: compiled, map } = compileForBundle(path, programName(path), code, options);
        return { code: compiled, map };
      } catch (error) {
        if (!IonError.isIonError(error)) throw error;
        return this.error(buildError(error, id, path));
      }
    },
  };
}

export default ion;

function splitId(id: string): string[] {
  return id.split(/\?(.*)/s);
}

function buildError(error: IonError, id: string, file: string): BuildError {
  const loc = { file, line: error.line, column: error.column - 1 };
  return { message: error.message, id, loc, frame: frameOf(error), cause: error };
}

/** The report without its header and location, which bundlers print themselves; further errors keep theirs. */
function frameOf(error: IonError): string {
  return error.format({ color: false }).split("\n").slice(2).join("\n");
}
