/** L-4: a compiled module says for which backend it was compiled; the rest is the business of the engine that runs it. */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { describe, expect, test } from "vitest";
import { VirtualClock } from "../../runtime/testing.ts";
import {
  type CompileOptions,
  type ConcurrencyBackend,
  check,
  compile,
  Engine,
  type IonProgram,
} from "../../src/index.ts";
import { useTempDir } from "../kit/temp-dir.ts";

const RUNTIME = new URL("../../runtime/index.ts", import.meta.url).href;
const outputDir = useTempDir();
let modules = 0;

/** The program of a module that was compiled to a file and imported. */
async function load(source: string, options: CompileOptions = {}): Promise<IonProgram> {
  const file = join(outputDir, `module-${++modules}.mjs`);
  writeFileSync(file, compile(source, { runtime: RUNTIME, ...options }).code);
  const loaded: { readonly default: IonProgram } = await import(pathToFileURL(file).href);
  return loaded.default;
}

const LEGACY: CompileOptions = { concurrency: "legacy-threaded" };

function createEngine(concurrency: ConcurrencyBackend): Engine {
  return new Engine({ concurrency, clock: new VirtualClock() });
}

const OPERAND = "async { let t = spawn 1 + 2; [type_of(t), t.await] }";

describe("L-4: metadata", () => {
  test("says async by default", async () => {
    expect((await load("1")).compiled.metadata.concurrency).toBe("async");
    expect((await load("1", LEGACY)).compiled.metadata.concurrency).toBe("legacy-threaded");
  });

  test("another backend is the caller's mistake", () => {
    expect(() => compile("1", { concurrency: "threads" as never })).toThrow("concurrency");
  });
});

describe("L-4: B-15, B-17, S-2 and S-3 are rules of the compiler for async, of the running program for legacy", () => {
  test.each([
    ["spawn 1", "spawn is only allowed inside async {}"],
    ["async { spawn 1 }", "spawn currently requires a function call in the bytecode VM"],
    ["async { select { v = 1 => v } }", "spawn currently requires a function call in the bytecode VM"],
    ["select { v = f() => v }", "spawn is only allowed inside async {}"],
    ["async { select {} }", "select requires at least one branch"],
  ])("%s", (source, message) => {
    expect(check(source).map((report) => report.message)).toEqual([message]);
    expect(check(source, { concurrency: "legacy-threaded" })).toEqual([]);
  });

  test("jumps are checked by the compiler under both", () => {
    const source = "loop { async { spawn { continue; }; } }";
    expect(check(source, { concurrency: "legacy-threaded" }).map(({ message }) => message)).toEqual([
      "continue outside of loop",
    ]);
  });
});

describe("L-4: a module for one backend on an engine with the other", () => {
  test("a legacy module on an asynchronous engine keeps its operands and its spawn scope", async () => {
    const program = await load("fn start(x) { spawn { sleep(5); x } } async { start(4).await }", LEGACY);
    expect(await createEngine("async").runAsync(program)).toBe(4);
    const misplaced = await load("spawn 1", LEGACY);
    await expect(createEngine("async").runAsync(misplaced)).rejects.toThrow("spawn is only allowed inside async {}");
  });

  test("names, texts and waiting are the engine's", async () => {
    const program = await load(OPERAND, LEGACY);
    expect(createEngine("async").run(program)).toEqual(["AsyncTask", 3]);
    expect(createEngine("legacy-threaded").run(program)).toEqual(["Task", 3]);
    const waiting = await load("async { (spawn sleep(5)).await }", LEGACY);
    expect(() => createEngine("async").run(waiting)).toThrow("'sleep' cannot be called by the synchronous evaluator");
  });

  test("an asynchronous module on a legacy engine blocks, and its arguments are the spawner's", async () => {
    const program = await load(
      "let c = cell(1); fn f(x) { sleep(5); x } async { let t = spawn f(c.get()); c.set(2); [type_of(t), t.await] }",
    );
    expect(createEngine("legacy-threaded").run(program)).toEqual(["Task", 1]);
  });
});
