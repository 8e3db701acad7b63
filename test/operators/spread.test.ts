import { describe, expect, test } from "vitest";
import {
  append,
  appendEntry,
  comprehensionKey,
  dictKey,
  spreadDict,
  spreadKeywords,
  spreadList,
} from "../../runtime/operators/spread.ts";
import { Dict, DictBuilder } from "../../runtime/values/dict.ts";
import { List, MAX_LIST_LENGTH } from "../../runtime/values/list.ts";
import { NONE } from "../../runtime/values/option.ts";
import { Range } from "../../runtime/values/range.ts";
import { IonSet } from "../../runtime/values/set.ts";
import { Tuple } from "../../runtime/values/tuple.ts";
import type { Value } from "../../runtime/values/value.ts";
import { raisedBy } from "../values/raised.ts";

describe("3.9: spreads", () => {
  test("a list is spread into a list", () => {
    const items: Value[] = [0];
    spreadList(items, List.of([1, 2]));
    expect(items).toEqual([0, 1, 2]);
  });

  test.each<[string, Value]>([
    ["tuple", new Tuple([1])],
    ["range", new Range(0, 3, false)],
    ["string", "ab"],
    ["set", IonSet.from([1])],
    ["Option", NONE],
    ["dict", Dict.from([])],
  ])("spread requires a list, got %s", (kind, source) => {
    expect(raisedBy(() => spreadList([], source))).toBe(`type: spread requires a list, got ${kind}`);
  });

  test("a dict is spread into a dict by the rule of writing keys", () => {
    const builder = new DictBuilder().set("a", 1);
    spreadDict(
      builder,
      Dict.from([
        ["b", 3],
        ["a", 9],
      ]),
    );
    expect(builder.build().entries()).toEqual([
      ["a", 9],
      ["b", 3],
    ]);
    expect(raisedBy(() => spreadDict(new DictBuilder(), List.of([])))).toBe("type: spread requires a dict");
  });

  test("4.9: ** takes a dict", () => {
    expect(spreadKeywords(Dict.from([["a", 1]]))).toEqual([["a", 1]]);
    expect(raisedBy(() => spreadKeywords(1))).toBe("type: ** argument must be a dict");
  });

  test("LD25: keys must be strings", () => {
    expect([dictKey("a"), comprehensionKey("b")]).toEqual(["a", "b"]);
    expect(raisedBy(() => dictKey(5))).toBe("type: dict keys must be strings");
    expect(raisedBy(() => comprehensionKey(NONE))).toBe("type: dict comp keys must be strings");
  });
});

test("a comprehension or a spread that no list could hold is refused before JavaScript gives up", () => {
  // An array of that length without elements, which takes no memory.
  const full: Value[] = new Array(MAX_LIST_LENGTH);
  expect(raisedBy(() => append(full, 1))).toBe("runtime: list too large");
  expect(raisedBy(() => appendEntry(full, "k", 1))).toBe("runtime: collection too large");
  expect(raisedBy(() => spreadList([], List.of(full)))).toBe("runtime: list too large");
  expect(full).toHaveLength(MAX_LIST_LENGTH);
});
