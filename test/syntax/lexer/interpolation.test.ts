import { describe, expect, test } from "vitest";
import { InterpolationEnds } from "../../../src/syntax/lexer/interpolation.ts";

/** What stands between the `{` at the start of the text and the `}` that closes it. */
function interpolationIn(text: string): string | null {
  const end = new InterpolationEnds().find(text, 1, text.length);
  return end === -1 ? null : text.slice(1, end);
}

describe("language 1.7, rule 3: where an interpolation ends", () => {
  test.each([
    ["{x}", "x"],
    ["{}", ""],
    ["{{1}}", "{1}"],
    ["{#{a: {1}}}", "#{a: {1}}"],
    ['{"}"}', '"}"'],
    [String.raw`{"\"}"}`, String.raw`"\"}"`],
    ['{"""}"}"""}', '"""}"}"""'],
    ['{b"}"}', 'b"}"'],
    ['{b"""}"}', 'b"""}"'],
    ['{f"}{1}}"}', 'f"}{1}}"'],
    ['{f"{f"{"}"}"}"}', 'f"{f"{"}"}"}"'],
    ['{f"""{1}"}"""}', 'f"""{1}"}"""'],
    [String.raw`{f"\{"}`, String.raw`f"\{"`],
    ['{1f"}"}', '1f"}"'],
    ['{xf"}"}', 'xf"}"'],
    ["{x // }", "x // "],
  ])("%s", (text, content) => {
    expect(interpolationIn(`${text} rest }`)).toBe(content);
  });

  test("only the whole word `f` begins an f-string", () => {
    expect(interpolationIn('{xf"{"}')).toBe('xf"{"');
    expect(interpolationIn('{\'f"{"}')).toBe('\'f"{"');
    expect(interpolationIn('{f"{"}')).toBeNull();
  });

  test.each(["{x", '{"}', '{f"}', '{f"{}', "{{}", '{f"{"}"'])("nothing closes %s", (text) => {
    expect(interpolationIn(text)).toBeNull();
  });
});
