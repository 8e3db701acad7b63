/**
 * Levels of the `log` module by the names that scripts and embedders may use, and the sink that an engine has until its
 * embedder installs one (stdlib 5.7).
 */
import { display } from "../values/display.ts";
import { isLevelWithin, LOG_LEVELS, type LogLevel } from "./manifest.ts";
import type { Platform } from "./platform.ts";
import type { LogSink, Services } from "./services.ts";

const ALIASES: ReadonlyMap<string, LogLevel> = new Map([
  ...LOG_LEVELS.map((level) => [level, level] as const),
  ["none", "off"],
  ["err", "error"],
  ["warning", "warn"],
]);

/** The level of that name, in any case but without surrounding blanks; undefined for an unknown one. */
export function parseLogLevel(name: string): LogLevel | undefined {
  return ALIASES.get(name.toLowerCase());
}

/** The threshold of an engine whose embedder gave none: `ION_LOG` if it names a level, else `info`. */
export function initialLogLevel(platform: Platform): LogLevel {
  return parseLogLevel(platform.process?.variable("ION_LOG")?.trim() ?? "") ?? "info";
}

/** Prints `LEVEL message [k=v k2=v2]` to the error stream while the level is within the engine's threshold. */
export function createStandardLogSink(services: Services): LogSink {
  return {
    enabled: (level) => isLevelWithin(level, services.logLevel),
    log(level, message, fields) {
      const suffix =
        fields.length === 0 ? "" : ` [${fields.map(([name, value]) => `${name}=${display(value)}`).join(" ")}]`;
      services.platform.writeDiagnostic(`${level.toUpperCase()} ${message}${suffix}\n`);
    },
  };
}
