/**
 * `ion run`: evaluates a script under `evalAsync`, prints its value unless it is unit, and lets SIGINT and SIGTERM
 * cancel it (embedding 2.12).
 */
import { Engine } from "../index.ts";
import type { CommandLine, ParsedOptions } from "./command-line.ts";
import { EXIT_OK, Interrupted } from "./failure.ts";
import type { LogLevel } from "./options.ts";
import { readScript } from "./script.ts";
import type { SourceInput } from "./source-input.ts";

export async function runCommand(commandLine: CommandLine): Promise<number> {
  const { options } = commandLine;
  if (options.has("watch")) return (await import("./watch-run.ts")).watchRun(commandLine);
  const maxCallDepth = options.count("max-depth");
  const logLevel = options.value("log") as LogLevel | undefined;
  const { source, args } = await readScript(commandLine);
  const filename = isDebugged(options) ? await debugScript(source, options) : source.name;
  const engine = new Engine({
    output: "inherit",
    args,
    ...(maxCallDepth !== undefined && { limits: { maxCallDepth } }),
    ...(logLevel !== undefined && { logLevel }),
  });
  const value = await engine.evalAsync(source.text, { filename, signal: abortOnSignals(), raw: true });
  if (value.typeName !== "()" && !options.has("no-print")) process.stdout.write(`${value}\n`);
  return EXIT_OK;
}

/** Whether a debugger is asked for, here or with an option of Node's. */
function isDebugged(options: ParsedOptions): boolean {
  return options.has("inspect") || options.has("inspect-brk") || process.execArgv.some((arg) => /^--inspect/.test(arg));
}

/** Prepares for a debugger, and answers the name under which it is to find the script. */
async function debugScript(source: SourceInput, options: ParsedOptions): Promise<string> {
  return (await import("./debugger.ts")).prepareDebugging(source, options);
}

/** A signal that SIGINT and SIGTERM abort. A second SIGINT does not wait for the cancellation. */
function abortOnSignals(): AbortSignal {
  const controller = new AbortController();
  process.on("SIGINT", () => {
    if (controller.signal.aborted) process.exit(130);
    controller.abort(new Interrupted(130));
  });
  process.on("SIGTERM", () => controller.abort(new Interrupted(143)));
  return controller.signal;
}
