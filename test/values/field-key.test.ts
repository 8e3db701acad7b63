/** Field access through a key that remembers a slot answers what looking the name up answers (language 3.8, 4.4). */
import fc from "fast-check";
import { expect, test } from "vitest";
import { Dict, DictShape, FieldKey } from "../../runtime/values/dict.ts";
import { equals } from "../../runtime/values/equality.ts";
import { NONE } from "../../runtime/values/option.ts";
import type { Value } from "../../runtime/values/value.ts";

const NAMES = ["a", "b", "c", "__proto__"];
const SHAPES = [["a", "b"], ["b", "a", "c"], ["c"], ["__proto__", "b"]].map((keys) => new DictShape(keys));

/** Each step makes one more dict out of an earlier one, or reads. */
const step = fc.record({
  kind: fc.constantFrom("make", "insert", "remove", "write", "read"),
  dict: fc.nat(),
  name: fc.nat({ max: NAMES.length - 1 }),
  other: fc.nat({ max: NAMES.length - 1 }),
  shape: fc.nat({ max: SHAPES.length - 1 }),
});

test("3.8: a field is what its name is bound to, whatever dicts the key has met before", () => {
  fc.assert(
    fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
      const keys = NAMES.map((name) => new FieldKey(name));
      const dicts = [Dict.from([])];
      const models: [string, unknown][][] = [[]];
      const add = (dict: Dict, model: Map<string, unknown>): void => {
        dicts.push(dict);
        models.push([...model]);
      };
      steps.forEach(({ kind, dict, name, other, shape }, value) => {
        const at = dicts[dict % dicts.length]!;
        const model = new Map(models[dict % dicts.length]);
        if (kind === "make") {
          const names = SHAPES[shape]!.index.keys;
          const values = names.map((_, slot) => value * 10 + slot);
          const entries = names.map((key, slot): [string, unknown] => [key, values[slot]]);
          add(Dict.ofShape(SHAPES[shape]!, values), new Map(entries));
        } else if (kind === "insert") {
          add(at.insert(NAMES[name]!, value), model.set(NAMES[name]!, value));
        } else if (kind === "remove") {
          model.delete(NAMES[name]!);
          add(at.remove(NAMES[name]!), model);
        } else if (kind === "write") {
          // Dicts of this size are copied by the first write, and owned then.
          const written = at.written(NAMES[other]!, -1).writeField(keys[name]!, value);
          add(written, model.set(NAMES[other]!, -1).set(NAMES[name]!, value));
        }
        dicts.forEach((each, index) => {
          expect(each.entries()).toEqual(models[index]);
          const bound = new Map(models[index]);
          for (const key of keys) expect(each.field(key)).toBe(bound.has(key.name) ? bound.get(key.name) : NONE);
          expect(equals(each, Dict.from(models[index] as [string, Value][]))).toBe(true);
        });
      });
    }),
    { numRuns: 200 },
  );
});
