/**
 * Nothing leaks: 100,000 evaluations on one engine, and 10,000 engines, all with one AbortSignal that outlives them, end
 * with the heap where it began. In a process of its own, because only that can ask for garbage collections.
 */
import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { beforeAll, expect, test } from "vitest";
import { REPOSITORY } from "../kit/source-files.ts";

/** V8's own tables come and go by about a megabyte. One leaked listener, closure or promise for each run is far more. */
const MAX_GROWTH = 3_000_000;

let growth: { readonly evaluations: number; readonly engines: number; readonly listeners: number };

beforeAll(() => {
  const args = ["--expose-gc", join(REPOSITORY, "test/kit/leak-probe.mjs")];
  const { stdout, stderr, status } = spawnSync(process.execPath, args, { encoding: "utf8", timeout: 110_000 });
  if (status !== 0) throw new Error(`the probe failed\n${stderr}`);
  growth = JSON.parse(stdout);
}, 120_000);

test("100,000 evaluations on one engine leave nothing behind", () => {
  expect(growth.evaluations).toBeLessThan(MAX_GROWTH);
});

test("10,000 engines leave nothing behind, disposed or not", () => {
  expect(growth.engines).toBeLessThan(MAX_GROWTH);
});

test("2.4: no listener is left on the signal that all of them had", () => {
  expect(growth.listeners).toBe(0);
});
