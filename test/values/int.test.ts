import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  addInts,
  checkedInt,
  clampToSafe,
  fitsInt,
  MAX_INT,
  MIN_INT,
  normalizeInt,
  parseIntText,
} from "../../runtime/values/int.ts";
import { bigInt64 } from "./arbitrary.ts";
import { raisedBy } from "./raised.ts";

describe("3.1: an int has one form", () => {
  test("a number while it is safe, a bigint beyond", () => {
    expect(normalizeInt(2n ** 53n - 1n)).toBe(2 ** 53 - 1);
    expect(normalizeInt(2n ** 53n)).toBe(2n ** 53n);
    expect(normalizeInt(-(2n ** 53n) + 1n)).toBe(-(2 ** 53) + 1);
    expect(normalizeInt(-(2n ** 53n))).toBe(-(2n ** 53n));
  });

  test("a result outside 64 bits is RuntimeError integer overflow", () => {
    expect(checkedInt(MAX_INT)).toBe(MAX_INT);
    expect(checkedInt(MIN_INT)).toBe(MIN_INT);
    expect(raisedBy(() => checkedInt(MAX_INT + 1n))).toBe("runtime: integer overflow");
    expect(raisedBy(() => checkedInt(MIN_INT - 1n))).toBe("runtime: integer overflow");
  });

  test("addInts adds exactly or overflows", () => {
    fc.assert(
      fc.property(bigInt64, bigInt64, (a, b) => {
        const add = () => addInts(normalizeInt(a), normalizeInt(b));
        if (fitsInt(a + b)) expect(add()).toBe(normalizeInt(a + b));
        else expect(raisedBy(add)).toBe("runtime: integer overflow");
      }),
    );
  });

  test("an index beyond the safe range is clamped to it", () => {
    expect([clampToSafe(5), clampToSafe(MAX_INT), clampToSafe(MIN_INT)]).toEqual([
      5,
      Number.MAX_SAFE_INTEGER,
      Number.MIN_SAFE_INTEGER,
    ]);
  });
});

const TOO_LARGE = "number too large to fit in target type";
const TOO_SMALL = "number too small to fit in target type";
const INVALID = "invalid digit found in string";

describe("stdlib 6.3: int text", () => {
  test.each([
    ["0", 0],
    ["-0", 0],
    ["+7", 7],
    ["007", 7],
    ["9007199254740993", 9007199254740993n],
    ["9223372036854775807", MAX_INT],
    ["-9223372036854775808", MIN_INT],
    [`${"0".repeat(40)}12`, 12],
    ["9223372036854775808", TOO_LARGE],
    ["+9223372036854775808", TOO_LARGE],
    ["-9223372036854775809", TOO_SMALL],
    ["99999999999999999999x", TOO_LARGE],
    ["999999999999x", INVALID],
    ["", "cannot parse integer from empty string"],
    ["-", INVALID],
    ["+", INVALID],
    ["--1", INVALID],
    ["1_000", INVALID],
    ["0x10", INVALID],
    [" 1", INVALID],
    ["1.0", INVALID],
    ["٣", INVALID],
  ])("%s", (text, expected) => {
    expect(parseIntText(text)).toBe(expected);
  });

  test("every int is read back from its text", () => {
    fc.assert(
      fc.property(bigInt64, (value) => {
        expect(parseIntText(String(value))).toBe(normalizeInt(value));
      }),
    );
  });
});
