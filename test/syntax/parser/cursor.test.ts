import { describe, expect, test } from "vitest";
import { SourceFile } from "../../../src/source.ts";
import { parse } from "../../../src/syntax/parser/parse.ts";
import { errorsOf, outline } from "../../kit/syntax.ts";

/** What is left of a program with errors. */
function remainsOf(text: string): string[] {
  return parse(new SourceFile("test.ion", text)).program.body.map(outline);
}

describe("language 2.5: recovery", () => {
  test("the example of the chapter", () => {
    const text = "fn f( { }\nlet x = ;\nlet y = 5 5;\ny";
    expect(errorsOf(text)).toEqual([
      "ParseError 1:7 expected identifier, found LBrace",
      "ParseError 2:9 unexpected token: Semicolon",
      "ParseError 3:11 expected Semicolon, found Int(5)",
    ]);
    expect(remainsOf(text)).toEqual(["y"]);
  });

  test("step 1: parsing goes on behind a semicolon, also one that the failed statement passed", () => {
    expect(remainsOf("let = 1; 2")).toEqual(["2"]);
    expect(errorsOf("a;; b")).toEqual(["ParseError 1:3 unexpected token: Semicolon"]);
    expect(remainsOf("a;; b")).toEqual(["a;", "b"]);
  });

  test("step 2: braces are skipped as pairs, and a closing one that is not opened ends the search", () => {
    expect(remainsOf("{ let = { 1; { 2 } }; 3 } 4")).toEqual(["(Block [3])", "4"]);
    expect(remainsOf("fn f() { let = 1 } 2")).toEqual(["(Fn f [] (Block []))", "2"]);
  });

  test("step 2: `#{` opens nothing, so its `}` ends the search", () => {
    expect(errorsOf("{ let = #{a: 1} 2; }")).toEqual([
      "ParseError 1:7 unexpected token in pattern: Eq",
      "ParseError 1:20 unexpected token: RBrace",
    ]);
  });

  test.each(["let", "fn", "for", "while", "if", "return", "match", "loop", "try", "break", "continue", "use"])(
    "step 2: the search stops before `%s`",
    (keyword) => {
      expect(errorsOf(`let = 1 ${keyword} =`)).toHaveLength(2);
    },
  );

  test.each(["async", "spawn", "select", "'a:", "else"])("step 2: the search does not stop before `%s`", (word) => {
    expect(errorsOf(`let = 1 ${word} =`)).toHaveLength(1);
  });

  test("step 3: a statement that fails at its first token loses it", () => {
    expect(errorsOf("} } 1")).toEqual([
      "ParseError 1:1 unexpected token: RBrace",
      "ParseError 1:3 unexpected token: RBrace",
    ]);
    expect(remainsOf("} } 1")).toEqual(["1"]);
  });

  test("a failed statement does not fail its block", () => {
    const text = "fn f() { let = 1; return 2; }\nf()";
    expect(errorsOf(text)).toHaveLength(1);
    expect(remainsOf(text)).toEqual(["(Fn f [] (Block [(Return 2)]))", "(Call f [])"]);
  });

  test("errors come in the order of the text", () => {
    expect(errorsOf("{ let = ; } = 5;")).toEqual([
      "ParseError 1:1 invalid assignment target",
      "ParseError 1:7 unexpected token in pattern: Eq",
    ]);
  });

  test("each block that the end of the text leaves open is an error", () => {
    expect(errorsOf("fn f() { if a {")).toEqual([
      "ParseError 1:16 expected RBrace, found Eof",
      "ParseError 1:16 expected RBrace, found Eof",
    ]);
  });
});
