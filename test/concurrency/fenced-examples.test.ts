/**
 * The programs of concurrency.md that stand in fences, with the result after them: `⇒ value`. Those in one line are run
 * by test/spec/concurrency-examples.test.ts, those of chapter 13 by acceptance.test.ts.
 */
import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { REPOSITORY } from "../kit/source-files.ts";
import { evaluate } from "./kit/evaluate.ts";

const [chapter] = readFileSync(`${REPOSITORY}fixtures/spec/concurrency.md`, "utf8").split("## 13.") as [string];
const examples = [...chapter.matchAll(/```ion\n(.*?)```\s*⇒ `([^`]+)`/gs)].map(({ 1: source, 2: outcome, index }) => ({
  rule: chapter
    .slice(0, index)
    .match(/\*\*([A-Z]-\d+)\*\*/g)!
    .at(-1)!
    .replaceAll("*", ""),
  source: source!,
  outcome: outcome!,
}));

test.each(examples)("$rule, example: ⇒ $outcome", async ({ source, outcome }) => {
  expect((await evaluate(source)).outcome).toBe(outcome);
});

test("every fence with a result was found", () => {
  expect(examples.map(({ rule }) => rule)).toEqual(["M-12", "B-2", "B-5", "B-6", "B-22"]);
});
