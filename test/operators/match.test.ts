import { describe, expect, test } from "vitest";
import {
  enumItem,
  isBytes,
  isEnum,
  isFloat,
  isList,
  isListFrom,
  isStruct,
  listItem,
  listRest,
  nonExhaustiveMatch,
  structItem,
} from "../../runtime/operators/match.ts";
import { Bytes } from "../../runtime/values/bytes.ts";
import { Dict } from "../../runtime/values/dict.ts";
import { Float } from "../../runtime/values/float.ts";
import { HostEnum, HostStruct } from "../../runtime/values/host-types.ts";
import { List } from "../../runtime/values/list.ts";
import { Tuple } from "../../runtime/values/tuple.ts";

describe("4.6: pattern tests", () => {
  test("a float literal matches a float of that value and no int; -0.0 is 0.0, NaN is nothing", () => {
    expect([isFloat(new Float(1), 1), isFloat(1, 1), isFloat(new Float(-0), 0)]).toEqual([true, false, true]);
    expect(isFloat(new Float(Number.NaN), Number.NaN)).toBe(false);
  });

  test("a bytes literal matches equal bytes", () => {
    const literal = new Bytes(Uint8Array.of(0, 97));
    expect([isBytes(new Bytes(Uint8Array.of(0, 97)), literal), isBytes("\0a", literal)]).toEqual([true, false]);
  });

  test("a list pattern wants exactly that length, with a rest at least that", () => {
    const list = List.of([1, 2, 3]);
    expect([isList(list, 3), isList(list, 2), isList(new Tuple([1, 2, 3]), 3)]).toEqual([true, false, false]);
    expect([isListFrom(list, 2), isListFrom(list, 4), isListFrom(list, 0)]).toEqual([true, false, true]);
    expect([listItem(list, 1), listRest(list, 2).toArray(), listRest(list, 3).toArray()]).toEqual([2, [3], []]);
  });

  test("an enum pattern wants the type, the variant and the exact payload length", () => {
    const type = { name: "Color", variants: new Map([["Rgb", { arity: 2 }]]) };
    const color = new HostEnum(type, "Rgb", [1, 2]);
    expect(isEnum(color, "Color", "Rgb", 2)).toBe(true);
    expect([
      isEnum(color, "Color", "Rgb", 1),
      isEnum(color, "Color", "Red", 2),
      isEnum(color, "Shape", "Rgb", 2),
      isEnum("Color::Rgb", "Color", "Rgb", 2),
    ]).toEqual([false, false, false, false]);
    expect(enumItem(color, 1)).toBe(2);
  });

  test("a struct pattern wants the type and the named fields; a dict never matches", () => {
    const point = new HostStruct(
      { name: "Point", fields: ["x", "y"] },
      new Map([
        ["x", 1],
        ["y", 2],
      ]),
    );
    expect(isStruct(point, "Point", ["y"])).toBe(true);
    expect([
      isStruct(point, "Point", ["z"]),
      isStruct(point, "Other", []),
      isStruct(Dict.from([["x", 1]]), "Point", ["x"]),
    ]).toEqual([false, false, false]);
    expect(structItem(point, "y")).toBe(2);
  });

  test("LD17: a mismatch where a match is required", () => {
    expect(nonExhaustiveMatch()).toMatchObject({ kind: "runtime", message: "non-exhaustive match" });
  });
});
