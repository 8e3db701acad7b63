import { describe, expect, test } from "vitest";
import { iterate } from "../../runtime/operators/iterate.ts";
import { makeRange } from "../../runtime/operators/range.ts";
import { Bytes } from "../../runtime/values/bytes.ts";
import { Cell } from "../../runtime/values/cell.ts";
import { Dict } from "../../runtime/values/dict.ts";
import { Float } from "../../runtime/values/float.ts";
import { MAX_INT } from "../../runtime/values/int.ts";
import { List } from "../../runtime/values/list.ts";
import { NONE } from "../../runtime/values/option.ts";
import { Range } from "../../runtime/values/range.ts";
import { IonSet } from "../../runtime/values/set.ts";
import { Tuple } from "../../runtime/values/tuple.ts";
import type { Value } from "../../runtime/values/value.ts";
import { raisedBy } from "../values/raised.ts";

function itemsOf(source: Value, duringLoop: (item: Value) => void = () => {}): Value[] {
  const items: Value[] = [];
  for (const cursor = iterate(source); cursor.next(); ) {
    items.push(cursor.value);
    duringLoop(cursor.value);
  }
  return items;
}

describe("4.7: what can be iterated", () => {
  test.each<[string, Value, Value[]]>([
    ["list: elements", List.of([1, "a"]), [1, "a"]],
    ["empty list", List.of([]), []],
    ["tuple: elements", new Tuple([1, NONE]), [1, NONE]],
    ["set: elements in order", IonSet.from([3, 1, 3]).remove(3).add(2), [1, 2]],
    [
      "dict: (key, value) tuples",
      Dict.from([
        ["b", 1],
        ["a", 2],
      ]),
      [new Tuple(["b", 1]), new Tuple(["a", 2])],
    ],
    ["string: one-character strings", "aé🎉", ["a", "é", "🎉"]],
    ["bytes: ints", new Bytes(Uint8Array.of(0, 255)), [0, 255]],
    ["range", new Range(-1, 2, false), [-1, 0, 1]],
    ["inclusive range", new Range(1, 3, true), [1, 2, 3]],
    ["empty ranges", new Range(3, 1, true), []],
    ["range across 2^53", new Range(2 ** 53 - 2, 2n ** 53n, true), [2 ** 53 - 2, 2 ** 53 - 1, 2n ** 53n]],
    ["range up to the greatest safe int", new Range(2 ** 53 - 2, 2 ** 53 - 1, true), [2 ** 53 - 2, 2 ** 53 - 1]],
    ["range up to the greatest int", new Range(MAX_INT - 1n, MAX_INT, true), [MAX_INT - 1n, MAX_INT]],
  ])("%s", (_, source, items) => {
    expect(itemsOf(source)).toEqual(items);
  });

  test.each<[string, Value]>([
    ["int", 5],
    ["()", undefined],
    ["Option", NONE],
    ["float", new Float(1)],
    ["cell", new Cell(List.of([]))],
  ])("cannot iterate over %s", (kind, source) => {
    expect(raisedBy(() => iterate(source))).toBe(`type: cannot iterate over ${kind}`);
  });

  test("iteration runs over the value as it was, whatever the body stores", () => {
    const list = List.of(Array.from({ length: 20 }, (_, index) => index));
    let newerList = list;
    const items = itemsOf(list, (item) => {
      newerList = newerList.with(19 - (item as number), "changed").push(item);
    });
    expect(items).toEqual(list.toArray());
    expect(newerList.at(0)).toBe("changed");

    const set = IonSet.from(items);
    let newerSet = set;
    expect(itemsOf(set, (item) => (newerSet = newerSet.remove(item).add(item)))).toEqual(items);
  });
});

describe("3.9: the range operators", () => {
  test("hold ints of any size", () => {
    expect(makeRange(0, MAX_INT, true)).toEqual(new Range(0, MAX_INT, true));
  });

  test("other bounds are type errors, the start first", () => {
    expect(raisedBy(() => makeRange(new Float(1), "a", false))).toBe("type: range start must be int");
    expect(raisedBy(() => makeRange(0, "a", false))).toBe("type: range end must be int");
  });
});
