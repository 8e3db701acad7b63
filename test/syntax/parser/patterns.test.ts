import { describe, expect, test } from "vitest";
import { errorOf, outline, patternOf } from "../../kit/syntax.ts";

describe("language 2.1, 4.6: patterns", () => {
  test.each([
    ["_", "(WildcardPattern)"],
    ["__", "?__"],
    ["x", "?x"],
    ["X", "?X"],
    ["1", "1"],
    ["1.5", "1.5"],
    ["true", "true"],
    ['"a"', '"a"'],
    ['b"a"', "b[97]"],
    ["None", "(NonePattern)"],
    ["Some(Ok(Err(x)))", "(ConstructorPattern Some (ConstructorPattern Ok (ConstructorPattern Err ?x)))"],
    ["(a, b)", "(TuplePattern [?a ?b])"],
    ["(a, b,)", "(TuplePattern [?a ?b])"],
    ["(a)", "(TuplePattern [?a])"],
    ["[]", "(ListPattern [] -)"],
    ["[a, ...r]", "(ListPattern [?a] r)"],
    ["[...r, a]", "(ListPattern [?a] r)"],
    ["[...r, ..._]", "(ListPattern [] _)"],
    ["A::B", "(EnumPattern !hasBraces A B -)"],
    ["a::b", "(EnumPattern !hasBraces a b -)"],
    ["A::B()", "(EnumPattern !hasBraces A B [])"],
    ["A::B(x, 1,)", "(EnumPattern !hasBraces A B [?x 1])"],
    ["A::B { x, y: 1 }", "(EnumPattern hasBraces A B -)"],
    ["P {}", "(StructPattern P [])"],
    ["P { f, g: p, }", "(StructPattern P [(FieldPattern f ?f) (FieldPattern g ?p)])"],
  ])("%s", (text, expected) => {
    expect(outline(patternOf(text))).toBe(expected);
  });

  test("LD30: unit, and numbers with a minus sign", () => {
    expect(outline(patternOf("()"))).toBe("(UnitPattern)");
    expect(patternOf("-1")).toMatchObject({
      start: 4,
      end: 6,
      literal: { type: "IntLiteral", value: -1, start: 4, end: 6 },
    });
    expect(patternOf("-1.5")).toMatchObject({ literal: { type: "FloatLiteral", value: -1.5 } });
    expect(patternOf("-9223372036854775807")).toMatchObject({ literal: { value: -9223372036854775807n } });
    expect(patternOf("-0")).toMatchObject({ literal: { value: 0 } });
    expect(patternOf("-0.0")).toMatchObject({ literal: { value: -0 } });
  });

  test.each([
    ["let mut = 1;", "ParseError 1:9 unexpected token in pattern: Eq"],
    ["let (mut a, b) = 1;", "ParseError 1:6 unexpected token in pattern: Mut"],
    ["let match = 2;", "ParseError 1:5 unexpected token in pattern: Match"],
    ["let -x = 1;", 'ParseError 1:6 unexpected token in pattern: Ident("x")'],
    ["let --1 = 1;", "ParseError 1:6 unexpected token in pattern: Minus"],
    ["let (,) = 1;", "ParseError 1:6 unexpected token in pattern: Comma"],
    ["let (...a) = 1;", "ParseError 1:6 unexpected token in pattern: DotDotDot"],
    ["let [...] = 1;", "ParseError 1:9 expected identifier, found RBracket"],
    ["let #{a: x} = 1;", "ParseError 1:5 unexpected token in pattern: HashBrace"],
    ['let f"a" = 1;', 'ParseError 1:5 unexpected token in pattern: FStr("a")'],
    ["let Some(a, b) = 1;", "ParseError 1:11 expected RParen, found Comma"],
    ["let Some(a,) = 1;", "ParseError 1:11 expected RParen, found Comma"],
    ["let Some = 1;", "ParseError 1:10 expected LParen, found Eq"],
    ["let a::b::c = 1;", "ParseError 1:9 expected Eq, found ColonColon"],
    ["let P { 1 } = 1;", "ParseError 1:9 expected identifier, found Int(1)"],
    ["let (a b) = 1;", 'ParseError 1:8 expected Comma, found Ident("b")'],
  ])("error: %s", (text, error) => {
    expect(errorOf(text)).toBe(error);
  });
});
