/**
 * `ion repl` (embedding 2.12): reads entries, runs them in one engine and prints their values. At a terminal with
 * prompts, history and completion; from a pipe without. Lines are taken one after the other, also while an entry runs.
 */
import { createInterface, type Interface } from "node:readline";
import { SourceFile } from "../../source.ts";
import { type InputState, inputState } from "../../syntax/parser/incomplete.ts";
import { parse } from "../../syntax/parser/parse.ts";
import { VERSION } from "../../version.ts";
import type { CommandLine } from "../command-line.ts";
import { EXIT_FAILURE, EXIT_OK, UsageError } from "../failure.ts";
import { completeLine } from "./completion.ts";
import { appendHistory, readHistory } from "./history.ts";
import { LineQueue } from "./line-queue.ts";
import { Session } from "./session.ts";

const PROMPT = "ion> ";
const CONTINUATION = "...> ";
const INTERRUPTED = 130;

export async function replCommand({ operands, options }: CommandLine): Promise<number> {
  if (operands.length > 0) throw new UsageError("ion repl takes no file; ':load FILE' in the session runs one");
  return new Repl(new Session(options)).run();
}

class Repl {
  readonly #session: Session;
  readonly #isTerminal = process.stdin.isTTY && process.stdout.isTTY;
  readonly #lines = new LineQueue();
  readonly #interface: Interface;
  /** The lines of an entry that is not complete yet. */
  #pending: string[] = [];
  /** True after Ctrl-C at an empty prompt: the next one exits. */
  #isLeaving = false;
  #exitCode: number | null = null;

  constructor(session: Session) {
    this.#session = session;
    this.#interface = createInterface({
      input: process.stdin,
      ...(process.stdout.isTTY && { output: process.stdout }),
      terminal: this.#isTerminal,
      history: this.#isTerminal ? readHistory() : [],
      removeHistoryDuplicates: true,
      completer: (line: string) => completeLine(line, this.#session),
    });
    this.#interface.on("line", (line) => this.#lines.push(line));
    this.#interface.on("close", () => this.#lines.end());
    this.#interface.on("SIGINT", () => this.#interrupt());
    process.on("SIGINT", () => this.#interrupt());
  }

  async run(): Promise<number> {
    if (process.stdout.isTTY) process.stdout.write(`Ion ${VERSION}; ':help' lists the commands, Ctrl-D ends.\n`);
    this.#prompt();
    for (let line = await this.#lines.next(); line !== null; line = await this.#lines.next()) {
      await this.#takeLine(line);
      if (this.#exitCode !== null) break;
      this.#prompt();
    }
    await this.#finish();
    return this.#exitCode ?? (this.#hasFailed ? EXIT_FAILURE : EXIT_OK);
  }

  /** Whoever types sees the errors; a script that pipes its entries looks at the exit code. */
  get #hasFailed(): boolean {
    return !this.#isTerminal && this.#session.hasFailed;
  }

  #prompt(): void {
    if (!process.stdout.isTTY) return;
    this.#interface.setPrompt(this.#pending.length === 0 ? PROMPT : CONTINUATION);
    this.#interface.prompt();
  }

  async #takeLine(line: string): Promise<void> {
    this.#isLeaving = false;
    if (this.#isTerminal && line.trim() !== "") appendHistory(line);
    if (this.#pending.length === 0 && line.startsWith(":")) {
      const isToGoOn = await this.#session.runCommand(line);
      if (!isToGoOn) this.#exitCode = EXIT_OK;
      return;
    }
    const isSubmitted = this.#pending.length > 0 && line.trim() === "";
    this.#pending.push(line);
    const text = this.#pending.join("\n");
    const state = stateOf(text);
    if (state === "incomplete" && !isSubmitted) return;
    this.#pending = [];
    await this.#session.evaluate(state === "lacks-semicolon" ? `${text}\n;` : text);
  }

  /** Ctrl-C: cancels what runs, else drops what is typed, else leaves the second time. */
  #interrupt(): void {
    this.#lines.clear();
    if (this.#session.cancel()) {
      if (!this.#isTerminal) this.#leave(INTERRUPTED);
      return;
    }
    const isEmpty = this.#pending.length === 0 && this.#interface.line === "";
    if (this.#isLeaving || !this.#isTerminal) {
      this.#leave(this.#isTerminal ? EXIT_OK : INTERRUPTED);
      return;
    }
    this.#isLeaving = isEmpty;
    this.#pending = [];
    // To the end of the line, and away with all of it.
    this.#interface.write(null, { ctrl: true, name: "e" });
    this.#interface.write(null, { ctrl: true, name: "u" });
    process.stdout.write(isEmpty ? "\n(Ctrl-C again or Ctrl-D ends)\n" : "^C\n");
    this.#prompt();
  }

  #leave(exitCode: number): void {
    this.#exitCode = exitCode;
    this.#lines.end();
  }

  /** The end of a pipe submits what is there. */
  async #finish(): Promise<void> {
    if (this.#exitCode === null && this.#pending.length > 0) await this.#session.evaluate(this.#pending.join("\n"));
    if (this.#isTerminal && this.#exitCode === null) process.stdout.write("\n");
    this.#interface.close();
  }
}

function stateOf(text: string): InputState {
  const file = new SourceFile("<repl>", text);
  return inputState(file, parse(file).diagnostics);
}
