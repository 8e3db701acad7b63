import { describe, expect, test } from "vitest";
import { errorOf, outlineOf } from "../../kit/syntax.ts";

describe("language 1.3: integers", () => {
  test.each([
    ["0", "0"],
    ["007", "7"],
    ["1_000", "1000"],
    ["1__0_", "10"],
    ["9007199254740991", "9007199254740991"],
    ["9007199254740993", "9007199254740993"],
    ["9223372036854775807", "9223372036854775807"],
    ["0000000000000000000000000000001", "1"],
  ])("%s is %s", (text, value) => {
    expect(outlineOf(text)).toEqual([value]);
  });

  test.each(["9223372036854775808", "99999999999999999999", "9_223_372_036_854_775_808"])("%s is too large", (text) => {
    expect(errorOf(text)).toBe("LexError 1:1 invalid integer literal");
    expect(errorOf(` -${text}`)).toBe("LexError 1:3 invalid integer literal");
  });

  test("adjacent literals are statements of their own: there is no hex form", () => {
    expect(outlineOf("0x10")).toEqual(["0", "x10"]);
    expect(outlineOf("1e5")).toEqual(["1", "e5"]);
  });
});

describe("language 1.4: floats", () => {
  test.each([
    ["1.", "1.0"],
    ["1.5", "1.5"],
    ["1_000.5_5", "1000.55"],
    ["1.0_", "1.0"],
    ["0.1", "0.1"],
  ])("%s is %s", (text, value) => {
    expect(outlineOf(text)).toEqual([value]);
  });

  test("two dots make a range", () => {
    expect(outlineOf("1..3")).toEqual(["(Range !inclusive 1 3)"]);
    expect(errorOf("1...5")).toBe("ParseError 1:2 unexpected token: DotDotDot");
  });

  test("LD2: the dot of a method call does not belong to the number", () => {
    expect(outlineOf("5.to_string()")).toEqual(["(MethodCall 5 to_string [])"]);
    expect(outlineOf("5._x")).toEqual(["(Field 5 _x)"]);
  });

  test("a float does not begin with its dot", () => {
    expect(errorOf(".5")).toBe("ParseError 1:1 unexpected token: Dot");
  });
});
