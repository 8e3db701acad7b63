/** Codecs: types for what crosses the boundary (embedding 2.6). */
import { describe, expect, test } from "vitest";
import { t } from "../../runtime/engine/types-namespace.ts";
import { Value } from "../../runtime/engine/value-namespace.ts";
import type { IonType } from "../../runtime/host/codec.ts";
import { Err, Ok } from "../../runtime/host/containers.ts";
import { conversionErrorOf } from "./kit.ts";

/** What `type` makes of an unconverted value. */
function decode<T>(type: IonType<T>, input: Parameters<typeof Value.fromJs>[0]): T {
  return type.fromIon(Value.fromJs(input));
}

describe("scalars", () => {
  test("t.int follows D14; t.safeInt and t.bigint are of one type", () => {
    expect([decode(t.int, 1), decode(t.int, 2n ** 60n)]).toEqual([1, 2n ** 60n]);
    expect([decode(t.safeInt, 1), decode(t.bigint, 1)]).toEqual([1, 1n]);
    expect(() => decode(t.safeInt, 2n ** 60n)).toThrow("expected a safe int, got 1152921504606846976");
  });

  test("t.int.range refuses what is outside and never wraps", () => {
    const byte = t.int.range(0, 255);
    expect(decode(byte, 255)).toBe(255);
    expect(() => decode(byte, 256)).toThrow("expected int in 0..=255, got 256");
    expect(() => byte.toIon(-1)).toThrow("expected int in 0..=255, got -1");
    expect(() => t.int.range(3, 1)).toThrow(expect.objectContaining({ code: "ion.host_misuse" }));
  });

  test("t.float accepts an int and always makes a float; t.int never accepts a float", () => {
    expect(decode(t.float, 4)).toBe(4);
    expect(t.float.toIon(4).typeName).toBe("float");
    expect(() => decode(t.int, Value.float(1))).toThrow("expected int, got float");
    expect(() => t.int.toIon(1.5)).toThrow("expected int, got float");
  });

  test.each([
    ["bool", t.bool, 1, "expected bool, got int"],
    ["string", t.string, 1, "expected string, got int"],
    ["bytes", t.bytes, "a", "expected bytes, got string"],
    ["unit", t.unit, null, "expected (), got Option"],
    ["fn", t.fn, 1, "expected fn, got int"],
    ["list", t.list(t.int), 1, "expected list, got int"],
    ["option", t.option(t.int), 1, "expected Option, got int"],
    ["result", t.result(t.int, t.int), 1, "expected Result, got int"],
    ["set", t.set(t.int), [1], "expected set, got list"],
  ] as const)("%s: a mismatch names both types", (_name, type: IonType<unknown>, input, message) => {
    expect(() => decode(type, input)).toThrow(message);
  });
});

describe("collections", () => {
  test("parts go through their types, in both directions", () => {
    const type = t.dict(t.list(t.float));
    expect(decode(type, { a: [1, 2.5] })).toEqual({ a: [1, 2.5] });
    expect(Value.display(type.toIon({ a: [1] }))).toBe('#{"a": [1.0]}');
  });

  test("failures carry the path", () => {
    const order = t.dict(t.list(t.dict(t.int)));
    const error = conversionErrorOf(() => decode(order, { items: [{}, {}, { qty: "x" }] }));
    expect([error.message, error.path]).toEqual(["expected int, got string at $.items[2].qty", "$.items[2].qty"]);
    expect(conversionErrorOf(() => order.toIon({ items: [{ qty: 1.5 }] })).path).toBe("$.items[0].qty");
  });

  test("t.option flattens, t.result does not", () => {
    expect([decode(t.option(t.int), null), decode(t.option(t.int), Value.some(1))]).toEqual([null, 1]);
    expect([t.option(t.int).toIon(null), t.option(t.int).toIon(1)].map(String)).toEqual(["None", "Some(1)"]);
    expect(decode(t.result(t.int, t.string), new Err("e"))).toEqual(new Err("e"));
    expect(String(t.result(t.float, t.string).toIon(new Ok(1)))).toBe("Ok(1.0)");
  });

  test("t.tuple knows its length; t.map and t.set make maps and sets", () => {
    const pair = t.tuple(t.int, t.string);
    expect(decode(pair, Value.tuple(1, "a"))).toEqual([1, "a"]);
    expect(() => decode(pair, Value.tuple(1))).toThrow("expected tuple of 2, got 1 elements");
    expect(String(pair.toIon([1, "a"]))).toBe("(1, a)");
    expect(decode(t.map(t.int), { a: 1 })).toEqual(new Map([["a", 1]]));
    expect(decode(t.set(t.int), new Set([1]))).toEqual(new Set([1]));
  });

  test("holes are parts as well", () => {
    expect(() => t.list(t.int).toIon(new Array<number>(1))).toThrow("expected int, got () at $[0]");
  });

  test("nesting of types is bounded: a recursive type meets the limit as a conversion error", () => {
    const tree: IonType<unknown> = {
      toIon: (value) => t.list(tree).toIon(value as unknown[]),
      fromIon: (value) => t.list(tree).fromIon(value),
      describe: () => "tree",
    };
    expect(decode(tree, [[], [[]]])).toEqual([[], [[]]]);
    let nested = t.any as IonType<unknown>;
    for (let i = 0; i < 1000; i++) nested = t.list(nested);
    let value: unknown[] = [];
    for (let i = 0; i < 1000; i++) value = [value];
    expect(() => nested.toIon(value)).toThrow("value is nested too deeply");
  });
});

describe("t.json, t.raw, t.any", () => {
  test("t.json is JSON on the JavaScript side (embedding 1.7)", () => {
    const input = { b: Value.some(1), a: Value.tuple(1.5, null), c: new Err("e"), d: new Uint8Array([255]) };
    expect(decode(t.json, input)).toEqual({ a: [1.5, null], b: 1, c: { error: "e" }, d: "ff" });
    expect(String(t.json.toIon({ b: 1, a: null }))).toBe('#{"a": None, "b": 1}');
  });

  test("t.raw hands over the very value", () => {
    const cell = Value.cell(1);
    expect(Value.equals(t.raw.fromIon(cell), cell)).toBe(true);
    expect(() => t.raw.toIon(1 as never)).toThrow("expected IonValue, got int");
  });

  test("a type of the host's own works, and its throws become conversion errors", () => {
    const even: IonType<number> = {
      toIon: (value) => t.safeInt.toIon(value),
      fromIon(value) {
        const number = t.safeInt.fromIon(value);
        if (number % 2 !== 0) throw new Error("odd");
        return number;
      },
      describe: () => "even int",
    };
    expect(decode(t.list(even), [2, 4])).toEqual([2, 4]);
    expect(conversionErrorOf(() => decode(t.list(even), [2, 3])).message).toBe("odd at $[1]");
  });

  test("what is no type is the host's mistake", () => {
    expect(() => t.list({} as never)).toThrow(expect.objectContaining({ code: "ion.host_misuse" }));
  });
});
