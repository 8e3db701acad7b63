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

export class MappedOutput {
  text = "";
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

  get ion(): number {
    return this.#ion;
  }

  /** Says where the code that follows comes from. */
  moveTo(ion: number, name?: string): void {
    this.#ion = ion;
    this.#name = name;
  }

  write(code: string): void {
    this.text += code;
    if (this.#sink === null) return;
    if ((this.#ion !== this.#emittedIon || this.#name !== undefined) && !isBlank(code)) this.#emit(this.#sink);
    const lineBreak = code.lastIndexOf("\n");
    if (lineBreak === -1) {
      this.#column += code.length;
      return;
    }
    for (let at = code.indexOf("\n"); at !== -1; at = code.indexOf("\n", at + 1)) this.#line++;
    this.#column = code.length - lineBreak - 1;
    this.#emittedIon = NOTHING_EMITTED;
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

function isBlank(code: string): boolean {
  for (let i = 0; i < code.length; i++) if (code.charCodeAt(i) > 32) return false;
  return true;
}
