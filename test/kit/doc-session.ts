/**
 * Runs the code blocks of one Markdown document in order, in a scratch project that has this package installed. A block
 * whose first line is a comment with a file name becomes that file, for later blocks to use; every other block runs.
 */
import { spawnSync } from "node:child_process";
import { chmodSync, mkdirSync, symlinkSync, writeFileSync } from "node:fs";
import { delimiter, dirname, join } from "node:path";
import { check } from "../../src/compiler.ts";
import { CLI_MAIN } from "./cli.ts";
import { renderOutcome } from "./examples.ts";
import { createTestHost } from "./hosts.ts";
import type { Fence } from "./markdown.ts";
import { outcomeOfAsync } from "./outcome.ts";
import { REPOSITORY } from "./source-files.ts";

export class DocSession {
  readonly #folder: string;
  #blocks = 0;

  constructor(folder: string) {
    this.#folder = folder;
    mkdirSync(join(folder, "node_modules"));
    symlinkSync(REPOSITORY, join(folder, "node_modules/ionlang"));
    for (const name of [".bin", "@types", "esbuild", "rollup", "typescript", "vite"]) {
      symlinkSync(join(REPOSITORY, "node_modules", name), join(folder, "node_modules", name));
    }
    mkdirSync(join(folder, "bin"));
    writeFileSync(join(folder, "bin/ion"), `#!/bin/sh\nexec "${process.execPath}" "${CLI_MAIN}" "$@"\n`);
    chmodSync(join(folder, "bin/ion"), 0o755);
    writeFileSync(join(folder, "package.json"), '{ "private": true, "type": "module" }\n');
  }

  /** Runs or stores the block; throws with what went wrong. */
  async play(fence: Fence): Promise<void> {
    const name = fileNameOf(fence);
    switch (fence.language) {
      case "ion":
        return name === undefined ? runIon(fence) : this.#storeIon(name, fence.code);
      case "js":
        return this.#runModule(name, fence.code, "mjs");
      case "ts":
        return this.#runModule(name, fence.code, "ts");
      case "sh":
        return this.#execute("bash", ["-euo", "pipefail", "-c", fence.code]);
    }
  }

  #storeIon(name: string, code: string): void {
    const findings = check(code, { filename: name });
    if (findings.length > 0) throw new Error(`${name} does not compile: ${findings[0]!.message}`);
    this.#write(name, code);
  }

  /** TypeScript is checked against the package's declarations before it runs. */
  #runModule(name: string | undefined, code: string, extension: string): void {
    const file = name ?? `block-${this.#blocks++}.${extension}`;
    this.#write(file, code);
    if (extension === "ts") this.#execute(join(REPOSITORY, "node_modules/.bin/tsc"), [...COMPILER_FLAGS, file]);
    if (name === undefined) this.#execute(process.execPath, [file.replace(/\.ts$/, ".js")]);
  }

  #write(name: string, text: string): void {
    mkdirSync(dirname(join(this.#folder, name)), { recursive: true });
    writeFileSync(join(this.#folder, name), text);
  }

  #execute(command: string, args: readonly string[]): void {
    const path = `${join(this.#folder, "bin")}${delimiter}${process.env.PATH}`;
    const env = { ...process.env, PATH: path };
    const { status, stdout, stderr, error } = spawnSync(command, args, { cwd: this.#folder, env, encoding: "utf8" });
    if (error) throw error;
    if (status !== 0) throw new Error(`exit code ${status}\n${stdout}${stderr}`);
  }
}

const COMPILER_FLAGS = [
  ...["--target", "es2022", "--module", "nodenext", "--lib", "es2023,esnext.disposable"],
  ...["--types", "node", "--strict", "--skipLibCheck", "--ignoreConfig"],
];

/** `// orders.ion` or `# setup.sh` as the first line of a block. */
export function fileNameOf({ code }: Fence): string | undefined {
  return /^(?:\/\/|#) ([\w./-]+\.(?:ion|js|mjs|ts|mts))\n/.exec(code)?.[1];
}

async function runIon({ code }: Fence): Promise<void> {
  const outcome = await outcomeOfAsync(() => createTestHost().engine.evalAsync(code, { raw: true }));
  const stated = /\/\/ (?:=> |(?=!! ))(.*)\n$/.exec(code)?.[1];
  const found = renderOutcome(outcome);
  if (stated === undefined ? outcome.type === "error" : found !== stated) {
    throw new Error(`the program ends with ${found}, not with ${stated ?? "a value"}`);
  }
}
