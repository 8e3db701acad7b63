/**
 * Compiled programs do what the reference evaluator does: the same value or error at the same place, and the same order
 * of evaluation, whether or not the calls in them suspend, and whether the program is one evaluation or one a statement.
 */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { evalAsyncResult, evalResult, piecewiseResult, referenceResult } from "../kit/reference/compare.ts";
import { ionProgram } from "../kit/reference/random-program.ts";

const RUNS = {
  numRuns: Number(process.env.RUNS ?? 300),
  ...(process.env.SEED ? { seed: Number(process.env.SEED) } : {}),
};

describe("4.1 to 4.11: random programs do what the reference evaluator does", () => {
  test("under eval", () => {
    fc.assert(
      fc.property(ionProgram, (text) => {
        const expected = referenceResult(text);
        if (expected !== null) expect(evalResult(text, "plain")).toEqual(expected);
      }),
      RUNS,
    );
  });

  test("under evalAsync", async () => {
    await fc.assert(
      fc.asyncProperty(ionProgram, async (text) => {
        const expected = referenceResult(text);
        if (expected !== null) expect(await evalAsyncResult(text, "plain")).toEqual(expected);
      }),
      RUNS,
    );
  });

  test("M-2: when the calls in them suspend", async () => {
    await fc.assert(
      fc.asyncProperty(ionProgram, async (text) => {
        const expected = referenceResult(text);
        if (expected !== null) expect(await evalAsyncResult(text, "suspending")).toEqual(expected);
      }),
      RUNS,
    );
  });

  test("4.2: in several evaluations, with names bound in earlier ones", async () => {
    await fc.assert(
      fc.asyncProperty(ionProgram, async (text) => {
        const expected = referenceResult(text);
        // Lines are counted anew in every evaluation, so only values are compared.
        if (expected?.end.startsWith("=>")) expect(await piecewiseResult(text, "plain")).toEqual(expected);
      }),
      RUNS,
    );
  });
});
