import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { RaisedError } from "../../../runtime/errors.ts";
import { decodeJson } from "../../../runtime/stdlib/json/decode.ts";
import { Dict } from "../../../runtime/values/dict.ts";
import { Float } from "../../../runtime/values/float.ts";
import { List } from "../../../runtime/values/list.ts";
import { NONE } from "../../../runtime/values/option.ts";
import type { Value } from "../../../runtime/values/value.ts";
import { resultOf } from "../../methods/kit.ts";
import { errorOf } from "../kit.ts";

describe("values", () => {
  test.each([
    ["1", "1"],
    ["-0", "-0.0"],
    ["0", "0"],
    ["-7", "-7"],
    ["1.0", "1.0"],
    ["1e2", "100.0"],
    ["1E+2", "100.0"],
    ["-2.50e-1", "-0.25"],
    ["1e-400", "0.0"],
    ["123456789012345", "123456789012345"],
    ["1234567890123456", "1234567890123456"],
    ["9007199254740993", "9007199254740993"],
    ["9223372036854775807", "9223372036854775807"],
    ["9223372036854775808", "9223372036854775808.0"],
    ["-9223372036854775808", "-9223372036854775808"],
    ["-9223372036854775809", "-9223372036854775808.0"],
    ["true", "true"],
    ["false", "false"],
    ["null", "None"],
    [" \t\r\n[ ] ", "[]"],
    ["[1, [2.0, {}], null]", "[1, [2.0, #{}], None]"],
    ['{"b": 1, "a": {"c": []}}', '#{"a": #{"c": []}, "b": 1}'],
    ['{"k": 1, "j": 0, "k": 2}', '#{"j": 0, "k": 2}'],
    ['"a\\tb\\u00e9\\ud83d\\ude00\\/\\b\\f\\n\\r\\"\\\\"', '"a\\tbé😀/\b\f\\n\\r\\"\\\\"'],
    ['"\\uD83D\\uDE00\\u0000\\uffff"', '"😀\0\uffff"'],
    ['"\u007f\u2028é"', '"\u007f\u2028é"'],
  ])("stdlib 5.2: %j decodes to %s", (text, expected) => {
    expect(resultOf(() => decodeJson(text))).toBe(expected);
  });

  test("stdlib 5.2: keys come out in code point order, which is not that of UTF-16", () => {
    const dict = decodeJson('{"\uffff": 1, "😀": 2, "a": 3, "": 4}') as Dict;
    expect(dict.keys()).toEqual(["", "a", "\uffff", "😀"]);
  });

  test("stdlib 5.2: keys of JavaScript's prototypes are ordinary", () => {
    const dict = decodeJson('{"__proto__": 1, "constructor": 2}') as Dict;
    expect(dict.keys()).toEqual(["__proto__", "constructor"]);
  });
});

describe("errors", () => {
  const EOF_VALUE = "EOF while parsing a value";
  const CONTROL = "control character (\\u0000-\\u001F) found while parsing a string";
  test.each([
    ["", EOF_VALUE, 1, 0],
    ["  ", EOF_VALUE, 1, 2],
    ["\n\n", EOF_VALUE, 3, 0],
    ["tru", EOF_VALUE, 1, 3],
    ['{"a":', EOF_VALUE, 1, 5],
    ['{"a":1,', EOF_VALUE, 1, 7],
    ["[1,", EOF_VALUE, 1, 3],
    ["1.", EOF_VALUE, 1, 2],
    ["1e", EOF_VALUE, 1, 2],
    ["1e+", EOF_VALUE, 1, 3],
    ["-", EOF_VALUE, 1, 1],
    ["[1", "EOF while parsing a list", 1, 2],
    ["[", "EOF while parsing a list", 1, 1],
    ["{", "EOF while parsing an object", 1, 1],
    ['{"a"', "EOF while parsing an object", 1, 4],
    ['{"a":1', "EOF while parsing an object", 1, 6],
    ['"abc', "EOF while parsing a string", 1, 4],
    ['"é', "EOF while parsing a string", 1, 3],
    ['"\\', "EOF while parsing a string", 1, 2],
    ['"\\u12"', "EOF while parsing a string", 1, 6],
    ['"\\ud800', "EOF while parsing a string", 1, 7],
    ["NaN", "expected value", 1, 1],
    ["[,]", "expected value", 1, 2],
    ['{"a":}', "expected value", 1, 6],
    ["\n\n  x", "expected value", 3, 3],
    ["'x'", "expected value", 1, 1],
    ["+1", "expected value", 1, 1],
    [".5", "expected value", 1, 1],
    ["\ufeff1", "expected value", 1, 1],
    ["[tru]", "expected ident", 1, 5],
    ["falsy", "expected ident", 1, 5],
    ["nul\n", "expected ident", 2, 0],
    ["[1 2]", "expected `,` or `]`", 1, 4],
    ["[\n1,\n2\n3]", "expected `,` or `]`", 4, 1],
    ['{"a":1 "b":2}', "expected `,` or `}`", 1, 8],
    ['{"a" 1}', "expected `:`", 1, 6],
    ["[1,]", "trailing comma", 1, 4],
    ['{"a":1,}', "trailing comma", 1, 8],
    ["{a:1}", "key must be a string", 1, 2],
    ["{,}", "key must be a string", 1, 2],
    ['{"a":1,2}', "key must be a string", 1, 8],
    ["01", "invalid number", 1, 2],
    ["-01", "invalid number", 1, 3],
    ["1.a", "invalid number", 1, 3],
    ["1ex", "invalid number", 1, 3],
    ["-a", "invalid number", 1, 2],
    ["1e400", "number out of range", 1, 5],
    [`-${"9".repeat(400)}`, "number out of range", 1, 401],
    ['"\t"', CONTROL, 1, 2],
    ['"a\n"', CONTROL, 2, 0],
    ['"é\u001f"', CONTROL, 1, 4],
    ['"\\x"', "invalid escape", 1, 3],
    ['"\\uZZZZ"', "invalid escape", 1, 4],
    ['"\\u12Z4"', "invalid escape", 1, 6],
    ['"\\u€"', "invalid escape", 1, 4],
    ['"\\ud800"', "unexpected end of hex escape", 1, 8],
    ['"\\ud800\\n"', "unexpected end of hex escape", 1, 9],
    ['"\\udc00"', "lone leading surrogate in hex escape", 1, 7],
    ['"\\ud800\\u0041"', "lone leading surrogate in hex escape", 1, 13],
    ["1 2", "trailing characters", 1, 3],
    ['"é" x', "trailing characters", 1, 6],
    ["[]\n]", "trailing characters", 2, 1],
  ])("stdlib 5.2: %j fails with %s at %i:%i", (text, reason, line, column) => {
    const error = errorOf(() => decodeJson(text));
    expect(error.kind).toBe("runtime");
    expect(error.message).toBe(`error: ${reason} at line ${line} column ${column}`);
  });

  test("stdlib 5.2: 127 open containers are accepted, the 128th bracket is refused", () => {
    expect(() => decodeJson("[".repeat(127) + "]".repeat(127))).not.toThrow();
    expect(errorOf(() => decodeJson("[".repeat(200))).message).toBe(
      "error: recursion limit exceeded at line 1 column 128",
    );
    const siblings = `[${Array(200).fill("[]").join(",")}]`;
    expect(() => decodeJson(siblings)).not.toThrow();
  });
});

describe("properties", () => {
  /** An Ion value as `JSON.parse` would have made it. */
  function toPlain(value: Value): unknown {
    if (value === NONE) return null;
    if (value instanceof Float) return value.value;
    if (value instanceof List) return value.toArray().map(toPlain);
    if (value instanceof Dict) return new Map(value.entries().map(([key, item]) => [key, toPlain(item)]));
    return typeof value === "bigint" ? Number(value) : value;
  }

  /** Objects as maps, in which `__proto__` is a key like any other. */
  function withMaps(value: unknown): unknown {
    if (Array.isArray(value)) return value.map(withMaps);
    if (typeof value !== "object" || value === null) return value;
    return new Map(Object.entries(value).map(([key, item]) => [key, withMaps(item)]));
  }

  test("stdlib 5.2: on the common ground the result is that of JSON.parse", () => {
    fc.assert(
      fc.property(fc.json({ maxDepth: 5 }), fc.constantFrom(0, 1, 3), (compact, indent) => {
        const text = JSON.stringify(JSON.parse(compact), null, indent);
        expect(toPlain(decodeJson(text))).toEqual(withMaps(JSON.parse(text)));
      }),
    );
  });

  test("stdlib 5.2: what JSON.parse refuses is refused with a reason and a position, nothing else is", () => {
    const mutations = fc
      .tuple(fc.json(), fc.nat(), fc.constantFrom("", ",", "]", "}", '"', "\\", "0", "x", "-", ".", "\n", "\u0001"))
      .map(([text, at, insert]) => {
        const index = at % (text.length + 1);
        return text.slice(0, index) + insert + text.slice(index + (insert === "" ? 1 : 0));
      });
    fc.assert(
      fc.property(mutations, (text) => {
        const failure = failureOf(() => decodeJson(text));
        if (failure === null) {
          expect(() => JSON.parse(text)).not.toThrow();
        } else if (!ONLY_ION.test(failure)) {
          expect(failure).toMatch(/^error: .+ at line \d+ column \d+$/);
          expect(() => JSON.parse(text)).toThrow();
        }
      }),
      { numRuns: 500 },
    );
  });

  /** What `JSON.parse` accepts: numbers that overflow, and lone surrogates, which Ion strings cannot hold. */
  const ONLY_ION = /number out of range|surrogate|end of hex escape/;

  function failureOf(run: () => unknown): string | null {
    try {
      run();
      return null;
    } catch (error) {
      return (error as RaisedError).message;
    }
  }
});
