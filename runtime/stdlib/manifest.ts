/**
 * The names of the standard modules and of their members, with parameters and a line of help: data only, so that the
 * compiler, completion and docs may import it without any implementation (stdlib 5, 10). `params: null` marks a
 * constant. The notation of parameters is that of the manual: `x?` is optional, `x…` variadic.
 *
 * The texts are for people who look something up. The runtime itself uses only the names of modules, so bundlers leave
 * the tables out: that is what the marks on `fn` and `constant` are for.
 */

export interface FunctionInfo {
  readonly params: string;
  readonly doc: string;
}

export interface ConstantInfo {
  readonly params: null;
  readonly doc: string;
}

/* @__NO_SIDE_EFFECTS__ */
function fn(params: string, doc: string): FunctionInfo {
  return { params, doc };
}

/* @__NO_SIDE_EFFECTS__ */
function constant(doc: string): ConstantInfo {
  return { params: null, doc };
}

const math = {
  PI: constant("The ratio of a circle's circumference to its diameter."),
  E: constant("The base of the natural logarithm."),
  TAU: constant("Twice PI."),
  INF: constant("Positive infinity."),
  NAN: constant("Not a number."),
  abs: fn("x", "The absolute value, an int or a float as x."),
  min: fn("a, b, more…", "The smallest argument; the first of equals."),
  max: fn("a, b, more…", "The greatest argument; the first of equals."),
  floor: fn("x", "Rounds down; an int stays an int."),
  ceil: fn("x", "Rounds up; an int stays an int."),
  round: fn("x", "Rounds to the nearest whole number, half away from zero."),
  sqrt: fn("x", "The square root as a float."),
  pow: fn("base, exponent", "Exact for ints with an exponent from 0, else a float."),
  clamp: fn("value, low, high", "Value, but not below low and not above high."),
  sin: fn("x", "The sine of an angle in radians."),
  cos: fn("x", "The cosine of an angle in radians."),
  tan: fn("x", "The tangent of an angle in radians."),
  atan2: fn("y, x", "The angle of the point (x, y) in radians."),
  log: fn("x", "The natural logarithm."),
  log2: fn("x", "The logarithm to base 2."),
  log10: fn("x", "The logarithm to base 10."),
  is_nan: fn("x", "Whether x is the float NaN."),
  is_inf: fn("x", "Whether x is an infinite float."),
};

const json = {
  encode: fn("value", "Compact JSON text, keys sorted."),
  pretty: fn("value", "JSON text indented by two spaces, keys sorted."),
  decode: fn("text", "The value of a JSON text; raises on malformed text."),
  msgpack_encode: fn("value", "MessagePack bytes."),
  msgpack_decode: fn("data", "The first MessagePack value of data; raises on malformed data."),
};

const bytes = {
  new: fn("", "Empty bytes."),
  zeroed: fn("count", "Count zero bytes."),
  repeat: fn("byte, count", "One byte count times."),
  from_list: fn("list", "Bytes of ints from 0 to 255."),
  from_str: fn("text", "The UTF-8 bytes of a string."),
  from_hex: fn("text", "Ok(bytes) of hexadecimal digits, or Err(reason)."),
  from_base64: fn("text", "Ok(bytes) of base64 text, or Err(reason)."),
  concat: fn("parts", "One bytes value of a list of them."),
  join: fn("parts, separator?", "A list of bytes with a separator in between."),
  u16_le: fn("n", "Two bytes, the low one first."),
  u16_be: fn("n", "Two bytes, the high one first."),
  u32_le: fn("n", "Four bytes, the low one first."),
  u32_be: fn("n", "Four bytes, the high one first."),
  u64_le: fn("n", "Eight bytes, the low one first."),
  u64_be: fn("n", "Eight bytes, the high one first."),
  i16_le: fn("n", "Two bytes in two's complement, the low one first."),
  i16_be: fn("n", "Two bytes in two's complement, the high one first."),
  i32_le: fn("n", "Four bytes in two's complement, the low one first."),
  i32_be: fn("n", "Four bytes in two's complement, the high one first."),
  i64_le: fn("n", "Eight bytes in two's complement, the low one first."),
  i64_be: fn("n", "Eight bytes in two's complement, the high one first."),
};

const string = {
  len: fn("s", "The number of UTF-8 bytes."),
  char_len: fn("s", "The number of chars."),
  is_empty: fn("s", "Whether s is empty."),
  contains: fn("s, sub", "Whether s contains a substring or a code point."),
  starts_with: fn("s, prefix", "Whether s begins with prefix."),
  ends_with: fn("s, suffix", "Whether s ends with suffix."),
  find: fn("s, sub", "Some(char index) of the first match, or None."),
  index: fn("s, sub", "Some(char index) of the first match, or None."),
  count: fn("s, sub", "The number of matches that do not overlap."),
  trim: fn("s", "Without white space at both ends."),
  trim_start: fn("s", "Without white space at the start."),
  trim_end: fn("s", "Without white space at the end."),
  to_upper: fn("s", "In upper case."),
  to_lower: fn("s", "In lower case."),
  split: fn("s, delimiter", "The parts between delimiters."),
  replace: fn("s, from, to", "With every match of from replaced."),
  chars: fn("s", "The chars as a list of strings."),
  pad_start: fn("s, width, char?", "Filled up at the start to width chars."),
  pad_end: fn("s, width, char?", "Filled up at the end to width chars."),
  strip_prefix: fn("s, prefix", "Without prefix, if it is there."),
  strip_suffix: fn("s, suffix", "Without suffix, if it is there."),
  reverse: fn("s", "The chars in reverse order."),
  repeat: fn("s, count", "The string count times."),
  slice: fn("s, start?, end?", "The chars from start to before end."),
  bytes: fn("s", "The UTF-8 bytes as a list of ints."),
  to_int: fn("s", "Ok(int), or Err(reason)."),
  to_float: fn("s", "Ok(float), or Err(reason)."),
  to_string: fn("x", "The display text of any value."),
  join: fn("list, separator?", "The display texts of the items with a separator in between."),
};

const rand = {
  int: fn("min?, max?", "Any int; with max, one from 0 to before max; with both, one from min to before max."),
  float: fn("min?, max?", "A float from 0 to before 1, before max, or from min to before max."),
  bool: fn("probability?", "True with probability 0.5 or the one given."),
  bytes: fn("count", "Count random bytes."),
  choice: fn("x", "Some(element) of a list, string or bytes, None if it is empty."),
  shuffle: fn("x", "The items of a list or bytes in random order."),
  sample: fn("x, count", "Count items of a list or bytes in random order, none twice."),
};

const io = {
  print: fn("x…", "Writes the arguments, separated by spaces."),
  println: fn("x…", "Writes the arguments, separated by spaces, and a newline."),
  eprintln: fn("x…", "As println, to the error stream."),
};

const log = {
  trace: fn("message, fields?", "Logs at level trace."),
  debug: fn("message, fields?", "Logs at level debug."),
  info: fn("message, fields?", "Logs at level info."),
  warn: fn("message, fields?", "Logs at level warn."),
  error: fn("message, fields?", "Logs at level error."),
  set_level: fn("name", "Sets the threshold: off, error, warn, info, debug or trace."),
  level: fn("", "The name of the threshold."),
  enabled: fn("name", "Whether records of that level are emitted."),
};

const semver = {
  parse: fn("text", "The parts of a version as a dict; raises on malformed text."),
  is_valid: fn("text", "Whether text is a version."),
  format: fn("version", "The canonical text of a version."),
  compare: fn("a, b", "Answers -1, 0 or 1 as a is before, equal to or after b."),
  eq: fn("a, b", "Whether a and b are equal, build metadata included."),
  gt: fn("a, b", "Whether a is after b."),
  gte: fn("a, b", "Whether a is after or equal to b."),
  lt: fn("a, b", "Whether a is before b."),
  lte: fn("a, b", "Whether a is before or equal to b."),
  satisfies: fn("version, requirement", "Whether version meets a requirement such as `^1.2, <1.9`."),
  bump_major: fn("version", "The next major version."),
  bump_minor: fn("version", "The next minor version."),
  bump_patch: fn("version", "The next patch version, or the release of a pre-release."),
};

const os = {
  name: constant("The operating system: linux, macos, windows, …."),
  arch: constant("The processor architecture: x86_64, aarch64, …."),
  family: constant("Unix or windows."),
  pointer_width: constant("The width of a pointer in bits: 64 or 32."),
  dll_extension: constant("The extension of shared libraries, without a dot."),
  exe_extension: constant("The extension of programs, without a dot."),
  env_var: fn("name, default?", "An environment variable, or default if it is unset."),
  has_env_var: fn("name", "Whether an environment variable is set."),
  env_vars: fn("", "All environment variables as a dict."),
  cwd: fn("", "The working directory."),
  pid: fn("", "The process id."),
  args: fn("", "The arguments of the script."),
  temp_dir: fn("", "The directory for temporary files."),
};

const path = {
  sep: constant("The separator of this platform."),
  join: fn("part, more…", "The parts with separators in between; an absolute part starts over."),
  parent: fn("path", "The path without its last component."),
  basename: fn("path", "The last component."),
  stem: fn("path", "The last component without its extension."),
  extension: fn("path", "The extension of the last component, without the dot."),
  with_extension: fn("path, extension", "The path with another extension."),
  is_absolute: fn("path", "Whether the path begins at the root."),
  is_relative: fn("path", "Whether the path does not begin at the root."),
  components: fn("path", "The components as a list."),
  normalize: fn("path", "The path without `.` and with `..` resolved as text."),
};

const fs = {
  read: fn("path", "The text of a file."),
  read_bytes: fn("path", "The bytes of a file."),
  write: fn("path, contents", "Creates or overwrites a file."),
  append: fn("path, contents", "Adds to a file, creating it if missing."),
  append_random: fn("path, count", "Adds count random bytes to a file."),
  pad_random: fn("path, target_size", "Grows a file to target_size with random bytes; answers how many."),
  exists: fn("path", "Whether a file or directory is there."),
  is_file: fn("path", "Whether there is a file."),
  is_dir: fn("path", "Whether there is a directory."),
  list_dir: fn("path", "The names in a directory."),
  create_dir: fn("path", "Creates one directory."),
  create_dir_all: fn("path", "Creates a directory and its parents."),
  remove_file: fn("path", "Removes a file or a link."),
  remove_dir: fn("path", "Removes an empty directory."),
  remove_dir_all: fn("path", "Removes a directory with everything in it."),
  rename: fn("from, to", "Renames or moves, replacing a file."),
  copy: fn("from, to", "Copies a file; answers its size."),
  metadata: fn("path", "Size, is_file, is_dir, readonly and modified as a dict."),
  canonicalize: fn("path", "The absolute path with links resolved."),
};

/** The levels of the `log` module by verbosity: a record is emitted if its level stands no later than the threshold. */
export const LOG_LEVELS = ["off", "error", "warn", "info", "debug", "trace"] as const;
export type LogLevel = (typeof LOG_LEVELS)[number];

export function isLevelWithin(level: LogLevel, threshold: LogLevel): boolean {
  return LOG_LEVELS.indexOf(level) <= LOG_LEVELS.indexOf(threshold);
}

export const STD_MODULES = { math, json, bytes, string, rand, io, log, semver, os, path, fs } as const;

export type StdManifest = typeof STD_MODULES;
export type StdModuleName = keyof StdManifest;

/** In the order of the manual. */
export const STD_MODULE_NAMES: readonly StdModuleName[] = [
  "math",
  "json",
  "bytes",
  "string",
  "rand",
  "io",
  "log",
  "semver",
  "os",
  "path",
  "fs",
];

/** The modules all of whose functions may wait (stdlib 1.8). */
export const ASYNC_STD_MODULES: ReadonlySet<StdModuleName> = new Set(["io", "fs"]);

/** Functions of `math` that compute a float from one float and do nothing else; compiled code may do the same in place. */
export const FLOAT_FUNCTIONS: ReadonlySet<string> = new Set([
  "abs",
  "floor",
  "ceil",
  "round",
  "sqrt",
  "sin",
  "cos",
  "tan",
  "log",
  "log2",
  "log10",
]);

/** The capabilities that a sandbox leaves out (stdlib 8). */
export const SANDBOX_EXCLUDES: readonly StdModuleName[] = ["os", "fs"];
