import { expect, test } from "vitest";
import { Bytes } from "../../runtime/values/bytes.ts";
import { Dict } from "../../runtime/values/dict.ts";
import { Float } from "../../runtime/values/float.ts";
import { List } from "../../runtime/values/list.ts";
import { NONE, Some } from "../../runtime/values/option.ts";
import { Range } from "../../runtime/values/range.ts";
import { Err } from "../../runtime/values/result.ts";
import { IonSet } from "../../runtime/values/set.ts";
import { isTruthy } from "../../runtime/values/truthiness.ts";

test("3.3: false, 0, None, () and empty bytes are falsy", () => {
  for (const value of [false, 0, NONE, undefined, new Bytes(new Uint8Array())]) expect(isTruthy(value)).toBe(false);
});

test("3.3: everything else is truthy", () => {
  const truthy = [true, 1, -1, 2n ** 60n, new Float(0), new Float(Number.NaN), "", "0", List.of([]), Dict.from([])];
  const others = [IonSet.from([]), new Range(0, 0, false), new Err(NONE), new Some(false), new Bytes(Uint8Array.of(0))];
  for (const value of [...truthy, ...others]) expect(isTruthy(value)).toBe(true);
});
