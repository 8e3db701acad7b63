import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { Bytes } from "../../runtime/values/bytes.ts";
import { Cell } from "../../runtime/values/cell.ts";
import { Dict } from "../../runtime/values/dict.ts";
import { equals } from "../../runtime/values/equality.ts";
import { Float } from "../../runtime/values/float.ts";
import { IonFunction, IonModule, NativeFunction } from "../../runtime/values/function.ts";
import { memberKey } from "../../runtime/values/hash.ts";
import { HostEnum, HostStruct } from "../../runtime/values/host-types.ts";
import { List } from "../../runtime/values/list.ts";
import { NONE, Some } from "../../runtime/values/option.ts";
import { Range } from "../../runtime/values/range.ts";
import { Err, Ok } from "../../runtime/values/result.ts";
import { IonSet } from "../../runtime/values/set.ts";
import { Tuple } from "../../runtime/values/tuple.ts";
import type { Value } from "../../runtime/values/value.ts";
import { value } from "./arbitrary.ts";

const nan = new Float(Number.NaN);
const pointType = { name: "Point", fields: ["x", "y"] };
const colorType = { name: "Color", variants: new Map([["Rgb", { arity: 1 }]]) };
const struct = (entries: [string, Value][], type = pointType): HostStruct => new HostStruct(type, new Map(entries));

const EQUAL: [string, Value, Value][] = [
  ["int and float, numerically", 1, new Float(1)],
  ["at every depth", List.of([1, new Tuple([2])]), List.of([new Float(1), new Tuple([new Float(2)])])],
  ["-0.0 and 0", new Float(-0), 0],
  ["an int beyond 2^53 is converted to float", 2n ** 63n - 1n, new Float(2 ** 63)],
  [
    "dicts in any order",
    Dict.from([
      ["a", 1],
      ["b", 2],
    ]),
    Dict.from([
      ["b", new Float(2)],
      ["a", 1],
    ]),
  ],
  ["sets in any order", IonSet.from([1, 2, 3]), IonSet.from([3, new Float(2), 1])],
  ["sets of sets", IonSet.from([IonSet.from([1, 2]), "x"]), IonSet.from(["x", IonSet.from([2, 1])])],
  [
    "sets whose members share a hash",
    IonSet.from([2n ** 60n, 2n ** 60n + 1n]),
    IonSet.from([2n ** 60n + 1n, 2n ** 60n]),
  ],
  ["bytes", new Bytes(Uint8Array.of(1, 2)), new Bytes(Uint8Array.of(1, 2))],
  ["ranges by their parts", new Range(0, 3, false), new Range(0, 3, false)],
  ["Some", new Some(1), new Some(new Float(1))],
  ["Ok", new Ok(undefined), new Ok(undefined)],
  ["Err", new Err("e"), new Err("e")],
  [
    "structs, field order ignored",
    struct([
      ["x", 1],
      ["y", 2],
    ]),
    struct([
      ["y", 2],
      ["x", 1],
    ]),
  ],
  ["enums", new HostEnum(colorType, "Rgb", [1]), new HostEnum(colorType, "Rgb", [new Float(1)])],
  ["unit", undefined, undefined],
  ["None", NONE, NONE],
];

const UNEQUAL: [string, Value, Value][] = [
  ["NaN and itself", nan, nan],
  ["a list that holds NaN and itself", List.of([nan]), List.of([nan])],
  ["int and string", 1, "1"],
  ["bool and int", true, 1],
  ["tuple and list", new Tuple([1, 2]), List.of([1, 2])],
  ["range and list", new Range(0, 1, false), List.of([0])],
  ["0..=2 and 0..3", new Range(0, 2, true), new Range(0, 3, false)],
  ["None and unit", NONE, undefined],
  ["Some(1) and 1", new Some(1), 1],
  ["Ok and Err", new Ok(3), new Err(3)],
  ["Ok(None) and Some(None)", new Ok(NONE), new Some(NONE)],
  ["string and bytes", "a", new Bytes(Uint8Array.of(97))],
  ["lists of different lengths", List.of([1]), List.of([1, 2])],
  ["dicts with different keys", Dict.from([["a", 1]]), Dict.from([["b", 1]])],
  ["dicts with different values", Dict.from([["a", 1]]), Dict.from([["a", 2]])],
  ["sets with different members", IonSet.from([1, 2]), IonSet.from([1, 3])],
  ["ints beyond 2^53 that share a float", 2n ** 60n, 2n ** 60n + 1n],
  ["structs of different types", struct([["x", 1]]), struct([["x", 1]], { name: "Other", fields: ["x"] })],
  ["enums with different payloads", new HostEnum(colorType, "Rgb", [1]), new HostEnum(colorType, "Rgb", [2])],
  ["cells with equal contents", new Cell(1), new Cell(1)],
];

describe("3.4: equality", () => {
  test.each(EQUAL)("equal: %s", (_, a, b) => {
    expect([equals(a, b), equals(b, a)]).toEqual([true, true]);
  });

  test.each(UNEQUAL)("unequal: %s", (_, a, b) => {
    expect([equals(a, b), equals(b, a)]).toEqual([false, false]);
  });

  test("a cell equals itself; functions, builtins and modules do not", () => {
    const signature = { name: "f", params: [], plainArity: 0, suspends: false };
    const cell = new Cell(1);
    const callables = [
      new IonFunction(signature, () => 1, null),
      new NativeFunction("len", false, () => 1),
      new IonModule("math", new Map()),
    ];
    expect(equals(cell, cell)).toBe(true);
    expect(callables.map((callable) => equals(callable, callable))).toEqual([false, false, false]);
    expect(IonSet.from([...callables, ...callables]).size).toBe(6);
  });

  test("values nested 100,000 deep compare without exhausting the stack", () => {
    const nest = (wrap: (inner: Value) => Value, leaf: Value): Value => {
      let nested = leaf;
      for (let i = 0; i < 100_000; i++) nested = wrap(nested);
      return nested;
    };
    const wraps: ((inner: Value) => Value)[] = [
      (inner) => List.of([inner]),
      (inner) => new Some(inner),
      (inner) => Dict.from([["k", inner]]),
      (inner) => IonSet.from([inner]),
      (inner) => new Tuple([inner, 1]),
    ];
    for (const wrap of wraps) {
      expect(equals(nest(wrap, 1), nest(wrap, new Float(1)))).toBe(true);
      expect(equals(nest(wrap, 1), nest(wrap, 2))).toBe(false);
    }
  });

  test("is symmetric, and equal values share a hash key", () => {
    fc.assert(
      fc.property(value, value, (a, b) => {
        expect(equals(a, b)).toBe(equals(b, a));
        if (equals(a, b)) expect(memberKey(a)).toEqual(memberKey(b));
      }),
      { numRuns: 2000 },
    );
  });
});

describe("values that hold a part many times", () => {
  /** `levels` levels of `wrap`, each of which holds the level below twice. */
  function doubled(levels: number, innermost: Value, wrap: (part: Value) => Value): Value {
    let part = innermost;
    for (let i = 0; i < levels; i++) part = wrap(part);
    return part;
  }

  test.each<[string, (part: Value) => Value]>([
    ["lists", (part) => List.of([part, part])],
    ["tuples", (part) => new Tuple([part, part])],
    [
      "dicts",
      (part) =>
        Dict.from([
          ["a", part],
          ["b", part],
        ]),
    ],
    ["mixed", (part) => List.of([new Some(part), new Ok(part), part])],
  ])("%s are compared part by part, not path by path", (_kind, wrap) => {
    const levels = 60;
    const value = doubled(levels, 1, wrap);
    expect(equals(value, value)).toBe(true);
    expect(equals(value, doubled(levels, new Float(1), wrap))).toBe(true);
    expect(equals(value, doubled(levels - 1, 1, wrap))).toBe(false);
    expect(equals(doubled(levels, nan, wrap), doubled(levels, nan, wrap))).toBe(false);
  });

  test("a difference behind many equal parts is found", () => {
    const row = (last: Value): Value => List.of([1, new Float(2), List.of([last])]);
    const table = (last: Value): Value => List.of([row(last), ...Array.from({ length: 40_000 }, (_, i) => row(i))]);
    expect(equals(table(5), table(5))).toBe(true);
    expect(equals(table(5), table(6))).toBe(false);
  });
});
