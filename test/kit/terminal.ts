/**
 * Programs in a real pseudo-terminal, which `script` of util-linux makes. A test writes keys and waits for output; it
 * never waits for time to pass.
 */
import { type ChildProcess, spawn, spawnSync } from "node:child_process";

/** Why tests that need a terminal cannot run here; null when they can. */
export const NO_TERMINAL: string | null =
  spawnSync("script", ["-qfec", "true", "/dev/null"], { stdio: "ignore" }).status === 0
    ? null
    : "no pseudo-terminal: util-linux `script` is missing";

// biome-ignore lint/suspicious/noControlCharactersInRegex: these are the escapes of a terminal.
const ESCAPES = /\u001b\[[0-9;?]*[A-Za-z]|\u001b[=>]|\r/g;

export class Terminal {
  readonly exitCode: Promise<number | null>;
  readonly #child: ChildProcess;
  #raw = "";
  #seen = 0;
  #wake: (() => void) | undefined;
  #hasEnded = false;

  /** `command` is a line for the shell. */
  constructor(command: string, options: { readonly cwd: string; readonly env?: Readonly<Record<string, string>> }) {
    const { NO_COLOR: _, FORCE_COLOR: __, ...env } = process.env;
    this.#child = spawn("script", ["-qfec", command, "/dev/null"], {
      cwd: options.cwd,
      env: { ...env, TERM: "xterm", COLUMNS: "100", LINES: "40", ...options.env },
    });
    this.#child.stdout!.setEncoding("utf8").on("data", (text: string) => {
      this.#raw += text;
      this.#wake?.();
    });
    this.exitCode = new Promise((resolve) => {
      this.#child.on("close", (code) => {
        this.#hasEnded = true;
        this.#wake?.();
        resolve(code);
      });
    });
  }

  /** Everything that was shown, without escapes. */
  get text(): string {
    return this.#raw.replace(ESCAPES, "");
  }

  /** What the program wrote to the terminal, escapes included. */
  get raw(): string {
    return this.#raw;
  }

  type(keys: string): void {
    this.#child.stdin!.write(keys);
  }

  /** Resolves when `text` is shown behind what was waited for before. */
  async waitFor(text: string): Promise<void> {
    for (;;) {
      const found = this.text.indexOf(text, this.#seen);
      if (found !== -1) {
        this.#seen = found + text.length;
        return;
      }
      if (this.#hasEnded) throw new Error(`the program ended before it showed ${JSON.stringify(text)}:\n${this.text}`);
      await new Promise<void>((wake) => (this.#wake = wake));
    }
  }

  /** Ends the program, whatever it is doing. */
  kill(): void {
    this.#child.kill("SIGKILL");
  }
}
