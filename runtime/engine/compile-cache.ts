/** Compiled programs by source and file name; the least recently used ones are dropped (embedding 2.10). */
import type { CompiledProgram } from "../program/program.ts";

const MAX_ENTRIES = 100;
/** Longer sources are not kept: what is big is rarely evaluated twice. */
const MAX_SOURCE_LENGTH = 100_000;

export class CompileCache {
  /** A Map keeps the order of insertion; an entry that is used is inserted anew. */
  readonly #programs = new Map<string, CompiledProgram>();

  /** `unknownGlobals` is part of the key, because the code depends on it. */
  getOrCompile(
    source: string,
    filename: string | undefined,
    unknownGlobals: ReadonlySet<string>,
    compile: () => CompiledProgram,
  ): CompiledProgram {
    if (source.length > MAX_SOURCE_LENGTH) return compile();
    const key = JSON.stringify([filename ?? null, [...unknownGlobals].sort(), source]);
    const program = this.#programs.get(key) ?? compile();
    this.#programs.delete(key);
    this.#programs.set(key, program);
    if (this.#programs.size > MAX_ENTRIES) this.#dropOldest();
    return program;
  }

  #dropOldest(): void {
    for (const key of this.#programs.keys()) {
      this.#programs.delete(key);
      return;
    }
  }
}
