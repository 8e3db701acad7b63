/**
 * The platform of Node. Only the files of this directory import `node:` modules (embedding D3); they are reached
 * through the package's `#platform` import alone, so that a bundle for browsers does not contain them.
 */
import { tmpdir } from "node:os";
import process from "node:process";
import type { Platform, PlatformConstants, ProcessEnvironment } from "../platform.ts";
import { fileSystem } from "./files.ts";
import { readModuleMap } from "./source-maps.ts";
import { standardOutput, writeDiagnostic } from "./streams.ts";
import { createTracePrinter } from "./trace-printer.ts";

/** What the manual calls the systems and processors that Node names otherwise (stdlib 5.9). */
const OS_NAMES: ReadonlyMap<string, string> = new Map([
  ["darwin", "macos"],
  ["win32", "windows"],
  ["sunos", "solaris"],
]);
const ARCH_NAMES: ReadonlyMap<string, string> = new Map([
  ["x64", "x86_64"],
  ["arm64", "aarch64"],
  ["ia32", "x86"],
  ["ppc64", "powerpc64"],
  ["loong64", "loongarch64"],
]);
const ARCHS_32: ReadonlySet<string> = new Set(["ia32", "arm", "mips", "mipsel"]);
const DLL_EXTENSIONS: ReadonlyMap<string, string> = new Map([
  ["darwin", "dylib"],
  ["win32", "dll"],
]);

/** The constants for what Node calls the system and the processor. */
export function constantsOf(platformName: string, arch: string): PlatformConstants {
  const isWindows = platformName === "win32";
  return {
    osName: OS_NAMES.get(platformName) ?? platformName,
    arch: ARCH_NAMES.get(arch) ?? arch,
    family: isWindows ? "windows" : "unix",
    pointerWidth: ARCHS_32.has(arch) ? 32 : 64,
    dllExtension: DLL_EXTENSIONS.get(platformName) ?? "so",
    exeExtension: isWindows ? "exe" : "",
    pathSeparator: isWindows ? "\\" : "/",
  };
}

const processEnvironment: ProcessEnvironment = {
  variable: (name) => (Object.hasOwn(process.env, name) ? process.env[name] : undefined),
  variables: () => Object.entries(process.env).filter((entry): entry is [string, string] => entry[1] !== undefined),
  workingDirectory: () => process.cwd(),
  get pid() {
    return process.pid;
  },
  // `tmpdir` also looks at TMP and TEMP and strips a slash, which is right on Windows only.
  temporaryDirectory: () => (process.platform === "win32" ? tmpdir() : (process.env.TMPDIR ?? "/tmp")),
};

/**
 * Whether a debugger can attach. Asking `node:inspector` takes longer than starting a script, so it is asked only where
 * the way the process was started speaks for it; one that was opened in another way is not noticed.
 */
function isInspected(): boolean {
  const { execArgv, env } = process;
  const isLikely =
    env.VSCODE_INSPECTOR_OPTIONS !== undefined ||
    [...execArgv, env.NODE_OPTIONS ?? ""].some((option) => option.includes("--inspect"));
  return isLikely && process.getBuiltinModule("node:inspector").url() !== undefined;
}

export const platform: Platform = {
  constants: constantsOf(process.platform, process.arch),
  files: fileSystem,
  process: processEnvironment,
  // Loading the module takes time that most scripts can do without.
  fillRandom: (target) => void process.getBuiltinModule("node:crypto").randomFillSync(target),
  standardOutput,
  readModuleMap,
  isInspected,
  createTracePrinter: () => createTracePrinter(platform),
  writeDiagnostic,
};
