/** Writes a file, with the folders above it. What goes wrong is a `FileError`. */
import { mkdir, writeFile } from "node:fs/promises";
import { dirname } from "node:path";
import { cannotWrite } from "./failure.ts";

export async function writeText(path: string, text: string): Promise<void> {
  try {
    await mkdir(dirname(path), { recursive: true });
    await writeFile(path, text);
  } catch (error) {
    throw cannotWrite(path, error);
  }
}
