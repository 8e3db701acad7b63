import { describe, expect, test } from "vitest";
import { defineNative } from "../../runtime/builtins/native.ts";
import { createBuiltins } from "../kit/builtins.ts";
import { resultOf } from "../methods/kit.ts";

describe("stdlib 1.3: keyword arguments", () => {
  const refusal = "R host callable does not declare a signature; cannot pass keyword arguments";

  test("a library function refuses them, also an empty dict's spread is none", () => {
    const echo = defineNative("echo", false, (args) => args[0]);
    expect(resultOf(() => echo.call([1], [["x", 2]]) as number)).toBe(refusal);
    expect(echo.call([1], null)).toBe(1);
  });

  test("every builtin refuses them", () => {
    for (const builtin of createBuiltins().values()) {
      expect(resultOf(() => builtin.call([1], [["x", 2]]) as number)).toBe(refusal);
    }
  });
});

test("stdlib 1.7, 1.8: builtins display by name and kind", () => {
  const plain = createBuiltins().get("len")!;
  expect([plain.displayText(), plain.typeName]).toEqual(["<builtin len>", "builtin_fn"]);
  const waiting = defineNative("sleep", true, () => undefined);
  expect([waiting.displayText(), waiting.typeName]).toEqual(["<async builtin sleep>", "async_builtin_fn"]);
});
