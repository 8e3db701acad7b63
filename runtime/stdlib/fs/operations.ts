/**
 * The file operations as sequences of primitive calls (stdlib 5.11). Each is a generator that yields the calls it wants
 * made and gets their answers, or their errors thrown in; whether the calls block or wait is decided by who runs it
 * (run-operation.ts). So both ways share one description and cannot differ.
 */
import { Bytes } from "../../values/bytes.ts";
import { Dict } from "../../values/dict.ts";
import type { Int } from "../../values/int.ts";
import { List } from "../../values/list.ts";
import type { Value } from "../../values/value.ts";
import type { FileCalls, FileStatus } from "../platform.ts";
import type { FillRandom } from "../random.ts";
import { FileFailure, hasCode } from "./file-error.ts";

/** One primitive call that is to be made. */
export type FileCall = readonly [name: keyof FileCalls, ...args: readonly unknown[]];
export type FileOperation<Result = Value> = Generator<FileCall, Result, unknown>;

function* call<Name extends keyof FileCalls>(
  name: Name,
  ...args: Parameters<FileCalls[Name]>
): FileOperation<ReturnType<FileCalls[Name]>> {
  return (yield [name, ...args]) as ReturnType<FileCalls[Name]>;
}

/** Strict, and a byte order mark is text like any other. */
const DECODER = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });
const NOTHING = new Uint8Array(0);
const MAX_RANDOM_PIECE = 8 * 1024 * 1024;
const ANY_WRITE_BIT = 0o222;

export function* read(path: string): FileOperation {
  const data = yield* call("readFile", path);
  try {
    return DECODER.decode(data);
  } catch (error) {
    if (!hasCode(error, "ERR_ENCODING_INVALID_ENCODED_DATA")) throw error;
    throw new FileFailure({ message: "stream did not contain valid UTF-8" });
  }
}

export function* readBytes(path: string): FileOperation {
  return new Bytes(yield* call("readFile", path));
}

export function* write(path: string, contents: Uint8Array): FileOperation {
  yield* call("writeFile", path, contents);
  return undefined;
}

export function* append(path: string, contents: Uint8Array): FileOperation {
  yield* call("appendFile", path, contents);
  return undefined;
}

/** Creates the file also when there is nothing to add. */
export function* appendRandom(path: string, count: Int, fillRandom: FillRandom): FileOperation {
  yield* call("appendFile", path, NOTHING);
  yield* appendRandomBytes(path, Number(count), fillRandom);
  return count;
}

export function* padRandom(path: string, targetSize: Int, fillRandom: FillRandom): FileOperation {
  yield* call("appendFile", path, NOTHING);
  const { size } = yield* call("stat", path);
  const missing = Math.max(0, Number(targetSize) - size);
  yield* appendRandomBytes(path, missing, fillRandom);
  return missing;
}

function* appendRandomBytes(path: string, count: number, fillRandom: FillRandom): FileOperation<void> {
  for (let left = count; left > 0; left -= MAX_RANDOM_PIECE) {
    const piece = new Uint8Array(Math.min(left, MAX_RANDOM_PIECE));
    fillRandom(piece);
    yield* call("appendFile", path, piece);
  }
}

/** Null when there is nothing at `path`; every other failure is raised. */
function* statusIfPresent(path: string): FileOperation<FileStatus | null> {
  try {
    return yield* call("stat", path);
  } catch (error) {
    if (hasCode(error, "ENOENT")) return null;
    throw error;
  }
}

export function* exists(path: string): FileOperation {
  return (yield* statusIfPresent(path)) !== null;
}

export function* isFile(path: string): FileOperation {
  return (yield* statusIfPresent(path))?.isFile ?? false;
}

export function* isDirectory(path: string): FileOperation {
  return (yield* statusIfPresent(path))?.isDirectory ?? false;
}

export function* listDirectory(path: string): FileOperation {
  return List.of(yield* call("readDirectory", path));
}

export function* createDirectory(path: string): FileOperation {
  yield* call("makeDirectory", path);
  return undefined;
}

export function* createDirectories(path: string): FileOperation {
  if (path !== "") yield* call("makeDirectories", path);
  return undefined;
}

export function* removeFile(path: string): FileOperation {
  try {
    yield* call("removeFile", path);
  } catch (error) {
    // Some systems say EPERM for a directory.
    if (hasCode(error, "EPERM") && (yield* call("lstat", path)).isDirectory) throw new FileFailure({ code: "EISDIR" });
    throw error;
  }
  return undefined;
}

export function* removeDirectory(path: string): FileOperation {
  yield* call("removeDirectory", path);
  return undefined;
}

/** A link is removed and never followed. */
export function* removeTree(path: string): FileOperation {
  const { isDirectory, isSymbolicLink } = yield* call("lstat", path);
  if (isSymbolicLink) yield* call("removeFile", path);
  else if (isDirectory) yield* call("removeTree", path);
  else throw new FileFailure({ code: "ENOTDIR" });
  return undefined;
}

export function* rename(from: string, to: string): FileOperation {
  yield* call("rename", from, to);
  return undefined;
}

export function* copy(from: string, to: string): FileOperation {
  if (!(yield* call("stat", from)).isFile) {
    throw new FileFailure({ message: "the source path is neither a regular file nor a symlink to a regular file" });
  }
  yield* call("copyFile", from, to);
  return (yield* call("stat", to)).size;
}

export function* metadata(path: string): FileOperation {
  const status = yield* call("stat", path);
  const seconds = Math.floor(status.modifiedMs / 1000);
  return Dict.from([
    ["size", status.size],
    ["is_file", status.isFile],
    ["is_dir", status.isDirectory],
    ["readonly", (status.mode & ANY_WRITE_BIT) === 0],
    ["modified", seconds >= 0 ? seconds : undefined],
  ]);
}

export function* canonicalize(path: string): FileOperation {
  return yield* call("realPath", path);
}
