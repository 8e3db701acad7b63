import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { List } from "../../runtime/values/list.ts";
import { Range } from "../../runtime/values/range.ts";
import type { Tuple } from "../../runtime/values/tuple.ts";
import type { Value } from "../../runtime/values/value.ts";
import { quotedDisplay } from "../kit/quoted-display.ts";
import { call, float, fn1, fn2, list, methodCases, plainFunction, suspendingFunction, tuple } from "./kit.ts";

const ascending = fn2((a, b) => (a as number) - (b as number));

methodCases("stdlib 4.2 list", "sort_by", [
  [list(3, 1, 2), [ascending], "[1, 2, 3]"],
  [list(3, 1, 2), [fn2((a, b) => (b as number) - (a as number))], "[3, 2, 1]"],
  [list(3, 1, 2), [fn2(() => 0)], "[3, 1, 2]"],
  [list(2, 1), [fn2(() => 2n ** 62n)], "[1, 2]"],
  [new Range(0, 3, false), [fn2((a, b) => (b as number) - (a as number))], "[2, 1, 0]"],
  [list(), [5], "[]"],
  [list(1), ["not called"], "[1]"],
  [list(1), [], "R sort_by requires a function argument"],
  [list(2, 1), [5], "T cannot call int"],
  [list(2, 1), [fn2(() => float(0.5))], "T sort_by function must return int"],
  [list(2, 1), [fn2(() => true)], "T sort_by function must return int"],
  [list(2, 1), [fn1((a) => a)], "R function ''<lambda>'' got 2 positional arguments but accepts 1"],
]);

describe("sort_by properties", () => {
  const keyed = fc.array(fc.integer({ min: 0, max: 4 }), { maxLength: 40 });
  const byFirst = fn2((a, b) => ((a as Tuple).items[0] as number) - ((b as Tuple).items[0] as number));

  test.each([
    ["plain", plainFunction],
    ["suspending", suspendingFunction],
  ] as const)("equals a stable reference sort (%s comparator)", (_form, make) => {
    fc.assert(
      fc.property(keyed, (keys) => {
        const pairs = keys.map((key, place): [number, number] => [key, place]);
        const sorted = call(list(...pairs.map((pair) => tuple(...pair))), "sort_by", make(byFirst));
        const expected = [...pairs].sort((a, b) => a[0] - b[0] || a[1] - b[1]);
        expect(quotedDisplay(sorted)).toBe(quotedDisplay(list(...expected.map((pair) => tuple(...pair)))));
      }),
    );
  });

  test("an inconsistent comparator gives some permutation", () => {
    fc.assert(
      fc.property(keyed, fc.infiniteStream(fc.constantFrom(-1, 0, 1)), (keys, answers) => {
        const random = plainFunction(fn2(() => answers.next().value as Value));
        const sorted = (call(list(...keys), "sort_by", random) as List).toArray();
        expect((sorted as number[]).sort()).toEqual([...keys].sort());
      }),
    );
  });

  test("a sorted result has no recursion to overflow: 100,000 items", () => {
    const items = Array.from({ length: 100_000 }, (_, i) => (i * 7919) % 100_003);
    const sorted = call(list(...items), "sort_by", plainFunction(ascending)) as List;
    expect(sorted.toArray()).toEqual([...items].sort((a, b) => a - b));
  });
});
