/**
 * A compiled program as the compiler hands it over: data about it, and its code (embedding 2.9). The code asks its ABI
 * object for everything, so that the same program runs in any engine.
 */
import type { SourceModule } from "../errors.ts";
import type { ModuleMap } from "../generated-places.ts";
import { addMethods } from "../methods/dispatch.ts";
import type { LibraryMethod } from "../methods/library.ts";
import type { ConcurrencyBackend } from "../scheduler/manifest.ts";
import type { LibraryItem } from "../stdlib/library.ts";
import type { BitOperators } from "./bit-operators.ts";
import type { ProgramContext } from "./context.ts";
import { ABI_VERSION, OLDEST_ABI } from "./manifest.ts";

export interface ProgramMetadata {
  readonly abi: number;
  /** The version of the compiler. */
  readonly compiler: string;
  /** The name of the source, as errors show it. */
  readonly name: string;
  /** The URL that the module was loaded from. */
  readonly url?: string | undefined;
  /** The path of the source as seen from there. */
  readonly sourcePath?: string | undefined;
  /**
   * The backend that the program was compiled for; default `"async"` (concurrency L-4). It is about what the compiler
   * checked and how it treats operands; names, texts and how to wait are those of the engine that runs the program.
   */
  readonly concurrency?: ConcurrencyBackend | undefined;
  /** Free names that neither the program nor the library defines. */
  readonly requires: readonly string[];
  /** The builtins and library modules that the program mentions, for engines that do not have them. */
  readonly library?: readonly LibraryItem[];
  /** The methods that the program mentions. */
  readonly methods?: readonly LibraryMethod[];
  /** What the code gets, if its program has tasks; default `ProgramContext`. */
  readonly context?: typeof ProgramContext;
  /** The bit operators, if the program has any. */
  readonly bits?: typeof BitOperators;
  /** The names of the top-level functions. */
  readonly exports: readonly string[];
  /** Library names that the code calls as what cannot wait (root.ts). */
  readonly assumes?: readonly string[];
  /** Compiled for debugging: tasks show where they were spawned (2.11). */
  readonly dev?: boolean | undefined;
  /** Offset of the start of each line of the source. */
  readonly lineStarts: readonly number[];
  readonly source?: string | undefined;
  /** Name, start and end offset of every function, in turn. */
  readonly functions?: readonly (string | number)[];
}

/** A plain or a generator function; it gets the ABI object. */
export type ProgramMain = ($: never) => unknown;

export interface CompiledProgram {
  readonly metadata: ProgramMetadata;
  readonly main: ProgramMain;
  /** What the positions of errors refer to. */
  readonly module: SourceModule;
}

export class IonAbiError extends Error {
  readonly code = "ion.abi_mismatch";

  static {
    Object.defineProperty(IonAbiError.prototype, "name", { value: "IonAbiError", writable: true });
  }
}

/** How JavaScript stacks call the code, and its source map, read when an error first asks for it. */
export interface GeneratedScript {
  readonly script: string | undefined;
  readMap(): ModuleMap | null;
  adviseOn?(message: string, at: number): string | undefined;
}

/** Checks that this runtime can run the code, because a mismatch would give wrong answers (D30). */
export function createProgram(metadata: ProgramMetadata, main: ProgramMain, code?: GeneratedScript): CompiledProgram {
  checkAbi(metadata);
  const { name, lineStarts, source, functions = [], dev: isDev = false, methods = [] } = metadata;
  addMethods(methods);
  const module = Object.freeze({ name, url: sourceUrl(metadata), lineStarts, source, functions, isDev, ...code });
  return Object.freeze({ metadata, main, module });
}

/** A loader hook serves a module under the URL of its source; any other URL is that of a generated file. */
function sourceUrl({ url, sourcePath }: ProgramMetadata): string | undefined {
  if (url === undefined || /^[^?#]*\.ion(?:[?#]|$)/.test(url)) return url;
  return sourcePath === undefined ? undefined : new URL(encodeURI(sourcePath), url).href;
}

function checkAbi({ abi, name, url, compiler }: ProgramMetadata): void {
  if (Number.isInteger(abi) && abi >= OLDEST_ABI && abi <= ABI_VERSION) return;
  const range = OLDEST_ABI === ABI_VERSION ? `abi ${ABI_VERSION}` : `abis ${OLDEST_ABI} to ${ABI_VERSION}`;
  throw new IonAbiError(
    `${url ?? name} was compiled by ionlang ${compiler} with abi ${abi}, but this runtime supports ${range}; ` +
      "rebuild with `ion build`",
  );
}
