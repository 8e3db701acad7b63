import { expect, test } from "vitest";
import { quotedDisplay } from "../kit/quoted-display.ts";
import { call, float, list, methodCases, type Row, setOf } from "./kit.ts";

const cases = (name: string, rows: readonly Row[]) => methodCases("stdlib 4.5 set", name, rows);

cases("len", [[setOf(1, 1, 2), [], "2"]]);
cases("is_empty", [
  [setOf(), [], "true"],
  [setOf(undefined), [], "false"],
]);
cases("contains", [
  [setOf(1, "a"), [float(1)], "true"],
  [setOf(list(1)), [list(1)], "true"],
  [setOf(undefined), [], "false"],
  [setOf(undefined), [undefined], "true"],
]);
cases("add", [
  [setOf(1), [2], "set{1, 2}"],
  [setOf(1, 2), [float(1)], "set{1, 2}"],
  [setOf(float(Number.NaN)), [float(Number.NaN)], "set{NaN, NaN}"],
  [setOf(), [undefined], "set{()}"],
  [setOf(), [], "T set.add requires an argument"],
]);
cases("remove", [
  [setOf(1, 2, 3), [2], "set{1, 3}"],
  [setOf(1), [9], "set{1}"],
  [setOf(), [], "T set.remove requires an argument"],
]);
cases("union", [
  [setOf(1, 2), [setOf(3, float(1))], "set{1, 2, 3}"],
  [setOf(1), [list(1)], "T union requires a set argument"],
  [setOf(1), [], "T union requires a set argument"],
]);
cases("intersection", [
  [setOf(1, 2, 3), [setOf(3, 1)], "set{1, 3}"],
  [setOf(1), [list(1)], "T intersection requires a set argument"],
]);
cases("difference", [
  [setOf(1, 2, 3), [setOf(1, 3)], "set{2}"],
  [setOf(1), [list(1)], "T difference requires a set argument"],
]);
cases("to_list", [[setOf(2, 1, 2), [], "[2, 1]"]]);
cases("to_string", [[setOf("a", 1), [], '"set{a, 1}"']]);

test("no set method changes its receiver", () => {
  const receiver = setOf(1, 2);
  call(receiver, "add", 3);
  call(receiver, "remove", 1);
  call(receiver, "union", setOf(7));
  expect(quotedDisplay(receiver)).toBe("set{1, 2}");
});
