import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { SourceFile } from "../../src/source.ts";
import { lex } from "../../src/syntax/lexer.ts";
import { describeToken, KEYWORDS, TOKEN, TOKEN_TYPES } from "../../src/syntax/token.ts";
import { errorOf } from "../kit/syntax.ts";

function tokensOf(text: string): string[] {
  const { tokens, error } = lex(new SourceFile("test.ion", text));
  if (error !== null) throw new Error(error.message);
  const end = tokens.findIndex((token) => token.type === TOKEN.Eof);
  return tokens.slice(0, end).map(describeToken);
}

describe("language 1.1: source text", () => {
  test("blanks are space, tab, line feed, carriage return and form feed", () => {
    expect(tokensOf("a \t\n\r\fb")).toEqual(['Ident("a")', 'Ident("b")']);
  });

  test.each(["\v", "\u00a0", "\u2028", "\ufeff"])("no other blank exists: %j", (blank) => {
    expect(errorOf(`1${blank}`)).toBe(`LexError 1:2 unexpected character: ${blank}`);
  });

  test("comments end with their line or with the text", () => {
    expect(tokensOf("a // b\nc // d")).toEqual(['Ident("a")', 'Ident("c")']);
    expect(tokensOf("//")).toEqual([]);
  });

  test("there are no block comments", () => {
    expect(errorOf("/* hi */ 1")).toBe("ParseError 1:1 unexpected token: Slash");
  });

  test("LD5: columns count UTF-16 units", () => {
    expect(errorOf('let s = "é"; $')).toBe("LexError 1:14 unexpected character: $");
    expect(errorOf('let s = "😀"; $')).toBe("LexError 1:15 unexpected character: $");
    expect(errorOf("\t$")).toBe("LexError 1:2 unexpected character: $");
  });

  test("lines end at a line feed only", () => {
    expect(errorOf("1\r\n\r$")).toBe("LexError 2:2 unexpected character: $");
  });

  test("a lone surrogate is read as the replacement character", () => {
    expect(errorOf("\ud800")).toBe("LexError 1:1 unexpected character: \ufffd");
    expect(tokensOf('"\udc00a"')).toEqual(['Str("\ufffda")']);
  });
});

describe("language 1.2: identifiers and keywords", () => {
  test("there are 27 keywords, each a token of its own", () => {
    expect(KEYWORDS.size).toBe(27);
    for (const [text, type] of KEYWORDS) expect(tokensOf(text)).toEqual([type.name]);
  });

  test("identifiers are letters, digits and underscores", () => {
    expect(tokensOf("_ _1 aB9_ letx Let")).toEqual(
      ["_", "_1", "aB9_", "letx", "Let"].map((name) => `Ident("${name}")`),
    );
  });

  test("LD1: a character outside ASCII is named whole", () => {
    expect(errorOf("let é = 1;")).toBe("LexError 1:5 unexpected character: é");
    expect(errorOf("😀")).toBe("LexError 1:1 unexpected character: 😀");
    expect(errorOf("aé")).toBe("LexError 1:2 unexpected character: é");
  });
});

describe("language 1.9: labels, operators, punctuation", () => {
  test("every operator is read as itself between blanks", () => {
    const types = TOKEN_TYPES.filter((type) => type.text !== null && !type.isKeyword);
    expect(tokensOf(types.map((type) => type.text).join(" "))).toEqual(types.map((type) => type.name));
  });

  test.each([
    ["....=", ["DotDotDot", "Dot", "Eq"]],
    ["..=.", ["DotDotEq", "Dot"]],
    ["===", ["EqEq", "Eq"]],
    ["=>=", ["Arrow", "Eq"]],
    [">>=", ["Shr", "Eq"]],
    ["<<=", ["Shl", "Eq"]],
    ["||>", ["Or", "Gt"]],
    ["|>|", ["Pipe", "PipeSym"]],
    ["&&&", ["And", "Ampersand"]],
    [":::", ["ColonColon", "Colon"]],
    ["!==", ["BangEq", "Eq"]],
    ["->", ["Minus", "Gt"]],
    ["**", ["Star", "Star"]],
    ["%=", ["Percent", "Eq"]],
    ["##{", null],
  ])("the longest match wins: %s", (text, names) => {
    if (names === null) expect(errorOf(text)).toBe("LexError 1:1 unexpected character: #");
    else expect(tokensOf(text)).toEqual(names);
  });

  test.each(["#", "# {", "~", "@", "$", "`", "\\", "\0"])("no token begins with %j", (text) => {
    expect(errorOf(text)).toBe(`LexError 1:1 unexpected character: ${text[0]}`);
  });

  test("a label is an apostrophe and a name", () => {
    expect(tokensOf("'outer '_")).toEqual(['Label("outer")', 'Label("_")']);
  });

  test.each(["'", "' a", "'1", "''", "'é"])("no label without a name: %s", (text) => {
    expect(errorOf(text)).toBe("LexError 1:1 expected label name after '");
  });
});

describe("language 1.9: the first lexical error", () => {
  test("it is the only error, also before parse errors", () => {
    expect(errorOf("let = ;\n$ $")).toBe("LexError 2:1 unexpected character: $");
  });

  test("an interpolation's error counts at its place in the text", () => {
    expect(errorOf('f"{$}" ~')).toBe("LexError 1:4 unexpected character: $");
    expect(errorOf('~ f"{$}"')).toBe("LexError 1:1 unexpected character: ~");
    expect(errorOf('f"{f"{~}" $}"')).toBe("LexError 1:7 unexpected character: ~");
  });
});

describe("language 2.5: token names", () => {
  test.each([
    ["5", "Int(5)"],
    ["9223372036854775807", "Int(9223372036854775807)"],
    ["1.50", "Float(1.5)"],
    ["2.", "Float(2.0)"],
    ["0.0", "Float(0.0)"],
    ["100000000000000000.0", "Float(1e17)"],
    ["0.0000001", "Float(1e-7)"],
    ['"a\\"\\\\\\n\\r\\t{é"', 'Str("a\\"\\\\\\n\\r\\t{é")'],
    ['f"a{x}"', 'FStr("a{x}")'],
    ['b"hi"', "Bytes([104, 105])"],
    ["x", 'Ident("x")'],
    ["'a", 'Label("a")'],
    ["<=", "LtEq"],
    ["None", "None"],
  ])("%s is named %s", (text, name) => {
    expect(tokensOf(text)).toEqual([name]);
  });
});

test("any text ends in tokens whose spans follow each other, or in one error inside the text", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary", maxLength: 60 }), (text) => {
      const file = new SourceFile("test.ion", text);
      const { tokens, error } = lex(file);
      if (error !== null) {
        expect(error.start).toBeLessThanOrEqual(error.end);
        expect(error.end).toBeLessThanOrEqual(file.text.length);
        return;
      }
      const end = tokens.findIndex((token) => token.type === TOKEN.Eof);
      for (let index = 0; index < end; index++) {
        expect(tokens[index]!.end).toBeGreaterThan(tokens[index]!.start);
        expect(tokens[index + 1]!.start).toBeGreaterThanOrEqual(tokens[index]!.end);
      }
      expect(tokens[end]!.start).toBe(file.text.length);
    }),
    { numRuns: 500 },
  );
});
