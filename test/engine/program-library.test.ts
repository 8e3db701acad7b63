/**
 * Compiled modules bring the library modules along that they mention (embedding 2.9): an engine made for one program has
 * those and no others, and what an engine leaves out stays out.
 */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { describe, expect, test } from "vitest";
import { METHOD_NAMES } from "../../runtime/builtins/manifest.ts";
import { STD_MODULE_NAMES, type StdModuleName } from "../../runtime/stdlib/manifest.ts";
import { compile } from "../../src/compiler.ts";
import { Engine, type IonProgram, Module } from "../../src/index.ts";
import { useTempDir } from "../kit/temp-dir.ts";

const RUNTIME = new URL("../../runtime/index.ts", import.meta.url).href;
const dir = useTempDir();
let files = 0;

/** What the compiler writes for a source, imported from a file. */
async function load(source: string): Promise<IonProgram> {
  const file = join(dir, `module-${files++}.mjs`);
  writeFileSync(file, compile(source, { filename: "main.ion", runtime: RUNTIME }).code);
  const { default: program }: { readonly default: IonProgram } = await import(pathToFileURL(file).href);
  return program;
}

function importLine(source: string): string {
  return compile(source).code.split(" from ")[0]!;
}

const CALLS: Readonly<Record<StdModuleName, readonly [expression: string, value: unknown]>> = {
  math: ["math::abs(-2)", 2],
  json: ['json::decode("[1]")', [1]],
  bytes: ["bytes([1, 2]).len()", 2],
  string: ['string::len("abc")', 3],
  rand: ["rand::bytes(3).len()", 3],
  io: ['io::print("")', undefined],
  log: ['log::enabled("off")', true],
  semver: ['semver::is_valid("1.2.3")', true],
  os: ["os::args()", []],
  path: ['path::basename("a/b")', "b"],
  fs: ['fs::exists("/no such file")', false],
};

describe("embedding 2.9: the import", () => {
  test("names the modules that the program mentions, in the order of the manual", () => {
    expect(importLine("1")).toBe("import {defineProgram as $program}");
    expect(importLine("io::println(json::encode(1)); fn f() { use math::*; }")).toBe(
      "import {defineProgram as $program, math as $math, json as $json, io as $io}",
    );
  });

  test("names the builtins that the program mentions", () => {
    expect(importLine("fn f(x) { [len(x), json::encode(x)] } let t = type_of; sleep(1)")).toBe(
      "import {defineProgram as $program, json as $json, len as $len, type_of as $type_of, sleep as $sleep}",
    );
  });

  test("names none that the program binds itself, and those that it binds later", () => {
    expect(importLine("let json = 1; json")).toBe("import {defineProgram as $program}");
    expect(importLine("fn f() { json } let json = 1; f()")).toContain("json as $json");
  });
});

describe("embedding 2.9: the import of the operations on tasks", () => {
  test.each(["async { 1 }", "async { spawn f() }", "fn f(t) { t.await }", "async { select { v = f() => v } }"])(
    "is there for %s",
    (source) => {
      expect(importLine(source)).toContain("TaskContext as $TaskContext");
    },
  );

  test("is not there for programs that only wait", () => {
    expect(importLine("sleep(1); timeout(1, f); let (tx, rx) = channel(1); rx.recv()")).not.toContain("TaskContext");
  });
});

describe("embedding 2.9: the import of methods", () => {
  const methodsOf = (source: string): string[] =>
    [...importLine(source).matchAll(/\$(\w+) as \$m_\1/g)].map(([, m]) => m!);

  test("names those that the program calls, each once", () => {
    expect(methodsOf("fn f(x) { x.push(1).len() } let mut l = []; l = l.push(2); l.len()")).toEqual(["len", "push"]);
    expect(methodsOf("async { let t = spawn [3, 1].sort(); select { v = [1].pop() => v } }")).toEqual(["pop", "sort"]);
  });

  test("knows every method of the library, and nothing else", () => {
    const names = [...METHOD_NAMES].sort();
    expect(methodsOf(names.map((name) => `1.${name}();`).join(" "))).toEqual(names);
    expect(methodsOf("x.recv(); x.cancel(); x.constructor(); #{push: 1}.push; push")).toEqual([]);
  });
});

describe("embedding 2.9: the engine of one program", () => {
  test.each(STD_MODULE_NAMES)("has %s when the program mentions it", async (name) => {
    const [expression, value] = CALLS[name];
    const program = await load(`${expression}`);
    expect(await program.run({}, { output: "ignore" })).toEqual(value);
    expect(await (await load(`fn f() { ${expression} }`)).instantiate().then(({ exports }) => exports.f!())).toEqual(
      value,
    );
  });

  test("has what its host bound instead", async () => {
    const json = new Module("json").registerFn("encode", () => "mine");
    expect(await (await load("json::encode(1)")).run({ json })).toBe("mine");
    expect(await (await load("math")).run({ math: 3 })).toBe(3);
  });
});

describe("stdlib 8, embedding D28: bringing a module along is not being allowed to use it", () => {
  test("a sandbox keeps its modules out", async () => {
    const engine = new Engine({ stdlib: "sandbox" });
    await expect((await load("fs::read(1)")).run(engine)).rejects.toThrow("undefined variable: fs");
    expect(await (await load("math::abs(-1)")).run(engine)).toBe(1);
  });

  test("what the host made of a name stays", async () => {
    const engine = new Engine().registerModule("json", { encode: () => "mine" });
    expect(await (await load("json::encode(1)")).run(engine)).toBe("mine");
    expect(await engine.evalAsync("json::encode(1)")).toBe("mine");
  });
});

describe("embedding 2.9: the import of the bit operators", () => {
  test.each(["1 & 2", "1 | 2", "1 ^ 2", "1 << 2", "1 >> 2"])("is there for %s", (source) => {
    expect(importLine(source)).toContain("BitOperators as $BitOperators");
  });

  test("is not there for other operators", () => {
    expect(importLine("true && false || 1 + 2 < 3")).not.toContain("BitOperators");
  });
});
