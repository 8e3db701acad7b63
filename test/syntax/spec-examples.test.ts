/** The examples of language.md that end in a lexical or parse error, and all others: they must parse. */
import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { readExamples } from "../kit/examples.ts";
import { readFences } from "../kit/markdown.ts";
import { errorOf } from "../kit/syntax.ts";

const markdown = readFileSync(new URL("../../fixtures/spec/language.md", import.meta.url), "utf8");
const examples = readFences(markdown)
  .filter(({ language }) => language === "ion" || language === "ion-ours")
  .flatMap(readExamples);

test("there are examples", () => {
  expect(examples.length).toBeGreaterThan(200);
});

test.each(examples.map((example) => [example.line, example] as const))(
  "language.md line %i",
  (_, { source, expected }) => {
    const isSyntaxError = expected !== undefined && /^!! (Lex|Parse)Error/.test(expected);
    expect(errorOf(source)).toBe(isSyntaxError ? expected.slice("!! ".length) : "no error");
  },
);
