/**
 * The file operations of Node, blocking and waiting (stdlib 5.11). Node loads the waiting ones when `promises` is read
 * for the first time, which is not before a script uses them: that is a part of how fast scripts start.
 */
import * as blocking from "node:fs";
import type { FileStatus, FileSystem } from "../platform.ts";

function statusOf(stats: blocking.Stats): FileStatus {
  return {
    size: stats.size,
    isFile: stats.isFile(),
    isDirectory: stats.isDirectory(),
    isSymbolicLink: stats.isSymbolicLink(),
    mode: stats.mode,
    modifiedMs: stats.mtimeMs,
  };
}

/** The same memory without the methods of Buffer, some of which differ from those of Uint8Array. */
function plainBytes(buffer: Buffer): Uint8Array {
  return new Uint8Array(buffer.buffer, buffer.byteOffset, buffer.byteLength);
}

export const fileSystem: FileSystem = {
  blocking: {
    readFile: (path) => plainBytes(blocking.readFileSync(path)),
    writeFile: (path, contents) => blocking.writeFileSync(path, contents),
    appendFile: (path, contents) => blocking.appendFileSync(path, contents),
    stat: (path) => statusOf(blocking.statSync(path)),
    lstat: (path) => statusOf(blocking.lstatSync(path)),
    readDirectory: (path) => blocking.readdirSync(path),
    makeDirectory: (path) => blocking.mkdirSync(path),
    makeDirectories: (path) => void blocking.mkdirSync(path, { recursive: true }),
    removeFile: (path) => blocking.unlinkSync(path),
    removeDirectory: (path) => blocking.rmdirSync(path),
    removeTree: (path) => blocking.rmSync(path, { recursive: true }),
    rename: (from, to) => blocking.renameSync(from, to),
    copyFile: (from, to) => blocking.copyFileSync(from, to),
    realPath: (path) => blocking.realpathSync.native(path),
  },
  waiting: {
    readFile: async (path) => plainBytes(await blocking.promises.readFile(path)),
    writeFile: (path, contents) => blocking.promises.writeFile(path, contents),
    appendFile: (path, contents) => blocking.promises.appendFile(path, contents),
    stat: async (path) => statusOf(await blocking.promises.stat(path)),
    lstat: async (path) => statusOf(await blocking.promises.lstat(path)),
    readDirectory: (path) => blocking.promises.readdir(path),
    makeDirectory: (path) => blocking.promises.mkdir(path),
    makeDirectories: async (path) => void (await blocking.promises.mkdir(path, { recursive: true })),
    removeFile: (path) => blocking.promises.unlink(path),
    removeDirectory: (path) => blocking.promises.rmdir(path),
    removeTree: (path) => blocking.promises.rm(path, { recursive: true }),
    rename: (from, to) => blocking.promises.rename(from, to),
    copyFile: (from, to) => blocking.promises.copyFile(from, to),
    realPath: (path) => blocking.promises.realpath(path),
  },
};
