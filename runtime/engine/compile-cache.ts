/**
 * Compiled programs by source and file name; the least recently used ones are dropped (embedding 2.10).
 *
 * The code of a program also depends on what the names that it does not bind mean in the engine. Where that has
 * changed, the program is compiled anew and takes the place of the old one.
 */
import type { CompiledProgram } from "../program/program.ts";

const MAX_ENTRIES = 100;
/** Longer sources are not kept: what is big is rarely evaluated twice. */
const MAX_SOURCE_LENGTH = 100_000;

/** What an engine tells the compiler about the names of its scope. */
export interface ScopeNames {
  /** Library names that may mean something else by now. */
  readonly unknownGlobals: ReadonlySet<string>;
  /** Names that the scope binds. */
  readonly earlierNames: ReadonlySet<string>;
}

export interface CompiledScript {
  readonly program: CompiledProgram;
  /** The names that the program looks up outside itself. */
  readonly outerNames: ReadonlySet<string>;
}

interface Entry {
  readonly script: CompiledScript;
  /** What `outerNames` meant when the program was compiled. */
  readonly meaning: string;
  /** With these names that was checked last. */
  names: ScopeNames;
}

export class CompileCache {
  /** A Map keeps the order of insertion; an entry that is used is inserted anew. */
  readonly #entries = new Map<string, Entry>();

  getOrCompile(
    source: string,
    filename: string | undefined,
    names: ScopeNames,
    compile: () => CompiledScript,
  ): CompiledProgram {
    if (source.length > MAX_SOURCE_LENGTH) return compile().program;
    const key = filename === undefined ? `:${source}` : `${filename.length}:${filename}${source}`;
    const known = this.#entries.get(key);
    const script = known !== undefined && isValid(known, names) ? known.script : compile();
    const entry = known?.script === script ? known : { script, names, meaning: meaningOf(script, names) };
    this.#entries.delete(key);
    this.#entries.set(key, entry);
    if (this.#entries.size > MAX_ENTRIES) this.#dropOldest();
    return entry.script.program;
  }

  #dropOldest(): void {
    for (const key of this.#entries.keys()) {
      this.#entries.delete(key);
      return;
    }
  }
}

function isValid(entry: Entry, names: ScopeNames): boolean {
  if (entry.names !== names) {
    if (entry.meaning !== meaningOf(entry.script, names)) return false;
    entry.names = names;
  }
  return true;
}

function meaningOf({ outerNames }: CompiledScript, { unknownGlobals, earlierNames }: ScopeNames): string {
  const known = [...outerNames].filter((name) => unknownGlobals.has(name) || earlierNames.has(name));
  return JSON.stringify(known.map((name) => [name, unknownGlobals.has(name), earlierNames.has(name)]));
}
