import { describe, expect, test } from "vitest";
import { REMOVED } from "../../runtime/values/slot-index.ts";
import { MAX_ENTRIES, SlotTable } from "../../runtime/values/slot-table.ts";
import { raisedBy } from "./raised.ts";

const filled = (count: number): SlotTable<string, number> =>
  SlotTable.of(
    Array.from({ length: count }, (_, index) => `k${index}`),
    Array.from({ length: count }, (_, index) => index),
  );

describe("slot tables", () => {
  test("removing leaves a hole that find passes over", () => {
    const table = filled(20).removed(4);
    expect([table.itemAt(4), table.find("k4", null), table.find("k5", null), table.size]).toEqual([REMOVED, -1, 5, 19]);
    expect(table.keys()).not.toContain("k4");
  });

  test("a table that is mostly holes is made anew, so that loops of remove and append stay small", () => {
    let table = filled(100);
    for (let i = 0; i < 10_000; i++) {
      const key = `k${i % 100}`;
      table = table.removed(table.find(key, null)).appended(key, i);
    }
    expect(table.size).toBe(100);
    expect(table.end).toBeLessThanOrEqual(200);
    for (let i = 0; i < 99; i++) table = table.removed(table.find(`k${i}`, null));
    expect([table.size, table.keys(), table.items()]).toEqual([1, ["k99"], [9999]]);
    expect(table.end).toBeLessThanOrEqual(8);
  });

  test("isWanted chooses among the items of one key", () => {
    const table = filled(2).appended("k0", 7);
    expect(table.find("k0", (item) => item === 7)).toBe(2);
    expect(table.find("k0", (item) => item === 0)).toBe(0);
    expect(table.find("k0", (item) => item === 1)).toBe(-1);
  });

  test("tables that append the same key share their index, others do not see the key", () => {
    const base = filled(12);
    const [left, right, other] = [base.appended("x", 1), base.appended("x", 2), base.appended("y", 3)];
    expect([left.itemAt(12), right.itemAt(12), other.itemAt(12)]).toEqual([1, 2, 3]);
    expect([base.find("x", null), other.find("x", null), other.find("y", null)]).toEqual([-1, -1, 12]);
  });

  test("more entries than a JavaScript map holds are refused, holes are used up first", () => {
    const keys: string[] = new Array(MAX_ENTRIES).fill("k");
    const full = SlotTable.of(keys, new Array<number>(MAX_ENTRIES).fill(0));
    expect(raisedBy(() => full.appended("new", 1))).toBe("runtime: collection too large");
    const { size, end } = full.removed(0).appended("new", 1);
    expect([size, end]).toEqual([MAX_ENTRIES, MAX_ENTRIES]);
  });
});
