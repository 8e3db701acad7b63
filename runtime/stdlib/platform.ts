/**
 * What the library needs from the machine it runs on: files, environment, entropy, the standard streams. The Node
 * implementation is node/platform.ts, the one for browsers and workers browser-platform.ts; the package's `#platform`
 * import chooses between them (embedding D3). No other file of the runtime may touch a `node:` module.
 */
import type { ModuleMap } from "../generated-places.ts";
import type { TaskTracer } from "../scheduler/trace.ts";
import type { OutputHandler } from "./services.ts";

/** What the library asks about a file; `modifiedMs` counts from 1970 and may be fractional. */
export interface FileStatus {
  readonly size: number;
  readonly isFile: boolean;
  readonly isDirectory: boolean;
  readonly isSymbolicLink: boolean;
  readonly mode: number;
  readonly modifiedMs: number;
}

/**
 * The primitive file operations. They fail with a system error that carries `code` (`ENOENT`, …) and `errno`; fs.ts
 * makes the message. `stat` follows links, `lstat` does not.
 */
export interface FileCalls {
  readFile(path: string): Uint8Array;
  writeFile(path: string, contents: Uint8Array): void;
  appendFile(path: string, contents: Uint8Array): void;
  stat(path: string): FileStatus;
  lstat(path: string): FileStatus;
  readDirectory(path: string): string[];
  makeDirectory(path: string): void;
  makeDirectories(path: string): void;
  removeFile(path: string): void;
  removeDirectory(path: string): void;
  removeTree(path: string): void;
  rename(from: string, to: string): void;
  copyFile(from: string, to: string): void;
  realPath(path: string): string;
}

/** The same operations, answering promises: used wherever the running task can wait. */
export type AsyncFileCalls = {
  readonly [Name in keyof FileCalls]: (...args: Parameters<FileCalls[Name]>) => Promise<ReturnType<FileCalls[Name]>>;
};

export interface FileSystem {
  readonly blocking: FileCalls;
  readonly waiting: AsyncFileCalls;
}

/** The process and its environment (stdlib 5.9). */
export interface ProcessEnvironment {
  variable(name: string): string | undefined;
  variables(): [name: string, value: string][];
  workingDirectory(): string;
  readonly pid: number;
  temporaryDirectory(): string;
}

/** The constants of the `os` and `path` modules. */
export interface PlatformConstants {
  readonly osName: string;
  readonly arch: string;
  readonly family: "unix" | "windows";
  readonly pointerWidth: 32 | 64;
  readonly dllExtension: string;
  readonly exeExtension: string;
  readonly pathSeparator: string;
}

export interface Platform {
  readonly constants: PlatformConstants;
  /** Null where there is no file system: every function of `fs` then refuses. */
  readonly files: FileSystem | null;
  /** Null where there is no process: the functions of `os` then refuse. */
  readonly process: ProcessEnvironment | null;
  /** Fills `target` from the system's cryptographic source. */
  fillRandom(target: Uint8Array): void;
  /** The handler behind `output: "inherit"`; its failures read `io write failed: {detail}` (stdlib 5.6). */
  readonly standardOutput: OutputHandler;
  /** The source map of a loaded module for the source of that name; null when there is none within reach. */
  readModuleMap(moduleUrl: string, sourceName: string): ModuleMap | null;
  /** Whether a debugger is attached, or may be at any time because it listens for one. */
  isInspected(): boolean;
  /** Hears of the tasks of a new engine, if somebody wants to read of them on the error stream (embedding 2.11). */
  createTracePrinter(): TaskTracer | null;
  /** Writes a line to the error stream and ignores failures: the default log sink. */
  writeDiagnostic(line: string): void;
}
