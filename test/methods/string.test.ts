import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { NONE } from "../../runtime/values/option.ts";
import type { Value } from "../../runtime/values/value.ts";
import { quotedDisplay } from "../kit/quoted-display.ts";
import { call, float, list, methodCases, type Row, resultOf } from "./kit.ts";

const cases = (name: string, rows: readonly Row[]) => methodCases("stdlib 4.1 string", name, rows);

/** The rows for an argument that must be a string. */
const stringArgument: readonly Row[] = [
  ["a", [], "T requires string argument"],
  ["a", [1], "T requires string argument, got int"],
  ["a", [undefined], "T requires string argument, got ()"],
];

describe("lengths", () => {
  cases("len", [
    ["é", [], "2"],
    ["😀", [], "4"],
    ["", [], "0"],
  ]);
  cases("char_len", [
    ["é😀", [], "2"],
    ["", [], "0"],
  ]);
  cases("is_empty", [
    ["", [], "true"],
    [" ", [], "false"],
  ]);
});

describe("searching", () => {
  cases("contains", [
    ["abc", ["bc"], "true"],
    ["abc", [""], "true"],
    ["abc", ["B"], "false"],
    ["ö", [246], "true"],
    ["😀", [0x1f600], "true"],
    ["A", [65 + 2 ** 32], "true"],
    ["A", [65 - 2 ** 32], "true"],
    ["A", [0xd800], "T invalid char code"],
    ["A", [0x110000], "T invalid char code"],
    ["A", [-1], "T invalid char code"],
    ["A", [float(65)], "T contains requires string or int argument"],
    ["A", [], "T contains requires string or int argument"],
  ]);
  cases("starts_with", [["abc", ["ab"], "true"], ["abc", [""], "true"], ["a", ["aa"], "false"], ...stringArgument]);
  cases("ends_with", [["abc", ["bc"], "true"], ["abc", [""], "true"], ["a", ["aa"], "false"], ...stringArgument]);
  for (const name of ["find", "index"]) {
    cases(name, [["añ😀b", ["b"], "Some(3)"], ["abc", [""], "Some(0)"], ["abc", ["x"], "None"], ...stringArgument]);
  }
  cases("count", [["aaaa", ["aa"], "2"], ["ñ😀", [""], "3"], ["", ["x"], "0"], ...stringArgument]);
});

describe("trimming and case", () => {
  const space = "\t\n\v\f\r \u0085\u00a0\u1680\u2000\u200a\u2028\u2029\u202f\u205f\u3000";
  cases("trim", [
    [`${space}a b${space}`, [], '"a b"'],
    ["\ufeffa\u200b", [], '"\ufeffa\u200b"'],
    [space, [], '""'],
  ]);
  cases("trim_start", [[" a ", [], '"a "']]);
  cases("trim_end", [[" a ", [], '" a"']]);
  cases("to_upper", [["straße ﬁ", [], '"STRASSE FI"']]);
  cases("to_lower", [["ΟΔΟΣ ÀI", [], '"οδος ài"']]);
});

describe("cutting and joining", () => {
  cases("split", [
    ["a,b,,c", [","], '["a", "b", "", "c"]'],
    ["", [","], '[""]'],
    ["a😀", [""], '["", "a", "😀", ""]'],
    ["", [""], '["", ""]'],
    ...stringArgument,
  ]);
  cases("replace", [
    ["banana", ["an", "$&"], '"b$&$&a"'],
    ["a😀", ["", "-"], '"-a-😀-"'],
    ["", ["", "-"], '"-"'],
    ["aaa", ["aa", "b"], '"ba"'],
    ["a", ["a"], "T requires string argument"],
    ["a", [1, 2], "T requires string argument, got int"],
    ["a", ["a", NONE], "T requires string argument, got Option"],
  ]);
  cases("chars", [["añ😀", [], '["a", "ñ", "😀"]']]);
  cases("reverse", [["e\u0301😀", [], '"😀\u0301e"']]);
  cases("repeat", [
    ["ab", [2], '"abab"'],
    ["ab", [0], '""'],
    ["", [2n ** 62n], '""'],
    ["a", [], "T repeat requires an int argument"],
    ["a", [float(1)], "T repeat requires an int argument"],
    ["a", [-1], "T repeat requires a non-negative int argument"],
    ["a", [2 ** 40], "R repeat result too large"],
    ["a", [2n ** 62n], "R repeat result too large"],
  ]);
  cases("slice", [
    ["añ😀c", [1, 3], '"ñ😀"'],
    ["añ😀c", [2], '"😀c"'],
    ["abc", [], '"abc"'],
    ["abc", [2, 1], '""'],
    ["abc", [1, 2n ** 60n], '"bc"'],
    ["abc", [-1], "T slice requires a non-negative int argument"],
    ["abc", [0, -1], "T slice requires a non-negative int argument"],
    ["abc", ["1"], "T slice requires an int argument"],
    ["abc", [0, NONE], "T slice requires an int argument"],
  ]);
  cases("pad_start", [
    ["é", [3], '"  é"'],
    ["7", [3, "0x"], '"007"'],
    ["7", [2, "😀"], '"😀7"'],
    ["7", [2, ""], '" 7"'],
    ["7", [2, 0], '" 7"'],
    ["777", [2], '"777"'],
    ["a", [], "T pad_start requires an int argument"],
    ["a", ["5"], "T pad_start requires an int argument"],
    ["a", [-1], "T pad_start requires a non-negative int argument"],
    ["a", [2n ** 60n], "R pad_start result too large"],
  ]);
  cases("pad_end", [
    ["é", [3, "語"], '"é語語"'],
    ["a", [], "T pad_end requires an int argument"],
    ["a", [-1], "T pad_end requires a non-negative int argument"],
  ]);
  cases("strip_prefix", [["vv1", ["v"], '"v1"'], ["1", ["v"], '"1"'], ...stringArgument]);
  cases("strip_suffix", [["a.b.b", [".b"], '"a.b"'], ["a", [""], '"a"'], ...stringArgument]);
});

describe("conversions", () => {
  cases("bytes", [["é", [], "[195, 169]"]]);
  cases("to_int", [
    [" -7\n", [], "Ok(-7)"],
    ["9223372036854775807", [], "Ok(9223372036854775807)"],
    ["", [], 'Err("cannot parse integer from empty string")'],
    ["1_0", [], 'Err("invalid digit found in string")'],
    ["-", [], 'Err("invalid digit found in string")'],
    ["99999999999999999999x", [], 'Err("number too large to fit in target type")'],
    ["-9223372036854775809", [], 'Err("number too small to fit in target type")'],
    ["\ufeff1", [], 'Err("invalid digit found in string")'],
  ]);
  cases("to_float", [
    [" 1e2 ", [], "Ok(100.0)"],
    ["-iNf", [], "Ok(-inf)"],
    ["", [], 'Err("cannot parse float from empty string")'],
    [".", [], 'Err("invalid float literal")'],
  ]);
  cases("to_string", [["a", [], '"a"']]);
});

describe("limits: an absurd size is an Ion error", () => {
  test("string.replace that grows past the longest string", () => {
    expect(resultOf(() => call("x".repeat(2 ** 15), "replace", "x", "y".repeat(2 ** 15)))).toBe(
      "R replace result too large",
    );
  });
});

describe("properties: as the naive definition over code points", () => {
  const text = fc.string({ unit: fc.constantFrom("a", "b", "é", "😀", "\ud7ff", "\ue000") });
  const longText = fc.tuple(text, fc.integer({ min: 0, max: 5 })).map(([part, times]) => part.repeat(times * times));
  const bound = fc.integer({ min: 0, max: 200 });
  const naiveFind = (chars: string[], sought: string[]) =>
    chars.findIndex((_, i) => sought.every((char, j) => chars[i + j] === char));

  test("len is the UTF-8 length, char_len the number of code points", () => {
    fc.assert(
      fc.property(longText, (s) => {
        expect(call(s, "len")).toBe(Buffer.byteLength(s));
        expect(call(s, "char_len")).toBe([...s].length);
      }),
    );
  });

  test("slice", () => {
    fc.assert(
      fc.property(longText, bound, bound, (s, start, end) => {
        expect(call(s, "slice", start, end)).toBe([...s].filter((_, i) => i >= start && i < end).join(""));
      }),
    );
  });

  test("find", () => {
    fc.assert(
      fc.property(longText, text, (s, sought) => {
        const at = sought === "" ? 0 : naiveFind([...s], [...sought]);
        expect(quotedDisplay(call(s, "find", sought))).toBe(at === -1 ? "None" : `Some(${at})`);
      }),
    );
  });

  test("pad_start and pad_end fill up to the width", () => {
    fc.assert(
      fc.property(longText, fc.integer({ min: 0, max: 150 }), (s, width) => {
        const missing = new Array(Math.max(0, width - [...s].length)).fill("😀").join("");
        expect(call(s, "pad_start", width, "😀")).toBe(missing + s);
        expect(call(s, "pad_end", width, "😀")).toBe(s + missing);
      }),
    );
  });

  test("split and join with the delimiter give the string back; count is the number of gaps", () => {
    fc.assert(
      fc.property(longText, text, (s, delimiter) => {
        const parts = call(s, "split", delimiter);
        expect(call(parts, "join", delimiter)).toBe(s);
        expect(call(parts, "len")).toBe((call(s, "count", delimiter) as number) + 1);
      }),
    );
  });

  test("replace is split and join", () => {
    fc.assert(
      fc.property(longText, text, text, (s, from, to) => {
        const parts = call(s, "split", from) as Iterable<Value>;
        expect(call(s, "replace", from, to)).toBe([...parts].join(to));
      }),
    );
  });

  test("chars and reverse", () => {
    fc.assert(
      fc.property(text, (s) => {
        expect(quotedDisplay(call(s, "chars"))).toBe(quotedDisplay(list(...s)));
        expect(call(s, "reverse")).toBe([...s].reverse().join(""));
      }),
    );
  });
});
