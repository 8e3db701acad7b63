import { expect, test } from "vitest";
import { characterWidth } from "../../src/diagnostics/width.ts";

test.each([
  ["a", 1],
  [" ", 1],
  ["é", 1],
  ["ß", 1],
  ["漢", 2],
  ["ア", 2],
  ["한", 2],
  ["，", 2],
  ["😀", 2],
  ["🚀", 2],
  ["𠀋", 2],
  ["\u0301", 0],
  ["\u200d", 0],
  ["\ufe0f", 0],
  ["\0", 0],
])("%j takes %i columns", (character, width) => {
  expect(characterWidth(character)).toBe(width);
});
