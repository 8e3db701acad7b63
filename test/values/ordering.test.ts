import fc from "fast-check";
import { expect, test } from "vitest";
import { compareStrings } from "../../runtime/values/ordering.ts";
import { ionString } from "./arbitrary.ts";

test("3.5: code points above U+FFFF come after all others, unlike in JavaScript", () => {
  expect(compareStrings("\uffff", "\u{10000}")).toBeLessThan(0);
  expect("\uffff" < "\u{10000}").toBe(false);
  expect(compareStrings("\ue000", "\u{10000}")).toBeLessThan(0);
  expect(compareStrings("ab", "abc")).toBeLessThan(0);
  expect(compareStrings("same", "same")).toBe(0);
});

test("3.5: the order of strings is the order of their UTF-8 bytes", () => {
  const encoder = new TextEncoder();
  const bytewise = (a: Uint8Array, b: Uint8Array): number => {
    const at = a.findIndex((byte, index) => byte !== b[index]);
    return at === -1 ? a.length - b.length : a[at]! - (b[at] ?? -1);
  };
  const special = fc.string({
    unit: fc.constantFrom("a", "z", "é", "\ud7ff", "\ue000", "\uffff", "🎉", "\u{10ffff}"),
    maxLength: 4,
  });
  fc.assert(
    fc.property(fc.oneof(ionString, special), fc.oneof(ionString, special), (a, b) => {
      expect(Math.sign(compareStrings(a, b))).toBe(Math.sign(bytewise(encoder.encode(a), encoder.encode(b))));
    }),
    { numRuns: 2000 },
  );
});
