import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { RandomNumbers } from "../../runtime/stdlib/random.ts";
import type { Bytes } from "../../runtime/values/bytes.ts";
import type { Float } from "../../runtime/values/float.ts";
import { normalizeInt } from "../../runtime/values/int.ts";
import type { List } from "../../runtime/values/list.ts";
import { NONE } from "../../runtime/values/option.ts";
import type { Value } from "../../runtime/values/value.ts";
import { quotedDisplay } from "../kit/quoted-display.ts";
import { bytes, call, dict, float, list, setOf, tuple } from "../methods/kit.ts";
import { bigInt64 } from "../values/arbitrary.ts";
import { type CallRow, callStd, Library, moduleCases } from "./kit.ts";

const cases = (name: string, rows: readonly CallRow[]) => moduleCases("5.5", `rand::${name}`, rows);

/** A library whose entropy is the given bytes, over and over. */
function libraryWith(...entropy: readonly number[]): Library {
  const library = new Library();
  let next = 0;
  library.services.fillRandom = (target) => {
    for (let i = 0; i < target.length; i++) target[i] = entropy[next++ % entropy.length]!;
  };
  return library;
}

const smallest = libraryWith(0);
const greatest = libraryWith(0xff);

describe("int", () => {
  cases("int", [
    [[1], "0"],
    [[7, 8], "7"],
    [[2n ** 63n - 2n, 2n ** 63n - 1n], "9223372036854775806"],
    [[0], "R rand::int max must be positive"],
    [[-5], "R rand::int max must be positive"],
    [[3, 3], "R rand::int requires min < max"],
    [[5, 2], "R rand::int requires min < max"],
    [["5"], "R rand::int requires an int argument"],
    [[1, float(2)], "R rand::int requires an int argument"],
    [[1, 2, 3], "R rand::int takes 0, 1, or 2 arguments"],
  ]);

  test("stdlib 5.5: without bounds every 64-bit value is possible", () => {
    expect(smallest.call("rand::int")).toBe(0);
    expect(greatest.call("rand::int")).toBe(-1);
    expect(libraryWith(0x80, 0, 0, 0, 0, 0, 0, 0).call("rand::int")).toBe(-(2n ** 63n));
  });

  test("stdlib 5.5: with bounds min <= r < max, over the full range of ints", () => {
    fc.assert(
      fc.property(bigInt64, bigInt64, (a, b) => {
        fc.pre(a !== b);
        const [min, max] = a < b ? [a, b] : [b, a];
        const drawn = BigInt(callStd("rand::int", normalizeInt(min), normalizeInt(max)) as number | bigint);
        expect(drawn >= min && drawn < max).toBe(true);
      }),
    );
  });

  test("stdlib 5.5: patterns that would favor small answers are drawn again", () => {
    // 2^64 is 1 more than a multiple of 3: the greatest pattern is rejected.
    const rejected = [255, 255, 255, 255, 255, 255, 255, 255];
    expect(libraryWith(...rejected, 0, 0, 0, 0, 0, 0, 0, 5).call("rand::int", 3)).toBe(2);
    expect(new RandomNumbers(fillWith([255, 255, 255, 255, 0, 0, 0, 4])).index(3)).toBe(1);
    expect(new RandomNumbers(fillWith([255, 255, 255, 255])).index(2)).toBe(1);
  });

  function fillWith(entropy: number[]): (target: Uint8Array) => void {
    return (target) => target.set(entropy.splice(0, target.length));
  }
});

describe("float", () => {
  cases("float", [
    [[0], "R rand::float max must be finite and positive"],
    [[-1], "R rand::float max must be finite and positive"],
    [[float(Number.NaN)], "R rand::float max must be finite and positive"],
    [[float(Number.POSITIVE_INFINITY)], "R rand::float max must be finite and positive"],
    [[2, 1], "R rand::float requires finite min < max"],
    [[1, 1], "R rand::float requires finite min < max"],
    [[float(Number.NEGATIVE_INFINITY), 1], "R rand::float requires finite min < max"],
    [[1, float(Number.NaN)], "R rand::float requires finite min < max"],
    [["1"], "R rand::float requires numeric arguments"],
    [[1, NONE], "R rand::float requires numeric arguments"],
    [[1, 2, 3], "R rand::float takes 0, 1, or 2 arguments"],
  ]);

  test("stdlib 5.5: a multiple of 2^-53 in [0, 1), scaled to the bounds", () => {
    expect(smallest.call("rand::float")).toEqual(float(0));
    expect(greatest.call("rand::float")).toEqual(float(1 - 2 ** -53));
    expect(greatest.call("rand::float", 8)).toEqual(float(8 - 2 ** -50));
    expect(libraryWith(0x80, 0, 0, 0, 0, 0, 0, 0).call("rand::float", -1, float(2))).toEqual(float(0.5));
    for (let i = 0; i < 100; i++) {
      const { value } = callStd("rand::float") as Float;
      expect(value >= 0 && value < 1 && Number.isInteger(value * 2 ** 53)).toBe(true);
    }
  });

  test("stdlib 5.5: bounds whose distance overflows still give a finite float between them", () => {
    for (const library of [smallest, greatest]) {
      const { value } = library.call("rand::float", float(-1.7e308), float(1.7e308)) as Float;
      expect(Math.abs(value)).toBeLessThanOrEqual(1.7e308);
    }
  });
});

describe("bool", () => {
  cases("bool", [
    [[0], "false"],
    [[float(1)], "true"],
    [[float(1.5)], "R rand::bool probability must be in 0.0..=1.0"],
    [[float(-0.1)], "R rand::bool probability must be in 0.0..=1.0"],
    [[float(Number.NaN)], "R rand::bool probability must be in 0.0..=1.0"],
    [["x"], "R rand::bool requires numeric probability"],
    [[1, 2], "R rand::bool takes 0 or 1 arguments"],
  ]);

  test("stdlib 5.5: true below the probability, which is 0.5 by default", () => {
    expect(smallest.call("rand::bool")).toBe(true);
    expect(greatest.call("rand::bool")).toBe(false);
    expect(libraryWith(0x80).call("rand::bool")).toBe(false);
    expect(libraryWith(0x7f).call("rand::bool")).toBe(true);
    expect(libraryWith(0x80).call("rand::bool", float(0.75))).toBe(true);
  });
});

describe("bytes", () => {
  cases("bytes", [
    [[0], 'b""'],
    [[], "R rand::bytes takes 1 argument"],
    [["4"], "R rand::bytes requires an int argument"],
    [[-1], "R rand::bytes length must be non-negative"],
    [[10_000_001], "R rand::bytes would create 10000001 bytes"],
    [[1, 2], "R rand::bytes takes 1 argument"],
  ]);

  test("stdlib 5.5: the bytes are those of the source", () => {
    expect(libraryWith(1, 2, 3).call("rand::bytes", 5)).toEqual(bytes("\x01\x02\x03\x01\x02"));
    expect((callStd("rand::bytes", 100_000) as Bytes).data).toHaveLength(100_000);
  });
});

describe("collections", () => {
  cases("choice", [
    [[list()], "None"],
    [[""], "None"],
    [[bytes("")], "None"],
    [[list("only")], 'Some("only")'],
    [["😀"], 'Some("😀")'],
    [[bytes("a")], "Some(97)"],
    [[], "R rand::choice takes 1 argument"],
    [[5], "R rand::choice not supported for int"],
    [[tuple(1)], "R rand::choice not supported for tuple"],
    [[setOf(1)], "R rand::choice not supported for set"],
  ]);
  cases("shuffle", [
    [[list()], "[]"],
    [[list(7)], "[7]"],
    [[bytes("aaa")], 'b"aaa"'],
    [[], "R rand::shuffle takes 1 argument"],
    [["abc"], "R rand::shuffle not supported for string"],
    [[dict()], "R rand::shuffle not supported for dict"],
  ]);
  cases("sample", [
    [[list(1, 2), 0], "[]"],
    [[bytes("zz"), 1], 'b"z"'],
    [[list(1)], "R rand::sample takes 2 arguments"],
    [["abc", "x"], "R rand::sample not supported for string"],
    [[list(1), "1"], "R rand::sample requires an int argument"],
    [[list(1), -1], "R rand::sample count must be non-negative"],
    [[list(1), 2], "R rand::sample count exceeds population length"],
    [[bytes("a"), 2n ** 62n], "R rand::sample count exceeds population length"],
  ]);

  test("stdlib 5.5: choice takes any element, by char for strings", () => {
    expect(quotedDisplay(smallest.call("rand::choice", "añ😀"))).toBe('Some("a")');
    // 2^32 - 1 is a multiple of 3: 0xfffffffe is the last pattern that counts.
    expect(quotedDisplay(libraryWith(255, 255, 255, 254).call("rand::choice", "añ😀"))).toBe('Some("😀")');
  });

  test("stdlib 5.5: shuffle and sample keep the population and draw no item twice", () => {
    const sorted = (value: Value) => quotedDisplay(call(value, "sort"));
    fc.assert(
      fc.property(fc.uniqueArray(fc.integer(), { maxLength: 20 }), fc.nat(), (items, n) => {
        const population = list(...items);
        const before = quotedDisplay(population);
        expect(sorted(callStd("rand::shuffle", population))).toBe(sorted(population));
        const count = n % (items.length + 1);
        const drawn = (callStd("rand::sample", population, count) as List).toArray();
        expect(drawn).toHaveLength(count);
        expect(new Set(drawn).size).toBe(count);
        expect(drawn.every((item) => items.includes(item as number))).toBe(true);
        expect(quotedDisplay(population)).toBe(before);
      }),
    );
  });

  test("stdlib 5.5: every order of three items comes up, and bytes stay unchanged", () => {
    const orders = new Set<string>();
    for (let i = 0; i < 500; i++) orders.add(quotedDisplay(callStd("rand::shuffle", list(1, 2, 3))));
    expect(orders.size).toBe(6);
    const data = bytes("abcdefgh");
    callStd("rand::shuffle", data);
    callStd("rand::sample", data, 4);
    expect(data).toEqual(bytes("abcdefgh"));
  });
});
