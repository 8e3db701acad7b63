#!/usr/bin/env node
/**
 * The command `ion` (embedding 2.12). Reads the command line, hands over to the verb, and ends the process with its exit
 * code once everything is written: what a host still has pending does not hold it. A script must start fast: what `run`
 * does not need is imported when it is used.
 */
import { type CommandLine, ParsedOptions, parseCommandLine, verbOf } from "./command-line.ts";
import { EXIT_OK, reportFailure, UsageError } from "./failure.ts";
import type { Verb } from "./options.ts";
import { runCommand } from "./run.ts";
import { exitWhenOutputFails, flushOutput, useColor } from "./terminal.ts";

type Command = (commandLine: CommandLine) => Promise<number>;

const COMMANDS: Readonly<Record<Verb, () => Promise<Command>>> = {
  run: async () => runCommand,
  build: async () => (await import("./build.ts")).buildCommand,
  check: async () => (await import("./check.ts")).checkCommand,
  repl: async () => (await import("./repl/repl.ts")).replCommand,
  fmt: () => notAvailable("fmt"),
};

async function main(args: readonly string[]): Promise<number> {
  let options = new ParsedOptions({});
  try {
    const commandLine = parseCommandLine(args);
    options = commandLine.options;
    const command = await chooseCommand(commandLine);
    return await command(commandLine);
  } catch (error) {
    return reportFailure(error, useColor(process.stderr, options), verbOf(args));
  }
}

async function chooseCommand(commandLine: CommandLine): Promise<Command> {
  const { verb, isVerbWritten, options } = commandLine;
  if (options.has("help")) return (await import("./help.ts")).helpCommand(isVerbWritten ? verb : undefined);
  if (options.has("version")) return printVersion;
  if (options.has("check")) return (await import("./check.ts")).compatibleCheckCommand;
  return COMMANDS[isInteractive(commandLine) ? "repl" : verb]();
}

/** `ion` alone at a terminal (D37). */
function isInteractive({ isVerbWritten, operands, options }: CommandLine): boolean {
  return !isVerbWritten && operands.length === 0 && !options.has("eval") && process.stdin.isTTY === true;
}

async function printVersion(): Promise<number> {
  const { VERSION } = await import("../version.ts");
  process.stdout.write(`ion ${VERSION}\n`);
  return EXIT_OK;
}

function notAvailable(verb: Verb): never {
  throw new UsageError(`${verb} is not available`);
}

exitWhenOutputFails();
process.on("uncaughtException", (error) => process.exit(reportFailure(error, false)));
main(process.argv.slice(2)).then(async (exitCode) => {
  await flushOutput();
  process.exit(exitCode);
});
