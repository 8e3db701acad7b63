import { inspect } from "node:util";
import fc from "fast-check";
import { describe, expect, test, vi } from "vitest";
import { Bytes } from "../../runtime/values/bytes.ts";
import { Cell } from "../../runtime/values/cell.ts";
import { Dict } from "../../runtime/values/dict.ts";
import { display } from "../../runtime/values/display.ts";
import { Float } from "../../runtime/values/float.ts";
import { IonFunction, IonModule, NativeFunction } from "../../runtime/values/function.ts";
import { HostEnum, HostStruct } from "../../runtime/values/host-types.ts";
import { List } from "../../runtime/values/list.ts";
import { NONE, Some } from "../../runtime/values/option.ts";
import { Range } from "../../runtime/values/range.ts";
import { Err, Ok } from "../../runtime/values/result.ts";
import { IonSet } from "../../runtime/values/set.ts";
import { Tuple } from "../../runtime/values/tuple.ts";
import type { Value } from "../../runtime/values/value.ts";
import { value } from "./arbitrary.ts";
import { raisedBy } from "./raised.ts";

const signature = (name: string) => ({ name, params: [], plainArity: 0, suspends: false });
const struct = (name: string, entries: [string, Value][]): HostStruct =>
  new HostStruct({ name, fields: entries.map(([field]) => field) }, new Map(entries));
const colorType = {
  name: "Color",
  variants: new Map([
    ["Red", { arity: 0 }],
    ["Rgb", { arity: 3 }],
  ]),
};

const TEXTS: [string, Value][] = [
  ["42", 42],
  ["-9223372036854775808", -(2n ** 63n)],
  ["true", true],
  ["()", undefined],
  ['plain "text"', 'plain "text"'],
  ["[a, 1, 2.0, None, (b,)]", List.of(["a", 1, new Float(2), NONE, new Tuple(["b"])])],
  ["[]", List.of([])],
  ["(1, x)", new Tuple([1, "x"])],
  [
    '#{"k": v, "a "b": Some(x)}',
    Dict.from([
      ["k", "v"],
      ['a "b', new Some("x")],
    ]),
  ],
  ["#{}", Dict.from([])],
  ["set{1, a}", IonSet.from([1, "a"])],
  ["set{}", IonSet.from([])],
  ["0..3", new Range(0, 3, false)],
  ["-1..=9223372036854775807", new Range(-1, 2n ** 63n - 1n, true)],
  ["Ok(())", new Ok(undefined)],
  ["Err([e])", new Err(List.of(["e"]))],
  ["None", NONE],
  ["<fn foo>", new IonFunction(signature("foo"), () => 0, null)],
  ["<fn <lambda>>", new IonFunction(signature("<lambda>"), () => 0, null)],
  ["<builtin math::sqrt>", new NativeFunction("math::sqrt", false, () => 0)],
  ["<async builtin io::println>", new NativeFunction("io::println", true, () => 0)],
  ["<module math>", new IonModule("math", new Map())],
  ["cell([1, s])", new Cell(List.of([1, "s"]))],
  [
    "Cfg { host: a, port: 1 }",
    struct("Cfg", [
      ["host", "a"],
      ["port", 1],
    ]),
  ],
  ["Empty {  }", struct("Empty", [])],
  ["Color::Red", new HostEnum(colorType, "Red", [])],
  ["Color::Rgb(1, 2, x)", new HostEnum(colorType, "Rgb", [1, 2, "x"])],
  ['b"a\\"\\\\\\n\\r\\t\\x00\\x7f\\xff ~"', new Bytes(Uint8Array.from([97, 34, 92, 10, 13, 9, 0, 127, 255, 32, 126]))],
];

describe("3.6: display", () => {
  test.each(TEXTS)("%s", (text, shown) => {
    expect(display(shown)).toBe(text);
  });

  test("stdlib 1.7: a cell met again while being printed prints cell(...)", () => {
    const cell = new Cell(0);
    cell.value = List.of([1, cell, new Some(cell)]);
    expect(display(cell)).toBe("cell([1, cell(...), Some(cell(...))])");
    expect(display(List.of([cell, cell]))).toBe(
      "[cell([1, cell(...), Some(cell(...))]), cell([1, cell(...), Some(cell(...))])]",
    );
  });

  test("stdlib 1.7: a cell that merely occurs twice is printed twice", () => {
    const cell = new Cell(1);
    expect(display(List.of([cell, cell]))).toBe("[cell(1), cell(1)]");
  });

  test("a list nested 100,000 deep displays", () => {
    let deep: Value = 1;
    for (let i = 0; i < 100_000; i++) deep = List.of([deep]);
    expect(display(deep)).toBe(`${"[".repeat(100_000)}1${"]".repeat(100_000)}`);
  });

  test("a text that no string can hold is a RuntimeError", () => {
    let wide: Value = "x".repeat(2 ** 20);
    for (let i = 0; i < 12; i++) wide = List.of([wide, wide]);
    expect(raisedBy(() => display(wide))).toBe("runtime: string too large");
  });

  test("a text that will be too long is refused long before it is", () => {
    const opened = vi.spyOn(List.prototype, "composition");
    let shared: Value = List.of([0]);
    for (let i = 0; i < 40; i++) shared = List.of([shared, shared]);
    expect(raisedBy(() => display(shared))).toBe("runtime: string too large");
    expect(opened.mock.calls.length).toBeLessThan(2 ** 21);
    opened.mockRestore();
  });

  test("never fails, and is the text of the parts between the brackets", () => {
    fc.assert(
      fc.property(fc.array(value, { maxLength: 4 }), (items) => {
        expect(display(List.of(items))).toBe(`[${items.map(display).join(", ")}]`);
      }),
    );
  });
});

test("debuggers and console.log show the value rather than its representation", () => {
  const shown = inspect(List.of([1, "a", new Some(Dict.from([["k", new Float(1)]]))]));
  expect(shown).toBe(`[1, 'a', Some(#{"k": 1.0})]`);
  const endless = new Cell(0);
  endless.value = endless;
  expect(inspect(endless)).toContain("cell(");
});
