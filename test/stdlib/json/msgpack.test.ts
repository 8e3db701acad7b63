import fc from "fast-check";
import { describe, expect, test, vi } from "vitest";
import { decodeMessagePack } from "../../../runtime/stdlib/json/msgpack-decode.ts";
import { encodeMessagePack } from "../../../runtime/stdlib/json/msgpack-encode.ts";
import { Bytes } from "../../../runtime/values/bytes.ts";
import { Cell } from "../../../runtime/values/cell.ts";
import { Dict } from "../../../runtime/values/dict.ts";
import type { Float } from "../../../runtime/values/float.ts";
import { HostEnum, HostStruct } from "../../../runtime/values/host-types.ts";
import { List } from "../../../runtime/values/list.ts";
import { NONE, Some } from "../../../runtime/values/option.ts";
import { Range } from "../../../runtime/values/range.ts";
import { Err, Ok } from "../../../runtime/values/result.ts";
import type { Value } from "../../../runtime/values/value.ts";
import { quotedDisplay } from "../../kit/quoted-display.ts";
import { bytes, dict, float, list, resultOf, setOf, tuple } from "../../methods/kit.ts";
import { float as anyFloat, int, ionString } from "../../values/arbitrary.ts";
import { errorOf } from "../kit.ts";

function hex(data: Uint8Array): string {
  return Buffer.from(data).toString("hex");
}

function decodeHex(text: string): Value {
  return decodeMessagePack(new Uint8Array(Buffer.from(text.replaceAll(" ", ""), "hex")));
}

describe("encoding", () => {
  test("stdlib 5.2: a result that will be too long is refused long before it is", () => {
    let shared: Value = list(0);
    for (let i = 0; i < 40; i++) shared = list(shared, shared);
    const opened = vi.spyOn(List.prototype, "toArray");
    expect(errorOf(() => encodeMessagePack(shared)).message).toBe("encode result too large");
    expect(opened.mock.calls.length).toBeLessThan(2 ** 22);
    opened.mockRestore();
  });

  const rows: readonly (readonly [Value, string])[] = [
    [undefined, "c0"],
    [NONE, "c0"],
    [false, "c2"],
    [true, "c3"],
    [0, "00"],
    [127, "7f"],
    [128, "cc80"],
    [255, "ccff"],
    [256, "cd0100"],
    [65535, "cdffff"],
    [65536, "ce00010000"],
    [0xffffffff, "ceffffffff"],
    [0x100000000, "cf0000000100000000"],
    [2n ** 63n - 1n, "cf7fffffffffffffff"],
    [-1, "ff"],
    [-32, "e0"],
    [-33, "d0df"],
    [-128, "d080"],
    [-129, "d1ff7f"],
    [-32768, "d18000"],
    [-32769, "d2ffff7fff"],
    [-2147483648, "d280000000"],
    [-2147483649, "d3ffffffff7fffffff"],
    [-(2n ** 63n), "d38000000000000000"],
    [float(1.5), "cb3ff8000000000000"],
    [float(Number.NaN), "cb7ff8000000000000"],
    ["", "a0"],
    ["é", "a2c3a9"],
    [bytes("z"), "c4017a"],
    [list(1, tuple(2, "a")), "92019202a161"],
    [setOf(1), "9101"],
    [new Range(0, 2, false), "920001"],
    [dict({ b: 1, a: new Some(2) }), "82a16201a16102"],
    [new Ok(1), "01"],
    [new Err(1), "81a56572726f7201"],
    [new Cell(new Cell(7)), "07"],
    [new HostStruct({ name: "P", fields: ["y", "x"] }, new Map([["y", 1]])), "81a17901"],
    [
      new HostEnum({ name: "S", variants: new Map([["D", { arity: 1 }]]) }, "D", [1]),
      "82a55f74797065a4533a3a44a4646174619101",
    ],
  ];
  for (const [input, expected] of rows) {
    test(`stdlib 5.2: ${quotedDisplay(input)} is ${expected}`, () => {
      expect(hex(encodeMessagePack(input))).toBe(expected);
    });
  }

  test.each([
    [
      "strings",
      (n: number) => "x".repeat(n),
      ["bf", "d920", "d9ff", "da0100", "daffff", "db00010000"],
      [31, 32, 255, 256, 65535, 65536],
    ],
    [
      "bytes",
      (n: number) => new Bytes(new Uint8Array(n)),
      ["c400", "c4ff", "c50100", "c5ffff", "c600010000"],
      [0, 255, 256, 65535, 65536],
    ],
    [
      "lists",
      (n: number) => List.of(Array(n).fill(1)),
      ["9f", "dc0010", "dcffff", "dd00010000"],
      [15, 16, 65535, 65536],
    ],
    [
      "dicts",
      (n: number) => Dict.from(Array.from({ length: n }, (_, i) => [`${i}`, i])),
      ["8f", "de0010", "deffff", "df00010000"],
      [15, 16, 65535, 65536],
    ],
  ] as const)("stdlib 5.2: %s have the smallest header that holds their length", (_, make, headers, lengths) => {
    for (const [index, length] of lengths.entries()) {
      const data = encodeMessagePack(make(length));
      expect(hex(data.subarray(0, 8)).startsWith(headers[index]!)).toBe(true);
      expect(quotedDisplay(decodeMessagePack(data))).toBe(quotedDisplay(make(length)));
    }
  });

  test("stdlib 5.2: a cell inside itself is refused", () => {
    const cell = new Cell(1);
    cell.value = list(cell);
    expect(errorOf(() => encodeMessagePack(cell)).message).toBe("cannot encode cyclic value");
  });
});

describe("decoding", () => {
  test.each([
    ["c0", "None"],
    ["c1", "None"],
    ["c2", "false"],
    ["cfffffffffffffffff", "-1"],
    ["cf8000000000000000", "-9223372036854775808"],
    ["d3ffffffffffffffff", "-1"],
    ["d0ff", "-1"],
    ["d1ff00", "-256"],
    ["d2ffffff00", "-256"],
    ["ca3fc00000", "1.5"],
    ["cb7ff0000000000000", "inf"],
    ["a1ff", '""'],
    ["a3edb080", '""'],
    ["d4 05 61", 'b"a"'],
    ["d5 05 6161", 'b"aa"'],
    ["d6 05 61616161", 'b"aaaa"'],
    ["d7 05 6161616161616161", 'b"aaaaaaaa"'],
    [`d8 05 ${"61".repeat(16)}`, `b"${"a".repeat(16)}"`],
    ["c7 02 05 6161", 'b"aa"'],
    ["c8 0001 05 61", 'b"a"'],
    ["c9 00000001 05 61", 'b"a"'],
    ["c5 0001 61", 'b"a"'],
    ["da 0001 61", '"a"'],
    ["db 00000001 61", '"a"'],
    ["dc 0001 01", "[1]"],
    ["dd 00000001 01", "[1]"],
    ["de 0001 a161 01", '#{"a": 1}'],
    ["df 00000001 a161 01", '#{"a": 1}'],
    ["84 a162 01 07 02 a1ff 03 a161 04", '#{"b": 1, "a": 4}'],
    ["83 a162 01 a161 02 a162 03", '#{"b": 3, "a": 2}'],
    ["81 9101 02", "#{}"],
    ["01 02 03", "1"],
  ])("stdlib 5.2: %s is %s", (data, expected) => {
    expect(resultOf(() => decodeHex(data))).toBe(expected);
  });

  test.each(["", "cc", "cd00", "a261", "c403ffff", "92 01", "81 a161", "dd ffffffff 01", "df ffffffff", "d4 05", "c7"])(
    "stdlib 5.2: the truncated %j is refused",
    (data) => {
      const error = errorOf(() => decodeHex(data));
      expect(error.kind).toBe("runtime");
      expect(error.message).toMatch(/^msgpack_decode error: I\/O error while reading /);
    },
  );

  test("stdlib 5.2: 500 levels are read, a million are refused", () => {
    expect(() => decodeHex(`${"91".repeat(500)}c0`)).not.toThrow();
    expect(errorOf(() => decodeHex(`${"91".repeat(1_000_000)}c0`)).message).toMatch(/^msgpack_decode error: ./);
    expect(() => decodeHex(`dc 0400${"9101".repeat(1024)}`)).not.toThrow();
  });

  test("stdlib 5.2: decoded bytes do not share the memory of the input", () => {
    const data = new Uint8Array([0xc4, 1, 5]);
    const decoded = decodeMessagePack(data) as Bytes;
    data[2] = 6;
    expect(decoded.data[0]).toBe(5);
  });
});

describe("properties", () => {
  const plain: fc.Arbitrary<Value> = fc.letrec<{ value: Value }>((tie) => ({
    value: fc.oneof(
      { maxDepth: 3 },
      fc.oneof<fc.Arbitrary<Value>[]>(
        int,
        anyFloat,
        ionString,
        fc.boolean(),
        fc.constant(NONE),
        fc.uint8Array({ maxLength: 5 }).map((data) => new Bytes(data)),
      ),
      fc.array(tie("value"), { maxLength: 4 }).map((items) => List.of(items)),
      fc.array(fc.tuple(ionString, tie("value")), { maxLength: 4 }).map((entries) => Dict.from(entries)),
    ),
  })).value;

  test("stdlib 5.2: plain data comes back as it was, in order and with its types", () => {
    fc.assert(
      fc.property(plain, (value) => {
        expect(quotedDisplay(decodeMessagePack(encodeMessagePack(value)))).toBe(quotedDisplay(value));
      }),
    );
  });

  test("stdlib 5.2: any bytes give a value or a msgpack_decode error", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 30 }), (data) => {
        const result = resultOf(() => decodeMessagePack(data));
        if (result.startsWith("R ")) expect(result).toMatch(/^R msgpack_decode error: /);
      }),
      { numRuns: 500 },
    );
  });

  test("stdlib 5.2: NaN stays a float", () => {
    const decoded = decodeMessagePack(encodeMessagePack(float(Number.NaN)));
    expect((decoded as Float).value).toBeNaN();
  });
});
