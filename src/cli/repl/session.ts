/**
 * What a REPL works on: one engine for all entries, the entry that runs, and the commands that begin with a colon.
 * Values go to stdout, errors to stderr; nothing that an entry does ends the session.
 */
import { Engine, type IonValue } from "../../index.ts";
import type { ParsedOptions } from "../command-line.ts";
import { reportFailure } from "../failure.ts";
import { readSource } from "../source-input.ts";
import { painter, useColor } from "../terminal.ts";
import { COMMANDS, findCommand } from "./commands.ts";

/** The reason of an entry that Ctrl-C ended. */
class EntryCancelled extends Error {
  override readonly name = "EntryCancelled";
}

export class Session {
  engine: Engine = newEngine();
  hasFailed = false;
  readonly #options: ParsedOptions;
  #running: AbortController | null = null;
  #entryCount = 0;

  constructor(options: ParsedOptions) {
    this.#options = options;
  }

  /** Runs an entry and prints its value unless it is unit. */
  async evaluate(text: string, name = `<repl:${++this.#entryCount}>`): Promise<void> {
    const value = await this.valueOf(text, name);
    if (value !== null && value.typeName !== "()") this.print(String(value));
  }

  /** The value of an entry; null after a failure, which has been reported. */
  async valueOf(text: string, name = `<repl:${++this.#entryCount}>`): Promise<IonValue | null> {
    const controller = new AbortController();
    this.#running = controller;
    try {
      return await this.engine.evalAsync(text, { filename: name, signal: controller.signal, raw: true });
    } catch (error) {
      this.fail(error);
      return null;
    } finally {
      this.#running = null;
    }
  }

  /** Cancels the entry that runs; false when none does. */
  cancel(): boolean {
    this.#running?.abort(new EntryCancelled("cancelled"));
    return this.#running !== null;
  }

  /** False when the session is to end. */
  async runCommand(line: string): Promise<boolean> {
    const [, name, argument] = /^:(\S*)\s*(.*?)\s*$/.exec(line)!;
    const command = findCommand(name!);
    if (command === undefined) {
      const names = COMMANDS.map(({ names }) => `:${names[0]}`).join(", ");
      this.#complain(`there is no command ':${name}'; the commands are ${names}`);
      return true;
    }
    if (command.argument !== undefined && argument === "" && !command.isArgumentOptional) {
      this.#complain(`write ':${name} ${command.argument}'`);
      return true;
    }
    return (await command.run(this, argument!)) !== "quit";
  }

  async load(path: string): Promise<void> {
    try {
      const source = await readSource(path);
      await this.evaluate(source.text, source.name);
    } catch (error) {
      this.fail(error);
    }
  }

  reset(): void {
    this.engine.dispose();
    this.engine = newEngine();
  }

  print(text: string): void {
    process.stdout.write(`${text}\n`);
  }

  fail(error: unknown): void {
    this.hasFailed = true;
    if (error instanceof EntryCancelled) this.#complain("cancelled");
    else reportFailure(error, useColor(process.stderr, this.#options));
  }

  #complain(message: string): void {
    this.hasFailed = true;
    const paint = painter(useColor(process.stderr, this.#options));
    process.stderr.write(`${paint("red", message)}\n`);
  }
}

function newEngine(): Engine {
  return new Engine({ output: "inherit" });
}
