/**
 * How the command line fails: a wrong command line (exit 2), a file that cannot be read or written (exit 1), a signal
 * (130, 143). Everything reaches the user as text on stderr, never as a JavaScript stack trace (embedding 2.12, D35).
 */
import { USAGE, type Verb } from "./options.ts";

export const EXIT_OK = 0;
export const EXIT_FAILURE = 1;
export const EXIT_USAGE = 2;

/** The command line itself is wrong. */
export class UsageError extends Error {
  override readonly name = "UsageError";
}

/** A file, folder or stream that cannot be used; `message` is complete: `cannot read a.ion: no such file`. */
export class FileError extends Error {
  override readonly name = "FileError";
}

/** The reason of an abort by a signal. */
export class Interrupted extends Error {
  override readonly name = "Interrupted";
  readonly exitCode: number;

  constructor(exitCode: number) {
    super("interrupted");
    this.exitCode = exitCode;
  }
}

export function cannotRead(path: string, error: unknown): FileError {
  return new FileError(`cannot read ${path}: ${reasonOf(error)}`);
}

export function cannotWrite(path: string, error: unknown): FileError {
  return new FileError(`cannot write ${path}: ${reasonOf(error)}`);
}

const REASONS: Readonly<Record<string, string>> = {
  EACCES: "permission denied",
  EEXIST: "a file of that name is in the way",
  EISDIR: "it is a directory",
  ELOOP: "too many symbolic links",
  EMFILE: "too many open files",
  ENAMETOOLONG: "the name is too long",
  ENOENT: "no such file or directory",
  ENOSPC: "no space left on the device",
  ENOTDIR: "a part of the path is not a directory",
  EPERM: "operation not permitted",
  EROFS: "the file system is read-only",
  ERR_FS_FILE_TOO_LARGE: "it is too large",
  ERR_STRING_TOO_LONG: "it is too large",
  ERR_INVALID_ARG_VALUE: "not a valid path",
};

function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const code = "code" in error ? String(error.code) : "";
  return REASONS[code] ?? (code || error.message);
}

/** What `IonError` offers here. Recognised by shape, so that reporting a usage error does not load the engine. */
interface FormattedError {
  format(options: { color: boolean }): string;
}

function isFormattedError(error: unknown): error is FormattedError {
  return error instanceof Error && error.name === "IonError" && "format" in error;
}

/** Writes `error` to stderr, with the usage of the verb if that is what is wrong, and answers the exit code that belongs to it. */
export function reportFailure(error: unknown, useColor: boolean, verb: Verb = "run"): number {
  if (error instanceof Interrupted) return error.exitCode;
  if (error instanceof UsageError) {
    const help = verb === "run" ? "ion --help" : `ion ${verb} --help`;
    writeError(`ion: ${error.message}\nUsage: ${USAGE[verb]} (see '${help}')`);
    return EXIT_USAGE;
  }
  if (error instanceof FileError) writeError(`ion: ${error.message}`);
  else if (isFormattedError(error)) writeError(error.format({ color: useColor }));
  else writeError(`ion: internal error: ${messageOf(error)}\nThis is a defect of ion itself; please report it.`);
  return EXIT_FAILURE;
}

function messageOf(error: unknown): string {
  return error instanceof Error ? `${error.name}: ${error.message}` : String(error);
}

function writeError(text: string): void {
  process.stderr.write(text.endsWith("\n") ? text : `${text}\n`);
}
