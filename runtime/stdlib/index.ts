/** All standard modules in the order of the manual: what an engine that runs source text brings along (stdlib 5). */
import { bytes, fs, io, json, type LibraryModule, log, math, os, path, rand, semver, string } from "./library.ts";

export const STANDARD_LIBRARY: readonly LibraryModule[] = [
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
