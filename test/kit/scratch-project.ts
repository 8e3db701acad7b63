/** Scratch projects that have this package, and what else a test asks for, installed. */
import { spawn } from "node:child_process";
import { chmodSync, cpSync, existsSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { delimiter, dirname, join } from "node:path";
import { pathToFileURL } from "node:url";
import { CLI_MAIN, type CliResult } from "./cli.ts";
import { REPOSITORY } from "./source-files.ts";
import { useTempDir } from "./temp-dir.ts";

export class ScratchProject {
  readonly folder: string = useTempDir();

  /** `packages`: those of this repository's own that the project can import, besides `ionlang` and its command. */
  constructor(files: Readonly<Record<string, string>> = {}, packages: readonly string[] = []) {
    this.write({ "package.json": '{ "private": true, "type": "module" }\n', ...files });
    this.#link("ionlang", REPOSITORY);
    for (const name of packages) this.#install(name);
    this.write({ "bin/ion": `#!/bin/sh\nexec "${process.execPath}" "${CLI_MAIN}" "$@"\n` });
    chmodSync(this.path("bin/ion"), 0o755);
  }

  path(name: string): string {
    return join(this.folder, name);
  }

  url(name: string): string {
    return pathToFileURL(this.path(name)).href;
  }

  read(name: string): string {
    return readFileSync(this.path(name), "utf8");
  }

  write(files: Readonly<Record<string, string>>): void {
    for (const [name, text] of Object.entries(files)) {
      mkdirSync(dirname(this.path(name)), { recursive: true });
      writeFileSync(this.path(name), text);
    }
  }

  /** Copies a folder of the repository into the project. */
  copy(folder: string): void {
    cpSync(join(REPOSITORY, folder), this.folder, { recursive: true });
  }

  /** Runs a program of the project's, or `node`. */
  run(command: string, args: readonly string[], env: Readonly<Record<string, string>> = {}): Promise<CliResult> {
    const { NO_COLOR: _, FORCE_COLOR: __, ...inherited } = process.env;
    const path = [this.path("bin"), this.path("node_modules/.bin"), inherited.PATH].join(delimiter);
    const program = command === "node" ? process.execPath : command;
    const child = spawn(program, args, { cwd: this.folder, env: { ...inherited, PATH: path, ...env } });
    let stdout = "";
    let stderr = "";
    child.stdout.setEncoding("utf8").on("data", (text: string) => {
      stdout += text;
    });
    child.stderr.setEncoding("utf8").on("data", (text: string) => {
      stderr += text;
    });
    return new Promise((resolve, reject) => {
      child.on("error", reject);
      child.on("close", (exitCode) => resolve({ exitCode, stdout, stderr }));
    });
  }

  /** Runs a program that has to succeed, and answers what it prints. */
  async runToEnd(command: string, args: readonly string[], env?: Readonly<Record<string, string>>): Promise<string> {
    const { exitCode, stdout, stderr } = await this.run(command, args, env);
    if (exitCode !== 0) throw new Error(`${command} ${args.join(" ")}: exit code ${exitCode}\n${stdout}${stderr}`);
    return stdout;
  }

  /** Links a package with its command, if there is one of the same name. */
  #install(name: string): void {
    this.#link(name, join(REPOSITORY, "node_modules", name));
    const command = join(".bin", name);
    if (existsSync(join(REPOSITORY, "node_modules", command))) {
      this.#link(command, join(REPOSITORY, "node_modules", command));
    }
  }

  #link(name: string, target: string): void {
    const path = this.path(join("node_modules", name));
    mkdirSync(dirname(path), { recursive: true });
    symlinkSync(target, path);
  }
}
