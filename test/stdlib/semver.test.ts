import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { dict, list } from "../methods/kit.ts";
import { type CallRow, callStd, errorOf, moduleCases } from "./kit.ts";

const cases = (name: string, rows: readonly CallRow[]) => moduleCases("5.8", `semver::${name}`, rows);
const MAX_U64 = "18446744073709551615";

describe("versions", () => {
  cases("parse", [
    [["1.20.3-beta.2+exp.sha5"], '#{"major": 1, "minor": 20, "patch": 3, "pre": "beta.2", "build": "exp.sha5"}'],
    [["0.0.0"], '#{"major": 0, "minor": 0, "patch": 0, "pre": "", "build": ""}'],
    [["1.2.3+001"], '#{"major": 1, "minor": 2, "patch": 3, "pre": "", "build": "001"}'],
    [["1.2.3--.-1"], '#{"major": 1, "minor": 2, "patch": 3, "pre": "-.-1", "build": ""}'],
    [["9223372036854775807.0.0"], '#{"major": 9223372036854775807, "minor": 0, "patch": 0, "pre": "", "build": ""}'],
    [["9223372036854775808.0.0"], "R value of major version number does not fit in int"],
    [[`0.${MAX_U64}.0`], "R value of minor version number does not fit in int"],
    [["0.0.18446744073709551616"], "R value of patch version number exceeds u64::MAX"],
    [["99999999999999999999.0.0"], "R value of major version number exceeds u64::MAX"],
    [[""], "R unexpected end of input while parsing major version number"],
    [["1"], "R unexpected end of input while parsing major version number"],
    [["1.2"], "R unexpected end of input while parsing minor version number"],
    [["1.2."], "R unexpected end of input while parsing patch version number"],
    [["v1.2.3"], "R unexpected character 'v' while parsing major version number"],
    [["1..3"], "R unexpected character '.' while parsing minor version number"],
    [["\n1.2.3"], "R unexpected character '\\n' while parsing major version number"],
    [["'"], "R unexpected character '\\'' while parsing major version number"],
    [["\0"], "R unexpected character '\\0' while parsing major version number"],
    [["😀"], "R unexpected character '😀' while parsing major version number"],
    [["\u200b"], "R unexpected character '\\u{200b}' while parsing major version number"],
    [["1.2.3.4"], "R unexpected character '.' after patch version number"],
    [["1.2.3-a_b"], "R unexpected character '_' after pre-release identifier"],
    [["1.2.3+a_b"], "R unexpected character '_' after build metadata"],
    [["1.2.3-a+b+c"], "R unexpected character '+' after build metadata"],
    [["1x2"], "R unexpected character 'x' after major version number"],
    [["01.2.3"], "R invalid leading zero in major version number"],
    [["1.2.3-01"], "R invalid leading zero in pre-release identifier"],
    [["1.2.3-"], "R empty identifier segment in pre-release identifier"],
    [["1.2.3-a..b"], "R empty identifier segment in pre-release identifier"],
    [["1.2.3-a."], "R empty identifier segment in pre-release identifier"],
    [["1.2.3-é"], "R empty identifier segment in pre-release identifier"],
    [["1.2.3+"], "R empty identifier segment in build metadata"],
    [[], "R takes 1 argument"],
    [[dict()], "R requires a string"],
  ]);

  cases("is_valid", [
    [["1.2.3-rc.1+x"], "true"],
    [["1.2.3-0a"], "true"],
    [["1.02.3"], "false"],
    [["1.2"], "false"],
    [[`${MAX_U64}.0.0`], "true"],
    [[1], "R requires a string"],
    [[], "R takes 1 argument"],
  ]);

  cases("format", [
    [["2.0.1"], '"2.0.1"'],
    [[`${MAX_U64}.0.0`], `"${MAX_U64}.0.0"`],
    [[dict({ major: 1, minor: 2, patch: 3 })], '"1.2.3"'],
    [[dict({ major: 1, minor: 0, patch: 0, pre: "rc.1", build: "b7" })], '"1.0.0-rc.1+b7"'],
    [[dict({ major: 1, minor: 0, patch: 0, pre: 5, build: undefined, extra: 1 })], '"1.0.0"'],
    [[dict({ major: 1, minor: 2 })], "R dict missing integer 'patch'"],
    [[dict({ major: 1, minor: "2", patch: 0 })], "R dict missing integer 'minor'"],
    [[dict()], "R dict missing integer 'major'"],
    [[dict({ major: -1, minor: 0, patch: 0 })], "R version components must be non-negative"],
    [
      [dict({ major: 1, minor: 0, patch: 0, pre: "a b" })],
      "R invalid pre-release 'a b': unexpected character in pre-release identifier",
    ],
    [
      [dict({ major: 1, minor: 0, patch: 0, pre: " a" })],
      "R invalid pre-release ' a': unexpected character in pre-release identifier",
    ],
    [
      [dict({ major: 1, minor: 0, patch: 0, pre: "a." })],
      "R invalid pre-release 'a.': empty identifier segment in pre-release identifier",
    ],
    [
      [dict({ major: 1, minor: 0, patch: 0, pre: "01" })],
      "R invalid pre-release '01': invalid leading zero in pre-release identifier",
    ],
    [
      [dict({ major: 1, minor: 0, patch: 0, build: "x_y" })],
      "R invalid build metadata 'x_y': unexpected character in build metadata",
    ],
    [["1"], "R invalid version: unexpected end of input while parsing major version number"],
    [[list(1, 2, 3)], "R expected string or dict, got list"],
    [[], "R takes 1 argument"],
  ]);

  cases("bump_major", [
    [["1.2.3-a+b"], '"2.0.0"'],
    [[`${MAX_U64}.0.0`], "R integer overflow"],
    [[], "R takes 1 argument"],
  ]);
  cases("bump_minor", [
    [["1.2.3-a+b"], '"1.3.0"'],
    [[`0.${MAX_U64}.0`], "R integer overflow"],
  ]);
  cases("bump_patch", [
    [["1.2.3"], '"1.2.4"'],
    [["1.2.3+b"], '"1.2.4"'],
    [["1.2.3-a+b"], '"1.2.3"'],
    [[dict({ major: 1, minor: 2, patch: 3, pre: "x" })], '"1.2.3"'],
    [[3], "R expected string or dict, got int"],
  ]);
});

describe("order", () => {
  const ascending = [
    "0.0.1-0",
    "0.0.1",
    "0.9.0",
    "1.0.0-1",
    "1.0.0-2",
    "1.0.0-10",
    "1.0.0-99999999999999999999999",
    "1.0.0--",
    "1.0.0-Z",
    "1.0.0-alpha",
    "1.0.0-alpha.1",
    "1.0.0-alpha.beta",
    "1.0.0-beta",
    "1.0.0-beta.2",
    "1.0.0-beta.11",
    "1.0.0-rc.1",
    "1.0.0",
    "1.0.0+0",
    "1.0.0+00",
    "1.0.0+1",
    "1.0.0+01",
    "1.0.0+001",
    "1.0.0+2",
    "1.0.0+10",
    "1.0.0+a",
    "1.0.0+a.1",
    "1.0.0+b",
    "1.0.1",
    "1.9.9",
    "1.10.0",
    "2.0.0",
    `${MAX_U64}.0.0`,
  ];
  const index = fc.nat({ max: ascending.length - 1 });

  test("stdlib 5.8: compare, eq, gt, gte, lt and lte agree with the order of the specification", () => {
    fc.assert(
      fc.property(index, index, (i, j) => {
        const [a, b] = [ascending[i]!, ascending[j]!];
        expect(callStd("semver::compare", a, b)).toBe(Math.sign(i - j));
        expect(callStd("semver::eq", a, b)).toBe(i === j);
        expect(callStd("semver::gt", a, b)).toBe(i > j);
        expect(callStd("semver::gte", a, b)).toBe(i >= j);
        expect(callStd("semver::lt", a, b)).toBe(i < j);
        expect(callStd("semver::lte", a, b)).toBe(i <= j);
      }),
      { numRuns: 1000 },
    );
  });

  test("stdlib 5.8: the order is total over random versions, and equal only for equal text", () => {
    const number = fc.integer({ min: 0, max: 3 });
    const identifier = fc.constantFrom("0", "1", "10", "a", "a1", "-", "B");
    const identifiers = fc.array(identifier, { maxLength: 3 }).map((parts) => parts.join("."));
    const version = fc
      .tuple(number, number, number, identifiers, identifiers)
      .map(([a, b, c, pre, build]) => `${a}.${b}.${c}${pre && `-${pre}`}${build && `+${build}`}`);
    const compare = (a: string, b: string) => callStd("semver::compare", a, b) as number;
    fc.assert(
      fc.property(version, version, version, (a, b, c) => {
        expect(compare(a, b)).toBe(0 - compare(b, a) || 0);
        expect(compare(a, b) === 0).toBe(a === b);
        if (compare(a, b) <= 0 && compare(b, c) <= 0) expect(compare(a, c)).toBeLessThanOrEqual(0);
        expect(callStd("semver::format", callStd("semver::parse", a))).toBe(a);
      }),
    );
  });

  for (const name of ["compare", "eq", "gt", "gte", "lt", "lte"]) {
    cases(name, [
      [["1.0.0"], "R takes 2 arguments"],
      [["1.0.0", 1], "R expected string or dict, got int"],
      [["1.0", "x"], "R invalid version: unexpected end of input while parsing minor version number"],
    ]);
  }
  cases("compare", [[[dict({ major: 1, minor: 0, patch: 0 }), "1.0.0"], "0"]]);
});

describe("requirements", () => {
  const satisfied = (version: string, requirement: string) => callStd("semver::satisfies", version, requirement);

  test.each([
    ["=1.2", ["1.2.0", "1.2.9"], ["1.3.0", "1.2.9-a"]],
    ["=1.2.3-a", ["1.2.3-a", "1.2.3-a+b"], ["1.2.3", "1.2.3-b"]],
    [">1", ["2.0.0"], ["1.5.0", "2.0.0-a"]],
    [">1.2", ["1.3.0", "2.0.0"], ["1.2.9"]],
    [">1.2.3-a", ["1.2.3-b", "1.2.3", "1.2.4"], ["1.2.3-a", "1.2.4-a"]],
    [">=1.5", ["1.5.0", "1.6.0", "2.0.0"], ["1.4.9"]],
    ["<1.5", ["1.4.9", "0.1.0"], ["1.5.0", "1.5.9"]],
    ["<1", ["0.9.9"], ["1.0.0", "1.0.0-a"]],
    ["<=1.5", ["1.5.9", "1.4.0"], ["1.6.0"]],
    ["~1", ["1.9.0", "1.0.0"], ["2.0.0"]],
    ["~1.2", ["1.2.9"], ["1.3.0"]],
    ["~1.2.3", ["1.2.3", "1.2.9"], ["1.2.2", "1.3.0"]],
    ["~1.2.3-b", ["1.2.3-b", "1.2.3-c", "1.2.4"], ["1.2.3-a", "1.2.4-c"]],
    ["^1", ["1.0.0", "1.9.9"], ["2.0.0", "0.9.9"]],
    ["^0", ["0.9.9"], ["1.0.0"]],
    ["^1.2", ["1.2.0", "1.9.0"], ["1.1.9", "2.0.0"]],
    ["^0.2", ["0.2.9"], ["0.3.0", "0.1.0"]],
    ["^1.2.3", ["1.2.3", "1.9.0"], ["1.2.2", "2.0.0"]],
    ["^0.2.3", ["0.2.3", "0.2.9"], ["0.2.2", "0.3.0"]],
    ["^0.0.3", ["0.0.3"], ["0.0.4", "0.0.2"]],
    ["^0.0.3-b", ["0.0.3-b", "0.0.3"], ["0.0.3-a", "0.0.4"]],
    ["^1.2.3-alpha", ["1.2.3-beta", "1.2.4", "1.2.3"], ["1.2.4-beta", "1.2.2"]],
    ["1.2", ["1.3.0"], ["2.0.0"]],
    ["1.*", ["1.0.0", "1.9.0"], ["2.0.0", "1.0.0-a"]],
    ["1.2.x", ["1.2.9"], ["1.3.0"]],
    ["1.*.*", ["1.9.0"], ["2.0.0"]],
    [">1.X", ["2.0.0"], ["1.9.0"]],
    ["*", ["0.0.0", "9.9.9", "1.0.0+b"], ["1.0.0-a"]],
    [" x ", ["1.0.0"], ["1.0.0-a"]],
    [" >= 1.2.0 , < 1.3 ", ["1.2.5"], ["1.3.0", "1.1.0"]],
    [">=1.2.2", ["1.2.2"], ["1.2.3-a"]],
    [">=1.0.0+build", ["1.0.0", "1.0.0+a"], ["0.9.0"]],
    [">=1.0.0-a, <2", ["1.0.0-b", "1.5.0"], ["1.5.0-a", "2.0.0"]],
  ])("stdlib 5.8: %s accepts %j and refuses %j", (requirement, accepted, refused) => {
    expect(accepted.filter((version) => !satisfied(version, requirement))).toEqual([]);
    expect(refused.filter((version) => satisfied(version, requirement))).toEqual([]);
  });

  test.each([
    ["", "unexpected end of input while parsing major version number"],
    [">=1,", "unexpected end of input while parsing major version number"],
    ["^", "unexpected end of input while parsing major version number"],
    ["1.", "unexpected end of input while parsing minor version number"],
    [">>1", "unexpected character '>' while parsing major version number"],
    ["=>1", "unexpected character '>' while parsing major version number"],
    ["==1", "unexpected character '=' while parsing major version number"],
    ["abc", "unexpected character 'a' while parsing major version number"],
    ["\t1", "unexpected character '\\t' while parsing major version number"],
    [">=*", "unexpected character '*' while parsing major version number"],
    ["1, *.1", "unexpected character '*' while parsing major version number"],
    ["^01", "invalid leading zero in major version number"],
    ["1.99999999999999999999", "value of minor version number exceeds u64::MAX"],
    ["~1.2.3-", "empty identifier segment in pre-release identifier"],
    ["1.2.3+", "empty identifier segment in build metadata"],
    [">=1.0 <2.0", "expected comma after minor version number, found '<'"],
    ["1.2 || 2", "expected comma after minor version number, found '|'"],
    ["1.2.3.4", "expected comma after patch version number, found '.'"],
    ["1.2-alpha", "expected comma after minor version number, found '-'"],
    ["1 - 2", "expected comma after major version number, found '-'"],
    ["1.2.3-a_b", "expected comma after pre-release identifier, found '_'"],
    ["1.2.3+a_b", "expected comma after build metadata, found '_'"],
    ["1.*-a", "expected comma after minor version number, found '-'"],
    ["* 1", "unexpected character after wildcard in version req"],
    ["*.1", "unexpected character after wildcard in version req"],
    ["1.*.3", "unexpected character after wildcard in version req"],
    ["*, 1", "wildcard req (*) must be the only comparator in the version req"],
    ["1, X", "wildcard req (X) must be the only comparator in the version req"],
    ["1, x , 2", "wildcard req (x) must be the only comparator in the version req"],
    [Array(33).fill("1").join(","), "excessive number of version comparators"],
  ])("stdlib 5.8: the requirement %j is refused: %s", (requirement, reason) => {
    expect(errorOf(() => satisfied("1.0.0", requirement)).message).toBe(`invalid requirement: ${reason}`);
  });

  test("stdlib 5.8: 32 comparators are accepted", () => {
    expect(satisfied("1.0.0", Array(32).fill("1").join(","))).toBe(true);
  });

  cases("satisfies", [
    [["1.0.0"], "R takes 2 arguments: version, requirement"],
    [["1.0", "abc"], "R invalid version: unexpected end of input while parsing minor version number"],
    [["1.0.0", 1], "R requirement must be a string"],
    [[dict({ major: 1, minor: 2, patch: 3 }), "^1"], "true"],
  ]);
});
