/**
 * The hooks of Node's module loader for `.ion` files (embedding 2.10): in comes a file URL, out goes the compiled module
 * with its map inside. Everything else goes to the next hook, untouched. The same two functions serve
 * `module.registerHooks`, which is synchronous, and `module.register`, whose chain may answer promises.
 */
import { readFileSync } from "node:fs";
import { IonError } from "../../runtime/ion-error.ts";
import { decodeSource } from "../cli/source-input.ts";
import { compile } from "../compiler.ts";
import { DEFAULT_RUNTIME } from "../options.ts";
import { SourceMap } from "../print/source-map.ts";
import { failedModule } from "./failed-module.ts";
import { isIonUrl, type ModuleOptions, pathOfUrl, programName, withoutQuery } from "./ion-files.ts";

export interface ResolvedModule {
  readonly url: string;
  readonly format?: string | null | undefined;
  readonly shortCircuit?: boolean | undefined;
}

export interface LoadedModule {
  readonly format: string | null | undefined;
  readonly source?: unknown;
  readonly shortCircuit?: boolean | undefined;
}

type Next<Result> = (subject: string, context: never) => Result;

export interface ModuleHooks {
  resolve<Result>(specifier: string, context: unknown, nextResolve: Next<Result>): Result;
  load<Result>(url: string, context: unknown, nextLoad: Next<Result>): Result | LoadedModule;
}

export function createHooks(options: ModuleOptions = {}): ModuleHooks {
  return {
    resolve(specifier, context, nextResolve) {
      const resolved = nextResolve(specifier, context as never);
      const marked = resolved instanceof Promise ? resolved.then(markIonModule) : markIonModule(resolved);
      return marked as typeof resolved;
    },
    load(url, context, nextLoad) {
      return isIonUrl(url) ? loadIonModule(url, options) : nextLoad(url, context as never);
    },
  };
}

/** Tells whoever asks for the format before the file is loaded, as `require` does. */
function markIonModule(resolved: unknown): unknown {
  const { url } = resolved as ResolvedModule;
  return isIonUrl(url) ? { ...(resolved as ResolvedModule), format: "module" } : resolved;
}

function loadIonModule(url: string, options: ModuleOptions): LoadedModule {
  const path = pathOfUrl(url);
  const name = programName(path);
  const source = decodeSource(name, readFileSync(path));
  return { format: "module", source: compileOrFail(source, name, url, options), shortCircuit: true };
}

function compileOrFail(source: string, name: string, url: string, options: ModuleOptions): string {
  try {
    const { code, map } = compile(source, { ...options, filename: name });
    const inlineMap = new SourceMap({ ...map!, sources: [withoutQuery(url)] });
    return `${code}//# sourceMappingURL=${inlineMap.toUrl()}\n`;
  } catch (error) {
    if (!IonError.isIonError(error)) throw error;
    return failedModule(error, url, options.runtime ?? DEFAULT_RUNTIME);
  }
}
