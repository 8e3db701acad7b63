import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { Dict, DictBuilder, DictCursor, DictShape } from "../../runtime/values/dict.ts";
import type { Value } from "../../runtime/values/value.ts";
import { countCopied } from "./count-copied.ts";

const sample = (count: number): Dict =>
  Dict.from(Array.from({ length: count }, (_, index) => [`k${index}`, index] as const));

describe("3.9: dicts keep insertion order", () => {
  test("writing an existing key replaces the value and keeps the place; new keys go to the end", () => {
    const dict = Dict.from([
      ["a", 1],
      ["b", 2],
      ["a", 3],
    ]);
    expect(dict.entries()).toEqual([
      ["a", 3],
      ["b", 2],
    ]);
    expect(dict.insert("c", 4).insert("b", 5).entries()).toEqual([
      ["a", 3],
      ["b", 5],
      ["c", 4],
    ]);
  });

  test("a key that was removed and inserted again goes to the end", () => {
    const dict = sample(20);
    const again = dict.remove("k3").insert("k3", "new");
    expect(again.keys().at(-1)).toBe("k3");
    expect([again.get("k3"), dict.get("k3"), again.size]).toEqual(["new", 3, 20]);
    expect(dict.keys().indexOf("k3")).toBe(3);
  });

  test("keys that mean something in JavaScript are ordinary keys", () => {
    const keys = ["__proto__", "constructor", "toString", "hasOwnProperty", "length", ""];
    const dict = Dict.from(keys.map((key, index) => [key, index] as const));
    expect(dict.keys()).toEqual(keys);
    expect(keys.map((key) => dict.get(key))).toEqual([0, 1, 2, 3, 4, 5]);
    expect(Dict.from([]).has("constructor")).toBe(false);
  });

  test("a stored unit is present, an absent key answers what the caller asked for", () => {
    const dict = Dict.from([["a", undefined]]);
    expect([dict.has("a"), dict.get("a", "none"), dict.get("b", "none"), dict.has("b")]).toEqual([
      true,
      undefined,
      "none",
      false,
    ]);
  });
});

describe("3.1: a dict never changes for those who hold it", () => {
  test("two dicts that grew from the same one do not see each other's keys", () => {
    const base = sample(12);
    const left = base.insert("x", "left");
    const right = base.insert("x", "right").insert("y", 1);
    const other = base.insert("y", 2);
    expect([base.size, base.has("x"), left.get("x"), right.get("x")]).toEqual([12, false, "left", "right"]);
    expect([left.has("y"), right.get("y"), other.get("y"), other.has("x")]).toEqual([false, 1, 2, false]);
  });

  test("dicts of one shape share their keys and nothing else", () => {
    const shape = new DictShape(["a", "b"]);
    const first = Dict.ofShape(shape, [1, 2]).insert("c", 3);
    const second = Dict.ofShape(shape, [4, 5]);
    expect([second.has("c"), second.insert("d", 6).keys(), first.keys()]).toEqual([
      false,
      ["a", "b", "d"],
      ["a", "b", "c"],
    ]);
    expect(Dict.ofShape(shape, [7, 8]).entries()).toEqual([
      ["a", 7],
      ["b", 8],
    ]);
    expect(shape.index.keys).toEqual(["a", "b"]);
  });

  test("a cursor stays right while newer versions overwrite, remove and add", () => {
    const dict = sample(20);
    let newer = dict;
    const seen: [string, Value][] = [];
    for (const cursor = new DictCursor(dict); cursor.next(); ) {
      seen.push([cursor.key, cursor.value]);
      newer = newer.insert(cursor.key, "changed").remove(`k${seen.length}`).insert(`new${seen.length}`, 0);
    }
    expect(seen).toEqual(sample(20).entries());
  });
});

test("DictBuilder: a later value of a key keeps the first place, spreads included (3.9)", () => {
  const base = Dict.from([
    ["b", 3],
    ["a", 9],
  ]);
  const dict = new DictBuilder().set("a", 1).set("c", 2).setAll(base).set("c", 4).build();
  expect(dict.entries()).toEqual([
    ["a", 9],
    ["c", 4],
    ["b", 3],
  ]);
});

type Step =
  | { kind: "insert"; from: number; key: number; value: number }
  | { kind: "remove"; from: number; key: number }
  | { kind: "read"; from: number };

const from = fc.oneof({ weight: 4, arbitrary: fc.constant(0) }, fc.nat(30));
const key = fc.nat(24);
const step: fc.Arbitrary<Step> = fc.oneof(
  fc.record({ kind: fc.constant("insert" as const), from, key, value: fc.nat(99) }),
  fc.record({ kind: fc.constant("insert" as const), from, key, value: fc.nat(99) }),
  fc.record({ kind: fc.constant("remove" as const), from, key }),
  fc.record({ kind: fc.constant("read" as const), from }),
);

const KEYS = Array.from({ length: 25 }, (_, index) => `k${index}`);

function expectSame(dict: Dict, model: ReadonlyMap<string, number>): void {
  expect(dict.size).toBe(model.size);
  expect(dict.entries()).toEqual([...model]);
  expect(KEYS.map((name) => dict.get(name, "absent"))).toEqual(KEYS.map((name) => model.get(name) ?? "absent"));
}

describe("dicts against a copying model", () => {
  test("every version reads the same after any mix of insert, remove and reads", () => {
    fc.assert(
      fc.property(fc.nat(20), fc.array(step, { maxLength: 120, size: "max" }), (size, steps) => {
        const dicts = [sample(size)];
        const models = [new Map(KEYS.slice(0, size).map((name, index) => [name, index]))];
        for (const step of steps) {
          const index = dicts.length - 1 - Math.min(step.from, dicts.length - 1);
          const model = new Map(models[index]);
          if (step.kind === "read") {
            expectSame(dicts[index]!, model);
            continue;
          }
          const name = KEYS[step.key]!;
          if (step.kind === "insert") {
            dicts.push(dicts[index]!.insert(name, step.value));
            model.set(name, step.value);
          } else {
            dicts.push(dicts[index]!.remove(name));
            model.delete(name);
          }
          models.push(model);
        }
        dicts.forEach((dict, index) => {
          expectSame(dict, models[index]!);
        });
      }),
      { numRuns: 150 },
    );
  });
});

test("design 4: counting words with d = d.insert(k, …) and removing them again does not copy the dict each time", () => {
  let dict = Dict.from([]);
  const copied = countCopied(() => {
    for (let i = 0; i < 20_000; i++)
      dict = dict.insert(WORDS[i % 1000]!, (dict.get(WORDS[i % 1000]!, 0) as number) + 1);
  });
  expect([dict.size, dict.get("w999")]).toEqual([1000, 20]);
  const copiedRemoving = countCopied(() => {
    for (let i = 0; i < 20_000; i++) dict = dict.remove(WORDS[i % 1000]!).insert(WORDS[i % 1000]!, i);
  });
  expect([dict.size, dict.keys()[0]]).toEqual([1000, "w0"]);
  expect(copied).toBeLessThan(3 * 20_000);
  expect(copiedRemoving).toBeLessThan(12 * 20_000);
});

const WORDS = Array.from({ length: 1000 }, (_, index) => `w${index}`);
