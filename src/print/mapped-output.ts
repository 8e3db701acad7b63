/**
 * Where the printer writes: collects the text and, beside it, one mapping at the first character of every construct
 * that has a position of its own. What follows a construct inside a larger one keeps the construct's mapping: a second
 * mapping to where the larger one starts would draw breakpoints into the middle of it. Unmapped code begins with a
 * mapping without source, so that nobody takes it for a part of the line above (embedding 2.11).
 * Positions of the generated text: lines from 1, columns from 0, in UTF-16 units.
 */
import { UNMAPPED } from "../lower/builders.ts";

/** Receives mappings in the order of the generated text. `ion` is an offset, or UNMAPPED for code of our own. */
export interface MappingSink {
  add(line: number, column: number, ion: number, name: string | undefined): void;
}

const CHUNK_LENGTH = 4096;
const PUNCTUATION: ReadonlySet<number> = new Set([..." \n;,)]}"].map((character) => character.charCodeAt(0)));

export class MappedOutput {
  readonly #chunks: string[] = [];
  #chunk = "";
  readonly #sink: MappingSink | null;
  #line = 1;
  #column = 0;
  /** The position of the construct that is being written. */
  #ion = UNMAPPED;
  #name: string | undefined;
  /** Whether the next character is the first one of a construct, or of what follows in unmapped code. */
  #isDue = false;
  /** What the last mapping said, and the line that it is on. */
  #mappedIon = UNMAPPED;
  #mappedLine = 0;

  constructor(sink: MappingSink | null) {
    this.#sink = sink;
  }

  get text(): string {
    return this.#chunks.join("") + this.#chunk;
  }

  get ion(): number {
    return this.#ion;
  }

  /** A construct begins. */
  enter(ion: number, name?: string): void {
    this.#ion = ion;
    this.#name = name;
    this.#isDue = true;
  }

  /** A construct ended; the code that follows belongs to the one around it. */
  leave(outer: number): void {
    this.#ion = outer;
    this.#name = undefined;
    this.#isDue = outer === UNMAPPED;
  }

  /** Maps the place `length` characters back from the end of the text: where debuggers stop when a function returns. */
  markEnd(ion: number, length: number): void {
    if (this.#sink === null) return;
    this.#column -= length;
    this.#map(this.#sink, ion);
    this.#column += length;
  }

  write(code: string): void {
    this.#append(code);
    if (this.#sink === null) return;
    if (this.#isDue && !isPunctuation(code)) {
      this.#isDue = false;
      this.#map(this.#sink, this.#ion, this.#name);
    }
    const lineBreak = code.lastIndexOf("\n");
    if (lineBreak === -1) {
      this.#column += code.length;
      return;
    }
    for (let at = code.indexOf("\n"); at !== -1; at = code.indexOf("\n", at + 1)) this.#line++;
    this.#column = code.length - lineBreak - 1;
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

  #map(sink: MappingSink, ion: number, name?: string): void {
    // Many tools look no further back than the start of the line, others on to the last mapping before: both must find it.
    const isKnown = ion === this.#mappedIon && (ion === UNMAPPED || this.#line === this.#mappedLine);
    if (isKnown && name === undefined) return;
    sink.add(this.#line, this.#column, ion, name);
    this.#mappedIon = ion;
    this.#mappedLine = this.#line;
  }
}

/** White space, separators and closing brackets: no place to stop at, so they need no mapping of their own. */
function isPunctuation(code: string): boolean {
  for (let i = 0; i < code.length; i++) if (!PUNCTUATION.has(code.charCodeAt(i))) return false;
  return true;
}
