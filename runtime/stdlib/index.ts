/** The whole library: what an engine that runs source text brings along (stdlib 3, 5). */
import * as library from "./library.ts";

const { bytes, fs, io, json, log, math, os, path, rand, semver, string, ...builtins } = library;

/** In the order of the manual. */
export const STANDARD_MODULES: readonly library.LibraryItem[] = [
  math,
  json,
  bytes,
  string,
  rand,
  io,
  log,
  semver,
  os,
  path,
  fs,
];

export const STANDARD_BUILTINS: readonly library.LibraryItem[] = Object.values(builtins);

export const STANDARD_LIBRARY: readonly library.LibraryItem[] = [...STANDARD_BUILTINS, ...STANDARD_MODULES];
