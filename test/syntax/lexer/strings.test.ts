import { describe, expect, test } from "vitest";
import { errorOf, expressionOf, outlineOf } from "../../kit/syntax.ts";

function stringOf(text: string): string {
  const expression = expressionOf(text);
  if (expression.type !== "StringLiteral") throw new Error(expression.type);
  return expression.value;
}

function bytesOf(text: string): number[] {
  const expression = expressionOf(text);
  if (expression.type !== "BytesLiteral") throw new Error(expression.type);
  return [...expression.value];
}

describe("language 1.5: strings", () => {
  test.each([
    ['""', ""],
    ['"a b"', "a b"],
    ['"a\nb"', "a\nb"],
    [String.raw`"\n\t\r\\\"\{\}"`, '\n\t\r\\"{}'],
    [String.raw`"\u{1F600}\u{0}\u{10ffff}x"`, "😀\0\u{10ffff}x"],
    [String.raw`"a\u{41}b"`, "aAb"],
    ['"// no comment"', "// no comment"],
  ])("%s", (text, value) => {
    expect(stringOf(text)).toBe(value);
  });

  test("adjacent literals do not join", () => {
    expect(outlineOf('"a" "b"')).toEqual(['"a"', '"b"']);
  });

  test.each([
    ['x "abc', "1:3 unterminated string"],
    [String.raw`"a\"`, "1:1 unterminated string"],
    ['"a\\', "1:1 unterminated string"],
    [String.raw`"a\qb"`, "1:4 invalid escape sequence"],
    [String.raw`"\0"`, "1:3 invalid escape sequence"],
    [String.raw`"\x41"`, "1:3 invalid escape sequence"],
    [String.raw`"\'"`, "1:3 invalid escape sequence"],
    [String.raw`"\u41"`, "1:4 expected '{' after \\u"],
    [String.raw`"\u`, "1:4 expected '{' after \\u"],
    [String.raw`"\u{}"`, "1:6 empty unicode escape"],
    [String.raw`"\u{12G}"`, "1:9 invalid unicode escape"],
    [String.raw`"\u{+1}"`, "1:8 invalid unicode escape"],
    [String.raw`"\u{D800}"`, "1:10 invalid unicode code point"],
    [String.raw`"\u{DFFF}"`, "1:10 invalid unicode code point"],
    [String.raw`"\u{110000}"`, "1:12 invalid unicode code point"],
    [String.raw`"\u{0000041}"`, "1:12 unicode escape too long (max 6 hex digits)"],
    [String.raw`"\u{zzzzzzz}"`, "1:12 unicode escape too long (max 6 hex digits)"],
    [String.raw`"\u{12`, "1:7 unterminated unicode escape"],
    [String.raw`"\u{`, "1:5 unterminated unicode escape"],
  ])("error table: %s", (text, error) => {
    expect(errorOf(text)).toBe(`LexError ${error}`);
  });
});

describe("language 1.6: triple-quoted strings", () => {
  test.each([
    ['"""a"""', "a"],
    ['"""\n  a\n  b\n"""', "  a\n  b\n"],
    ['"""\n\na"""', "\na"],
    ['"""\r\na"""', "\r\na"],
    ['"""a"b""c"""', 'a"b""c'],
    [String.raw`"""a\""""`, 'a"'],
    [String.raw`"""\u{41}\n"""`, "A\n"],
    ['""""""', ""],
  ])("%j", (text, value) => {
    expect(stringOf(text)).toBe(value);
  });

  test("the string ends at the first three quotes", () => {
    expect(errorOf('"""a""""')).toBe("LexError 1:8 unterminated string");
  });

  test.each([
    ['x\n"""a""', "2:1 unterminated triple-quoted string"],
    ['x f"""a', "1:3 unterminated triple-quoted string"],
    ['"""\\', "1:1 unterminated triple-quoted string"],
    [String.raw`"""\q"""`, "1:5 invalid escape sequence"],
  ])("error table: %j", (text, error) => {
    expect(errorOf(text)).toBe(`LexError ${error}`);
  });
});

describe("language 1.8: byte strings", () => {
  test.each([
    [String.raw`b"ab\x41\0\n"`, [97, 98, 65, 0, 10]],
    [String.raw`b"\t\r\\\"\xfF"`, [9, 13, 92, 34, 255]],
    ['b"é"', [0xc3, 0xa9]],
    ['b"😀\n"', [0xf0, 0x9f, 0x98, 0x80, 10]],
    ['b""', []],
  ])("%s", (text, bytes) => {
    expect(bytesOf(text)).toEqual(bytes);
  });

  test("there is no triple-quoted form", () => {
    expect(outlineOf('b"""a"')).toEqual(["b[]", '"a"']);
  });

  test("the letter must be the whole word", () => {
    expect(outlineOf('ab"c"')).toEqual(["ab", '"c"']);
    expect(outlineOf('b "c"')).toEqual(["b", '"c"']);
  });

  test.each([
    ['x b"a', "1:3 unterminated byte string"],
    ['b"\\', "1:1 unterminated byte string"],
    [String.raw`b"\x4`, "1:1 unterminated byte string"],
    [String.raw`b"\q"`, "1:4 invalid escape sequence in byte string"],
    [String.raw`b"\u{41}"`, "1:4 invalid escape sequence in byte string"],
    [String.raw`b"\{"`, "1:4 invalid escape sequence in byte string"],
    [String.raw`b"\xzz"`, "1:7 invalid hex escape in byte string"],
    [String.raw`b"\x4g"`, "1:7 invalid hex escape in byte string"],
    [String.raw`b"\x4"`, "1:7 invalid hex escape in byte string"],
  ])("error table: %s", (text, error) => {
    expect(errorOf(text)).toBe(`LexError ${error}`);
  });
});
