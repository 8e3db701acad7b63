/** The default mapping between JavaScript and Ion values, in both directions (embedding 2.5). */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { Err, Ok, Some } from "../../runtime/host/containers.ts";
import { IonEnum, IonRange, IonStruct } from "../../runtime/host/data-objects.ts";
import { isIonValue, wrapValue } from "../../runtime/host/ion-value.ts";
import type { IonCell } from "../../runtime/host/live-objects.ts";
import { Bytes } from "../../runtime/values/bytes.ts";
import { Cell } from "../../runtime/values/cell.ts";
import { Dict } from "../../runtime/values/dict.ts";
import { display } from "../../runtime/values/display.ts";
import { equals } from "../../runtime/values/equality.ts";
import { Float } from "../../runtime/values/float.ts";
import { List } from "../../runtime/values/list.ts";
import { NONE } from "../../runtime/values/option.ts";
import { IonSet } from "../../runtime/values/set.ts";
import { Tuple } from "../../runtime/values/tuple.ts";
import { typeOf } from "../../runtime/values/type-of.ts";
import type { Value } from "../../runtime/values/value.ts";
import { conversionErrorOf, createMarshaller } from "./kit.ts";

const marshaller = createMarshaller();
const toIon = (input: unknown): Value => marshaller.toIon(input);
const roundTrip = (input: unknown): unknown => marshaller.toJs(toIon(input));

describe("numbers", () => {
  test.each([
    [1, "int"],
    [0, "int"],
    [-(2 ** 53 - 1), "int"],
    [2n ** 62n, "int"],
    [1.5, "float"],
    [-0, "float"],
    [Number.NaN, "float"],
    [Number.POSITIVE_INFINITY, "float"],
    [2 ** 53, "float"],
  ])("D15: %s becomes %s", (input, type) => expect(typeOf(toIon(input))).toBe(type));

  test("D14: ints are numbers while safe and bigints beyond", () => {
    expect(roundTrip(9007199254740991n)).toBe(9007199254740991);
    expect(roundTrip(9007199254740992n)).toBe(9007199254740992n);
    expect(roundTrip(-(2n ** 63n))).toBe(-(2n ** 63n));
  });

  test("ints have 64 bits: what has more is refused", () => {
    expect(conversionErrorOf(() => toIon(2n ** 63n)).path).toBe("$");
    expect(conversionErrorOf(() => toIon([0, -(2n ** 63n) - 1n])).path).toBe("$[1]");
  });

  test("D16: a float with an integral value comes out as a plain number", () => {
    expect(marshaller.toJs(new Float(2))).toBe(2);
  });
});

describe("text and bytes", () => {
  test("lone surrogates become U+FFFD, pairs stay", () => {
    expect(toIon("a\ud800b\udc00 \u{1f600}")).toBe("a\ufffdb\ufffd \u{1f600}");
  });

  test("keys of dicts are text as well", () => {
    expect((toIon({ "\ud800": 1 }) as Dict).keys()).toEqual(["\ufffd"]);
  });

  test("Uint8Array, ArrayBuffer and DataView become bytes, copied", () => {
    const source = new Uint8Array([1, 2, 3, 4]);
    const values = [source, source.buffer, new DataView(source.buffer, 1, 2)].map(toIon) as Bytes[];
    source.fill(9);
    expect(values.map(({ data }) => [...data])).toEqual([
      [1, 2, 3, 4],
      [1, 2, 3, 4],
      [2, 3],
    ]);
  });

  test("bytes come out as a fresh array", () => {
    const bytes = new Bytes(new Uint8Array([1]));
    const first = marshaller.toJs(bytes) as Uint8Array;
    first[0] = 7;
    expect(marshaller.toJs(bytes)).toEqual(new Uint8Array([1]));
  });

  test("other typed arrays are refused, because their element type would be guessed", () => {
    expect(() => toIon(new Float64Array(1))).toThrow("cannot convert Float64Array");
  });
});

describe("collections", () => {
  test("holes and undefined in arrays become unit", () => {
    // biome-ignore lint/suspicious/noSparseArray: the hole is what is tested.
    expect(roundTrip([1, , undefined])).toEqual([1, undefined, undefined]);
  });

  test("undefined properties of objects are left out; those of maps are unit", () => {
    expect((toIon({ a: undefined, b: 1 }) as Dict).keys()).toEqual(["b"]);
    expect((toIon(new Map([["a", undefined]])) as Dict).keys()).toEqual(["a"]);
  });

  test("symbols, inherited and hidden properties are no entries", () => {
    const input = Object.create(null, { hidden: { value: 1 }, seen: { value: 2, enumerable: true } });
    input[Symbol("s")] = 3;
    expect((toIon(input) as Dict).keys()).toEqual(["seen"]);
  });

  test("D18: a __proto__ key is data in both directions", () => {
    const input = JSON.parse('{"__proto__": {"polluted": true}, "constructor": 1}');
    const output = roundTrip(input) as object;
    expect(Object.keys(output)).toEqual(["__proto__", "constructor"]);
    expect(Object.getPrototypeOf(output)).toBe(Object.prototype);
    expect(({} as { polluted?: unknown }).polluted).toBeUndefined();
  });

  test('dicts: "map" keeps the order of integer-like keys', () => {
    const dict = Dict.from([
      ["b", 1],
      ["1", 2],
    ]);
    expect([...(createMarshaller("map").toJs(dict) as Map<string, unknown>).keys()]).toEqual(["b", "1"]);
    expect(Object.keys(marshaller.toJs(dict) as object)).toEqual(["1", "b"]);
  });

  test("maps need string keys", () => {
    expect(conversionErrorOf(() => toIon({ m: new Map([[1, 1]]) })).message).toBe("dict keys must be strings at $.m");
  });

  test("sets are deduplicated by Ion's equality", () => {
    expect((toIon(new Set([[1], [1], 2])) as IonSet).size).toBe(2);
    expect(marshaller.toJs(IonSet.from([2, 1]))).toEqual(new Set([2, 1]));
  });

  test("tuples come out frozen and are tuples again when they come back", () => {
    const output = marshaller.toJs(new Tuple([1, new Tuple(["a"])])) as readonly unknown[];
    expect(Object.isFrozen(output)).toBe(true);
    expect(display(toIon(output))).toBe("(1, (a,))");
    expect(typeOf(toIon([...output]))).toBe("list");
  });

  test("D17: None is null, and Some stays", () => {
    expect(roundTrip([null, new Some(null), new Ok(1), new Err("e")])).toEqual([
      null,
      new Some(null),
      new Ok(1),
      new Err("e"),
    ]);
    expect({ ...new Ok(1) }).toEqual({ ok: true, value: 1 });
    expect({ ...new Err(1) }).toEqual({ ok: false, error: 1 });
  });

  test("ranges are iterable and come back as ranges", () => {
    const range = roundTrip(new IonRange(2n ** 53n - 2n, 2n ** 53n, true)) as IonRange;
    expect([...range]).toEqual([2 ** 53 - 2, 2 ** 53 - 1, 2n ** 53n]);
    expect([range.length, new IonRange(3, 1).length]).toEqual([3, 0]);
    expect(() => toIon(new IonRange(0.5, 1))).toThrow("range bounds must be ints");
  });

  test("a conversion is a deep copy", () => {
    const inner = [1];
    const value = toIon({ inner }) as Dict;
    inner.push(2);
    expect((value.get("inner") as List).length).toBe(1);
    (marshaller.toJs(value) as { inner: number[] }).inner.push(3);
    expect((value.get("inner") as List).length).toBe(1);
  });
});

describe("identity", () => {
  test("a cell is the same live object every time, and the original when it comes back", () => {
    const cell = new Cell(1);
    const view = marshaller.toJs(cell) as IonCell;
    expect(marshaller.toJs(List.of([cell]))).toEqual([view]);
    expect(toIon([view]) instanceof List && (toIon([view]) as List).at(0)).toBe(cell);
    view.set([2]);
    expect(view.update((content) => [...(content as number[]), 3])).toEqual([2, 3]);
    expect(display(cell.value)).toBe("[2, 3]");
  });

  test("one JavaScript function is one Ion value; async functions are known by their kind", () => {
    const callback = (): number => 1;
    expect(toIon(callback)).toBe(toIon(callback));
    expect(typeOf(toIon(callback))).toBe("builtin_fn");
    expect(typeOf(toIon(async () => 1))).toBe("async_builtin_fn");
  });

  test("an IonValue is taken as it is, and an imitation of one is not", () => {
    const list = List.of([1]);
    expect(toIon(wrapValue(list))).toBe(list);
    const imitation = Object.create(Object.getPrototypeOf(wrapValue(1)));
    expect(isIonValue(imitation)).toBe(false);
    expect(() => toIon(imitation)).toThrow("cannot convert IonValue");
  });
});

describe("D19: what is not converted", () => {
  class Money {}
  const REGISTER = " (pass plain data, or register its type with registerType)";
  test.each([
    ["Date", new Date(0), " (pass its time or its ISO text)"],
    ["RegExp", /x/, REGISTER],
    ["WeakMap", new WeakMap(), REGISTER],
    ["Promise", Promise.resolve(), " (await it first)"],
    ["Money", new Money(), REGISTER],
    ["symbol", Symbol("s"), ""],
    ["Error", new Error("e"), REGISTER],
    ["Int16Array", new Int16Array(1), " (pass a Uint8Array for bytes, or a plain array of numbers)"],
  ])("%s is refused with its path and what to do", (name, input, advice) => {
    const error = conversionErrorOf(() => toIon({ user: { created: [input] } }));
    expect([error.message, error.code]).toEqual([
      `cannot convert ${name} at $.user.created[0]${advice}`,
      "ion.conversion_error",
    ]);
  });

  test("paths quote names that are no identifiers", () => {
    expect(conversionErrorOf(() => toIon({ "a b": Symbol("s") })).path).toBe('$["a b"]');
  });

  test("cycles are found; the same object twice is none", () => {
    const cycle: { self?: unknown } = {};
    cycle.self = [cycle];
    expect(conversionErrorOf(() => toIon({ a: cycle })).message).toBe(
      "cannot convert a cyclic structure at $.a.self[0]",
    );
    const shared = [1];
    expect(roundTrip([shared, shared])).toEqual([[1], [1]]);
  });

  test("structs and enums need a registered type", () => {
    expect(() => toIon(new IonStruct("Nope", {}))).toThrow("unknown type 'Nope'");
    expect(() => toIon(new IonEnum("Nope", "A"))).toThrow("unknown enum 'Nope'");
  });
});

describe("hostile input", () => {
  const boom = new Error("boom");
  const thrower = (): never => {
    throw boom;
  };
  const revoked = Proxy.revocable([], {});
  revoked.revoke();

  test.each([
    [
      "a getter",
      {
        get x() {
          return thrower();
        },
      },
      "$.a.x",
    ],
    ["a proxy's ownKeys", new Proxy({}, { ownKeys: thrower }), "$.a"],
    ["a proxy's getPrototypeOf", new Proxy({}, { getPrototypeOf: thrower }), "$.a"],
    [
      "a proxy's get",
      new Proxy([1], { get: (target, key) => (key === "0" ? thrower() : Reflect.get(target, key)) }),
      "$.a[0]",
    ],
    ["toIon", { [Symbol.for("ion.toIon")]: thrower }, "$.a"],
  ])("%s that throws is a conversion error with path and cause", (_what, input, path) => {
    const error = conversionErrorOf(() => toIon({ a: input }));
    expect([error.message, error.path, error.cause]).toEqual([`boom at ${path}`, path, boom]);
  });

  test("a revoked proxy is a conversion error", () => {
    expect(conversionErrorOf(() => toIon({ a: revoked.proxy })).path).toBe("$.a");
  });

  test("what is thrown may have no text", () => {
    const input = {
      get x() {
        throw Object.create(null);
      },
    };
    expect(conversionErrorOf(() => toIon(input)).path).toBe("$.x");
  });

  test("an array of impossible length is refused, not filled", () => {
    expect(() => toIon(new Array(2 ** 32 - 1))).toThrow("array is too long");
  });

  test("toIon says what an object is, also through several answers, but not for ever", () => {
    const toIonMethod = Symbol.for("ion.toIon");
    const inner = { [toIonMethod]: () => [1] };
    expect(roundTrip({ [toIonMethod]: () => inner })).toEqual([1]);
    const endless = { [toIonMethod]: () => ({ ...endless }) };
    expect(() => toIon(endless)).toThrow("toIon never ends");
  });

  test("nesting is bounded by memory only, in both directions", () => {
    let input: unknown[] = [];
    for (let i = 0; i < 100_000; i++) input = [input];
    let output = roundTrip(input) as unknown[];
    let depth = 0;
    for (; output.length > 0; output = output[0] as unknown[]) depth++;
    expect(depth).toBe(100_000);
  });
});

describe("laws", () => {
  const plain = fc.letrec((tie) => ({
    value: fc.oneof(
      { depthSize: "small" },
      fc.maxSafeInteger(),
      fc.bigInt({ min: 2n ** 53n, max: 2n ** 63n - 1n }),
      fc.double().filter((x) => !Number.isSafeInteger(x) || Object.is(x, -0)),
      fc.string({ unit: "grapheme" }),
      fc.boolean(),
      fc.constant(null),
      fc.uint8Array({ maxLength: 4 }),
      fc.array(tie("value"), { maxLength: 4 }),
      fc.dictionary(fc.string(), tie("value"), { maxKeys: 4 }),
      tie("value").map((value) => new Some(value)),
      tie("value").map((value) => new Err(value)),
    ),
  })).value;

  test("JavaScript values survive the way into Ion and back", () => {
    fc.assert(
      fc.property(plain, (input) => {
        expect(roundTrip(input)).toEqual(input);
      }),
    );
  });

  test("Ion values survive the way to JavaScript and back, but for integral floats (D16)", () => {
    fc.assert(
      fc.property(plain, (input) => {
        const value = toIon(input);
        expect(display(toIon(marshaller.toJs(value)))).toBe(display(value));
      }),
    );
  });

  test("any JavaScript value ends in a value or a conversion error", () => {
    fc.assert(
      fc.property(
        fc.anything({
          withBigInt: true,
          withDate: true,
          withMap: true,
          withSet: true,
          withTypedArray: true,
          withNullPrototype: true,
          withSparseArray: true,
        }),
        (input) => {
          try {
            expect(equals(toIon(input), NONE)).toBe(input === null);
          } catch (thrown) {
            expect((thrown as { code?: unknown }).code).toBe("ion.conversion_error");
          }
        },
      ),
    );
  });
});
