/**
 * The `semver` module (stdlib 5.8): versions as text or as dicts, their order, requirements. Parsing and comparing are
 * in semver/; here are the Ion forms and the words around the reasons.
 */
import { runtimeError } from "../errors.ts";
import { Dict } from "../values/dict.ts";
import { fitsInt, isInt, normalizeInt } from "../values/int.ts";
import { typeOf } from "../values/type-of.ts";
import type { Value } from "../values/value.ts";
import { isString, onlyArgument, stringArgument } from "./arguments.ts";
import type { MemberFunction, ModuleDefinition } from "./definition.ts";
import { parseIdentifiers, parseVersion } from "./semver/parse-version.ts";
import { parseRequirement, satisfies } from "./semver/requirement.ts";
import { BUILD, PRE, SemverError } from "./semver/scanner.ts";
import { compareVersions, formatVersion, type Version } from "./semver/version.ts";

/** The greatest number in a version. */
const MAX_COMPONENT = 2n ** 64n - 1n;

/** Runs a parser and puts `context` before the reason of its failure. */
function explain<T>(context: string, parse: () => T): T {
  try {
    return parse();
  } catch (error) {
    // Only malformed text is explained; anything else is not a failure of the parser.
    if (error instanceof SemverError) throw runtimeError(context + error.reason);
    throw error;
  }
}

function versionOf(value: Value): Version {
  if (isString(value)) return explain("invalid version: ", () => parseVersion(value));
  if (value instanceof Dict) return versionOfDict(value);
  throw runtimeError(`expected string or dict, got ${typeOf(value)}`);
}

function versionOfDict(dict: Dict): Version {
  const [major, minor, patch] = (["major", "minor", "patch"] as const).map((name) => {
    const component = dict.get(name, undefined);
    if (!isInt(component)) throw runtimeError(`dict missing integer '${name}'`);
    return BigInt(component);
  }) as [bigint, bigint, bigint];
  if (major < 0n || minor < 0n || patch < 0n) throw runtimeError("version components must be non-negative");
  const pre = textOf(dict, "pre");
  const build = textOf(dict, "build");
  return {
    major,
    minor,
    patch,
    pre: explain(`invalid pre-release '${pre}': `, () => parseIdentifiers(pre, PRE)),
    build: explain(`invalid build metadata '${build}': `, () => parseIdentifiers(build, BUILD)),
  };
}

/** What is not a string counts as absent. */
function textOf(dict: Dict, key: string): string {
  const text = dict.get(key, undefined);
  return isString(text) ? text : "";
}

function parse(args: readonly Value[]): Value {
  const text = stringArgument(args);
  const { major, minor, patch, pre, build } = explain("", () => parseVersion(text));
  const numbers = Object.entries({ major, minor, patch }).map(([name, number]): [string, Value] => {
    if (!fitsInt(number)) throw runtimeError(`value of ${name} version number does not fit in int`);
    return [name, normalizeInt(number)];
  });
  return Dict.from([...numbers, ["pre", pre], ["build", build]]);
}

function isValid(args: readonly Value[]): Value {
  const text = stringArgument(args);
  try {
    parseVersion(text);
    return true;
  } catch (error) {
    // Being malformed is an answer here.
    if (error instanceof SemverError) return false;
    throw error;
  }
}

function comparison(answer: (order: number) => Value): MemberFunction {
  return (args) => {
    if (args.length !== 2) throw runtimeError("takes 2 arguments");
    return answer(compareVersions(versionOf(args[0]), versionOf(args[1])));
  };
}

function meetsRequirement(args: readonly Value[]): Value {
  if (args.length !== 2) throw runtimeError("takes 2 arguments: version, requirement");
  const version = versionOf(args[0]);
  const text = args[1];
  if (!isString(text)) throw runtimeError("requirement must be a string");
  return satisfies(
    version,
    explain("invalid requirement: ", () => parseRequirement(text)),
  );
}

/** A function from one version to the text of another, which has neither pre-release nor build metadata. */
function bump(next: (version: Version) => Pick<Version, "major" | "minor" | "patch">): MemberFunction {
  return (args) => formatVersion({ ...next(versionOf(onlyArgument(args))), pre: "", build: "" });
}

function increment(component: bigint): bigint {
  if (component === MAX_COMPONENT) throw runtimeError("integer overflow");
  return component + 1n;
}

export const semver: ModuleDefinition<"semver"> = {
  parse,
  is_valid: isValid,
  format: (args) => formatVersion(versionOf(onlyArgument(args))),
  compare: comparison((order) => order),
  eq: comparison((order) => order === 0),
  gt: comparison((order) => order > 0),
  gte: comparison((order) => order >= 0),
  lt: comparison((order) => order < 0),
  lte: comparison((order) => order <= 0),
  satisfies: meetsRequirement,
  bump_major: bump(({ major }) => ({ major: increment(major), minor: 0n, patch: 0n })),
  bump_minor: bump(({ major, minor }) => ({ major, minor: increment(minor), patch: 0n })),
  bump_patch: bump(({ major, minor, patch, pre }) => ({ major, minor, patch: pre === "" ? increment(patch) : patch })),
};
