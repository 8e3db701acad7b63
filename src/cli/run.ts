/**
 * `ion run`: evaluates a script under `evalAsync`, prints its value unless it is unit, and lets SIGINT and SIGTERM
 * cancel it (embedding 2.12).
 */
import { Engine } from "../index.ts";
import type { CommandLine } from "./command-line.ts";
import { EXIT_OK, Interrupted } from "./failure.ts";
import type { LogLevel } from "./options.ts";
import { readScript } from "./script.ts";

export async function runCommand(commandLine: CommandLine): Promise<number> {
  const { options } = commandLine;
  const maxCallDepth = options.count("max-depth");
  const logLevel = options.value("log") as LogLevel | undefined;
  const { source, args } = await readScript(commandLine);
  const engine = new Engine({
    output: "inherit",
    args,
    ...(maxCallDepth !== undefined && { limits: { maxCallDepth } }),
    ...(logLevel !== undefined && { logLevel }),
  });
  const value = await engine.evalAsync(source.text, { filename: source.name, signal: abortOnSignals(), raw: true });
  if (value.typeName !== "()" && !options.has("no-print")) process.stdout.write(`${value}\n`);
  return EXIT_OK;
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
