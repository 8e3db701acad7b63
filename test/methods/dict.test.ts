import { describe, expect, test } from "vitest";
import { runtimeError } from "../../runtime/errors.ts";
import { NONE } from "../../runtime/values/option.ts";
import { quotedDisplay } from "../kit/quoted-display.ts";
import {
  call,
  dict,
  float,
  fn1,
  fn2,
  list,
  methodCases,
  plainFunction,
  type Row,
  suspendingFunction,
  tuple,
} from "./kit.ts";

const cases = (name: string, rows: readonly Row[]) => methodCases("stdlib 4.3 dict", name, rows);

describe("reading", () => {
  cases("len", [[dict({ a: 1 }), [], "1"]]);
  cases("is_empty", [
    [dict(), [], "true"],
    [dict({ a: 1 }), [], "false"],
  ]);
  cases("keys", [[dict({ z: 1, a: 2 }), [], '["z", "a"]']]);
  cases("values", [[dict({ z: 1, a: 2 }), [], "[1, 2]"]]);
  cases("entries", [[dict({ z: 1, a: 2 }), [], '[("z", 1), ("a", 2)]']]);
  cases("contains_key", [
    [dict({ a: undefined }), ["a"], "true"],
    [dict({ a: 1 }), ["toString"], "false"],
    [dict({ "": 1 }), [5], "true"],
    [dict({ "": 1 }), [], "true"],
  ]);
  cases("get", [
    [dict({ a: 1 }), ["a"], "Some(1)"],
    [dict({ a: NONE }), ["a", 5], "Some(None)"],
    [dict({ a: undefined }), ["a"], "Some(())"],
    [dict({ a: 1 }), ["b", 5], "None"],
    [dict({ a: 1 }), ["__proto__"], "None"],
    [dict({ "": 1 }), [1], "Some(1)"],
    [dict({ "": 1 }), [], "Some(1)"],
  ]);
  cases("keys_of", [
    [dict({ a: 1, b: 2, c: float(1) }), [1], '["a", "c"]'],
    [dict({ a: 1 }), [], "T keys_of requires an argument"],
  ]);
  cases("to_string", [[dict({ a: "b" }), [], '"#{\\"a\\": b}"']]);
});

describe("changing", () => {
  cases("insert", [
    [dict({ a: 1, b: 2 }), ["a", 3], '#{"a": 3, "b": 2}'],
    [dict({ a: 1 }), ["b", 3, 4], '#{"a": 1, "b": 3}'],
    [dict(), ["__proto__", 1], '#{"__proto__": 1}'],
    [dict(), [1, 2], '#{"": 2}'],
    [dict(), ["a"], '#{"a": ()}'],
    [dict(), [], '#{"": ()}'],
  ]);
  cases("remove", [
    [dict({ a: 1, b: 2, c: 3 }), ["b"], '#{"a": 1, "c": 3}'],
    [dict({ a: 1 }), ["x"], '#{"a": 1}'],
    [dict({ "": 1 }), [0], "#{}"],
  ]);
  for (const name of ["merge", "update"]) {
    cases(name, [
      [dict({ a: 1, b: 2 }), [dict({ c: 3, a: 9 })], '#{"a": 9, "b": 2, "c": 3}'],
      [dict({ a: 1 }), [], `T ${name} requires a dict argument`],
      [dict({ a: 1 }), [list(tuple("a", 1))], `T ${name} requires a dict argument`],
    ]);
  }
  cases("zip", [
    [dict({ a: 1, b: 2, c: 3 }), [dict({ c: "C", a: undefined })], '#{"a": (1, ()), "c": (3, "C")}'],
    [dict(), [list()], "T zip requires a dict argument"],
    [dict(), [], "T zip requires a dict argument"],
  ]);

  test("no dict method changes its receiver", () => {
    const receiver = dict({ a: 1 });
    call(receiver, "insert", "b", 2);
    call(receiver, "remove", "a");
    call(receiver, "update", dict({ a: 9 }));
    expect(quotedDisplay(receiver)).toBe('#{"a": 1}');
  });
});

describe("calling back", () => {
  const fail = fn2(() => {
    throw runtimeError("callback failed");
  });
  cases("map", [
    [dict({ b: 1, a: 2 }), [fn2((k, v) => tuple(k, v))], '#{"b": ("b", 1), "a": ("a", 2)}'],
    [dict(), [5], "#{}"],
    [dict({ a: 1 }), [], "R map requires a function argument"],
    [dict({ a: 1 }), [fail], "R callback failed"],
    [dict({ a: 1 }), [5], "T cannot call int"],
    [dict({ a: 1 }), [fn1((v) => v)], "R function ''<lambda>'' got 2 positional arguments but accepts 1"],
  ]);
  cases("filter", [
    [dict({ a: 0, b: 1, c: "" }), [fn2((_k, v) => v)], '#{"b": 1, "c": ""}'],
    [dict(), [5], "#{}"],
    [dict({ a: 1 }), [], "R filter requires a function argument"],
    [dict({ a: 1 }), [fail], "R callback failed"],
  ]);

  test.each([plainFunction, suspendingFunction])("entries come in order, as they were at the call", (make) => {
    const calls: string[] = [];
    const receiver = dict({ z: 1, a: 2 });
    const note = fn2((key, value) => {
      receiver.insert("z", 9).insert("new", 0);
      calls.push(`${key}=${value}`);
      return value;
    });
    expect(quotedDisplay(call(receiver, "map", make(note)))).toBe('#{"z": 1, "a": 2}');
    expect(calls).toEqual(["z=1", "a=2"]);
  });
});
