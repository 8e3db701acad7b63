import { describe, expect, test } from "vitest";
import { assignField, assignIndex, element, field, slice, tupleField } from "../../runtime/operators/index.ts";
import { Bytes } from "../../runtime/values/bytes.ts";
import { Cell } from "../../runtime/values/cell.ts";
import { Dict } from "../../runtime/values/dict.ts";
import { display } from "../../runtime/values/display.ts";
import { Float } from "../../runtime/values/float.ts";
import { IonModule } from "../../runtime/values/function.ts";
import { HostStruct } from "../../runtime/values/host-types.ts";
import { MAX_INT, MIN_INT } from "../../runtime/values/int.ts";
import { List } from "../../runtime/values/list.ts";
import { NONE } from "../../runtime/values/option.ts";
import { Range } from "../../runtime/values/range.ts";
import { IonSet } from "../../runtime/values/set.ts";
import { Tuple } from "../../runtime/values/tuple.ts";
import type { Value } from "../../runtime/values/value.ts";
import { raisedBy } from "../values/raised.ts";

const list = List.of([1, 2, 3]);
const tuple = new Tuple([1, "b", list]);
const bytes = new Bytes(Uint8Array.from([97, 98, 99]));
const dict = Dict.from([["a", 1]]);
const point = new HostStruct(
  { name: "Point", fields: ["x", "y"] },
  new Map([
    ["y", 2],
    ["x", 1],
  ]),
);

describe("3.8: elements", () => {
  test("negative indexes count from the end, in tuples too (LD13)", () => {
    expect([element(list, 0), element(list, -1), element(tuple, 1), element(tuple, -3)]).toEqual([1, 3, "b", 1]);
    expect([element("héllo", 1), element("a🎉", -1), element(bytes, 0), element(bytes, -1)]).toEqual([
      "é",
      "🎉",
      97,
      99,
    ]);
  });

  test("a dict answers the value, or None when the key is absent", () => {
    expect([element(dict, "a"), element(dict, "z"), element(dict, "constructor")]).toEqual([1, NONE, NONE]);
  });

  test.each<[Value, Value, string]>([
    [list, 3, "3"],
    [list, -4, "-4"],
    [List.of([]), -1, "-1"],
    [list, MAX_INT, "9223372036854775807"],
    [list, MIN_INT, "-9223372036854775808"],
    ["héllo", 5, "5"],
    ["", 0, "0"],
    [bytes, 3, "3"],
    [tuple, -4, "-4"],
  ])("an index out of range is named as given", (container, index, text) => {
    expect(raisedBy(() => element(container, index))).toBe(`runtime: index ${text} out of range`);
  });

  test.each<[string, Value, Value]>([
    ["list with string", list, "0"],
    ["list with float", list, new Float(1)],
    ["tuple with string", tuple, "0"],
    ["string with Option", "a", NONE],
    ["dict with int", dict, 0],
    ["int with int", 5, 0],
    ["Option with int", NONE, 0],
    ["range with int", new Range(0, 3, false), 1],
    ["set with int", IonSet.from([1]), 0],
    ["cell with int", new Cell(list), 0],
    ["() with string", undefined, "a"],
  ])("cannot index %s", (kinds, container, index) => {
    expect(raisedBy(() => element(container, index))).toBe(`type: cannot index ${kinds}`);
  });
});

describe("3.8: slices", () => {
  const five = List.of([0, 1, 2, 3, 4]);
  test.each<[string, Value | null, Value | null, boolean, string]>([
    ["[1..3]", 1, 3, false, "[1, 2]"],
    ["[1..=3]", 1, 3, true, "[1, 2, 3]"],
    ["[..2]", null, 2, false, "[0, 1]"],
    ["[3..]", 3, null, false, "[3, 4]"],
    ["[..]", null, null, false, "[0, 1, 2, 3, 4]"],
    ["[3..=]", 3, null, true, "[3, 4]"],
    ["[3..1]", 3, 1, false, "[]"],
    ["[9..]", 9, null, false, "[]"],
    ["[2..99]", 2, 99, false, "[2, 3, 4]"],
    ["[-2..]", -2, null, false, "[0, 1, 2, 3, 4]"],
    ["[..-1]", null, -1, false, "[]"],
    ["[..=-1]", null, -1, true, "[]"],
    ["[-9..=2]", -9, 2, true, "[0, 1, 2]"],
    ["[..=9223372036854775807]", null, MAX_INT, true, "[0, 1, 2, 3, 4]"],
    ["[-9223372036854775808..1]", MIN_INT, 1, false, "[0]"],
  ])("bounds are clamped and never wrap: %s", (_, start, end, isInclusive, text) => {
    expect(display(slice(five, start, end, isInclusive))).toBe(text);
  });

  test("strings slice by character, bytes by byte", () => {
    expect([slice("héllo", 1, 3, false), slice("a🎉b", 1, null, false), slice("abc", 5, null, false)]).toEqual([
      "él",
      "🎉b",
      "",
    ]);
    expect(slice(bytes, 1, 1, true)).toEqual(new Bytes(Uint8Array.of(98)));
  });

  test("other types cannot be sliced, and bounds must be ints", () => {
    expect(raisedBy(() => slice(tuple, 0, 1, false))).toBe("type: cannot slice tuple");
    expect(raisedBy(() => slice(dict, 0, 1, false))).toBe("type: cannot slice dict");
    expect(raisedBy(() => slice(list, "a", null, false))).toBe("type: slice index must be int, got string");
    expect(raisedBy(() => slice("abc", null, new Float(1), false))).toBe("type: slice index must be int, got float");
    expect(raisedBy(() => slice(bytes, undefined, 1, false))).toBe("type: slice index must be int, got ()");
  });
});

describe("3.8: fields", () => {
  const math = new IonModule("math", new Map<string, Value>([["PI", 3]]));

  test("dict entries, struct fields, module members and lengths", () => {
    expect([field(dict, "a"), field(dict, "z"), field(point, "x"), field(math, "PI")]).toEqual([1, NONE, 1, 3]);
    expect([field(list, "len"), field("héllo", "len"), field(tuple, "len")]).toEqual([3, 6, 3]);
  });

  test.each<[string, Value, string]>([
    ["runtime: list has no field 'foo'", list, "foo"],
    ["runtime: string has no field 'foo'", "s", "foo"],
    ["runtime: tuple has no field 'foo'", tuple, "foo"],
    ["runtime: field 'zip' not found", point, "zip"],
    ["runtime: 'nope' not found in module", math, "nope"],
    ["type: cannot access field 'b' on Option", NONE, "b"],
    ["type: cannot access field 'len' on bytes", bytes, "len"],
    ["type: cannot access field 'start' on range", new Range(0, 1, false), "start"],
  ])("%s", (message, value, name) => {
    expect(raisedBy(() => field(value, name))).toBe(message);
  });

  test("LD7: t.0 reads a tuple element", () => {
    expect([tupleField(tuple, 0), tupleField(tuple, 1)]).toEqual([1, "b"]);
    expect(raisedBy(() => tupleField(tuple, 5))).toBe("runtime: index 5 out of range");
    expect(raisedBy(() => tupleField(list, 0))).toBe("type: cannot access field '0' on list");
  });
});

describe("4.4: what assignments store", () => {
  test("a list with the element replaced, a dict with the entry set; the old containers stay", () => {
    expect(display(assignIndex(list, -1, "new"))).toBe("[1, 2, new]");
    expect(display(assignIndex(dict, "b", 2))).toBe('#{"a": 1, "b": 2}');
    expect(display(assignField(dict, "a", 2))).toBe('#{"a": 2}');
    expect([display(list), display(dict)]).toEqual(["[1, 2, 3]", '#{"a": 1}']);
  });

  test("a struct with the field replaced, in its place", () => {
    expect(display(assignField(point, "y", 9))).toBe("Point { y: 9, x: 1 }");
    expect(display(point)).toBe("Point { y: 2, x: 1 }");
    expect(raisedBy(() => assignField(point, "z", 9))).toBe("runtime: field 'z' not found on host struct");
  });

  test.each<[string, () => Value]>([
    ["runtime: index 3 out of range", () => assignIndex(list, 3, 0)],
    ["runtime: index -4 out of range", () => assignIndex(list, -4, 0)],
    ["type: cannot set index on list", () => assignIndex(list, "a", 0)],
    ["type: cannot set index on dict", () => assignIndex(dict, 0, 0)],
    ["type: cannot set index on string", () => assignIndex("abc", 0, "x")],
    ["type: cannot set index on tuple", () => assignIndex(tuple, 0, 9)],
    ["type: cannot set index on bytes", () => assignIndex(bytes, 0, 65)],
    ["type: cannot set index on struct", () => assignIndex(point, "x", 65)],
    ["type: cannot set field on list", () => assignField(list, "len", 0)],
    ["type: cannot set field on range", () => assignField(new Range(0, 1, false), "start", 0)],
  ])("%s", (message, assign) => {
    expect(raisedBy(assign)).toBe(message);
  });
});
