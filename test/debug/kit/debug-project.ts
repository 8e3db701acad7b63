/** The programs of fixtures/debug, in the three ways in which Ion code gets into a process (embedding 2.11). */
import { readdirSync, readFileSync } from "node:fs";
import { ScratchProject } from "../../kit/scratch-project.ts";
import { REPOSITORY } from "../../kit/source-files.ts";
import { IonDebugger } from "./ion-debugger.ts";

export type Loading = "built" | "hooked" | "evaluated";
export const LOADINGS: readonly Loading[] = ["built", "hooked", "evaluated"];

/** A program with an error in a task, three calls deep. */
export const FAILING = "failing.ion";

const FOLDER = `${REPOSITORY}fixtures/debug/`;
export const PROGRAMS: readonly string[] = readdirSync(FOLDER).filter((name) => name.endsWith(".ion"));

export function readProgram(name: string): string {
  return readFileSync(`${FOLDER}${name}`, "utf8");
}

const HOST = `{
  lookup: async (_context, key) => new Promise((resolve) => setTimeout(resolve, 1, "got " + key)),
}`;

export class DebugProject {
  readonly #project = new ScratchProject();

  constructor() {
    this.#project.write(Object.fromEntries(PROGRAMS.map((name) => [name, readProgram(name)])));
    this.#project.write({ [FAILING]: readProgram(`errors/${FAILING}`) });
    this.#project.write({
      "built.mjs": `for (const name of process.argv.slice(2)) {
        const { default: program } = await import("./dist/" + name.replace(/ion$/, "mjs"));
        await program.run(${HOST}, { output: { write() {} } }).catch(() => {});
      }`,
      "hooked.mjs": `for (const name of process.argv.slice(2)) {
        const { default: program } = await import("./" + name);
        await program.run(${HOST}, { output: { write() {} } }).catch(() => {});
      }`,
      "evaluated.mjs": `import { readFileSync } from "node:fs";
      import { Engine } from "ionlang";
      for (const name of process.argv.slice(2)) {
        const engine = new Engine({ output: { write() {} } });
        for (const [key, fn] of Object.entries(${HOST})) engine.registerAsyncFn(key, fn);
        await engine.evalAsync(readFileSync(name, "utf8"), { filename: name }).catch(() => {});
      }`,
    });
  }

  get folder(): string {
    return this.#project.folder;
  }

  write(files: Readonly<Record<string, string>>): void {
    this.#project.write(files);
  }

  build(...options: string[]): Promise<string> {
    return this.#project.runToEnd("ion", ["build", ...options, "--outdir", "dist", "."]);
  }

  /** A process that runs the programs one after the other; it waits before its first line. */
  debug(loading: Loading, programs: readonly string[] = PROGRAMS): Promise<IonDebugger> {
    const hook = loading === "hooked" ? ["--import", "ionlang/register"] : [];
    return IonDebugger.launch([...hook, `${loading}.mjs`, ...programs], this.folder);
  }
}
