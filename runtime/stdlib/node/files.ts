/** The file operations of Node, blocking and waiting (stdlib 5.11). */
import * as blocking from "node:fs";
import * as waiting from "node:fs/promises";
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
    readFile: async (path) => plainBytes(await waiting.readFile(path)),
    writeFile: (path, contents) => waiting.writeFile(path, contents),
    appendFile: (path, contents) => waiting.appendFile(path, contents),
    stat: async (path) => statusOf(await waiting.stat(path)),
    lstat: async (path) => statusOf(await waiting.lstat(path)),
    readDirectory: (path) => waiting.readdir(path),
    makeDirectory: (path) => waiting.mkdir(path),
    makeDirectories: async (path) => void (await waiting.mkdir(path, { recursive: true })),
    removeFile: (path) => waiting.unlink(path),
    removeDirectory: (path) => waiting.rmdir(path),
    removeTree: (path) => waiting.rm(path, { recursive: true }),
    rename: (from, to) => waiting.rename(from, to),
    copyFile: (from, to) => waiting.copyFile(from, to),
    realPath: (path) => waiting.realpath(path),
  },
};
