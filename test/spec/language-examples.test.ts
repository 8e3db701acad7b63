/** Every example of fixtures/spec/language.md gives the value or the error that its comment states. */
import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { check } from "../../src/compiler.ts";
import type { EngineOptions } from "../../src/index.ts";
import { type Example, readExamples, renderOutcome } from "../kit/examples.ts";
import { createTestHost } from "../kit/hosts.ts";
import { readFences } from "../kit/markdown.ts";
import { outcomeOf, outcomeOfAsync } from "../kit/outcome.ts";

/** Section 4.13 states its examples under these limits. */
const LIMITS_OF_4_13: EngineOptions = { limits: { maxCallDepth: 512, maxLoopIterations: 1_000_000 } };

const markdown = readFileSync(new URL("../../fixtures/spec/language.md", import.meta.url), "utf8");
const examples = readFences(markdown)
  .filter(({ language }) => language === "ion" || language === "ion-ours")
  .flatMap(readExamples);

for (const heading of new Set(examples.map((example) => example.heading))) {
  const section = heading.split(" ")[0]!;
  const options = section === "4.13" ? LIMITS_OF_4_13 : {};
  describe(`language ${heading}`, () => {
    for (const example of examples.filter((example) => example.heading === heading)) {
      test(`language ${section}, line ${example.line}: ${firstLine(example)}`, () => checkExample(example, options));
    }
  });
}

test("language 2.5: the errors after the first one are reported too", () => {
  const source = examples.find((example) => example.source.startsWith("fn f( { }"))!.source;
  const found = check(source).map(({ line, column, message }) => `${line}:${column} ${message}`);
  expect(found.slice(1)).toEqual(["2:9 unexpected token: Semicolon", "3:11 expected Semicolon, found Int(5)"]);
});

async function checkExample(example: Example, options: EngineOptions): Promise<void> {
  expect(example.expected, "the example states an outcome").toBeDefined();
  const synchronous = createTestHost(options).engine;
  const outcome = outcomeOf(() => synchronous.eval(example.source, { raw: true }));
  expect(renderOutcome(outcome), "under eval").toBe(example.expected);
  const asynchronous = createTestHost(options).engine;
  const outcomeAsync = await outcomeOfAsync(() => asynchronous.evalAsync(example.source, { raw: true }));
  expect(renderOutcome(outcomeAsync), "under evalAsync").toBe(example.expected);
}

function firstLine({ source }: Example): string {
  return source.split("\n")[0]!.replace(/\s*\/\/ (=>|!!).*/, "");
}
