import { describe, expect, test } from "vitest";
import { MAX_INT, MIN_INT } from "../../runtime/values/int.ts";
import { Range } from "../../runtime/values/range.ts";
import { raisedBy } from "./raised.ts";

describe("3.9, stdlib 4.6: ranges", () => {
  test("an end before the start is an empty range", () => {
    expect([new Range(5, 2, false).length, new Range(5, 2, true).toArray(), new Range(3, 3, false).length]).toEqual([
      0,
      [],
      0,
    ]);
  });

  test("length counts without materialising", () => {
    expect([new Range(0, 10 ** 12, false).length, new Range(2, 5, true).length]).toEqual([10 ** 12, 4]);
    expect(new Range(0, MAX_INT, false).length).toBe(MAX_INT);
    expect(new Range(MAX_INT, MAX_INT, true).length).toBe(1);
  });

  test("a length that is no int is RuntimeError integer overflow", () => {
    expect(raisedBy(() => new Range(0, MAX_INT, true).length)).toBe("runtime: integer overflow");
    expect(raisedBy(() => new Range(MIN_INT, MAX_INT, false).length)).toBe("runtime: integer overflow");
  });

  test("contains looks at the bounds", () => {
    const range = new Range(2, 5, false);
    expect([1, 2, 4, 5].map((value) => range.contains(value))).toEqual([false, true, true, false]);
    expect(new Range(2, 5, true).contains(5)).toBe(true);
    expect(new Range(0, MAX_INT, false).contains(MAX_INT - 1n)).toBe(true);
  });

  test("toArray crosses from numbers to bigints", () => {
    expect(new Range(2 ** 53 - 2, 2n ** 53n + 1n, true).toArray()).toEqual([
      2 ** 53 - 2,
      2 ** 53 - 1,
      2n ** 53n,
      2n ** 53n + 1n,
    ]);
    expect(new Range(MAX_INT - 1n, MAX_INT, true).toArray()).toEqual([MAX_INT - 1n, MAX_INT]);
    expect(new Range(-2, 1, false).toArray()).toEqual([-2, -1, 0]);
  });

  test("a range too large for a list is refused", () => {
    expect(raisedBy(() => new Range(0, 10 ** 12, false).toArray())).toBe("runtime: range too large to materialize");
    expect(raisedBy(() => new Range(MIN_INT, MAX_INT, true).toArray())).toBe("runtime: range too large to materialize");
  });
});
