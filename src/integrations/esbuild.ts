/**
 * `ionlang/esbuild` (embedding 2.10): a plugin that compiles imported `.ion` files. The types say only what is used of
 * esbuild's, so that it need not be installed.
 */
import { readFile } from "node:fs/promises";
import { IonError } from "../../runtime/ion-error.ts";
import { decodeSource } from "../cli/source-input.ts";
import { checkOptionNames } from "../misuse.ts";
import { asksForFile, compileForBundle, PLUGIN_OPTIONS, type PluginOptions } from "./bundled-module.ts";
import { createFileFilter } from "./file-filter.ts";
import { programName } from "./ion-files.ts";

export type { PluginOptions } from "./bundled-module.ts";

/** Lines count from 1; columns from 0 and, as the length, in UTF-8 bytes. */
export interface EsbuildLocation {
  readonly file: string;
  readonly line: number;
  readonly column: number;
  readonly length: number;
  readonly lineText: string;
}

export interface EsbuildMessage {
  readonly text: string;
  readonly location: EsbuildLocation;
  readonly notes: { readonly text: string }[];
  readonly detail: IonError;
}

export interface EsbuildLoadResult {
  readonly contents?: string;
  readonly loader?: "js";
  readonly errors?: EsbuildMessage[];
  readonly watchFiles: string[];
}

interface EsbuildLoadArgs {
  readonly path: string;
  readonly suffix: string;
}

/** What the plugin uses of esbuild's `PluginBuild`. */
export interface EsbuildSetup {
  readonly initialOptions: { readonly absWorkingDir?: string };
  onLoad(
    filter: { filter: RegExp; namespace: string },
    callback: (args: EsbuildLoadArgs) => Promise<EsbuildLoadResult | undefined>,
  ): void;
}

export interface IonEsbuildPlugin {
  name: "ion";
  setup(build: EsbuildSetup): void;
}

export function ion(options: PluginOptions = {}): IonEsbuildPlugin {
  checkOptionNames(options, PLUGIN_OPTIONS);
  const isIncluded = createFileFilter(options);
  const filter = options.include === undefined ? /\.ion$/ : /./;
  return {
    name: "ion",
    setup(build) {
      build.onLoad({ filter, namespace: "file" }, async ({ path, suffix }) => {
        if (asksForFile(suffix) || !isIncluded(path)) return undefined;
        const name = programName(path, build.initialOptions.absWorkingDir);
        return load(path, name, await readFile(path), options);
      });
    },
  };
}

export default ion;

function load(path: string, name: string, bytes: Uint8Array, options: PluginOptions): EsbuildLoadResult {
  const watchFiles = [path];
  try {
    const { code, map } = compileForBundle(path, name, decodeSource(name, bytes), options);
    return { contents: `${code}//# sourceMappingURL=${map.toUrl()}\n`, loader: "js", watchFiles };
  } catch (error) {
    if (!IonError.isIonError(error)) throw error;
    return { errors: [error, ...error.additional].map(messageOf), watchFiles };
  }
}

function messageOf(error: IonError): EsbuildMessage {
  const notes = error.hint === undefined ? [] : [{ text: error.hint }];
  return { text: error.message, location: locationOf(error), notes, detail: error };
}

function locationOf({ sourceName, source, line, column, endLine, endColumn }: IonError): EsbuildLocation {
  const lineText = source?.split("\n")[line - 1] ?? "";
  const end = endLine === line ? endColumn : undefined;
  return {
    file: sourceName ?? "",
    line,
    column: Buffer.byteLength(lineText.slice(0, column - 1)),
    length: Buffer.byteLength(lineText.slice(column - 1, (end ?? column + 1) - 1)),
    lineText,
  };
}
