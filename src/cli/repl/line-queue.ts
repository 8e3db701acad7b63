/** Lines that arrive by events, taken one at a time; what is not taken yet waits. */
export class LineQueue {
  readonly #lines: string[] = [];
  #hasEnded = false;
  #wake: (() => void) | undefined;

  push(line: string): void {
    this.#lines.push(line);
    this.#wake?.();
  }

  /** No more lines come; those that are there can still be taken. */
  end(): void {
    this.#hasEnded = true;
    this.#wake?.();
  }

  clear(): void {
    this.#lines.length = 0;
  }

  /** The next line; null behind the last one. */
  async next(): Promise<string | null> {
    while (this.#lines.length === 0 && !this.#hasEnded) await new Promise<void>((wake) => (this.#wake = wake));
    return this.#lines.shift() ?? null;
  }
}
