/** What the command line knows of its output streams: colors, closed pipes, and when everything has been written. */
import type { WriteStream } from "node:tty";
import { styleText } from "node:util";
import type { ParsedOptions } from "./command-line.ts";
import { cannotWrite, EXIT_OK, reportFailure } from "./failure.ts";

/** `--color` and `--no-color` decide; then NO_COLOR and FORCE_COLOR; then whether `stream` is a terminal. */
export function useColor(stream: WriteStream, options: ParsedOptions): boolean {
  if (options.has("no-color")) return false;
  if (options.has("color")) return true;
  const { NO_COLOR, FORCE_COLOR } = process.env;
  if (NO_COLOR !== undefined && NO_COLOR !== "") return false;
  if (FORCE_COLOR !== undefined && FORCE_COLOR !== "") return FORCE_COLOR !== "0";
  return stream.isTTY === true;
}

/** A reader that goes away (`ion x.ion | head`) ends the program quietly; any other failure to write is reported. */
export function exitWhenOutputFails(): void {
  for (const [name, stream] of [
    ["<stdout>", process.stdout],
    ["<stderr>", process.stderr],
  ] as const) {
    stream.on("error", (error: NodeJS.ErrnoException) => {
      process.exit(error.code === "EPIPE" ? EXIT_OK : reportFailure(cannotWrite(name, error), false));
    });
  }
}

/** Resolves when what was written so far has left the process. */
export async function flushOutput(): Promise<void> {
  await Promise.all(
    [process.stdout, process.stderr].map((stream) => new Promise<void>((done) => stream.write("", () => done()))),
  );
}

export type Paint = (style: Parameters<typeof styleText>[0], text: string) => string;

/** `styleText`, or the identity when colors are off. */
export function painter(isColored: boolean): Paint {
  return isColored ? styleText : (_style, text) => text;
}

/** How far a long command has come, in one line of a terminal that is written over. Anything but a terminal gets nothing. */
export class Progress {
  readonly #stream: WriteStream;
  readonly #verb: string;
  readonly #total: number;

  /** `verb`: what happens to the files, as in `compiling`. A single file is not worth a line. */
  constructor(stream: WriteStream, verb: string, total: number) {
    this.#stream = stream;
    this.#verb = verb;
    this.#total = stream.isTTY && total > 1 ? total : 0;
  }

  show(done: number): void {
    if (this.#total > 0) this.#stream.write(`\r\u001b[K${this.#verb} ${done}/${this.#total}`);
  }

  /** Takes the line away, before something else is written. */
  clear(): void {
    if (this.#total > 0) this.#stream.write("\r\u001b[K");
  }
}
