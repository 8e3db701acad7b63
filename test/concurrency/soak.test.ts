/**
 * Memory does not grow with the number of operations (concurrency B-4, P-5). Each scenario runs in a process of its own
 * with garbage collection on demand: 50,000 operations always, a million with SOAK=1.
 */
import { execFile } from "node:child_process";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { describe, expect, test } from "vitest";

interface Scenario {
  readonly name: string;
  readonly isRight: boolean;
  /** Bytes in use at ten moments, after a collection each. */
  readonly heap: readonly number[];
}

const SCRIPT = fileURLToPath(new URL("./kit/soak-run.mjs", import.meta.url));
const OPERATIONS = process.env.SOAK === "1" ? 1_000_000 : 50_000;
/** What compiled code, inline caches and the like may take while a scenario warms up: far less than its tasks would. */
const ALLOWED_GROWTH = 1_500_000;

const scenarios = await runScenarios();

describe(`B-4, P-5: ${OPERATIONS} operations in bounded memory`, () => {
  test.each(scenarios)("$name", ({ isRight, heap }) => {
    expect(isRight).toBe(true);
    expect(heap.length).toBe(10);
    expect(Math.max(...heap.slice(1)) - heap[1]!).toBeLessThan(ALLOWED_GROWTH);
  });
});

async function runScenarios(): Promise<Scenario[]> {
  const { stdout } = await promisify(execFile)(process.execPath, ["--expose-gc", SCRIPT, String(OPERATIONS)]);
  return stdout
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line));
}
