/**
 * Where the printer writes: collects the text and, beside it, one mapping wherever the Ion position of what is written
 * changes. Positions of the generated text: lines from 1, columns from 0, in UTF-16 units.
 */
import { UNMAPPED } from "../lower/builders.ts";

/** Receives mappings in the order of the generated text. `ion` is an offset, or UNMAPPED for code of our own. */
export interface MappingSink {
  add(line: number, column: number, ion: number, name: string | undefined): void;
}

const NOTHING_EMITTED = -2;
const CHUNK_LENGTH = 4096;
const PUNCTUATION: ReadonlySet<number> = new Set([..." \n;,)]}"].map((character) => character.charCodeAt(0)));

export class MappedOutput {
  readonly #chunks: string[] = [];
  #chunk = "";
  readonly #sink: MappingSink | null;
  #line = 1;
  #column = 0;
  /** The position of what is written next, and of what the last mapping said. */
  #ion = UNMAPPED;
  #name: string | undefined;
  #emittedIon = NOTHING_EMITTED;

  constructor(sink: MappingSink | null) {
    this.#sink = sink;
  }

  get text(): string {
    return this.#chunks.join("") + this.#chunk;
  }

  get ion(): number {
    return this.#ion;
  }

  /** Says where the code that follows comes from. */
  moveTo(ion: number, name?: string): void {
    this.#ion = ion;
    this.#name = name;
  }

  write(code: string): void {
    this.#append(code);
    if (this.#sink === null) return;
    if ((this.#ion !== this.#emittedIon || this.#name !== undefined) && !isPunctuation(code)) this.#emit(this.#sink);
    const lineBreak = code.lastIndexOf("\n");
    if (lineBreak === -1) {
      this.#column += code.length;
      return;
    }
    for (let at = code.indexOf("\n"); at !== -1; at = code.indexOf("\n", at + 1)) this.#line++;
    this.#column = code.length - lineBreak - 1;
    this.#emittedIon = NOTHING_EMITTED;
  }

  /** Text is collected in flat pieces: one long chain of concatenations would keep every small string alive. */
  #append(code: string): void {
    this.#chunk += code;
    if (this.#chunk.length < CHUNK_LENGTH) return;
    // Reading a character makes the engine flatten the string.
    this.#chunk.charCodeAt(0);
    this.#chunks.push(this.#chunk);
    this.#chunk = "";
  }

  #emit(sink: MappingSink): void {
    // At the start of a line nothing is mapped: only the end of a mapped stretch needs a segment of its own.
    if (this.#ion !== UNMAPPED || this.#emittedIon !== NOTHING_EMITTED) {
      sink.add(this.#line, this.#column, this.#ion, this.#name);
    }
    this.#emittedIon = this.#ion;
    this.#name = undefined;
  }
}

/** White space, separators and closing brackets: no place to stop at, so they need no mapping of their own. */
function isPunctuation(code: string): boolean {
  for (let i = 0; i < code.length; i++) if (!PUNCTUATION.has(code.charCodeAt(i))) return false;
  return true;
}
