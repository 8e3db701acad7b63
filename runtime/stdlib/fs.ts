/**
 * The `fs` module (stdlib 5.11). Arguments are checked here; the operations are in fs/. A function suspends where the
 * running task can wait and blocks under `eval`, with the same results and texts (concurrency M-9, M-12).
 */
import { runtimeError } from "../errors.ts";
import type { Outcome } from "../machine/machine.ts";
import { ION_OUTCOME, type OutcomeReader, waiter } from "../machine/waiter.ts";
import { Bytes } from "../values/bytes.ts";
import { type Int, isInt } from "../values/int.ts";
import { typeOf } from "../values/type-of.ts";
import type { Value } from "../values/value.ts";
import { isString, onlyArgument } from "./arguments.ts";
import type { MemberFunction, ModuleDefinition } from "./definition.ts";
import { FileFailure, fileError } from "./fs/file-error.ts";
import type { FileOperation } from "./fs/operations.ts";
import * as operations from "./fs/operations.ts";
import { runBlocking, runWaiting } from "./fs/run-operation.ts";
import type { FileSystem } from "./platform.ts";
import type { FillRandom } from "./random.ts";
import type { Services } from "./services.ts";

const ENCODER = new TextEncoder();

/** A call whose arguments have been checked. */
interface CheckedCall {
  readonly name: string;
  readonly paths: readonly string[];
  readonly start: () => FileOperation;
}

function perform({ platform }: Services, call: CheckedCall): Outcome {
  const { files } = platform;
  if (files === null) throw runtimeError("fs is not available on this platform");
  const { canWait } = waiter();
  return waiter().operate(() => (canWait ? performWaiting(files, call) : performBlocking(files, call)));
}

function performBlocking({ blocking }: FileSystem, { paths, start }: CheckedCall): Value {
  try {
    refuseNul(paths);
    return runBlocking(start(), blocking);
  } catch (error) {
    throw fileError(subjectOf(paths), error);
  }
}

function performWaiting({ waiting }: FileSystem, { name, paths, start }: CheckedCall): Outcome {
  const cancellation = new AbortController();
  const settled = (async () => {
    refuseNul(paths);
    return runWaiting(start(), waiting, cancellation.signal);
  })();
  const result = settled.catch((error: unknown) => {
    throw fileError(subjectOf(paths), error);
  });
  return waiter().waitFor(result, name, ABORTABLE, cancellation);
}

const ABORTABLE: OutcomeReader = {
  ...ION_OUTCOME,
  abandon: (cancellation, reason) => (cancellation as AbortController).abort(reason),
};

function refuseNul(paths: readonly string[]): void {
  if (paths.some((path) => path.includes("\0"))) {
    throw new FileFailure({ message: "file name contained an unexpected NUL byte" });
  }
}

/** How error texts name what was worked on. */
function subjectOf(paths: readonly string[]): string {
  const quoted = paths.map((path) => `'${path}'`).join(" -> ");
  return paths.length === 1 ? quoted : `(${quoted})`;
}

function pathArgument(args: readonly Value[], index: number): string {
  const path = args[index];
  if (!isString(path)) throw runtimeError(`argument ${index + 1} must be a string`);
  return path;
}

function onPath(name: string, operation: (path: string) => FileOperation): MemberFunction {
  return (args, services) => {
    onlyArgument(args);
    const path = pathArgument(args, 0);
    return perform(services, { name, paths: [path], start: () => operation(path) });
  };
}

function onTwoPaths(name: string, operation: (from: string, to: string) => FileOperation): MemberFunction {
  return (args, services) => {
    if (args.length !== 2) throw runtimeError("takes 2 arguments: from, to");
    const from = pathArgument(args, 0);
    const to = pathArgument(args, 1);
    return perform(services, { name, paths: [from, to], start: () => operation(from, to) });
  };
}

function withContents(name: string, operation: (path: string, contents: Uint8Array) => FileOperation): MemberFunction {
  return (args, services) => {
    if (args.length !== 2) throw runtimeError("takes 2 arguments: path, contents");
    const path = pathArgument(args, 0);
    const contents = contentsOf(args[1]);
    return perform(services, { name, paths: [path], start: () => operation(path, contents) });
  };
}

function contentsOf(value: Value): Uint8Array {
  if (isString(value)) return ENCODER.encode(value);
  if (value instanceof Bytes) return value.data;
  throw runtimeError(`invalid contents: ${typeOf(value)}`);
}

/** A function that adds random bytes; `parameter` is what its second argument is called in messages. */
function withRandomBytes(
  name: string,
  parameter: string,
  operation: (path: string, size: Int, fillRandom: FillRandom) => FileOperation,
): MemberFunction {
  return (args, services) => {
    if (args.length !== 2) throw runtimeError(`takes 2 arguments: path, ${parameter}`);
    const path = pathArgument(args, 0);
    const size = args[1];
    if (!isInt(size)) throw runtimeError(`${name} ${parameter} requires an int argument`);
    if (size < 0) throw runtimeError(`${name} ${parameter} must be non-negative`);
    return perform(services, { name, paths: [path], start: () => operation(path, size, services.fillRandom) });
  };
}

export const fs: ModuleDefinition<"fs"> = {
  read: onPath("fs::read", operations.read),
  read_bytes: onPath("fs::read_bytes", operations.readBytes),
  write: withContents("fs::write", operations.write),
  append: withContents("fs::append", operations.append),
  append_random: withRandomBytes("fs::append_random", "count", operations.appendRandom),
  pad_random: withRandomBytes("fs::pad_random", "target_size", operations.padRandom),
  exists: onPath("fs::exists", operations.exists),
  is_file: onPath("fs::is_file", operations.isFile),
  is_dir: onPath("fs::is_dir", operations.isDirectory),
  list_dir: onPath("fs::list_dir", operations.listDirectory),
  create_dir: onPath("fs::create_dir", operations.createDirectory),
  create_dir_all: onPath("fs::create_dir_all", operations.createDirectories),
  remove_file: onPath("fs::remove_file", operations.removeFile),
  remove_dir: onPath("fs::remove_dir", operations.removeDirectory),
  remove_dir_all: onPath("fs::remove_dir_all", operations.removeTree),
  rename: onTwoPaths("fs::rename", operations.rename),
  copy: onTwoPaths("fs::copy", operations.copy),
  metadata: onPath("fs::metadata", operations.metadata),
  canonicalize: onPath("fs::canonicalize", operations.canonicalize),
};
