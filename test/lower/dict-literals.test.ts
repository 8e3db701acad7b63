/** Dict literals with known keys share the index of their keys; nothing else about them changes (language 3.9, 4.1). */
import { expect, test } from "vitest";
import { compile } from "../../src/compiler.ts";
import { createTestHost } from "../kit/hosts.ts";
import { outcomeOf, resultLine } from "../kit/outcome.ts";

const codeOf = (source: string): string => compile(source, { filename: "dicts.ion" }).code;
const resultOf = (source: string): string =>
  resultLine(outcomeOf(() => createTestHost().engine.eval(source, { raw: true })));

test("literals with the same keys share one shape, other keys in other orders have their own", () => {
  const code = codeOf("let a = #{x: 1, y: 2}; let b = #{x: 3, y: 4}; let c = #{y: 1, x: 2};");
  expect(code.match(/\$\.shape\(/g)).toHaveLength(2);
  expect(code.match(/\$\.record\(/g)).toHaveLength(3);
});

test.each(["#{}", "let k = 1; #{[k]: 1}", "let d = #{}; #{...d, b: 2}", "#{a: 1, a: 2}"])(
  "%s has no shape",
  (source) => {
    expect(codeOf(source)).not.toContain("$.shape(");
  },
);

test("3.9: a repeated key keeps the first place and the last value", () => {
  expect(resultOf("#{a: 1, b: 2, a: 3}")).toBe('=> dict #{"a": 3, "b": 2}');
});

test("3.9: dicts of one literal go their own ways", () => {
  const source = `
    let make = |x| #{x: x, y: 0, "__proto__": 1};
    let mut a = make(1);
    let b = make(2);
    a["z"] = 9;
    let c = a.remove("x").insert("x", 5);
    (a, b, c, make(3), a == b, make(2) == b)
  `;
  expect(resultOf(source)).toBe(
    '=> tuple (#{"x": 1, "y": 0, "__proto__": 1, "z": 9}, #{"x": 2, "y": 0, "__proto__": 1}, ' +
      '#{"y": 0, "__proto__": 1, "z": 9, "x": 5}, #{"x": 3, "y": 0, "__proto__": 1}, false, true)',
  );
});

test("4.1: values are evaluated in the order in which they are written", () => {
  const source = "let log = cell([]); let at = |n| { log.update(|l| l.push(n)); n }; #{b: at(1), a: at(2)}; log.get()";
  expect(resultOf(source)).toBe("=> list [1, 2]");
});
