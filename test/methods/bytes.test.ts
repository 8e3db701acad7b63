import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { Bytes } from "../../runtime/values/bytes.ts";
import { NONE } from "../../runtime/values/option.ts";
import { quotedDisplay } from "../kit/quoted-display.ts";
import { bytes, call, float, list, methodCases, type Row, resultOf } from "./kit.ts";

const cases = (name: string, rows: readonly Row[]) => methodCases("stdlib 4.7 bytes", name, rows);

/** The rows for an argument that is an int 0–255 or bytes. */
function patternArgument(name: string): readonly Row[] {
  return [
    [bytes("a"), [], `T bytes.${name}() requires an argument`],
    [bytes("a"), ["a"], `T bytes.${name}() requires int or bytes, got string`],
    [bytes("a"), [256], `T bytes.${name}() byte value out of range: 256`],
    [bytes("a"), [-(2n ** 60n)], `T bytes.${name}() byte value out of range: -1152921504606846976`],
  ];
}

describe("reading", () => {
  cases("len", [[bytes("a\xff"), [], "2"]]);
  cases("is_empty", [
    [bytes(""), [], "true"],
    [bytes("\0"), [], "false"],
  ]);
  cases("bytes", [[bytes("a"), [], 'b"a"']]);
  cases("slice", [
    [bytes("hello"), [1, 3], 'b"el"'],
    [bytes("hello"), [-2], 'b"lo"'],
    [bytes("hello"), [0, -1], 'b"hell"'],
    [bytes("hello"), [-99, 2n ** 60n], 'b"hello"'],
    [bytes("hello"), [4, 1], 'b""'],
    [bytes("hello"), [], 'b"hello"'],
    [bytes("a"), ["a"], "T bytes.slice() requires an int argument"],
    [bytes("a"), [0, undefined], "T bytes.slice() requires an int argument"],
  ]);
  cases("to_list", [[bytes("A\xff"), [], "[65, 255]"]]);
  cases("to_string", [[bytes('a"\\\n\x7f'), [], '"b\\"a\\\\\\"\\\\\\\\\\\\n\\\\x7f\\""']]);
});

describe("searching", () => {
  cases("contains", [
    [bytes("abc"), [98], "true"],
    [bytes("abc"), [bytes("bc")], "true"],
    [bytes("abc"), [bytes("cb")], "false"],
    [bytes(""), [bytes("")], "true"],
    ...patternArgument("contains"),
  ]);
  cases("find", [
    [bytes("abcab"), [bytes("ab")], "Some(0)"],
    [bytes("aab"), [bytes("ab")], "Some(1)"],
    [bytes("ab"), [bytes("abc")], "None"],
    [bytes("ab"), [bytes("")], "Some(0)"],
    ...patternArgument("find"),
  ]);
  cases("count", [[bytes("aaaa"), [bytes("aa")], "2"], [bytes("ab"), [bytes("")], "3"], ...patternArgument("count")]);
  cases("starts_with", [
    [bytes("abc"), [bytes("ab")], "true"],
    [bytes("abc"), [98], "false"],
    [bytes("a"), [bytes("aa")], "false"],
    ...patternArgument("starts_with"),
  ]);
  cases("ends_with", [
    [bytes("abc"), [99], "true"],
    [bytes("abc"), [bytes("")], "true"],
    [bytes("a"), [bytes("aa")], "false"],
    ...patternArgument("ends_with"),
  ]);
  cases("split", [
    [bytes(",a,,"), [44], '[b"", b"a", b"", b""]'],
    [bytes(""), [44], '[b""]'],
    [bytes("a"), [bytes("")], "T bytes.split() separator must not be empty"],
    ...patternArgument("split"),
  ]);
  cases("replace", [
    [bytes("aaa"), [bytes("aa"), bytes("xyz")], 'b"xyza"'],
    [bytes("a-b-"), [45, bytes("")], 'b"ab"'],
    [bytes("a"), [97], "T bytes.replace() requires from and to"],
    [bytes("a"), [bytes(""), 1], "T bytes.replace() needle must not be empty"],
    [bytes("a"), [97, "x"], "T bytes.replace() requires int or bytes, got string"],
    [bytes("a"), [300, "x"], "T bytes.replace() byte value out of range: 300"],
  ]);
});

describe("changing", () => {
  cases("reverse", [[bytes("abc"), [], 'b"cba"']]);
  cases("repeat", [
    [bytes("ab"), [2], 'b"abab"'],
    [bytes(""), [2n ** 62n], 'b""'],
    [bytes("a"), [], "T bytes.repeat() requires an int argument"],
    [bytes("a"), [float(1)], "T bytes.repeat() requires an int argument"],
    [bytes("a"), [-1], "T bytes.repeat() count must be non-negative"],
    [bytes("ab"), [5_000_001], "T bytes.repeat() would create 10000002 bytes"],
    [bytes("ab"), [2n ** 62n], "T bytes.repeat() would create 9223372036854775808 bytes"],
    [bytes("abcd"), [2n ** 62n], "T bytes.repeat() length overflow"],
  ]);
  cases("push", [
    [bytes("a"), [98], 'b"ab"'],
    [bytes("a"), [], "T bytes.push() requires a byte"],
    [bytes("a"), ["b"], "T bytes.push() requires an int byte"],
    [bytes("a"), [256], "T bytes.push() byte value out of range: 256"],
  ]);
  cases("extend", [
    [bytes("a"), [bytes("bc")], 'b"abc"'],
    [bytes("a"), [], "T bytes.extend() requires bytes"],
    [bytes("a"), [list(1)], "T bytes.extend() requires bytes, got list"],
  ]);
  cases("set", [
    [bytes("abc"), [0, 65], 'b"Abc"'],
    [bytes("abc"), [-1, 65], 'b"abA"'],
    [bytes("abc"), [0], "T bytes.set() requires index and byte"],
    [bytes("abc"), ["0", "x"], "T bytes.set() requires an int argument"],
    [bytes("abc"), [9, "x"], "T bytes.set() requires an int byte"],
    [bytes("abc"), [9, 256], "T bytes.set() byte value out of range: 256"],
    [bytes("abc"), [3, 1], "T bytes.set() index out of bounds"],
    [bytes("abc"), [-4, 1], "T bytes.set() index out of bounds"],
    [bytes("abc"), [2n ** 60n, 1], "T bytes.set() index out of bounds"],
  ]);
  cases("pop", [
    [bytes("ab"), [], '(b"a", Some(98))'],
    [bytes(""), [], '(b"", None)'],
  ]);

  test("no bytes method changes its receiver", () => {
    const receiver = bytes("abc");
    for (const name of ["reverse", "pop"]) call(receiver, name);
    call(receiver, "set", 0, 0);
    call(receiver, "replace", 97, 98);
    expect(quotedDisplay(receiver)).toBe('b"abc"');
  });

  test("results are at most 10,000,000 bytes", () => {
    const full = new Bytes(new Uint8Array(10_000_000).with(5, 1));
    expect(resultOf(() => call(full, "push", 1))).toBe("T bytes.push() would create 10000001 bytes");
    expect(resultOf(() => call(full, "extend", bytes("ab")))).toBe("T bytes.extend() would create 10000002 bytes");
    expect(resultOf(() => call(full, "replace", 1, bytes("ab")))).toBe("T bytes.replace() would create 10000001 bytes");
  });
});

describe("text", () => {
  cases("to_str", [
    [bytes("h\xc3\xa9"), [], 'Ok("hé")'],
    [bytes("\xef\xbb\xbfa"), [], 'Ok("\ufeffa")'],
    [bytes("\xff"), [], 'Err("invalid utf-8 sequence of 1 bytes from index 0")'],
    [bytes("a\xc3"), [], 'Err("incomplete utf-8 byte sequence from index 1")'],
    [bytes("\xf0\x9f\x98"), [], 'Err("incomplete utf-8 byte sequence from index 0")'],
    [bytes("ab\xe2\x82z"), [], 'Err("invalid utf-8 sequence of 2 bytes from index 2")'],
    [bytes("é\xf0\x9f\x98z"), [], 'Err("invalid utf-8 sequence of 1 bytes from index 0")'],
    [bytes("\xc3\xa9\xf0\x9f\x98z"), [], 'Err("invalid utf-8 sequence of 3 bytes from index 2")'],
    [bytes("\xe0\x80\x80"), [], 'Err("invalid utf-8 sequence of 1 bytes from index 0")'],
    [bytes("\xed\xa0\x80"), [], 'Err("invalid utf-8 sequence of 1 bytes from index 0")'],
    [bytes("\xf4\x90\x80\x80"), [], 'Err("invalid utf-8 sequence of 1 bytes from index 0")'],
    [bytes("\xe0"), [], 'Err("incomplete utf-8 byte sequence from index 0")'],
    [bytes("\xe0\x9f"), [], 'Err("invalid utf-8 sequence of 1 bytes from index 0")'],
    [bytes("\xc0\x80"), [], 'Err("invalid utf-8 sequence of 1 bytes from index 0")'],
  ]);
  cases("to_hex", [[bytes("\x00\x0f\xf0"), [], '"000ff0"']]);
  cases("to_base64", [
    [bytes(""), [], '""'],
    [bytes("f"), [], '"Zg=="'],
    [bytes("fo"), [], '"Zm8="'],
    [bytes("foo"), [], '"Zm9v"'],
    [bytes("\xfb\xff\xfe"), [], '"+//+"'],
  ]);

  test("hex, base64 and UTF-8 agree with the platform", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 50 }), fc.string({ unit: "binary" }), (data, text) => {
        expect(call(new Bytes(data), "to_hex")).toBe(Buffer.from(data).toString("hex"));
        expect(call(new Bytes(data), "to_base64")).toBe(Buffer.from(data).toString("base64"));
        const utf8 = call(new Bytes(Buffer.from(text)), "to_str");
        expect(quotedDisplay(utf8)).toBe(`Ok(${quotedDisplay(text)})`);
      }),
    );
  });

  test("malformed UTF-8 is an Err exactly where the platform refuses it", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 12, min: 0x70 }), (data) => {
        const isWellFormed = Buffer.from(Buffer.from(data).toString("utf8")).equals(Buffer.from(data));
        expect(quotedDisplay(call(new Bytes(data), "to_str")).startsWith("Ok")).toBe(isWellFormed);
      }),
    );
  });
});

describe("read_*", () => {
  const data = bytes("\x01\x02\xff\xfe\x80\x00\x00\x01");
  const ones = bytes("\xff".repeat(8));
  cases("read_u16_le", [[data, [0], "Ok(513)"]]);
  cases("read_u16_be", [[data, [0], "Ok(258)"]]);
  cases("read_i16_le", [[data, [2], "Ok(-257)"]]);
  cases("read_i16_be", [[data, [2], "Ok(-2)"]]);
  cases("read_u32_le", [[data, [0], "Ok(4278125057)"]]);
  cases("read_u32_be", [[data, [4], "Ok(2147483649)"]]);
  cases("read_i32_le", [[data, [0], "Ok(-16842239)"]]);
  cases("read_i32_be", [[data, [4], "Ok(-2147483647)"]]);
  cases("read_u64_le", [
    [data, [0], "Ok(72058148071866881)"],
    [ones, [0], 'Err("read_u64_le u64 value does not fit in int")'],
  ]);
  cases("read_u64_be", [
    [data, [0], "Ok(72902012525608961)"],
    [ones, [0], 'Err("read_u64_be u64 value does not fit in int")'],
  ]);
  cases("read_i64_le", [[ones, [0], "Ok(-1)"]]);
  cases("read_i64_be", [[bytes("\x80\0\0\0\0\0\0\0"), [0], "Ok(-9223372036854775808)"]]);

  test.each(["u", "i"].flatMap((sign) => [16, 32, 64].flatMap((bits) => ["le", "be"].map((end) => [sign, bits, end]))))(
    "read_%s%i_%s: every failure is an Err",
    (sign, bits, end) => {
      const name = `read_${sign}${bits}_${end}`;
      const last = data.data.length - Number(bits) / 8;
      expect(quotedDisplay(call(data, name, last))).toMatch(/^Ok\(/);
      expect(quotedDisplay(call(data, name, last + 1))).toBe(`Err("${name} read past end of bytes")`);
      expect(quotedDisplay(call(data, name, 2n ** 62n))).toBe(`Err("${name} read past end of bytes")`);
      expect(quotedDisplay(call(data, name, -1))).toBe(`Err("${name} offset must be non-negative")`);
      expect(quotedDisplay(call(data, name))).toBe(`Err("${name} requires an int argument")`);
      expect(quotedDisplay(call(data, name, NONE))).toBe(`Err("${name} requires an int argument")`);
    },
  );
});
