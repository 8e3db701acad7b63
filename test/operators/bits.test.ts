import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { bitAnd, bitOr, bitXor, shiftLeft, shiftRight } from "../../runtime/operators/bits.ts";
import { Float } from "../../runtime/values/float.ts";
import { MAX_INT, MIN_INT, normalizeInt } from "../../runtime/values/int.ts";
import { NONE } from "../../runtime/values/option.ts";
import type { Value } from "../../runtime/values/value.ts";
import { bigInt64 } from "../values/arbitrary.ts";
import { raisedBy } from "../values/raised.ts";

type Operator = (a: Value, b: Value) => Value;

describe("3.2: bit operators work on 64-bit two's complement", () => {
  const LOGICAL: [string, Operator, (a: bigint, b: bigint) => bigint][] = [
    ["&", bitAnd, (a, b) => a & b],
    ["|", bitOr, (a, b) => a | b],
    ["^", bitXor, (a, b) => a ^ b],
  ];
  test.each(LOGICAL)("%s", (_, operator, exact) => {
    fc.assert(
      fc.property(bigInt64, bigInt64, (a, b) => {
        expect(operator(normalizeInt(a), normalizeInt(b))).toBe(normalizeInt(exact(a, b)));
      }),
      { numRuns: 1000 },
    );
  });

  const SHIFTS: [string, Operator, (a: bigint, b: bigint) => bigint][] = [
    ["<< drops high bits", shiftLeft, (a, b) => BigInt.asIntN(64, a << b)],
    [">> is arithmetic", shiftRight, (a, b) => a >> b],
  ];
  test.each(SHIFTS)("%s", (_, operator, exact) => {
    fc.assert(
      fc.property(bigInt64, fc.integer({ min: 0, max: 63 }), (a, count) => {
        expect(operator(normalizeInt(a), count)).toBe(normalizeInt(exact(a, BigInt(count))));
      }),
      { numRuns: 1000 },
    );
  });

  test("1 << 63 is the smallest int", () => {
    expect(shiftLeft(1, 63)).toBe(MIN_INT);
    expect(shiftRight(MIN_INT, 63)).toBe(-1);
  });

  test.each<[Value, string]>([
    [64, "64"],
    [-1, "-1"],
    [MAX_INT, "9223372036854775807"],
  ])("a shift count of %s is out of range", (count, text) => {
    expect(raisedBy(() => shiftLeft(1, count))).toBe(`runtime: shift count ${text} is out of range 0..64`);
    expect(raisedBy(() => shiftRight(0, count))).toBe(`runtime: shift count ${text} is out of range 0..64`);
  });

  test.each<[string, Operator, Value, Value]>([
    ["'&' expects int, got bool and bool", bitAnd, true, false],
    ["'|' expects int, got int and float", bitOr, 1, new Float(1)],
    ["'^' expects int, got string and int", bitXor, "a", 1],
    ["'<<' expects int, got int and string", shiftLeft, 1, "1"],
    ["'<<' expects int, got float and int", shiftLeft, new Float(1), 99],
    ["'>>' expects int, got Option and int", shiftRight, NONE, 1],
  ])("type error: %s", (message, operator, a, b) => {
    expect(raisedBy(() => operator(a, b))).toBe(`type: ${message}`);
  });
});
