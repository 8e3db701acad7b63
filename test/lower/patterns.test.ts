/** Patterns whose tests stand in the compiled code (language 4.6). */
import { expect, test } from "vitest";
import { Engine } from "../../src/index.ts";

test("4.6: a tuple pattern wants exactly that length, and no list", () => {
  const lengthOf = (value: string) => new Engine().eval(`match ${value} { (a, b, c) => 3, (a, b) => b, _ => "other" }`);
  expect(["(1, 2)", "(1, 2, 3)", "[1, 2]", "(1,)"].map(lengthOf)).toEqual([2, 3, "other", "other"]);
});
