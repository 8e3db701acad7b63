/**
 * Reads Ion sources: from a file, or from stdin for `-`. What comes out is text: UTF-8 without byte order mark, the
 * `#!` line blanked. What is no text is refused as a `FileError`.
 */
import { readFileSync } from "node:fs";
import { blankShebang } from "../shebang.ts";
import { cannotRead, FileError } from "./failure.ts";

export interface SourceInput {
  /** The name for messages: the path as the user wrote it, `<stdin>` or `<eval>`. */
  readonly name: string;
  readonly text: string;
}

export const STDIN = "-";

export async function readSource(path: string): Promise<SourceInput> {
  const name = path === STDIN ? "<stdin>" : path;
  try {
    const bytes = path === STDIN ? await readStdin() : readFileSync(path);
    return { name, text: decodeSource(name, bytes) };
  } catch (error) {
    throw error instanceof FileError ? error : cannotRead(name, error);
  }
}

async function readStdin(): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of process.stdin) chunks.push(chunk);
  return Buffer.concat(chunks);
}

/** The text of a source file, ready to be compiled. */
export function decodeSource(name: string, bytes: Uint8Array): string {
  if (bytes.includes(0)) throw new FileError(`cannot read ${name}: it is not text (it has a NUL byte)`);
  try {
    return blankShebang(new TextDecoder("utf-8", { fatal: true }).decode(bytes));
  } catch (error) {
    // The decoder throws a TypeError for bytes that are no UTF-8, and a RangeError for a text beyond what a string holds.
    if (error instanceof TypeError) throw new FileError(`cannot read ${name}: it is not valid UTF-8`);
    throw error;
  }
}
