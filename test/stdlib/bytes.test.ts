import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { Bytes } from "../../runtime/values/bytes.ts";
import { normalizeInt } from "../../runtime/values/int.ts";
import { List } from "../../runtime/values/list.ts";
import { Ok } from "../../runtime/values/result.ts";
import type { Value } from "../../runtime/values/value.ts";
import { bytes, call, float, list } from "../methods/kit.ts";
import { bigInt64 } from "../values/arbitrary.ts";
import { type CallRow, callStd, errorOf, Library, moduleCases } from "./kit.ts";

const cases = (name: string, rows: readonly CallRow[]) => moduleCases("5.3", `bytes::${name}`, rows);
const LIMIT = 10_000_000;

describe("constructors", () => {
  cases("new", [
    [[], 'b""'],
    [[1], "R takes no arguments"],
  ]);
  cases("zeroed", [
    [[3], 'b"\\x00\\x00\\x00"'],
    [[0], 'b""'],
    [[], "R takes 1 argument"],
    [["3"], "R bytes::zeroed requires an int argument"],
    [[-1], "R byte count must be non-negative"],
    [[LIMIT + 1], "R bytes::zeroed would create 10000001 bytes"],
    [[2n ** 62n], "R bytes::zeroed would create 4611686018427387904 bytes"],
  ]);
  cases("repeat", [
    [[65, 3], 'b"AAA"'],
    [[0, 0], 'b""'],
    [[65], "R takes 2 arguments: byte, count"],
    [["a", 2], "R bytes::repeat requires an int byte"],
    [[256, 1], "R bytes::repeat byte value out of range: 256"],
    [[-1, "x"], "R bytes::repeat byte value out of range: -1"],
    [[1, float(1)], "R bytes::repeat requires an int argument"],
    [[1, -1], "R repeat count must be non-negative"],
    [[1, LIMIT + 1], "R bytes::repeat would create 10000001 bytes"],
  ]);
  cases("from_list", [
    [[list(104, 105)], 'b"hi"'],
    [[list()], 'b""'],
    [[], "R takes 1 argument"],
    [["ab"], "R requires list, got string"],
    [[list("a")], "R bytes::from_list requires an int byte"],
    [[list(1, 256)], "R bytes::from_list byte value out of range: 256"],
  ]);
  cases("from_str", [
    [["né"], 'b"n\\xc3\\xa9"'],
    [[], "R takes 1 argument"],
    [[5], "R requires a string"],
  ]);

  test("stdlib 5.3: results of exactly the limit are made", () => {
    expect((callStd("bytes::zeroed", LIMIT) as Bytes).data).toHaveLength(LIMIT);
    const half = callStd("bytes::zeroed", LIMIT / 2);
    expect((callStd("bytes::concat", list(half, half)) as Bytes).data).toHaveLength(LIMIT);
  });

  test("stdlib 5.3: longer results of any constructor are refused", () => {
    const half = callStd("bytes::zeroed", LIMIT / 2);
    const long = "a".repeat(LIMIT + 1);
    const refusal = (name: string, ...args: Value[]) => errorOf(() => callStd(`bytes::${name}`, ...args)).message;
    expect(refusal("concat", list(half, half, bytes("a")))).toBe("bytes::concat would create 10000001 bytes");
    expect(refusal("join", list(half, half), bytes("ab"))).toBe("bytes::join would create 10000002 bytes");
    expect(refusal("from_str", long)).toBe("bytes::from_str would create 10000001 bytes");
    expect(refusal("from_hex", long + long)).toBe("bytes::from_hex would create 10000001 bytes");
  });
});

describe("text", () => {
  cases("from_hex", [
    [["DEADbeef"], 'Ok(b"\\xde\\xad\\xbe\\xef")'],
    [[""], 'Ok(b"")'],
    [["abc"], 'Err("hex string must have even length")'],
    [["0g"], 'Err("invalid hex byte: 0g")'],
    [["é0"], 'Err("hex string must be ASCII")'],
    [[], "R takes 1 argument"],
    [[1], "R requires a string"],
  ]);
  cases("from_base64", [
    [["aGk="], 'Ok(b"hi")'],
    [["aGk"], 'Ok(b"hi")'],
    [["aG=="], 'Ok(b"h")'],
    [["aG"], 'Ok(b"h")'],
    [["aH"], 'Ok(b"h")'],
    [[""], 'Ok(b"")'],
    [["Zm 9v\n\tYg\f=\r="], 'Ok(b"foob")'],
    [["+/+/"], 'Ok(b"\\xfb\\xff\\xbf")'],
    [["a"], 'Err("invalid base64 length")'],
    [["aGk=a"], 'Err("invalid base64 length")'],
    [["aGk*"], 'Err("invalid base64 character: *")'],
    [["-_-_"], 'Err("invalid base64 character: -")'],
    [["aG\u000bk"], 'Err("invalid base64 character: \u000b")'],
    [["a==="], 'Err("invalid base64 padding")'],
    [["===="], 'Err("invalid base64 padding")'],
    [["=aGk"], 'Err("invalid base64 padding")'],
    [["aG=k"], 'Err("invalid base64 padding")'],
    [["aG="], 'Err("invalid base64 padding")'],
    [["aGk=Zm9v"], 'Err("invalid base64 padding")'],
    [["é"], 'Err("base64 string must be ASCII")'],
    [[], "R takes 1 argument"],
    [[bytes("aGk=")], "R requires a string"],
  ]);

  test("stdlib 5.3: hex and base64 give back what to_hex and to_base64 made of them", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 40 }), (data) => {
        const value = new Bytes(data);
        const hex = callStd("bytes::from_hex", call(value, "to_hex"));
        const base64 = call(value, "to_base64") as string;
        expect(((hex as Ok).value as Bytes).data).toEqual(data);
        expect(((callStd("bytes::from_base64", base64) as Ok).value as Bytes).data).toEqual(data);
        const unpadded = callStd("bytes::from_base64", base64.replaceAll("=", ""));
        expect(((unpadded as Ok).value as Bytes).data).toEqual(data);
        expect(base64).toBe(Buffer.from(data).toString("base64"));
      }),
    );
  });
});

describe("joining", () => {
  cases("concat", [
    [[list(bytes("a"), bytes(""), bytes("bc"))], 'b"abc"'],
    [[list()], 'b""'],
    [[], "R takes 1 argument"],
    [[bytes("a")], "R requires list, got bytes"],
    [[list(bytes("a"), "b")], "R requires list of bytes, got string"],
  ]);
  cases("join", [
    [[list(bytes("a"), bytes("b"), bytes("")), bytes(", ")], 'b"a, b, "'],
    [[list(bytes(""), bytes("")), bytes("-")], 'b"-"'],
    [[list(bytes("a"), bytes("b"))], 'b"ab"'],
    [[list(), bytes("-")], 'b""'],
    [[list(bytes("x")), bytes("-")], 'b"x"'],
    [[], "R takes 1 or 2 arguments: parts, separator"],
    [["ab", bytes("")], "R requires list, got string"],
    [[list(1), ","], "R bytes::join requires bytes, got string"],
    [[list(1), bytes("")], "R requires list of bytes, got int"],
  ]);
});

describe("packing", () => {
  const packers = [
    ["u16", 2, "0..=65535"],
    ["u32", 4, "0..=4294967295"],
    ["u64", 8, "0..=9223372036854775807"],
    ["i16", 2, "-32768..=32767"],
    ["i32", 4, "-2147483648..=2147483647"],
    ["i64", 8, "-9223372036854775808..=9223372036854775807"],
  ] as const;
  for (const [type, size, range] of packers) {
    const [min, max] = range.split("..=").map(BigInt) as [bigint, bigint];
    for (const order of ["le", "be"]) {
      const name = `bytes::${type}_${order}`;
      cases(`${type}_${order}`, [
        [[], `R ${name} takes 1 argument`],
        [[1, 2], `R ${name} takes 1 argument`],
        [["1"], `R ${name} requires an int argument`],
        [[float(1)], `R ${name} requires an int argument`],
      ]);

      test(`stdlib 5.3: ${name} packs ${range} and refuses other ints; read_${type}_${order} reads it back`, () => {
        fc.assert(
          fc.property(bigInt64, (value) => {
            const int = normalizeInt(value);
            if (value < min || value > max) {
              expect(errorOf(() => callStd(name, int)).message).toBe(`${name} requires value in ${range}`);
              return;
            }
            const packed = callStd(name, int) as Bytes;
            expect(packed.data).toHaveLength(size);
            expect(call(packed, `read_${type}_${order}`, 0)).toEqual(new Ok(int));
          }),
        );
      });
    }
  }
  cases("u32_le", [[[305419896], 'b"xV4\\x12"']]);
  cases("i16_be", [[[-2], 'b"\\xff\\xfe"']]);
});

test("stdlib 3: the module can be called", () => {
  const module = new Library().modules.get("bytes")!;
  expect(module.callable!.call([List.of([65])], null)).toEqual(bytes("A"));
  expect(module.callable!.name).toBe("bytes");
});
