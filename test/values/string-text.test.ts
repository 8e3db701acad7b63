import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  codePointAt,
  codePointIndex,
  codePointLength,
  concatStrings,
  MAX_STRING_LENGTH,
  offsetOf,
  sliceCodePoints,
  toWellFormed,
  utf8Length,
} from "../../runtime/values/string-text.ts";
import { ionString } from "./arbitrary.ts";
import { raisedBy } from "./raised.ts";

const encoder = new TextEncoder();

/** Short and long texts of one to four bytes per code point. */
const text = fc.oneof(
  ionString,
  fc
    .tuple(
      fc.string({ unit: fc.constantFrom("a", "é", "漢", "🎉"), minLength: 1, maxLength: 9 }),
      fc.integer({ min: 1, max: 60 }),
    )
    .map(([unit, count]) => unit.repeat(count)),
);

describe("stdlib 1.5: len counts UTF-8 bytes, positions count code points", () => {
  test("lengths, elements and slices agree with the list of code points", () => {
    fc.assert(
      fc.property(text, fc.nat(300), fc.nat(300), (shown, first, second) => {
        const points = Array.from(shown);
        expect(utf8Length(shown)).toBe(encoder.encode(shown).length);
        expect(codePointLength(shown)).toBe(points.length);
        const start = Math.min(first, second, points.length);
        const end = Math.min(Math.max(first, second), points.length);
        expect(sliceCodePoints(shown, start, end)).toBe(points.slice(start, end).join(""));
        expect(codePointIndex(shown, offsetOf(shown, start))).toBe(start);
        if (start < points.length) expect(codePointAt(shown, start)).toBe(points[start]);
      }),
      { numRuns: 1000 },
    );
  });

  test("what is remembered of a string carries over when something is appended", () => {
    fc.assert(
      fc.property(text, fc.array(text, { maxLength: 6 }), (start, added) => {
        let built = `${start}0123456789012345678901234567890123456789`;
        for (const next of added) {
          utf8Length(built);
          built = concatStrings(built, next);
          expect(utf8Length(built)).toBe(encoder.encode(built).length);
          const last = codePointLength(built) - 1;
          expect(codePointAt(built, last)).toBe(Array.from(built).at(-1));
        }
      }),
    );
  });

  test("lone surrogates become U+FFFD, pairs stay", () => {
    expect(toWellFormed("a\ud800b🎉\udc00\ud83c")).toBe("a\ufffdb🎉\ufffd\ufffd");
    expect(toWellFormed("plain é漢🎉")).toBe("plain é漢🎉");
  });

  test("a string that V8 cannot hold is a RuntimeError", () => {
    const half = "x".repeat(MAX_STRING_LENGTH / 2);
    expect(concatStrings(half, half).length).toBe(MAX_STRING_LENGTH);
    expect(raisedBy(() => concatStrings(concatStrings(half, half), "x"))).toBe("runtime: string too large");
  });
});
