/** The option `dev` and what an attached debugger gets from the runtime (embedding 2.9, 2.11). */
import { afterEach, expect, test, vi } from "vitest";
import { debuggers } from "../../runtime/debugging.ts";
import { VirtualClock } from "../../runtime/testing.ts";
import { compile } from "../../src/compiler.ts";
import { Engine } from "../../src/index.ts";

afterEach(() => {
  debuggers.isAttached = false;
  vi.restoreAllMocks();
});

test("2.9: `dev` marks the module, and is refused unless it is a boolean", () => {
  expect(compile("1", { dev: true }).code).toContain("dev: true");
  expect(compile("1").code).not.toContain("dev:");
  expect(() => compile("1", { dev: 1 as never })).toThrow("dev");
});

test("2.11: with a debugger each spawn captures its stack, and the task resumes inside; without one it does not", async () => {
  const created: string[] = [];
  let runs = 0;
  const createTask = (name: string) => {
    created.push(name);
    return {
      run: <T>(body: () => T): T => {
        runs++;
        return body();
      },
    };
  };
  vi.stubGlobal("console", Object.assign(Object.create(console), { createTask }));
  const program = "fn work(n) { sleep(n); n } async { let task = spawn work(1); task.await }";
  const engine = new Engine({ clock: new VirtualClock() });
  expect(await engine.evalAsync(program)).toBe(1);
  expect(created).toEqual([]);
  debuggers.isAttached = true;
  expect(await engine.evalAsync(program)).toBe(1);
  expect([created, runs]).toEqual([["spawn work"], 2]);
  vi.unstubAllGlobals();
});
