/**
 * Programs that compute with floats, fields and elements do the same with all optimizations, with none, and with each
 * one switched off: the same value or the same error at the same place, and the same order of evaluation.
 */
import fc from "fast-check";
import { test } from "vitest";
import { ScriptEngine } from "../../runtime/engine/script-engine.ts";
import { STANDARD_LIBRARY } from "../../runtime/stdlib/index.ts";
import { PASS_NAMES, type PassName } from "../../src/analyze/passes.ts";
import { createCompileScript } from "../../src/script.ts";
import { outcomeOf, resultLine } from "../kit/outcome.ts";
import { arithmeticProgram } from "../kit/random-arithmetic.ts";

const RUNS = {
  numRuns: Number(process.env.RUNS ?? 300),
  ...(process.env.SEED ? { seed: Number(process.env.SEED) } : {}),
};

function resultOf(program: string, off: readonly PassName[]): string {
  const compileScript = createCompileScript(Object.fromEntries(off.map((name) => [name, false])));
  const engine = new ScriptEngine({}, { compileScript, library: STANDARD_LIBRARY });
  engine.eval("let log = cell([]); fn t(v) { log.update(|l| l.push(v)); v }");
  const outcome = outcomeOf(() => engine.eval(program, { raw: true }));
  const column = outcome.type === "error" ? outcome.column : 0;
  return `${resultLine(outcome)} ${column}\n${resultLine(outcomeOf(() => engine.eval("log.get()", { raw: true })))}`;
}

test("3.2, 3.4, 4.4: arithmetic means the same with and without optimizations", { timeout: 240_000 }, () => {
  fc.assert(
    fc.property(arithmeticProgram, fc.constantFrom(...PASS_NAMES), (program, pass) => {
      const expected = resultOf(program, PASS_NAMES);
      if (expected.includes("ParseError")) throw new Error(`${expected} ${program}`);
      for (const off of [[], [pass]]) {
        const actual = resultOf(program, off);
        if (actual !== expected) throw new Error(`without ${off}: ${actual}\nexpected: ${expected}\n${program}`);
      }
    }),
    RUNS,
  );
});
