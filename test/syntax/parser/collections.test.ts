import { describe, expect, test } from "vitest";
import { errorOf, outlineOf } from "../../kit/syntax.ts";

describe("language 2.1: lists", () => {
  test.each([
    ["[]", "(List [])"],
    ["[1, 2,]", "(List [1 2])"],
    ["[...a, 1, ...b]", "(List [(SpreadElement a) 1 (SpreadElement b)])"],
    ["[x * 2 for x in xs]", "(ListComprehension (Binary * x 2) ?x xs -)"],
    ["[x for (x, _) in xs if x > 1]", "(ListComprehension x (TuplePattern [?x (WildcardPattern)]) xs (Binary > x 1))"],
  ])("%s", (text, outline) => {
    expect(outlineOf(text)).toEqual([outline]);
  });

  test.each([
    ["[,]", "ParseError 1:2 unexpected token: Comma"],
    ["[1, , 2]", "ParseError 1:5 unexpected token: Comma"],
    ["[1 2.50]", "ParseError 1:4 expected RBracket, found Float(2.5)"],
    ["[x for x in a for y in b]", "ParseError 1:15 expected RBracket, found For"],
    ["[x for x in a if x if y]", "ParseError 1:20 expected RBracket, found If"],
    ["[x for x in a,]", "ParseError 1:14 expected RBracket, found Comma"],
    ["[x, y for x in a]", "ParseError 1:7 expected RBracket, found For"],
    ["[...x for x in a]", "ParseError 1:7 expected RBracket, found For"],
    ["[x for x of a]", 'ParseError 1:10 expected In, found Ident("of")'],
  ])("error: %s", (text, error) => {
    expect(errorOf(text)).toBe(error);
  });
});

describe("language 2.1: dicts", () => {
  test.each([
    ["#{}", "(Dict [])"],
    [
      '#{a: 1, "b": 2, (c): 3, 1 + 1: 4,}',
      '(Dict [(DictEntry "a" 1) (DictEntry "b" 2) (DictEntry c 3) (DictEntry (Binary + 1 1) 4)])',
    ],
    ["#{...a, b: 1}", '(Dict [(SpreadElement a) (DictEntry "b" 1)])'],
    ["#{a.b: 1}", "(Dict [(DictEntry (Field a b) 1)])"],
  ])("%s", (text, outline) => {
    expect(outlineOf(text)).toEqual([outline]);
  });

  test.each([
    ["#{k: v for (k, v) in d}", "k"],
    ["#{k: v for [v, ...k] in d}", "k"],
    ["#{k: v for Point { x: k } in d}", "k"],
    ["#{k: v for Point { k } in d}", "k"],
    ["#{k: v for v in d}", '"k"'],
    ["#{k: v for A::k(v) in d}", '"k"'],
    ['#{"k": v for k in d}', '"k"'],
    ["#{(k): v for v in d}", "k"],
    ["#{_: v for (_, v) in d}", '"_"'],
  ])("LD32: the key of %s is %s", (text, key) => {
    expect(outlineOf(text)[0]).toMatch(new RegExp(`^\\(DictComprehension ${key} v `));
  });

  test.each([
    ["#{a}", "ParseError 1:4 expected Colon, found RBrace"],
    ["#{a: 1, if: 2}", "ParseError 1:11 unexpected token: Colon"],
    ["#{,}", "ParseError 1:3 unexpected token: Comma"],
    ["#{a: 1 b: 2}", 'ParseError 1:8 expected RBrace, found Ident("b")'],
    ["#{...a for x in y}", "ParseError 1:8 expected RBrace, found For"],
    ["#{a: 1 for x in y for z in w}", "ParseError 1:19 expected RBrace, found For"],
    ["#{a: 1", "ParseError 1:7 expected RBrace, found Eof"],
  ])("error: %s", (text, error) => {
    expect(errorOf(text)).toBe(error);
  });
});
