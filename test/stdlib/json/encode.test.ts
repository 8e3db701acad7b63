import fc from "fast-check";
import { describe, expect, test, vi } from "vitest";
import { decodeJson } from "../../../runtime/stdlib/json/decode.ts";
import { encodeJson, prettyJson } from "../../../runtime/stdlib/json/encode.ts";
import { Cell } from "../../../runtime/values/cell.ts";
import { Dict } from "../../../runtime/values/dict.ts";
import { HostEnum, HostStruct } from "../../../runtime/values/host-types.ts";
import { List } from "../../../runtime/values/list.ts";
import { NONE, Some } from "../../../runtime/values/option.ts";
import { Range } from "../../../runtime/values/range.ts";
import { Err, Ok } from "../../../runtime/values/result.ts";
import type { Value } from "../../../runtime/values/value.ts";
import { bytes, dict, float, list, setOf, tuple } from "../../methods/kit.ts";
import { value } from "../../values/arbitrary.ts";
import { callStd, errorOf, Library } from "../kit.ts";

const library = new Library();
const point = { name: "Point", fields: ["y", "x"] };
const shape = {
  name: "Shape",
  variants: new Map([
    ["Dot", { arity: 0 }],
    ["Line", { arity: 2 }],
  ]),
};

describe("encode", () => {
  const rows: readonly (readonly [Value, string])[] = [
    [5, "5"],
    [9007199254740993n, "9007199254740993"],
    [float(1), "1.0"],
    [float(-0), "-0.0"],
    [float(0), "0.0"],
    [float(0.1), "0.1"],
    [float(-2.5), "-2.5"],
    [float(1e15), "1000000000000000.0"],
    [float(9999999999999998), "9999999999999998.0"],
    [float(1e16), "1e16"],
    [float(1.5e16), "1.5e16"],
    [float(1.2345678901234568e17), "1.2345678901234568e17"],
    [float(0.00001), "0.00001"],
    [float(0.000015), "0.000015"],
    [float(0.000001), "1e-6"],
    [float(5e-324), "5e-324"],
    [float(-1e300), "-1e300"],
    [float(Number.NaN), "null"],
    [float(Number.NEGATIVE_INFINITY), "null"],
    [true, "true"],
    ['q"\\/\b\f\n\r\t\u0001\u001f\u007f\u2028é😀', '"q\\"\\\\/\\b\\f\\n\\r\\t\\u0001\\u001f\u007f\u2028é😀"'],
    [undefined, "null"],
    [NONE, "null"],
    [new Some(NONE), "null"],
    [new Some(3), "3"],
    [new Ok(list()), "[]"],
    [new Err("bad"), '{"error":"bad"}'],
    [new Err(new Err(1)), '{"error":{"error":1}}'],
    [list(1, list(), tuple(2), setOf(3, 1)), "[1,[],[2],[3,1]]"],
    [new Range(1, 3, true), "[1,2,3]"],
    [new Range(3, 1, false), "[]"],
    [dict({ b: 1, a: list(dict({ z: 1, y: 2 })), B: 3 }), '{"B":3,"a":[{"y":2,"z":1}],"b":1}'],
    [dict({ "\uffff": 1, "😀": 2 }), '{"\uffff":1,"😀":2}'],
    [dict({ "": 0, "k\n": 1 }), '{"":0,"k\\n":1}'],
    [dict(), "{}"],
    [bytes("\0\xff"), '"00ff"'],
    [new Cell(new Some(new Cell(5))), "5"],
    [library.member("math::abs"), "null"],
    [library.modules.get("math")!, "null"],
    [
      new HostStruct(
        point,
        new Map<string, Value>([
          ["y", 1],
          ["x", float(2)],
        ]),
      ),
      '{"x":2.0,"y":1}',
    ],
    [new HostEnum(shape, "Dot", []), '{"_type":"Shape::Dot"}'],
    [new HostEnum(shape, "Line", [1, "b"]), '{"_type":"Shape::Line","data":[1,"b"]}'],
  ];
  for (const [input, expected] of rows) {
    test(`stdlib 5.2: encodes to ${expected}`, () => {
      expect(encodeJson(input)).toBe(expected);
    });
  }

  test("stdlib 5.2: a cell inside itself is refused, a cell met twice is not", () => {
    const cell = new Cell(1);
    expect(encodeJson(list(cell, cell, tuple(cell)))).toBe("[1,1,[1]]");
    cell.value = list(new Some(cell));
    expect(errorOf(() => encodeJson(cell)).message).toBe("cannot encode cyclic value");
    cell.value = cell;
    expect(errorOf(() => encodeJson(list(cell))).message).toBe("cannot encode cyclic value");
    cell.value = list();
    expect(encodeJson(list(cell, cell))).toBe("[[],[]]");
  });

  test("stdlib 5.2: nesting has no limit", () => {
    let deep: Value = list();
    for (let i = 1; i < 20_000; i++) deep = list(deep);
    expect(encodeJson(deep)).toBe("[".repeat(20_000) + "]".repeat(20_000));
    for (let i = 0; i < 20_000; i++) deep = new Some(new Cell(deep));
    expect(encodeJson(deep)).toHaveLength(40_000);
  });

  test("stdlib 5.2: a text beyond the longest string is refused, not built", () => {
    let wide: Value = list("x".repeat(1000));
    for (let i = 0; i < 40; i++) wide = list(wide, wide);
    expect(errorOf(() => encodeJson(wide)).message).toBe("encode result too large");
  });

  test("stdlib 5.2: a text that will be too long is refused long before it is", () => {
    let shared: Value = list(0);
    for (let i = 0; i < 40; i++) shared = list(shared, shared);
    const opened = vi.spyOn(List.prototype, "toArray");
    for (const write of [encodeJson, prettyJson]) {
      expect(errorOf(() => write(shared)).message).toBe("encode result too large");
    }
    expect(opened.mock.calls.length).toBeLessThan(2 ** 22);
    opened.mockRestore();
  });
});

test("stdlib 5.2: among objects of many kinds each keeps its own keys, sorted and escaped", () => {
  // The keys of each kind stand in another order; some kinds have more keys than a record.
  const kinds = Array.from({ length: 40 }, (_, kind) =>
    Array.from({ length: kind }, (_, index): [string, number] => [`k"${(index * 41 + kind) % 40}\n${kind % 5}`, index]),
  );
  const objects = [...kinds, ...kinds.toReversed(), ...kinds];
  const dicts = list(...objects.map((entries) => Dict.from(entries)));
  const expected = objects.map((entries) => Object.fromEntries(entries.toSorted(([a], [b]) => (a < b ? -1 : 1))));
  expect(encodeJson(dicts) === JSON.stringify(expected)).toBe(true);
  expect(prettyJson(dicts) === JSON.stringify(expected, null, 2)).toBe(true);
});

describe("pretty", () => {
  test("stdlib 5.2: two spaces a level, one item a line, empty containers on one", () => {
    const input = dict({ name: "x", list: list(1, list(2)), empty: list(), sub: dict(), none: NONE });
    expect(prettyJson(input).split("\n")).toEqual([
      "{",
      '  "empty": [],',
      '  "list": [',
      "    1,",
      "    [",
      "      2",
      "    ]",
      "  ],",
      '  "name": "x",',
      '  "none": null,',
      '  "sub": {}',
      "}",
    ]);
    expect(prettyJson(1)).toBe("1");
    expect(prettyJson(new Some(list()))).toBe("[]");
  });
});

describe("the module", () => {
  for (const name of ["encode", "pretty", "decode", "msgpack_encode", "msgpack_decode"]) {
    test(`stdlib 5.2: json::${name} takes 1 argument`, () => {
      expect(errorOf(() => callStd(`json::${name}`)).message).toBe("takes 1 argument");
      expect(errorOf(() => callStd(`json::${name}`, "1", 2)).message).toBe("takes 1 argument");
    });
  }

  test("stdlib 5.2: decode requires a string, msgpack_decode bytes", () => {
    expect(errorOf(() => callStd("json::decode", bytes("1"))).message).toBe("requires a string");
    expect(errorOf(() => callStd("json::msgpack_decode", "x")).message).toBe("requires bytes");
  });

  test("stdlib 5.2: the functions do what they say", () => {
    expect(callStd("json::encode", list(1))).toBe("[1]");
    expect(callStd("json::pretty", list(1))).toBe("[\n  1\n]");
    expect(callStd("json::decode", '"x"')).toBe("x");
  });
});

describe("properties", () => {
  /** Small ranges, so that none of the random ones has millions of ints. */
  const encodable = value.filter((candidate) => !containsRange(candidate));

  function containsRange(candidate: Value): boolean {
    if (candidate instanceof Range) return true;
    return typeof candidate === "object" && (candidate.composition()?.parts ?? []).some(containsRange);
  }

  test("stdlib 5.2: every text is accepted by JSON.parse, and pretty is the same value", () => {
    fc.assert(
      fc.property(encodable, (input) => {
        const text = encodeJson(input);
        expect(JSON.parse(prettyJson(input))).toEqual(JSON.parse(text));
      }),
    );
  });

  test("stdlib 5.2: encode, decode, encode gives the same text", () => {
    fc.assert(
      fc.property(encodable, (input) => {
        const text = encodeJson(input);
        expect(encodeJson(decodeJson(text))).toBe(text);
      }),
    );
  });

  test("stdlib 5.2: lists of many ints come back exactly", () => {
    const ints = fc.array(fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }));
    fc.assert(
      fc.property(ints, (items) => {
        const text = `[${items.join(",")}]`;
        expect(encodeJson(decodeJson(text))).toBe(text);
        expect((decodeJson(text) as List).toArray().map((item) => BigInt(item as number))).toEqual(items);
      }),
    );
  });
});
