import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { List, MAX_LIST_LENGTH } from "../../runtime/values/list.ts";
import type { Value } from "../../runtime/values/value.ts";
import { countCopied } from "./count-copied.ts";
import { raisedBy } from "./raised.ts";

const numbers = (count: number): Value[] => Array.from({ length: count }, (_, index) => index);

describe("3.1: a list never changes for those who hold it", () => {
  test("push leaves the shorter list as it was", () => {
    const a = List.of([1]);
    const b = a.push(2);
    const c = a.push(3);
    expect([a.toArray(), b.toArray(), c.toArray()]).toEqual([[1], [1, 2], [1, 3]]);
  });

  test("an element replaced in a long list stays in the older lists, also in those that share its array", () => {
    const shorter = List.of(numbers(19));
    const original = shorter.push(19);
    const changed = original.with(3, "new");
    expect(changed.at(3)).toBe("new");
    expect(original.at(3)).toBe(3);
    expect(shorter.toArray()).toEqual(numbers(19));
    expect(original.push(20).toArray()).toEqual(numbers(21));
  });

  test("a slice and the list that it came from are independent", () => {
    const list = List.of(numbers(20));
    const rest = list.slice(1, 20);
    const changed = rest.with(0, "new");
    expect([list.at(1), rest.at(0), changed.at(0)]).toEqual([1, 1, "new"]);
    expect(list.slice(0, 19).push("end").at(19)).toBe("end");
    expect(list.at(19)).toBe(19);
  });

  test("a list may be concatenated with itself and with a longer version of itself", () => {
    const list = List.of([1, 2]);
    const longer = list.push(3);
    expect(list.concat(list).toArray()).toEqual([1, 2, 1, 2]);
    expect(list.concat(longer).toArray()).toEqual([1, 2, 1, 2, 3]);
    expect(longer.concat(list).toArray()).toEqual([1, 2, 3, 1, 2]);
    expect(longer.toArray()).toEqual([1, 2, 3]);
  });

  test("iterating over a list while a newer version is written sees the old elements", () => {
    const list = List.of(numbers(20));
    let copy = list;
    const seen: Value[] = [];
    for (const item of list) {
      seen.push(item);
      for (let i = 0; i < 20; i++) copy = copy.with(i, "overwritten");
    }
    expect(seen).toEqual(numbers(20));
  });
});

type Step =
  | { kind: "push"; from: number; value: number }
  | { kind: "with"; from: number; at: number; value: number }
  | { kind: "slice"; from: number; start: number; end: number }
  | { kind: "concat"; from: number; other: number }
  | { kind: "read"; from: number };

// Large `from` numbers mean recent versions, so that long chains of changes come about.
const from = fc.oneof({ weight: 4, arbitrary: fc.constant(0) }, fc.nat(30));
const step: fc.Arbitrary<Step> = fc.oneof(
  fc.record({ kind: fc.constant("push" as const), from, value: fc.nat(99) }),
  fc.record({ kind: fc.constant("push" as const), from, value: fc.nat(99) }),
  fc.record({ kind: fc.constant("with" as const), from, at: fc.nat(40), value: fc.nat(99) }),
  fc.record({ kind: fc.constant("with" as const), from, at: fc.nat(40), value: fc.nat(99) }),
  fc.record({ kind: fc.constant("slice" as const), from, start: fc.nat(3), end: fc.nat(3) }),
  fc.record({ kind: fc.constant("concat" as const), from, other: fc.nat(30) }),
  fc.record({ kind: fc.constant("read" as const), from }),
);

type Version = readonly [list: List, model: readonly number[]];

/** The version that `step` makes of one of `versions`, or null. */
function perform(step: Step, versions: readonly Version[]): Version | null {
  const pick = (recency: number): Version => versions[versions.length - 1 - Math.min(recency, versions.length - 1)]!;
  const [list, model] = pick(step.from);
  switch (step.kind) {
    case "push":
      return [list.push(step.value), [...model, step.value]];
    case "with": {
      if (model.length === 0) return null;
      const at = step.at % model.length;
      return [list.with(at, step.value), model.with(at, step.value)];
    }
    case "slice": {
      const start = Math.min(step.start, model.length);
      const end = Math.max(start, model.length - step.end);
      return [list.slice(start, end), model.slice(start, end)];
    }
    case "concat": {
      const [other, otherModel] = pick(step.other);
      return model.length + otherModel.length > 200 ? null : [list.concat(other), [...model, ...otherModel]];
    }
    case "read":
      expect(list.toArray()).toEqual(model);
      return null;
  }
}

describe("lists against a copying model", () => {
  test("every version reads the same after any mix of push, with, slice, concat and reads", () => {
    fc.assert(
      fc.property(fc.nat(25), fc.array(step, { maxLength: 120, size: "max" }), (length, steps) => {
        const versions: Version[] = [[List.of(numbers(length)), numbers(length) as number[]]];
        for (const step of steps) {
          const made = perform(step, versions);
          if (made !== null) versions.push(made);
        }
        for (const [list, model] of versions) {
          expect(list.length).toBe(model.length);
          expect([...list]).toEqual(model);
        }
        for (const [list, model] of versions.reverse()) expect(list.toArray()).toEqual(model);
      }),
      { numRuns: 400 },
    );
  });
});

describe("design 4: loops that rebuild a list cost amortised O(1) per step", () => {
  const COUNT = 20_000;

  test("x = x.push(v) copies nothing to speak of", () => {
    let list = List.of([]);
    const copied = countCopied(() => {
      for (let i = 0; i < COUNT; i++) list = list.push(i);
    });
    expect(list.length).toBe(COUNT);
    expect(copied).toBeLessThan(COUNT + 100);
  });

  test("x[i] = v copies at most about one element per step", () => {
    let list = List.of(numbers(1000));
    const copied = countCopied(() => {
      for (let i = 0; i < COUNT; i++) list = list.with(i % 1000, -i);
    });
    expect(list.at(999)).toBe(-(COUNT - 1));
    expect(copied).toBeLessThan(2 * COUNT);
  });

  test("a stack (push, drop the last) and a queue (push, drop the first) stay cheap", () => {
    let stack = List.of(numbers(1000));
    let queue = stack;
    const copied = countCopied(() => {
      for (let i = 0; i < COUNT; i++) {
        stack = stack
          .push(i)
          .push(i)
          .slice(0, stack.length + 1)
          .slice(0, stack.length);
        queue = queue.push(i).slice(1, queue.length + 1);
      }
    });
    expect([stack.length, queue.length, queue.at(999)]).toEqual([1000, 1000, COUNT - 1]);
    expect(copied).toBeLessThan(10 * COUNT);
  });

  test("taking the head off again and again copies each element a few times at most", () => {
    let list = List.of(numbers(COUNT));
    const copied = countCopied(() => {
      while (list.length > 0) list = list.slice(1, list.length);
    });
    expect(copied).toBeLessThan(3 * COUNT);
  });

  test("an old version costs O(its length) to read, however much was written and appended since", () => {
    const old = List.of(numbers(100));
    let list = old;
    for (let i = 0; i < COUNT; i++) list = list.with(i % 100, -i);
    const young = list;
    list = list.with(0, 0);
    for (let i = 0; i < COUNT; i++) list = list.push(i);
    let read: Value[] = [];
    const copied = countCopied(() => {
      read = [old.at(5), young.at(99)];
    });
    expect(read).toEqual([5, -(COUNT - 1)]);
    expect(copied).toBeLessThan(5 * 100);
  });

  test("a small part of a large list does not keep the large array alive: it is copied", () => {
    const list = List.of(numbers(1000));
    expect(countCopied(() => list.slice(0, 10))).toBe(10);
    expect(countCopied(() => list.slice(1, 1000))).toBe(0);
  });
});

test("a list that V8 could not hold is a RuntimeError", () => {
  const list = List.of([1]);
  // Claims the greatest length, so that the test need not fill the memory.
  const huge = Object.create(list, { length: { value: MAX_LIST_LENGTH } }) as List;
  expect(raisedBy(() => list.concat(huge))).toBe("runtime: list too large");
  expect(raisedBy(() => huge.push(1))).toBe("runtime: list too large");
});
