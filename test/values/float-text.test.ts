import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { displayFloat, jsonFloat, parseFloatText } from "../../runtime/values/float-text.ts";

/** The exact decimal value of a finite double, from its bits. */
function exactDecimal(value: number): { digits: bigint; scale: number } {
  const view = new DataView(new ArrayBuffer(8));
  view.setFloat64(0, Math.abs(value));
  const bits = view.getBigUint64(0);
  const exponent = Number(bits >> 52n);
  const fraction = bits & (2n ** 52n - 1n);
  const mantissa = exponent === 0 ? fraction : fraction + 2n ** 52n;
  const power = Math.max(exponent, 1) - 1075;
  // m × 2^-k = m × 5^k / 10^k
  return power >= 0
    ? { digits: mantissa << BigInt(power), scale: 0 }
    : { digits: mantissa * 5n ** BigInt(-power), scale: -power };
}

describe("3.6, stdlib 6.1: float display", () => {
  test.each([
    [1, "1.0"],
    [-0, "-0.0"],
    [0, "0.0"],
    [1e23, "99999999999999991611392.0"],
    [1e22, "10000000000000000000000.0"],
    [-1e21, "-1000000000000000000000.0"],
    [2 ** 53, "9007199254740992.0"],
    [0.1, "0.1"],
    [1e-7, "0.0000001"],
    [1.5e-7, "0.00000015"],
    [-1.25e-10, "-0.000000000125"],
    [1 / 3, "0.3333333333333333"],
    [123456789.125, "123456789.125"],
    [Number.NaN, "NaN"],
    [Number.POSITIVE_INFINITY, "inf"],
    [Number.NEGATIVE_INFINITY, "-inf"],
    [5e-324, `0.${"0".repeat(323)}5`],
  ])("%d shows %s", (value, text) => {
    expect(displayFloat(value)).toBe(text);
  });

  test("an integral float shows its exact value, any other the shortest digits that read back, never an exponent", () => {
    const anyFinite = fc.oneof(
      fc.double({ noNaN: true, noDefaultInfinity: true }),
      fc.double({ noNaN: true, min: -1e25, max: 1e25 }),
      fc.maxSafeInteger(),
    );
    fc.assert(
      fc.property(anyFinite, (value) => {
        const text = displayFloat(value);
        expect(text).toMatch(/^-?\d+\.\d+$/);
        expect(Object.is(Number(text), value)).toBe(true);
        if (Number.isInteger(value)) {
          const { digits, scale } = exactDecimal(value);
          expect(text.replace("-", "")).toBe(`${digits / 10n ** BigInt(scale)}.0`);
        } else {
          const significant = (shown: string) => shown.replace(/[-.]/g, "").replace(/^0+|0+$/g, "");
          expect(significant(text)).toBe(significant(value.toExponential().split("e")[0]!));
        }
      }),
      { numRuns: 2000 },
    );
  });
});

describe("stdlib 6.2: floats in JSON", () => {
  test.each([
    [0, "0.0"],
    [-0, "-0.0"],
    [1, "1.0"],
    [-2.5, "-2.5"],
    [1e15, "1000000000000000.0"],
    [9007199254740992, "9007199254740992.0"],
    [1e16, "1e16"],
    [1.5e16, "1.5e16"],
    [12345678901234568, "1.2345678901234568e16"],
    [123456789012345680, "1.2345678901234568e17"],
    [1e-5, "0.00001"],
    [1.5e-5, "0.000015"],
    [1e-6, "1e-6"],
    [-1.25e-7, "-1.25e-7"],
    [5e-324, "5e-324"],
    [1.7976931348623157e308, "1.7976931348623157e308"],
    [0.1, "0.1"],
    [123.456, "123.456"],
  ])("%d is written %s", (value, text) => {
    expect(jsonFloat(value)).toBe(text);
  });

  test("every finite float reads back", () => {
    fc.assert(
      fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), (value) => {
        expect(Object.is(Number(jsonFloat(value)), value)).toBe(true);
      }),
    );
  });
});

describe("stdlib 6.4: float text", () => {
  test.each([
    ["1", 1],
    ["+1.5", 1.5],
    ["-0", -0],
    ["5.", 5],
    [".5", 0.5],
    ["1e3", 1000],
    ["1.E+2", 100],
    ["1e400", Number.POSITIVE_INFINITY],
    ["-1e400", Number.NEGATIVE_INFINITY],
    ["1e-400", 0],
    ["inf", Number.POSITIVE_INFINITY],
    ["-Infinity", Number.NEGATIVE_INFINITY],
    ["+INF", Number.POSITIVE_INFINITY],
    ["NaN", Number.NaN],
    ["-nan", Number.NaN],
  ])("%s", (text, value) => {
    expect(parseFloatText(text)).toBe(value);
  });

  test.each([".", "", "e5", "1e", "0x10", " 1", "1 ", "1_0", "infinit", "٣", "1f", "+"])("refused: '%s'", (text) => {
    expect(parseFloatText(text)).toBe(text === "" ? "cannot parse float from empty string" : "invalid float literal");
  });
});
