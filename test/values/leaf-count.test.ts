import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { encodeJson } from "../../runtime/stdlib/json/encode.ts";
import { encodeMessagePack } from "../../runtime/stdlib/json/msgpack-encode.ts";
import { Cell } from "../../runtime/values/cell.ts";
import { Dict } from "../../runtime/values/dict.ts";
import { display } from "../../runtime/values/display.ts";
import { countLeaves } from "../../runtime/values/leaf-count.ts";
import { List } from "../../runtime/values/list.ts";
import { NONE, Some } from "../../runtime/values/option.ts";
import { Tuple } from "../../runtime/values/tuple.ts";
import type { Value } from "../../runtime/values/value.ts";
import { commonValue } from "./arbitrary.ts";

describe("stdlib 1.7, 5.2: how long a text must become", () => {
  test.each<[Value, number]>([
    [1, 1],
    ["", 1],
    [NONE, 1],
    [List.of([]), 1],
    [List.of([1, 2, List.of(["a"])]), 3],
    [new Some(Dict.from([["k", List.of([1, 2])]])), 2],
    [new Cell(List.of([1, 2])), 2],
  ])("%s", (root, leaves) => {
    expect(countLeaves(root)).toBe(leaves);
  });

  test("a part counts as often as it is met, and is looked at once", () => {
    let shared: Value = List.of([1]);
    for (let i = 0; i < 2000; i++) shared = List.of([shared, new Cell(shared)]);
    expect(countLeaves(shared)).toBe(Number.POSITIVE_INFINITY);
  });

  test("of a value that contains itself nothing is known", () => {
    const cell = new Cell(1);
    cell.value = List.of([1, cell]);
    expect(countLeaves(List.of([1, 2, cell]))).toBe(0);
    cell.value = 1;
    expect(countLeaves(List.of([cell, cell]))).toBe(2);
  });

  test("a value nested 100,000 deep is counted", () => {
    let deep: Value = List.of([1, 2]);
    for (let i = 0; i < 100_000; i++) deep = List.of([deep]);
    expect(countLeaves(deep)).toBe(2);
  });

  test("no text is shorter than the leaves say", () => {
    fc.assert(
      fc.property(fc.array(commonValue), (items) => {
        const dict = Dict.from(items.map((item, index) => [String(index), item]));
        const root = List.of([new Some(List.of(items)), dict, new Cell(dict), new Tuple(items.concat(dict))]);
        const leaves = countLeaves(root);
        expect(display(root).length).toBeGreaterThanOrEqual(leaves * 2);
        expect(encodeJson(root).length).toBeGreaterThanOrEqual(leaves * 2);
        expect(encodeMessagePack(root).length).toBeGreaterThanOrEqual(leaves);
      }),
    );
  });
});
