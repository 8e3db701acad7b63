/**
 * Requirements such as `^1.2, <1.9` (stdlib 5.8, "Requirements"): text to comparators, and whether a version meets
 * them. Build metadata is read and ignored.
 */
import { BUILD, MAJOR, MINOR, PATCH, type Part, PRE, quoteChar, SemverError, SemverScanner } from "./scanner.ts";
import { comparePre, type Version } from "./version.ts";

type Operator = "=" | ">" | ">=" | "<" | "<=" | "~" | "^";

interface Comparator {
  readonly operator: Operator;
  readonly major: bigint;
  /** Undefined where the part is left out or a wildcard. */
  readonly minor: bigint | undefined;
  readonly patch: bigint | undefined;
  readonly pre: string;
}

/** All comparators must hold; none at all stands for `*`. */
export type Requirement = readonly Comparator[];

const MAX_COMPARATORS = 32;
/** The two-character operators stand first, so that `>=` is not read as `>`. */
const OPERATORS: readonly Operator[] = [">=", "<=", "=", ">", "<", "~", "^"];

/** Throws a SemverError. */
export function parseRequirement(text: string): Requirement {
  const scanner = new SemverScanner(text);
  scanner.skipBlanks();
  const wildcard = scanner.eatWildcard();
  if (wildcard !== undefined) {
    expectLoneWildcard(scanner, wildcard);
    return [];
  }
  const comparators: Comparator[] = [];
  for (;;) {
    const { comparator, last } = readComparator(scanner);
    comparators.push(comparator);
    if (scanner.isAtEnd) return comparators;
    if (!scanner.eat(",")) {
      throw new SemverError(`expected comma after ${last}, found ${quoteChar(scanner.peek()!)}`);
    }
    if (comparators.length === MAX_COMPARATORS) throw new SemverError("excessive number of version comparators");
    scanner.skipBlanks();
  }
}

function expectLoneWildcard(scanner: SemverScanner, wildcard: string): void {
  scanner.skipBlanks();
  if (scanner.isAtEnd) return;
  throw scanner.eat(",")
    ? onlyComparatorError(wildcard)
    : new SemverError("unexpected character after wildcard in version req");
}

function onlyComparatorError(wildcard: string): SemverError {
  return new SemverError(`wildcard req (${wildcard}) must be the only comparator in the version req`);
}

/** Reads one comparator and the blanks behind it; `last` is the part that it ends with. */
function readComparator(scanner: SemverScanner): { comparator: Comparator; last: Part } {
  const written = OPERATORS.find((operator) => scanner.eat(operator));
  if (written === undefined) refuseWildcard(scanner);
  scanner.skipBlanks();
  const major = scanner.readNumber(MAJOR);
  const minor = readOptionalPart(scanner, MINOR, false);
  const patch = minor === ABSENT ? ABSENT : readOptionalPart(scanner, PATCH, minor === WILDCARD);
  const { pre, last } = typeof patch === "bigint" ? readSuffixes(scanner) : { pre: "", last: lastOf(minor, patch) };
  scanner.skipBlanks();
  // A wildcard part without an operator means "these parts equal".
  const operator = written ?? (minor === WILDCARD || patch === WILDCARD ? "=" : "^");
  return { comparator: { operator, major, minor: writtenNumber(minor), patch: writtenNumber(patch), pre }, last };
}

const ABSENT = "absent";
const WILDCARD = "wildcard";
type OptionalPart = bigint | typeof ABSENT | typeof WILDCARD;

/** A dot and what follows it, if there is a dot. Behind a wildcard only another one may stand. */
function readOptionalPart(scanner: SemverScanner, part: Part, isBehindWildcard: boolean): OptionalPart {
  if (!scanner.eat(".")) return ABSENT;
  if (scanner.eatWildcard() !== undefined) return WILDCARD;
  if (isBehindWildcard) throw new SemverError("unexpected character after wildcard in version req");
  return scanner.readNumber(part);
}

/** Pre-release and build metadata, which only a comparator with all three numbers may have. */
function readSuffixes(scanner: SemverScanner): { pre: string; last: Part } {
  const pre = scanner.eat("-") ? scanner.readIdentifiers(PRE) : "";
  if (!scanner.eat("+")) return { pre, last: pre === "" ? PATCH : PRE };
  scanner.readIdentifiers(BUILD);
  return { pre, last: BUILD };
}

function lastOf(minor: OptionalPart, patch: OptionalPart): Part {
  if (minor === ABSENT) return MAJOR;
  return patch === ABSENT ? MINOR : PATCH;
}

function writtenNumber(part: OptionalPart): bigint | undefined {
  return typeof part === "bigint" ? part : undefined;
}

/** A wildcard as a whole comparator of a list has an error of its own. */
function refuseWildcard(scanner: SemverScanner): void {
  const error = scanner.unexpected(MAJOR);
  const wildcard = scanner.eatWildcard();
  if (wildcard === undefined) return;
  scanner.skipBlanks();
  throw scanner.isAtEnd || scanner.eat(",") ? onlyComparatorError(wildcard) : error;
}

/** Whether `version` meets every comparator; a pre-release must moreover be asked for by its numbers. */
export function satisfies(version: Version, requirement: Requirement): boolean {
  if (!requirement.every((comparator) => HOLDS[comparator.operator](comparator, version))) return false;
  return version.pre === "" || requirement.some((comparator) => asksForPreRelease(comparator, version));
}

function asksForPreRelease({ major, minor, patch, pre }: Comparator, version: Version): boolean {
  return pre !== "" && major === version.major && minor === version.minor && patch === version.patch;
}

type Test = (comparator: Comparator, version: Version) => boolean;

const HOLDS: Readonly<Record<Operator, Test>> = {
  "=": isEqual,
  ">": isGreater,
  ">=": (comparator, version) => isEqual(comparator, version) || isGreater(comparator, version),
  "<": isLess,
  "<=": (comparator, version) => isEqual(comparator, version) || isLess(comparator, version),
  "~": isTildeMatch,
  "^": isCaretMatch,
};

/** All written parts equal, and the pre-release as well. */
function isEqual(comparator: Comparator, version: Version): boolean {
  const { major, minor, patch, pre } = comparator;
  return (
    version.major === major &&
    (minor === undefined || version.minor === minor) &&
    (patch === undefined || version.patch === patch) &&
    version.pre === pre
  );
}

function isGreater(comparator: Comparator, version: Version): boolean {
  const order = compareWritten(comparator, version);
  return order !== undefined && order > 0;
}

function isLess(comparator: Comparator, version: Version): boolean {
  const order = compareWritten(comparator, version);
  return order !== undefined && order < 0;
}

/** Where `version` stands relative to the comparator; undefined when all written parts are equal but one is absent. */
function compareWritten({ major, minor, patch, pre }: Comparator, version: Version): number | undefined {
  if (version.major !== major) return version.major > major ? 1 : -1;
  if (minor === undefined) return undefined;
  if (version.minor !== minor) return version.minor > minor ? 1 : -1;
  if (patch === undefined) return undefined;
  if (version.patch !== patch) return version.patch > patch ? 1 : -1;
  return comparePre(version.pre, pre);
}

/** Major and minor fixed, patch free to grow. */
function isTildeMatch({ major, minor, patch, pre }: Comparator, version: Version): boolean {
  if (version.major !== major || (minor !== undefined && version.minor !== minor)) return false;
  if (patch !== undefined && version.patch !== patch) return version.patch > patch;
  return comparePre(version.pre, pre) >= 0;
}

/** The first part that is not zero fixed, what follows it free to grow. */
function isCaretMatch({ major, minor, patch, pre }: Comparator, version: Version): boolean {
  if (version.major !== major) return false;
  if (minor === undefined) return true;
  if (patch === undefined) return major > 0n ? version.minor >= minor : version.minor === minor;
  if (version.minor !== minor) return major > 0n && version.minor > minor;
  if (version.patch !== patch) return (major > 0n || minor > 0n) && version.patch > patch;
  return comparePre(version.pre, pre) >= 0;
}
