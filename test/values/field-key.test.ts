/** Field access through a key that remembers a slot answers what looking the name up answers (language 3.8, 4.4). */
import fc from "fast-check";
import { expect, test } from "vitest";
import { Dict, DictShape, FieldKey } from "../../runtime/values/dict.ts";
import { NONE } from "../../runtime/values/option.ts";

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
      steps.forEach(({ kind, dict, name, other, shape }, value) => {
        const at = dicts[dict % dicts.length]!;
        if (kind === "make") {
          const { index } = SHAPES[shape]!;
          dicts.push(
            Dict.onIndex(
              index,
              index.keys.map((_, slot) => value * 10 + slot),
            ),
          );
        } else if (kind === "insert") {
          dicts.push(at.insert(NAMES[name]!, value));
        } else if (kind === "remove") {
          dicts.push(at.remove(NAMES[name]!));
        } else if (kind === "write") {
          // Dicts of this size are copied by the first write, and owned then.
          const own = at.written(NAMES[other]!, -1);
          own.writeField(keys[name]!, value);
          expect(own.entries()).toEqual(at.insert(NAMES[other]!, -1).insert(NAMES[name]!, value).entries());
          dicts.push(own);
        }
        for (const each of dicts) for (const key of keys) expect(each.field(key)).toBe(each.get(key.name, NONE));
      });
    }),
    { numRuns: 200 },
  );
});
