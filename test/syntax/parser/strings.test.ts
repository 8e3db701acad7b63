import { describe, expect, test } from "vitest";
import { errorOf, errorsOf, expressionOf, outlineOf } from "../../kit/syntax.ts";

describe("language 1.7: f-strings", () => {
  test.each([
    ['f"a{x + 1}b{[x]}"', '(InterpolatedString ["a" (Binary + x 1) "b" (List [x])])'],
    ['f""', "(InterpolatedString [])"],
    ['f"{x}"', "(InterpolatedString [x])"],
    ['f"{"x"}{#{a: 1}["a"]}"', '(InterpolatedString ["x" (Index (Dict [(DictEntry "a" 1)]) "a")])'],
    ['f"{f"in {1 + 1}"}"', '(InterpolatedString [(InterpolatedString ["in " (Binary + 1 1)])])'],
    ['f"a{{1}}b}"', '(InterpolatedString ["a" (Block [1]) "b}"])'],
    ['f"""\n{1}\n"""', '(InterpolatedString [1 "\\n"])'],
    ['f"""a"{1}"b"""', '(InterpolatedString ["a\\"" 1 "\\"b"])'],
    ['f"{\nx\n}"', "(InterpolatedString [x])"],
    [String.raw`f"\n\u{41}{1}\t"`, '(InterpolatedString ["\\nA" 1 "\\t"])'],
  ])("%j", (text, outline) => {
    expect(outlineOf(text)).toEqual([outline]);
  });

  test("LD3: escaped braces are literal", () => {
    expect(outlineOf(String.raw`f"a\{1\}b"`)).toEqual(['(InterpolatedString ["a{1}b"])']);
  });

  test("LD4: strings in an interpolation are skipped as units", () => {
    expect(outlineOf('f"a{"}"}b"')).toEqual(['(InterpolatedString ["a" "}" "b"])']);
    expect(outlineOf('f"{f"{"\\"}"}"}"')).toEqual(['(InterpolatedString [(InterpolatedString ["\\"}"])])']);
  });

  test("LD5: positions in an interpolation are those of the file", () => {
    expect(errorOf('f"{1 2}"')).toBe("ParseError 1:6 unexpected token in f-string expression: Int(2)");
    expect(errorOf('\n  f"é\n{f"{1 2}"}"')).toBe("ParseError 3:7 unexpected token in f-string expression: Int(2)");
    expect(expressionOf('  f"é{xy}"')).toMatchObject({ start: 2, parts: ["é", { start: 6, end: 8 }] });
  });

  test("the f must touch the quote and be a word of its own", () => {
    expect(outlineOf('f "a{b}"')).toEqual(["f", '"a{b}"']);
    expect(outlineOf('sf"a"')).toEqual(["sf", '"a"']);
  });

  test("a comment ends at the end of the slice or of the line", () => {
    expect(outlineOf('f"{x // c}"')).toEqual(["(InterpolatedString [x])"]);
    expect(outlineOf('f"{x // c\n}"')).toEqual(["(InterpolatedString [x])"]);
  });

  test.each([
    ['f"{}"', "ParseError 1:4 unexpected token: Eof"],
    ['f"{ }"', "ParseError 1:5 unexpected token: Eof"],
    ['f"{1 +}"', "ParseError 1:7 unexpected token: Eof"],
    ['f"{x:>5}"', "ParseError 1:5 unexpected token in f-string expression: Colon"],
    ['f"{x;}"', "ParseError 1:5 unexpected token in f-string expression: Semicolon"],
    ['1; f"{x"', "LexError 1:4 unterminated string"],
    ['f"a', "LexError 1:1 unterminated string"],
    ['1; f"""{x', "ParseError 1:4 unterminated expression in f-string"],
    ['f"{"a\\q"}"', "LexError 1:7 invalid escape sequence"],
    ['f"\\q{"', "LexError 1:4 invalid escape sequence"],
    ['"a" f"b"c', "no error"],
    ['let x = f"b" f"c{d}";', 'ParseError 1:14 expected Semicolon, found FStr("c{d}")'],
  ])("error table: %s", (text, error) => {
    expect(errorOf(text)).toBe(error);
  });

  test("after an error in an interpolation the parse goes on behind the f-string", () => {
    expect(errorsOf('let a = f"{1 2} {3 4}";\nlet b = ;')).toEqual([
      "ParseError 1:14 unexpected token in f-string expression: Int(2)",
      "ParseError 2:9 unexpected token: Semicolon",
    ]);
  });

  test("a block in an interpolation recovers on its own", () => {
    expect(errorsOf('f"{{ let = 1; let b = ; 2 }}" }')).toEqual([
      "ParseError 1:10 unexpected token in pattern: Eq",
      "ParseError 1:23 unexpected token: Semicolon",
      "ParseError 1:31 unexpected token: RBrace",
    ]);
  });
});
