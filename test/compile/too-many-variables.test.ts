import { expect, test } from "vitest";
import { check } from "../../src/compiler.ts";

test("more variables than a JavaScript frame can hold are a positioned diagnostic", () => {
  const [diagnostic, ...others] = check("let x = 1;\n".repeat(50_002));
  expect(others).toEqual([]);
  expect(diagnostic).toMatchObject({ code: "too-many-variables", line: 50_001, column: 5 });
});
