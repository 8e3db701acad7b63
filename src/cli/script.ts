/** Which program `ion run` runs, and with which arguments: a file, stdin, or the text of `-e` (embedding 2.12). */
import type { CommandLine } from "./command-line.ts";
import { UsageError } from "./failure.ts";
import { readSource, type SourceInput, STDIN } from "./source-input.ts";

export interface Script {
  readonly source: SourceInput;
  readonly args: readonly string[];
}

export async function readScript({ options, operands, isVerbWritten }: CommandLine): Promise<Script> {
  const code = options.value("eval");
  if (code !== undefined) return { source: { name: "<eval>", text: code }, args: operands };
  const [path, ...args] = operands;
  return { source: await readSource(path ?? implicitScript(isVerbWritten)), args };
}

/** `echo '1 + 2' | ion` runs stdin (D37); `ion run` wants to be told. */
function implicitScript(isVerbWritten: boolean): string {
  if (isVerbWritten) throw new UsageError("ion run needs a file, or '-' for stdin");
  return STDIN;
}
