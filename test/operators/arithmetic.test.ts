import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { add, divide, modulo, multiply, negate, subtract } from "../../runtime/operators/arithmetic.ts";
import { Bytes } from "../../runtime/values/bytes.ts";
import { Dict } from "../../runtime/values/dict.ts";
import { Float } from "../../runtime/values/float.ts";
import { fitsInt, MAX_INT, MIN_INT, normalizeInt } from "../../runtime/values/int.ts";
import { List } from "../../runtime/values/list.ts";
import { NONE } from "../../runtime/values/option.ts";
import { Tuple } from "../../runtime/values/tuple.ts";
import type { Value } from "../../runtime/values/value.ts";
import { bigInt64 } from "../values/arbitrary.ts";
import { raisedBy } from "../values/raised.ts";

type Operator = (a: Value, b: Value) => Value;

const EXACT: [string, Operator, (a: bigint, b: bigint) => bigint][] = [
  ["+", add, (a, b) => a + b],
  ["-", subtract, (a, b) => a - b],
  ["*", multiply, (a, b) => a * b],
];
const DIVISIONS: [string, Operator, (a: bigint, b: bigint) => bigint, string][] = [
  ["/", divide, (a, b) => a / b, "division by zero"],
  ["%", modulo, (a, b) => a % b, "modulo by zero"],
];
const OVERFLOW = "runtime: integer overflow";

describe("3.2: ints are exact in 64 bits", () => {
  test.each(EXACT)("int %s int is the exact result or integer overflow", (_, operator, exact) => {
    fc.assert(
      fc.property(bigInt64, bigInt64, (a, b) => {
        const compute = () => operator(normalizeInt(a), normalizeInt(b));
        const expected = exact(a, b);
        if (fitsInt(expected)) expect(compute()).toBe(normalizeInt(expected));
        else expect(raisedBy(compute)).toBe(OVERFLOW);
      }),
      { numRuns: 2000 },
    );
  });

  test.each(DIVISIONS)("int %s int truncates toward zero; a zero divisor is an error", (_, operator, exact, byZero) => {
    fc.assert(
      fc.property(bigInt64, bigInt64, (a, b) => {
        const compute = () => operator(normalizeInt(a), normalizeInt(b));
        if (b === 0n) expect(raisedBy(compute)).toBe(`runtime: ${byZero}`);
        else if (a === MIN_INT && b === -1n) expect(raisedBy(compute)).toBe(OVERFLOW);
        else expect(compute()).toBe(normalizeInt(exact(a, b)));
      }),
      { numRuns: 2000 },
    );
  });

  test("min / -1, min % -1 and -min overflow; other negations are exact", () => {
    expect(raisedBy(() => divide(MIN_INT, -1))).toBe(OVERFLOW);
    expect(raisedBy(() => modulo(MIN_INT, -1))).toBe(OVERFLOW);
    expect(raisedBy(() => negate(MIN_INT))).toBe(OVERFLOW);
    expect([negate(MAX_INT), negate(5), negate(-(2n ** 53n))]).toEqual([-MAX_INT, -5, 2n ** 53n]);
  });

  test("no result is -0", () => {
    const zeros = [multiply(0, -1), divide(0, -5), divide(-1, 2), modulo(-4, 2), negate(0), subtract(0, 0)];
    for (const zero of zeros) expect(zero).toBe(0);
  });
});

const float = (value: number): Float => new Float(value);

describe("3.2: floats", () => {
  const operands = fc.oneof(fc.double(), fc.constantFrom(0, -0, 1, -1, 2.5));
  const OPERATORS: [string, Operator, (a: number, b: number) => number][] = [
    ["+", add, (a, b) => a + b],
    ["-", subtract, (a, b) => a - b],
    ["*", multiply, (a, b) => a * b],
    ["/", divide, (a, b) => a / b],
    ["% (LD10)", modulo, (a, b) => a % b],
  ];

  test.each(OPERATORS)("float %s float is the IEEE result, also with an int on one side", (_, operator, ieee) => {
    fc.assert(
      fc.property(operands, operands, bigInt64, (a, b, int) => {
        expect(operator(float(a), float(b))).toEqual(float(ieee(a, b)));
        expect(operator(normalizeInt(int), float(b))).toEqual(float(ieee(Number(int), b)));
        expect(operator(float(a), normalizeInt(int))).toEqual(float(ieee(a, Number(int))));
      }),
    );
  });

  test("negation keeps the sign of zero", () => {
    expect(negate(float(0))).toEqual(float(-0));
    expect(negate(float(-1.5))).toEqual(float(1.5));
  });
});

describe("3.2: other operands", () => {
  test("strings and bytes concatenate", () => {
    expect(add("ab", "é")).toBe("abé");
    expect(add(new Bytes(Uint8Array.of(1)), new Bytes(Uint8Array.of(2)))).toEqual(new Bytes(Uint8Array.of(1, 2)));
  });

  test("LD9: list + list concatenates and leaves both as they were", () => {
    const [a, b] = [List.of([1]), List.of([2, "x"])];
    expect((add(a, b) as List).toArray()).toEqual([1, 2, "x"]);
    expect([a.toArray(), b.toArray()]).toEqual([[1], [2, "x"]]);
  });

  test("a string times an int repeats it, on either side", () => {
    expect([multiply("ab", 2), multiply(2, "ab"), multiply("é", 0), multiply("", MAX_INT)]).toEqual([
      "abab",
      "abab",
      "",
      "",
    ]);
  });

  test("a negative count and a result beyond any string are errors", () => {
    expect(raisedBy(() => multiply("a", -1))).toBe("runtime: repeat count must be non-negative");
    expect(raisedBy(() => multiply(MIN_INT, ""))).toBe("runtime: repeat count must be non-negative");
    expect(raisedBy(() => multiply("a", 2 ** 40))).toBe("runtime: repeat result too large");
    expect(raisedBy(() => multiply(MAX_INT, "a"))).toBe("runtime: repeat result too large");
  });

  test("concatenations that V8 cannot hold are RuntimeErrors", () => {
    let text: Value = "x".repeat(2 ** 20);
    expect(
      raisedBy(() => {
        for (;;) text = add(text, text);
      }),
    ).toBe("runtime: string too large");
    const huge = Object.create(new Bytes(new Uint8Array()), { data: { value: { length: 2 ** 30 } } }) as Bytes;
    expect(raisedBy(() => add(huge, huge))).toBe("runtime: bytes too large");
  });

  test.each<[string, () => Value]>([
    ["cannot add int and string", () => add(1, "2")],
    ["cannot add string and int", () => add("2", 1)],
    ["cannot add list and tuple", () => add(List.of([]), new Tuple([1]))],
    ["cannot add Option and int", () => add(NONE, 1)],
    ["cannot add dict and dict", () => add(Dict.from([]), Dict.from([]))],
    ["cannot add () and ()", () => add(undefined, undefined)],
    ["cannot add bool and bool", () => add(true, true)],
    ["cannot add bytes and string", () => add(new Bytes(new Uint8Array()), "a")],
    ["cannot subtract int from string", () => subtract("a", 1)],
    ["cannot subtract list from list", () => subtract(List.of([]), List.of([]))],
    ["cannot multiply string and float", () => multiply("a", float(1.5))],
    ["cannot multiply string and string", () => multiply("a", "b")],
    ["cannot multiply list and int", () => multiply(List.of([]), 2)],
    ["cannot divide string by int", () => divide("a", 1)],
    ["cannot divide int by bool", () => divide(1, false)],
    ["cannot modulo string by float", () => modulo("a", float(2))],
    ["cannot modulo int by ()", () => modulo(1, undefined)],
    ["cannot negate bool", () => negate(true)],
    ["cannot negate string", () => negate("a")],
  ])("type error: %s", (message, compute) => {
    expect(raisedBy(compute)).toBe(`type: ${message}`);
  });

  test("5.4: hints belong to wrong types of + and - and to division by zero", () => {
    const hintOf = (body: () => unknown): string | undefined => {
      try {
        body();
      } catch (error) {
        return (error as { hint?: string }).hint;
      }
      throw new Error("nothing was raised");
    };
    expect(hintOf(() => add(1, "2"))).toBe("implicit-conversion");
    expect(hintOf(() => subtract("a", 1))).toBe("implicit-conversion");
    expect(hintOf(() => divide(1, 0))).toBe("division-by-zero");
    expect(hintOf(() => multiply("a", "b"))).toBeUndefined();
  });
});
