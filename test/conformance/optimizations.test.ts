/**
 * An optimization changes the speed of programs and nothing else: the conformance programs do the same with each one
 * switched off, and with all of them off. (conformance.test.ts runs them with all of them on.)
 */
import { describe, test } from "vitest";
import { PASS_NAMES, type PassName } from "../../src/analyze/passes.ts";
import { createCompileScript } from "../../src/script.ts";
import { readConformanceAreas } from "../kit/conformance-cases.ts";
import { checkCase } from "../kit/conformance-run.ts";
import { isolateTempDir } from "../kit/temp-dir.ts";
import { KNOWN_FAILURES } from "./known-failures.ts";

isolateTempDir();

const cases = [...readConformanceAreas().values()].flat().filter(({ id }) => !Object.hasOwn(KNOWN_FAILURES, id));

const variants: readonly (readonly PassName[])[] = [...PASS_NAMES.map((name) => [name]), PASS_NAMES];

describe("conformance programs", () => {
  for (const off of variants) {
    const name = off.length === 1 ? `without ${off[0]}` : "without any optimization";
    test(name, { timeout: 120_000 }, async () => {
      const compile = createCompileScript(Object.fromEntries(off.map((pass) => [pass, false])));
      for (const conformanceCase of cases) await checkCase(conformanceCase, compile);
    });
  }
});
