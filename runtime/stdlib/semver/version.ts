/**
 * A version: its parts, canonical text and order (stdlib 5.8). Unlike in the SemVer text and in npm, build metadata
 * takes part in the order.
 */

export interface Version {
  readonly major: bigint;
  readonly minor: bigint;
  readonly patch: bigint;
  /** Without the `-`; empty for a release. */
  readonly pre: string;
  /** Without the `+`; empty if there is none. */
  readonly build: string;
}

export function formatVersion({ major, minor, patch, pre, build }: Version): string {
  return `${major}.${minor}.${patch}${pre === "" ? "" : `-${pre}`}${build === "" ? "" : `+${build}`}`;
}

/** -1, 0 or 1. */
export function compareVersions(a: Version, b: Version): number {
  return (
    compare(a.major, b.major) ||
    compare(a.minor, b.minor) ||
    compare(a.patch, b.patch) ||
    comparePre(a.pre, b.pre) ||
    compareBuild(a.build, b.build)
  );
}

/** A release is after all of its pre-releases. */
export function comparePre(a: string, b: string): number {
  if (a === "" || b === "") return compare(a === "", b === "");
  return compareSegments(a, b, compareNumerals);
}

/** No metadata is before any. */
function compareBuild(a: string, b: string): number {
  if (a === "" || b === "") return compare(a !== "", b !== "");
  return compareSegments(
    a,
    b,
    (x, y) => compareNumerals(withoutZeros(x), withoutZeros(y)) || compare(x.length, y.length),
  );
}

/** Segment by segment: digits are before names and in `compareDigits` order; what goes on longer is after. */
function compareSegments(a: string, b: string, compareDigits: (x: string, y: string) => number): number {
  const xs = a.split(".");
  const ys = b.split(".");
  for (let i = 0; i < Math.min(xs.length, ys.length); i++) {
    const x = xs[i]!;
    const y = ys[i]!;
    const order = areDigits(x) ? (areDigits(y) ? compareDigits(x, y) : -1) : areDigits(y) ? 1 : compare(x, y);
    if (order !== 0) return order;
  }
  return compare(xs.length, ys.length);
}

/** Numbers of any length without leading zeros: the longer one is the greater. */
function compareNumerals(x: string, y: string): number {
  return compare(x.length, y.length) || compare(x, y);
}

function withoutZeros(digits: string): string {
  return digits.replace(/^0+/, "");
}

function areDigits(segment: string): boolean {
  return /^[0-9]+$/.test(segment);
}

/** Identifiers are ASCII, so that JavaScript's order of strings is the right one. */
function compare<T extends bigint | number | string | boolean>(a: T, b: T): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
