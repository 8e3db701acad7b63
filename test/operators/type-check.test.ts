import { describe, expect, test } from "vitest";
import { checkType, isCheckedType } from "../../runtime/operators/type-check.ts";
import { Bytes } from "../../runtime/values/bytes.ts";
import { Cell } from "../../runtime/values/cell.ts";
import { Dict } from "../../runtime/values/dict.ts";
import { Float } from "../../runtime/values/float.ts";
import { IonFunction, IonModule, NativeFunction } from "../../runtime/values/function.ts";
import { List } from "../../runtime/values/list.ts";
import { NONE } from "../../runtime/values/option.ts";
import { Ok } from "../../runtime/values/result.ts";
import { IonSet } from "../../runtime/values/set.ts";
import { Tuple } from "../../runtime/values/tuple.ts";
import type { Value } from "../../runtime/values/value.ts";
import { raisedBy } from "../values/raised.ts";

const lambda = new IonFunction({ name: "<lambda>", params: [], plainArity: 0, suspends: false }, () => 0, null);

describe("3.7: type annotations", () => {
  test.each<[string, Value]>([
    ["int", 1],
    ["int", 2n ** 60n],
    ["float", new Float(1)],
    ["bool", false],
    ["string", ""],
    ["bytes", new Bytes(new Uint8Array())],
    ["list", List.of([])],
    ["dict", Dict.from([])],
    ["tuple", new Tuple([1])],
    ["set", IonSet.from([])],
    ["cell", new Cell(1)],
    ["Option", NONE],
    ["Result", new Ok(1)],
    ["fn", lambda],
    ["fn", new NativeFunction("len", false, () => 0)],
    ["fn", new NativeFunction("fetch", true, () => 0)],
  ])("%s accepts its kind and refuses unit", (name, value) => {
    expect(checkType(value, name, name)).toBe(value);
    expect(raisedBy(() => checkType(undefined, name, name))).toBe(`type: type mismatch: expected ${name}, got ()`);
  });

  test("the message shows the annotation as written", () => {
    expect(raisedBy(() => checkType(List.of([]), "dict", "dict<string, int>"))).toBe(
      "type: type mismatch: expected dict<string, int>, got list",
    );
    expect(raisedBy(() => checkType(1, "float", "float"))).toBe("type: type mismatch: expected float, got int");
    expect(raisedBy(() => checkType(new IonModule("math", new Map()), "fn", "fn"))).toBe(
      "type: type mismatch: expected fn, got module",
    );
  });

  test.each(["any", "range", "unit", "itn", "Point"])("'%s' accepts anything", (name) => {
    expect(isCheckedType(name)).toBe(false);
    expect(checkType("x", name, name)).toBe("x");
  });
});
