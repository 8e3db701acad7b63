/**
 * The platform of browsers and workers: no files, no process; entropy and console are those of the web platform
 * (embedding D3). Reached through the package's `#platform` import.
 */
import type { Platform } from "./platform.ts";

/** The part of the web platform that is used here. */
interface WebGlobals {
  readonly crypto: { getRandomValues(target: Uint8Array): unknown };
  readonly console: { log(text: string): void; error(text: string): void };
}

const web = globalThis as unknown as WebGlobals;

/** `getRandomValues` refuses longer arrays. */
const MAX_RANDOM_BYTES = 65_536;

function fillRandom(target: Uint8Array): void {
  for (let start = 0; start < target.length; start += MAX_RANDOM_BYTES) {
    web.crypto.getRandomValues(target.subarray(start, start + MAX_RANDOM_BYTES));
  }
}

/** A console adds the newline itself. */
function withoutNewline(text: string): string {
  return text.endsWith("\n") ? text.slice(0, -1) : text;
}

export const platform: Platform = {
  constants: {
    osName: "unknown",
    arch: "unknown",
    family: "unix",
    pointerWidth: 64,
    dllExtension: "",
    exeExtension: "",
    pathSeparator: "/",
  },
  files: null,
  process: null,
  fillRandom,
  standardOutput: {
    write: (stream, text) => web.console[stream === "stdout" ? "log" : "error"](withoutNewline(text)),
  },
  readModuleMap: () => null,
  isInspected: () => false,
  createTracePrinter: () => null,
  writeDiagnostic: (line) => web.console.error(withoutNewline(line)),
};
