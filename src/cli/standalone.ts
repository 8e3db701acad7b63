/**
 * `ion build --standalone`: one copy of the runtime, in a single file, stands beside the modules that a build writes, so
 * that they run where the package is not installed (embedding D31). The file is made when the package is built.
 */
import { readFile } from "node:fs/promises";
import { dirname, join, relative, sep } from "node:path";
import { cannotRead } from "./failure.ts";
import { commonFolder, type OutputPlan } from "./output-files.ts";
import { writeText } from "./write-text.ts";

const FILE_NAME = "ion-runtime.mjs";
const BUILT_RUNTIME = new URL("../../runtime/standalone/ion-runtime.mjs", import.meta.url);

export class Standalone {
  readonly #path: string;

  /** All modules share the copy, at the top of the output. */
  constructor(plans: readonly OutputPlan[], outdir: string | undefined) {
    const folder = outdir ?? relative(".", commonFolder(plans.map(({ output }) => dirname(output))));
    this.#path = join(folder, FILE_NAME);
  }

  /** What the module at `output` imports. */
  specifierFor(output: string): string {
    const path = relative(dirname(output), this.#path).replaceAll(sep, "/");
    return path.startsWith("../") ? path : `./${path}`;
  }

  /** Writes the copy; its map tells debuggers to step over it. */
  async write(hasMap: boolean): Promise<void> {
    const code = await readBuilt(BUILT_RUNTIME);
    await writeText(this.#path, hasMap ? code : code.replace(/\n\/\/# sourceMappingURL=.*\n?$/, "\n"));
    if (hasMap) await writeText(`${this.#path}.map`, await readBuilt(new URL(`${BUILT_RUNTIME.href}.map`)));
  }
}

async function readBuilt(file: URL): Promise<string> {
  try {
    return await readFile(file, "utf8");
  } catch (error) {
    throw cannotRead(file.pathname, error);
  }
}
