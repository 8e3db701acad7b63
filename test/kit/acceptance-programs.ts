/** The acceptance programs of embedding.md, part 3: the code under the paragraph that begins `**A1 Title.**`. */
import { readFileSync } from "node:fs";
import { readFences } from "./markdown.ts";
import { REPOSITORY } from "./source-files.ts";

export function acceptanceProgram(id: string): string {
  const text = readFileSync(`${REPOSITORY}fixtures/spec/embedding.md`, "utf8");
  const start = text.indexOf(`\n**${id} `);
  if (start === -1) throw new Error(`the specification has no program ${id}`);
  return readFences(text.slice(start))[0]!.code;
}
