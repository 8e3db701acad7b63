/**
 * The texts of file errors (stdlib 5.11). Node's own messages are different and vary with the operation, so they are
 * built from the code of the system error.
 */
import { RaisedError, runtimeError } from "../../errors.ts";

const SYSTEM_ERRORS: ReadonlyMap<string, readonly [text: string, errno: number]> = new Map([
  ["EPERM", ["Operation not permitted", 1]],
  ["ENOENT", ["No such file or directory", 2]],
  ["EIO", ["Input/output error", 5]],
  ["EACCES", ["Permission denied", 13]],
  ["EBUSY", ["Device or resource busy", 16]],
  ["EEXIST", ["File exists", 17]],
  ["EXDEV", ["Invalid cross-device link", 18]],
  ["ENOTDIR", ["Not a directory", 20]],
  ["EISDIR", ["Is a directory", 21]],
  ["EINVAL", ["Invalid argument", 22]],
  ["EMFILE", ["Too many open files", 24]],
  ["EFBIG", ["File too large", 27]],
  ["ENOSPC", ["No space left on device", 28]],
  ["EROFS", ["Read-only file system", 30]],
  ["ENAMETOOLONG", ["File name too long", 36]],
  ["ENOTEMPTY", ["Directory not empty", 39]],
  ["ELOOP", ["Too many levels of symbolic links", 40]],
]);

/** A failure that an operation finds itself. `code` makes it look like a system error, `message` gives its own text. */
export class FileFailure {
  readonly code: string | undefined;
  readonly message: string;

  constructor({ code, message = "" }: { code?: string; message?: string }) {
    this.code = code;
    this.message = message;
  }
}

/** What a failed operation on `subject` (the quoted path or paths) raises at its call. */
export function fileError(subject: string, thrown: unknown): RaisedError {
  if (thrown instanceof RaisedError) return thrown;
  const error = runtimeError(`${subject}: ${detailOf(thrown)}`);
  error.cause = thrown;
  return error;
}

export function hasCode(thrown: unknown, code: string): boolean {
  return (thrown as Partial<SystemError> | null | undefined)?.code === code;
}

interface SystemError {
  readonly code: string;
  readonly errno: number;
  readonly message: string;
}

function detailOf(thrown: unknown): string {
  const { code = "", errno, message } = thrown as Partial<SystemError>;
  const known = SYSTEM_ERRORS.get(code);
  if (known !== undefined) return `${known[0]} (os error ${known[1]})`;
  return errno === undefined ? String(message) : `${message} (os error ${-errno})`;
}
