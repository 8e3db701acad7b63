/**
 * stdlib 5.8 against the npm package `semver`, on the ground where both agree: its versions without a leading `v`, its
 * order without build metadata, its ranges with an explicit operator in each comparator.
 */
import fc from "fast-check";
import npm from "semver";
import { describe, expect, test } from "vitest";
import { callStd } from "./kit.ts";

const number = fc.oneof(fc.nat(4), fc.nat(4), fc.nat(1000)).map(String);
const identifier = fc.oneof(fc.constantFrom("a", "b", "rc", "alpha", "A", "0", "1", "10", "-", "x-1", "1a"), number);
const dotted = fc.array(identifier, { minLength: 1, maxLength: 3 }).map((parts) => parts.join("."));
const numbers = fc.tuple(number, number, number).map((parts) => parts.join("."));
const release = fc
  .tuple(numbers, fc.option(dotted, { freq: 2 }))
  .map(([core, pre]) => (pre === null ? core : `${core}-${pre}`));

/** `1.2.3`, `1.2`, `1`, `1.2.*`, `1.x`. */
const partial = fc.oneof(
  release,
  fc.tuple(number, number).map((parts) => parts.join(".")),
  number,
  fc.tuple(number, number, fc.constantFrom("*", "x", "X")).map((parts) => parts.join(".")),
  fc.tuple(number, fc.constantFrom("*", "x", "X")).map((parts) => parts.join(".")),
);
const comparator = fc
  .tuple(fc.constantFrom("=", ">", ">=", "<", "<=", "~", "^"), partial)
  .map((parts) => parts.join(""));
const requirement = fc.oneof(fc.constant(["*"]), fc.array(comparator, { minLength: 1, maxLength: 3 }));

describe("npm semver", () => {
  test("stdlib 5.8: takes the same texts for versions", () => {
    const characters = fc.constantFrom(..."0123.-+ab_ ");
    const text = fc.oneof(
      fc.string({ unit: characters, maxLength: 12 }),
      fc
        .tuple(release, fc.nat(8), characters)
        .map(([version, at, char]) => version.slice(0, at) + char + version.slice(at)),
      fc.tuple(release, dotted).map((parts) => parts.join("+")),
    );
    fc.assert(
      fc.property(text, (candidate) => {
        // It takes blanks around a version for nothing.
        fc.pre(candidate === candidate.trim());
        expect(callStd("semver::is_valid", candidate)).toBe(npm.valid(candidate) !== null);
      }),
      { numRuns: 2000 },
    );
  });

  test("stdlib 5.8: orders versions in the same way", () => {
    fc.assert(
      fc.property(release, release, (a, b) => {
        expect(callStd("semver::compare", a, b)).toBe(npm.compare(a, b));
      }),
      { numRuns: 2000 },
    );
  });

  test("stdlib 5.8: meets the same requirements", () => {
    fc.assert(
      fc.property(release, requirement, (version, comparators) => {
        const isMet = npm.satisfies(version, comparators.join(" "));
        expect(
          callStd("semver::satisfies", version, comparators.join(", ")),
          `${version} ${comparators.join(" ")}`,
        ).toBe(isMet);
      }),
      { numRuns: 5000 },
    );
  });

  test("stdlib 5.8: bumps releases in the same way, and the patch of a pre-release", () => {
    fc.assert(
      fc.property(numbers, release, (version, any) => {
        expect(callStd("semver::bump_major", version)).toBe(npm.inc(version, "major"));
        expect(callStd("semver::bump_minor", version)).toBe(npm.inc(version, "minor"));
        expect(callStd("semver::bump_patch", any)).toBe(npm.inc(any, "patch"));
      }),
    );
  });
});
