/**
 * stdlib 8 on a whole engine: what a host leaves out is unbound, also for modules that were compiled before; and `fs`
 * lets other tasks run under `evalAsync`, while it blocks under `eval` (stdlib 5.11).
 */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { describe, expect, test } from "vitest";
import { STD_MODULE_NAMES, STD_MODULES, type StdModuleName } from "../../runtime/stdlib/manifest.ts";
import { compile } from "../../src/compiler.ts";
import { type EngineOptions, type IonProgram, Module } from "../../src/index.ts";
import { createTestHost } from "../kit/hosts.ts";
import { outcomeOf, outcomeOfAsync, resultLine } from "../kit/outcome.ts";
import { useTempDir } from "../kit/temp-dir.ts";

const RUNTIME = new URL("../../runtime/index.ts", import.meta.url).href;
const dir = useTempDir();

function evaluate(source: string, options: EngineOptions): string {
  return resultLine(outcomeOf(() => createTestHost(options).engine.eval(source, { raw: true })));
}

async function evaluateAsync(source: string, options: EngineOptions): Promise<string> {
  return resultLine(await outcomeOfAsync(() => createTestHost(options).engine.evalAsync(source, { raw: true })));
}

let modules = 0;

async function runCompiled(source: string, options: EngineOptions): Promise<string> {
  const file = join(dir, `module-${modules++}.mjs`);
  writeFileSync(file, compile(source, { filename: "module.ion", runtime: RUNTIME }).code);
  const { default: program }: { readonly default: IonProgram } = await import(pathToFileURL(file).href);
  return resultLine(outcomeOf(() => createTestHost(options).engine.run(program, { raw: true })));
}

function without(name: StdModuleName): EngineOptions {
  return { stdlib: { exclude: [name] } };
}

describe("stdlib 8: a module that is left out", () => {
  test.each(STD_MODULE_NAMES)("%s is an undefined variable", async (name) => {
    const member = Object.keys(STD_MODULES[name])[0]!;
    const undefinedVariable = `!! NameError 1 undefined variable: ${name}`;
    for (const source of [
      `${name}::${member}`,
      `${name}::${member}()`,
      `use ${name}::${member};`,
      `use ${name}::*;`,
      `[${name}]`,
    ]) {
      expect(evaluate(source, without(name))).toBe(undefinedVariable);
      expect(await evaluateAsync(source, without(name))).toBe(undefinedVariable);
      expect(await runCompiled(source, without(name))).toBe(undefinedVariable);
    }
    expect(evaluate(`type_of(${name})`, {})).toBe("=> string module");
  });

  test("the others stay", () => {
    expect(evaluate('[math::abs(-1), path::basename("a/b")]', without("fs"))).toBe("=> list [1, b]");
  });

  test("a sandbox has neither os nor fs", async () => {
    expect(evaluate("os::pid()", { stdlib: "sandbox" })).toBe("!! NameError 1 undefined variable: os");
    expect(await runCompiled('fs::read("/etc/passwd")', { stdlib: "sandbox" })).toBe(
      "!! NameError 1 undefined variable: fs",
    );
    expect(evaluate("rand::int(1)", { stdlib: "sandbox" })).toBe("=> int 0");
  });

  test("the script can catch the error, and bind the name itself", () => {
    expect(evaluate('try { fs::read("a") } catch e { e }', without("fs"))).toBe("=> string undefined variable: fs");
    expect(evaluate('let fs = #{read: |p| p}; (fs.read)("a")', without("fs"))).toBe("=> string a");
  });

  test("a module of the host with that name takes its place", () => {
    const fs = new Module("fs").registerFn("read", (path) => `contents of ${String(path)}`);
    for (const options of [{}, without("fs")]) {
      const { engine } = createTestHost(options);
      engine.registerModule(fs);
      expect(engine.eval('fs::read("a")')).toBe("contents of a");
    }
  });
});

describe("stdlib 5.11: fs and other tasks", () => {
  const file = join(dir, "text.txt");
  const source = `
    let log = cell([]);
    fn note(text) { log.update(|l| l.push(text)); }
    fn reader() { note("reading"); note(fs::read(path)); }
    fn other() { note("other"); }
    async { spawn reader(); spawn other(); }
    log.get()
  `;

  test("under evalAsync the call parks its task, and others run", async () => {
    writeFileSync(file, "contents");
    const { engine } = createTestHost();
    expect(await engine.set("path", file).evalAsync(source)).toEqual(["reading", "other", "contents"]);
  });

  test("under eval it blocks", () => {
    writeFileSync(file, "contents");
    const { engine } = createTestHost();
    expect(engine.set("path", file).eval(source)).toEqual(["reading", "contents", "other"]);
  });

  test("its errors arise at the call in both", async () => {
    const failing = 'fs::read("/nonexistent/file")';
    const expected = "!! RuntimeError 1 '/nonexistent/file': No such file or directory (os error 2)";
    expect(evaluate(failing, {})).toBe(expected);
    expect(await evaluateAsync(failing, {})).toBe(expected);
  });
});
