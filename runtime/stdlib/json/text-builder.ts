/** Builds one long string of many short pieces. In comes the text piece by piece; a result too long is refused early. */
import { runtimeError } from "../../errors.ts";
import { MAX_STRING_LENGTH } from "../../methods/limits.ts";

const CHUNK_LENGTH = 8192;

export class TextBuilder {
  readonly #chunks: string[] = [];
  #chunk = "";
  #length = 0;

  add(piece: string): void {
    this.#chunk += piece;
    if (this.#chunk.length >= CHUNK_LENGTH) this.#finishChunk();
  }

  finish(): string {
    this.#finishChunk();
    return this.#chunks.join("");
  }

  #finishChunk(): void {
    // V8 keeps a concatenation as a tree of its pieces until somebody looks at a character. Looking early keeps these
    // trees small, which is three times faster and takes a tenth of the memory (benchmark "json encode").
    this.#chunk.charCodeAt(0);
    this.#length += this.#chunk.length;
    if (this.#length > MAX_STRING_LENGTH) throw runtimeError("encode result too large");
    this.#chunks.push(this.#chunk);
    this.#chunk = "";
  }
}
