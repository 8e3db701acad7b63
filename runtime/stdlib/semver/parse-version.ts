/** `N.N.N[-pre][+build]` to a version (stdlib 5.8, "Grammar"). */
import { BUILD, MAJOR, MINOR, PATCH, type Part, PRE, quoteChar, SemverError, SemverScanner } from "./scanner.ts";
import type { Version } from "./version.ts";

/** The version that the whole of `text` denotes; throws a SemverError. */
export function parseVersion(text: string): Version {
  const scanner = new SemverScanner(text);
  const major = scanner.readNumber(MAJOR);
  expectDot(scanner, MAJOR);
  const minor = scanner.readNumber(MINOR);
  expectDot(scanner, MINOR);
  const patch = scanner.readNumber(PATCH);
  let last: Part = PATCH;
  let pre = "";
  if (scanner.eat("-")) pre = scanner.readIdentifiers((last = PRE));
  let build = "";
  if (scanner.eat("+")) build = scanner.readIdentifiers((last = BUILD));
  const found = scanner.peek();
  if (found !== undefined) throw new SemverError(`unexpected character ${quoteChar(found)} after ${last}`);
  return { major, minor, patch, pre, build };
}

function expectDot(scanner: SemverScanner, part: Part): void {
  if (scanner.eat(".")) return;
  const found = scanner.peek();
  throw new SemverError(
    found === undefined
      ? `unexpected end of input while parsing ${part}`
      : `unexpected character ${quoteChar(found)} after ${part}`,
  );
}

/** The `pre` or `build` of a version given in parts, checked as in a text; throws a SemverError. */
export function parseIdentifiers(text: string, part: typeof PRE | typeof BUILD): string {
  if (text === "") return "";
  const scanner = new SemverScanner(text);
  const identifiers = scanner.startsIdentifiers() ? scanner.readIdentifiers(part) : "";
  if (!scanner.isAtEnd) throw new SemverError(`unexpected character in ${part}`);
  return identifiers;
}
